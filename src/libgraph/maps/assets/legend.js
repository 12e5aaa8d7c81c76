// The legend, which is also the filter: what the signs, lines and colours mean.
const count = (amount) => h("span", { class: "count" }, figure(amount));

function drawLegend() {
  const totals = (kind) => entities.filter((entity) => entity.kind === kind).length;
  const lines = (relation) => data.contexts.filter((context) => context.relation === relation).length;
  byId("keys").replaceChildren(
    h("h3", {}, say("show")),
    h("ul", {},
      toggle("institution", "institutions", sign("institution", "#6b7480"), totals("institution")),
      toggle("person", "people", sign("person", "#6b7480"), totals("person")),
      toggle("event", "events", stroke("event"), lines("event")),
      toggle("agreement", "agreements", stroke("agreement"), lines("agreement"))),
    h("h3", { id: "colouring" }, say("colour_by")),
    h("div", { class: "switch", role: "group", "aria-labelledby": "colouring" }, colouring("type"), colouring("community")),
    h("ul", {}, ...(state.colouring === "type" ? typeKeys() : communityKeys())),
    h("p", { class: "quiet" }, say("size_note")),
    h("p", { class: "quiet" }, say("hint")),
  );
}

function toggle(name, key, picture, amount) {
  const change = (event) => {
    state.shown[name] = event.target.checked;
    const chosen = state.selected;
    if (chosen && !(chosen.context ? isDrawn(chosen) : isShown(chosen))) choose(null, { focus: false });
    redraw();
  };
  const input = h("input", { type: "checkbox", checked: state.shown[name], name, onchange: change });
  return h("li", {}, h("label", {}, input, h("span", { class: "slot" }, picture), say(key), count(amount)));
}

function colouring(name) {
  const change = () => { state.colouring = name; refresh(); byId("keys").querySelector(`[data-colouring=${name}]`).focus(); };
  const pressed = String(state.colouring === name);
  return h("button", { type: "button", "data-colouring": name, "aria-pressed": pressed, onclick: change }, say(`by_${name}`));
}

const key = (picture, text, amount) => h("li", { class: "key" }, picture, h("bdi", {}, text), count(amount));

function typeKeys() {
  const own = data.types.filter((type) => type.count && !type.other);
  const rest = data.types.filter((type) => type.count && type.other);
  const keys = own.map((type) => key(sign(type.kind, type.color), typeLabel(type), type.count));
  if (rest.length) keys.push(key(sign("institution", rest[0].color), say("other_types"), rest.reduce((sum, type) => sum + type.count, 0)));
  return keys;
}

function communityKeys() {
  const own = data.communities.filter((community) => !community.other);
  const rest = data.communities.filter((community) => community.other);
  const keys = own.map((community) => key(sign("institution", community.color), communityName(community), community.count));
  if (rest.length) keys.push(key(sign("institution", rest[0].color), say("other_communities"), rest.reduce((sum, community) => sum + community.count, 0)));
  return keys;
}
