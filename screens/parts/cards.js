// Draws lists of cards. Whatever comes from a file is set as text, never as markup.

const SVG = "http://www.w3.org/2000/svg"
const PERCENT = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 0 })
const SIGNED = new Intl.NumberFormat("en", { maximumSignificantDigits: 3, signDisplay: "exceptZero" })
const COMPARE_ROW = 40

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root")
  const before = positions(root)
  root.open ??= new Set()
  const act = data.actions ? (does, id) => setTriggerValue("action", { do: does, id }) : null
  root.replaceChildren(...layouts[data.layout](data, root.open, act))
  if (data.layout === "cards") slide(root, before)
}

const layouts = {
  cards: (data, open, act) => [list(data.items.map((item) => card(item, open, act)), "cards")],
  rows: (data) => data.rows.map(row),
  strip: (data, _open, act) => [list(data.items.map((item, place) => chip(item, place, act)), "strip")],
  compare: (data) => [compare(data)],
}

function make(tag, className, ...children) {
  const node = document.createElement(tag)
  if (className) node.className = className
  node.append(...children.filter((child) => child !== null))
  return node
}

function list(items, className) {
  return make("ol", className, ...items)
}

function tile({ hue, pattern, initials }, className = "") {
  const node = make("span", `tile ${pattern} ${className}`, make("span", "initials", initials))
  node.style.setProperty("--hue", hue)
  node.setAttribute("aria-hidden", "true")
  return node
}

// What can be done with a shown title, and with a past one: the words of the button, and of the act.
const WITH_SHOWN = [
  ["More like this", "like"],
  ["Not this", "dislike"],
  ["Never show it", "block"],
  ["Follow it through the stages", "follow"],
]
const WITH_PAST = [
  ["◀", "later", "Make more recent"],
  ["▶", "earlier", "Make less recent"],
  ["Like", "like"],
  ["Dislike", "dislike"],
  ["Remove", "remove"],
]

function actions(item, known, act) {
  if (act === null) return null
  const buttons = known.map(([words, does, meaning]) => {
    const button = make("button", "action", words)
    button.type = "button"
    button.setAttribute("aria-label", `${meaning ?? words}: ${item.title}`)
    if (meaning) button.title = meaning
    button.addEventListener("click", () => act(does, item.id))
    return button
  })
  return make("div", "actions", ...buttons)
}

function card(item, open, act) {
  const node = make("li", "card")
  node.dataset.id = item.id
  const text = make("div", "text", heading(item), because(item.because))
  const why = make("button", "why", "Why")
  why.type = "button"
  why.setAttribute("aria-label", `Why ${item.title}`)
  const details = make("div", "details")
  const toggle = (wanted) => {
    why.setAttribute("aria-expanded", String(wanted))
    details.replaceChildren(...(wanted ? [...explanation(item), actions(item, WITH_SHOWN, act)].filter(Boolean) : []))
    wanted ? open.add(item.id) : open.delete(item.id)
  }
  why.addEventListener("click", () => toggle(why.getAttribute("aria-expanded") !== "true"))
  const rank = make("span", "rank", String(item.rank))
  node.append(make("div", "line", rank, tile(item.tile), text, move(item.move), bar(item), why), details)
  toggle(open.has(item.id))
  return node
}

function heading(item) {
  const marks = [item.explored ? "trying out" : null, item.fresh ? "new" : null, item.rule ? "by a rule" : null].filter(Boolean)
  return make(
    "div",
    "heading",
    make("span", "title", item.title),
    ...marks.map((words) => make("span", `mark ${words === "new" ? "fresh" : "explored"}`, words)),
    make("span", "facts", item.facts.join(" · ")),
  )
}

function because(reason) {
  if (reason.kind === "explored") return make("div", "because", "We are trying this out to learn more")
  if (reason.kind === "pinned") return make("div", "because", "Put here by a rule")
  if (reason.kind === "share") return make("div", "because", "Here for the minimum share of its group")
  if (reason.kind === "popular") return make("div", "because", "Liked by many people")
  const more = reason.more > 0 ? ` and ${reason.more} more` : ""
  return make("div", "because", `Because you ${reason.verb} `, make("b", "", reason.title), more)
}

function move(change) {
  if (change === null || change.direction === "same") return make("span", "move")
  if (change.direction === "new") return make("span", "move added", "new here")
  const arrow = change.direction === "up" ? "▲" : "▼"
  const node = make("span", `move ${change.direction}`, `${arrow} from ${change.before}`)
  node.setAttribute("aria-label", `${change.direction} from place ${change.before}`)
  return node
}

function bar(item) {
  const node = make("span", "bar")
  for (const part of item.bar) {
    const piece = make("span", "")
    piece.style.width = `${part.share * 100}%`
    piece.style.background = part.colour
    node.append(piece)
  }
  node.setAttribute("role", "img")
  const words = item.bar.map((part) => `${part.label} ${PERCENT.format(part.share)}`).join(", ")
  node.setAttribute("aria-label", `What made up the score: ${words}`)
  node.title = words
  return node
}

function explanation(item) {
  const largest = Math.max(...item.why.map((line) => Math.abs(line.value)), 1e-12)
  const lines = item.why.map((line) => {
    const words = line.parts.map((part) => `${part.label} ${figure(part.value)}`).join(", ")
    const track = make("span", "track", ...line.parts.map((part) => piece(part, largest)))
    track.setAttribute("role", "img")
    track.setAttribute("aria-label", words)
    track.title = words
    const value = make("span", "value", figure(line.value))
    return make("li", line.rests ? "rests" : "", make("span", "term", ...term(line)), track, value)
  })
  const rests = item.why.some((line) => line.rests)
    ? [make("p", "path", "◆ marks what the place rests on: without it, half of the ten titles behind would overtake.")]
    : []
  const sum = make("p", "sum", `These add up to the score of ${SIGNED.format(item.score)}.`)
  const path = item.stages.map((stage) => `${stage.stage} ${stage.rank}`).join("  →  ")
  const common = item.shared.length ? [make("p", "path", `In common with this history:  ${item.shared.join(", ")}`)] : []
  return [list(lines, "terms"), legend(item), sum, ...rests, ...common, make("p", "path", `Place after each stage that changed something:  ${path}`)]
}

// What is next to nothing is not worth a row of noughts.
function figure(value) {
  return SIGNED.format(Math.abs(value) < 0.0005 ? 0 : value)
}

function piece(part, largest) {
  const node = make("span", part.value < 0 ? "against" : "")
  node.style.width = `${(Math.abs(part.value) / largest) * 100}%`
  node.style.background = part.colour
  return node
}

function legend(item) {
  const entries = item.bar.map((part) => {
    const swatch = make("span", "swatch")
    swatch.style.background = part.colour
    return make("span", "entry", swatch, `${part.label} ${PERCENT.format(part.share)}`)
  })
  return make("p", "legend", ...entries)
}

function term(line) {
  if (line.kind === "history") return [`You ${line.verb} `, make("b", "", line.title)]
  if (line.kind === "rest") return [line.count === 1 ? "1 more from your history" : `${line.count} more from your history`]
  if (line.kind === "freshness") return ["Bonus for being new"]
  if (line.kind === "discount") return ["Discount for being popular"]
  if (line.kind === "boost") return [line.value < 0 ? "Lowered by a rule" : "Lifted by a rule"]
  if (line.kind === "cross_sell") return ["Goes with your latest choice"]
  if (line.kind === "up_sell") return ["A step up from your latest choice"]
  return [`Liked by many people, as ${line.parts.map((part) => part.label).join(" and ")} counts`]
}

function row(data) {
  const about = data.about ? [" ", make("span", "about", data.about)] : []
  const shelf = list(data.items.map(poster), "shelf")
  shelf.setAttribute("aria-label", `${data.heading} ${data.about}`.trim())
  const covers = [...shelf.querySelectorAll(".cover")]
  covers.forEach((cover, place) => {
    cover.tabIndex = place === 0 ? 0 : -1
    cover.addEventListener("click", () => uncover(covers, cover))
    cover.addEventListener("keydown", (event) => walk(event, covers, place))
  })
  const why = data.why ? [make("p", "purpose", data.why)] : []
  return make("section", "row", make("h3", "", data.heading, ...about), ...why, shelf)
}

// A poster, covered by its reasons while a pointer is over it, it has the focus, or it was tapped.
function poster(item) {
  const cover = make("button", "cover", ...reasons(item))
  cover.type = "button"
  cover.setAttribute("aria-expanded", "false")
  cover.prepend(make("b", "", item.title))
  return make(
    "li",
    "poster",
    tile(item.tile, "large"),
    make("span", "title", item.title),
    make("span", "facts", item.facts[0] ?? ""),
    item.also ? make("span", "mark both", "on both pages") : null,
    item.note ? make("div", "because", item.note) : item.because && because(item.because),
    cover,
  )
}

function reasons(item) {
  const parts = item.bar.map((part) => `${part.label} ${PERCENT.format(part.share)}`).join(", ")
  const lines = [because(item.reason).textContent, item.note]
  if (parts) lines.push(`By ${parts}`)
  if (item.shared.length) lines.push(`In common: ${item.shared.join(", ")}`)
  return lines.filter(Boolean).map((line) => make("span", "line-of-reason", line))
}

function uncover(covers, chosen) {
  const wanted = chosen?.getAttribute("aria-expanded") === "false"
  for (const cover of covers) cover.setAttribute("aria-expanded", String(cover === chosen && wanted))
}

// One stop of the tab key a row; arrows walk along it, Escape covers nothing any more.
function walk(event, covers, place) {
  if (event.key === "Escape") {
    uncover(covers, null)
    covers[place].blur()
  }
  const next = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: covers.length - 1 }[event.key]
  if (!covers[next]) return
  event.preventDefault()
  covers[place].tabIndex = -1
  covers[next].tabIndex = 0
  covers[next].focus()
}

function chip(item, place, act) {
  const words = make("span", "words", make("span", "title", item.title), make("span", "facts", item.note))
  const possible = WITH_PAST.filter(([, does]) => does !== "later" || place > 0)
  return make("li", "chip", make("div", "what", tile(item.tile, "small"), words), actions(item, possible, act))
}

function compare({ before, after }) {
  const places = new Map(after.map((item, place) => [item.id, place]))
  const drawing = document.createElementNS(SVG, "svg")
  const rows = Math.max(before.length, after.length)
  drawing.setAttribute("viewBox", `0 0 100 ${rows * COMPARE_ROW}`)
  drawing.setAttribute("preserveAspectRatio", "none")
  drawing.setAttribute("aria-hidden", "true")
  drawing.style.height = `${rows * COMPARE_ROW}px`
  before.forEach((item, place) => {
    if (!places.has(item.id)) return
    const line = document.createElementNS(SVG, "path")
    const [from, to] = [place, places.get(item.id)].map((at) => at * COMPARE_ROW + COMPARE_ROW / 2)
    line.setAttribute("d", `M0 ${from} C50 ${from} 50 ${to} 100 ${to}`)
    line.setAttribute("class", to < from ? "up" : to > from ? "down" : "same")
    drawing.append(line)
  })
  const kept = new Set(after.map((item) => item.id))
  const known = new Set(before.map((item) => item.id))
  return make(
    "div",
    "compare",
    side("Before", before, (item) => (kept.has(item.id) ? "" : "gone")),
    make("div", "lines", drawing),
    side("After", after, (item) => (known.has(item.id) ? "" : "added")),
  )
}

function side(words, items, state) {
  const entries = items.map((item) => {
    const mark = state(item)
    const note = mark ? make("span", `mark ${mark}`, mark === "gone" ? "left" : "new here") : null
    const node = make("li", mark, make("span", "rank", String(item.rank)), make("span", "title", item.title), note)
    return node
  })
  return make("div", "side", make("h3", "", words), list(entries, ""))
}

function positions(root) {
  const tops = new Map()
  for (const node of root.querySelectorAll(".card")) tops.set(node.dataset.id, node.offsetTop)
  return tops
}

function slide(root, before) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return
  for (const node of root.querySelectorAll(".card")) {
    const from = before.get(node.dataset.id)
    const shift = from === undefined ? 0 : from - node.offsetTop
    if (shift) node.animate([{ transform: `translateY(${shift}px)` }, { transform: "none" }], 180)
  }
}
