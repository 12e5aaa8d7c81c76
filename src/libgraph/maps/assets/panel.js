// The panel beside the map (below it on a phone): what is known of the chosen sign or line, and from which source.
const panel = byId("panel");
let returnTo = null;

function showPanel(focus) {
  const chosen = state.selected;
  panel.hidden = !chosen;
  document.body.classList.toggle("panel-open", Boolean(chosen));
  if (!chosen) {
    panel.replaceChildren();
    return;
  }
  panel.dataset.of = chosen.context ? "line" : chosen.kind;
  panel.replaceChildren(...(chosen.context ? edgePanel(chosen) : entityPanel(chosen)));
  panel.scrollTop = 0;
  if (focus) byId("panel-name").focus({ preventScroll: true });
}

function head(chip, texts) {
  const close = h("button", { type: "button", class: "close", "aria-label": say("close"), onclick: () => choose(null) }, "×");
  const name = h("h2", { id: "panel-name", tabindex: "-1" }, named(texts));
  return h("div", { class: "panel-head" }, h("div", {}, h("p", { class: "chip" }, ...chip), name), close);
}

function entityPanel(entity) {
  return [
    head([sign(entity.kind, colourOf(entity)), h("bdi", {}, typeName(entity))], entity.label),
    entity.names.length ? otherNames(entity) : "",
    h("dl", { class: "measures" },
      measure("degree", figure(entity.degree)),
      measure("betweenness", figure(entity.betweenness, 3))),
    h("h3", {}, say("connections")),
    ...connectionsOf(entity),
  ];
}

function otherNames(entity) {
  const names = entity.names.flatMap((name, index) => [...(index ? [", "] : []), h("bdi", {}, name)]);
  return h("p", { class: "quiet" }, `${say(`names_${entity.kind}`)}: `, ...names);
}

const measure = (key, value) =>
  h("div", {}, h("dt", {}, say(key)), h("dd", {}, value), h("dd", { class: "note" }, say(`${key}_note`)));

function connectionsOf(entity) {
  const contexts = contextsOf(entity);
  if (!contexts.length) return [h("p", { class: "quiet" }, say("no_connections"))];
  return contexts.map(([context, others]) =>
    h("section", { class: "context" }, ...contextLines(context), nameRow("together", others)));
}

const contextLines = (context) => [
  h("p", { class: "chip" }, stroke(context.relation), say(context.relation)),
  h("h4", {}, named(context.label)),
  dateLine(context),
  h("div", { class: "row" }, h("span", { class: "quiet" }, say("sources")), sourceList(context)),
];

const dateLine = (context) =>
  label(context.date) ? h("p", { class: "date" }, h("bdi", { lang: languageOf(context.date) }, label(context.date))) : null;

const nameRow = (key, group) =>
  h("div", { class: "row" }, h("span", { class: "quiet" }, say(key)),
    h("div", { class: "names" }, ...[...group].sort(byName()).map(nameButton)));

function edgePanel(edge) {
  const others = [...edge.context.members].filter((member) => member !== edge.from && member !== edge.to);
  return [
    head([stroke(edge.context.relation), say(edge.context.relation)], edge.context.label),
    dateLine(edge.context) ?? "",
    h("h3", {}, say("connects")),
    h("div", { class: "names big" }, nameButton(edge.from), nameButton(edge.to)),
    h("h3", {}, say("sources")),
    sourceList(edge.context),
    others.length ? h("h3", {}, say("also")) : "",
    others.length ? h("div", { class: "names" }, ...others.sort(byName()).map(nameButton)) : "",
  ];
}
