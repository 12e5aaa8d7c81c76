// The search box: matches names in any language and other names, with and without diacritics.
// Events and agreements are found too: one of their lines is chosen, and its panel names all who took part.
const MOST_MATCHES = 12;
const box = byId("search");
const matches = byId("matches");
const entry = (chosen, texts, names) => ({ chosen, label: texts, names: names.map((name) => [name, fold(name)]) });
const index = [
  ...entities.map((entity) => entry(entity, entity.label, [...Object.values(entity.label), ...entity.names])),
  ...[...new Map(edges.map((edge) => [edge.context, edge]).reverse()).values()].map((edge) =>
    entry(edge, edge.context.label, Object.values(edge.context.label))),
];
let found = [];
let active = -1;

function search(text) {
  const words = fold(text).split(/\s+/u).filter(Boolean);
  if (!words.length) return [];
  const hits = [];
  for (const { chosen, label: texts, names } of index) {
    const hit = names.find(([, folded]) => words.every((word) => folded.includes(word)));
    const late = (chosen.context ? 2 : 0) + (hit && words.every((word) => startsWord(hit[1], word)) ? 0 : 1);
    if (hit) hits.push({ chosen, label: texts, name: hit[0], rank: late });
  }
  const order = byName();
  return hits.sort((one, other) => one.rank - other.rank || order(one, other)).slice(0, MOST_MATCHES);
}

const startsWord = (text, word) => text.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(word));

function showMatches() {
  found = search(box.value);
  active = found.length ? 0 : -1;
  matches.replaceChildren(...found.map(matchItem));
  const asked = box.value.trim() !== "";
  if (asked && !found.length) matches.append(h("li", { role: "option", "aria-disabled": "true" }, say("no_match")));
  byId("found").textContent = asked ? say("found", { n: found.length }) : "";
  open(asked);
  mark();
}

function matchItem({ chosen, label: texts, name }, row) {
  const shown = label(texts);
  const other = name === shown ? null : h("small", {}, h("bdi", {}, name));
  const kind = chosen.context ? say(chosen.context.relation) : h("bdi", {}, typeName(chosen));
  const text = h("span", {}, named(texts), other, h("small", {}, kind));
  const mark = chosen.context ? stroke(chosen.context.relation) : sign(chosen.kind, colourOf(chosen));
  const select = (event) => { event.preventDefault(); take(row); };
  return h("li", { id: `match-${row}`, role: "option", onmousedown: select }, mark, text);
}

function mark() {
  [...matches.children].forEach((item, row) => item.setAttribute("aria-selected", String(row === active)));
  if (active < 0) box.removeAttribute("aria-activedescendant");
  else box.setAttribute("aria-activedescendant", `match-${active}`);
  matches.children[active]?.scrollIntoView({ block: "nearest" });
}

function open(yes) {
  matches.hidden = !yes;
  box.setAttribute("aria-expanded", String(yes));
}

function take(row) {
  const hit = found[row];
  if (!hit) return;
  open(false);
  box.value = label(hit.label);
  if (matchMedia("(max-width: 760px)").matches) byId("legend").open = false;
  choose(hit.chosen);
}

box.addEventListener("input", showMatches);
box.addEventListener("focus", () => { if (box.value) box.select(); });
box.addEventListener("blur", () => open(false));
box.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && found.length) {
    open(true);
    active = (active + step + found.length) % found.length;
    mark();
  } else if (event.key === "Enter") {
    if (matches.hidden) showMatches();
    take(active);
  } else if (event.key === "Escape" && !matches.hidden) {
    open(false);
    event.stopPropagation();
  } else return;
  event.preventDefault();
});
