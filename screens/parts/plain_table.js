// Draws a small table in large type. Every cell is set as text, never as markup.

export default function ({ data, parentElement }) {
  const table = document.createElement("table")
  const title = document.createElement("p")
  title.textContent = data.title
  const head = table.createTHead().insertRow()
  data.columns.forEach((name, place) => {
    const cell = document.createElement("th")
    cell.scope = "col"
    fill(cell, name, data.numeric.includes(place))
    head.append(cell)
  })
  const body = table.createTBody()
  data.rows.forEach((cells, number) => {
    const row = body.insertRow()
    if (data.marked.includes(number)) row.className = "marked"
    if (data.faded.includes(number)) row.className = "faded"
    cells.forEach((words, place) => fill(row.insertCell(), words, data.numeric.includes(place)))
  })
  const scroller = document.createElement("div")
  scroller.tabIndex = 0
  scroller.setAttribute("role", "region")
  scroller.setAttribute("aria-label", data.title)
  scroller.append(table)
  parentElement.querySelector(".root").replaceChildren(title, scroller)
}

function fill(cell, words, numeric) {
  cell.textContent = words
  if (numeric) cell.classList.add("number")
}
