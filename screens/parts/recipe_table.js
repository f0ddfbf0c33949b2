// Draws recipes side by side. Whatever comes from a person is set as text, never as markup.

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".root")
  const table = make("table", "recipes", head(data.columns))
  table.append(...data.stages.map((stage) => body(stage, data.columns)))
  const scroller = make("div", "scroller", table)
  scroller.tabIndex = 0
  scroller.setAttribute("role", "region")
  scroller.setAttribute("aria-label", "Recipes side by side")
  root.replaceChildren(scroller)
}

function make(tag, className, ...children) {
  const node = document.createElement(tag)
  if (className) node.className = className
  node.append(...children.filter((child) => child !== null))
  return node
}

function scoped(scope, node) {
  node.scope = scope
  return node
}

function head(columns) {
  const names = columns.map(({ name, why }) =>
    scoped("col", make("th", "", make("span", "name", name), why ? make("span", "why", why) : null)),
  )
  return make("thead", "", make("tr", "", make("td", "corner"), ...names))
}

function body(stage, columns) {
  const title = scoped("rowgroup", make("th", "stage", make("span", "stage-name", stage.label), make("span", "help", stage.help)))
  title.colSpan = columns.length + 1
  return make("tbody", "", make("tr", "", title), ...stage.rows.map(row))
}

function row({ label, help, cells }) {
  const field = scoped("row", make("th", "field", make("span", "label", label), make("span", "help", help)))
  return make("tr", "", field, ...cells.map(cell))
}

function cell({ words, bars, why, differs }) {
  const value = bars.length ? make("ul", "bars", ...bars.map(bar)) : make("span", "value", words)
  return make("td", differs ? "differs" : "usual", value, why ? make("span", "why", why) : null)
}

function bar({ label, colour, share, words }) {
  const piece = make("span", "piece")
  piece.style.width = `${share * 100}%`
  piece.style.background = colour
  const track = make("span", "track", piece)
  track.setAttribute("aria-hidden", "true")
  return make("li", "", make("span", "model", label), make("span", "amount", words), track)
}
