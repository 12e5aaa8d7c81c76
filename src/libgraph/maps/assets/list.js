// The same content as a list, for those who do not use the map. People are always in the order of their names.
let order = "name";
const unfolded = new Set();

function drawList() {
  const list = byId("list");
  if (list.hidden) return;
  const section = (kind, title, compare) => {
    const group = entities.filter((entity) => entity.kind === kind).sort(compare);
    return [h("h2", {}, `${say(title)} (${figure(group.length)})`), ...group.map(listItem)];
  };
  const alphabetical = byName();
  const compare = order === "name" ? alphabetical : (one, other) => other.degree - one.degree || alphabetical(one, other);
  list.replaceChildren(h("div", { class: "list-inner" },
    h("div", { class: "bar" }, h("span", { id: "sorting" }, say("sort_by")),
      h("div", { class: "switch", role: "group", "aria-labelledby": "sorting" }, sorting("name"), sorting("connections"))),
    ...section("institution", "institutions", compare),
    ...section("person", "people", alphabetical)));
}

function sorting(name) {
  const change = () => { order = name; drawList(); byId("list").querySelector(`[data-order=${name}]`).focus(); };
  return h("button", { type: "button", "data-order": name, "aria-pressed": String(order === name), onclick: change }, say(`by_${name}`));
}

function listItem(entity) {
  const inside = h("div", {});
  const fill = () => {
    if (inside.childElementCount) return;
    const show = h("button", { type: "button", class: "plain", onclick: () => choose(entity) }, say("show_on_map"));
    inside.append(show, ...connectionsOf(entity));
  };
  const remember = (event) => {
    if (event.target.open) { unfolded.add(entity); fill(); } else unfolded.delete(entity);
  };
  if (unfolded.has(entity)) fill();
  return h("details", { open: unfolded.has(entity), ontoggle: remember },
    h("summary", {}, sign(entity.kind, colourOf(entity)),
      h("span", { class: "who" }, named(entity.label), h("small", {}, h("bdi", {}, typeName(entity)))),
      h("span", { class: "count" }, `${say("connections")}: ${figure(entity.degree)}`)),
    inside);
}
