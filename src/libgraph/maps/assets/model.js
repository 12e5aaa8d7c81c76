// The data of the page, and ways to look things up in it. Ids are ours (n1, e1 …): nothing is keyed by a name.
const data = JSON.parse(document.getElementById("map-data").textContent);
const number = (id) => Number(id.slice(1)) - 1;

const entities = data.entities.map((entity, index) => ({ ...entity, id: `n${index + 1}`, edges: [] }));
const edges = data.edges.map((edge) => ({
  id: edge.id,
  from: entities[number(edge.from)],
  to: entities[number(edge.to)],
  context: data.contexts[edge.context],
}));
for (const context of data.contexts) context.members = new Set();
for (const edge of edges) {
  for (const end of [edge.from, edge.to]) {
    end.edges.push(edge);
    edge.context.members.add(end);
  }
}

const entityOf = (id) => entities[number(id)];
const edgeOf = (id) => edges[number(id)];
const otherEnd = (edge, entity) => (edge.from === entity ? edge.to : edge.from);
const neighbours = (entity) => new Set(entity.edges.map((edge) => otherEnd(edge, entity)));

// The contexts of an entity, each with those who share it.
function contextsOf(entity) {
  const together = new Map();
  for (const edge of entity.edges) {
    if (!together.has(edge.context)) together.set(edge.context, new Set());
    together.get(edge.context).add(otherEnd(edge, entity));
  }
  return [...together];
}

const state = {
  lang: data.lang,
  view: "map",
  colouring: "type",
  selected: null,
  hovered: null,
  shown: { institution: true, person: true, event: true, agreement: true },
};
const isShown = (entity) => state.shown[entity.kind];
const isDrawn = (edge) => state.shown[edge.context.relation] && isShown(edge.from) && isShown(edge.to);
