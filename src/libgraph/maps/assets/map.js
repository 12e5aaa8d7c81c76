// The drawing: vis-network shows what pyvis described; we choose colours, hide, dim, and move the view.
const canvas = byId("canvas");
const nodeSet = new vis.DataSet(placed(data.nodes));
const edgeSet = new vis.DataSet(data.edges);
const network = new vis.Network(canvas, { nodes: nodeSet, edges: edgeSet }, data.options);
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
const faintness = Math.min(1, Math.max(0.4, Math.sqrt(500 / edges.length))); // many lines must not become one blot
let magnified = 1;

// The part of vis-network that takes the keys: what a screen reader finds.
const keyboard = canvas.querySelector(".vis-network");
keyboard.setAttribute("role", "application");
keyboard.dataset.label = "map_help";

const colourOf = (entity) =>
  state.colouring === "type" ? data.types[entity.type].color : data.communities[entity.community].color;

// The nodes without vis-network's own labels; a tall window has positions of its own.
function placed(nodes) {
  const tall = data.upright && canvas.clientHeight > 1.15 * canvas.clientWidth;
  return nodes.map(({ label: _, ...node }, index) =>
    tall ? { ...node, x: data.upright[index][0], y: data.upright[index][1] } : node);
}

// What is lit: everything; or the chosen entity and what it is joined to; or the chosen line and all who share its event.
function spotlight() {
  const chosen = state.selected;
  if (!chosen) return null;
  if (chosen.context) return { nodes: chosen.context.members, edges: new Set([chosen]) };
  return { nodes: neighbours(chosen).add(chosen), edges: new Set(chosen.edges) };
}

function redraw() {
  for (const tooltip of canvas.querySelectorAll(".vis-tooltip")) tooltip.style.visibility = "hidden";
  const lit = spotlight();
  nodeSet.update(entities.map((entity, index) => nodeStyle(entity, data.nodes[index], !lit || lit.nodes.has(entity))));
  edgeSet.update(edges.map((edge) => edgeStyle(edge, lit)));
}

function nodeStyle(entity, node, lit) {
  const colour = lit ? colourOf(entity) : "#d5d3cc";
  const isChosen = state.selected === entity || state.selected?.from === entity || state.selected?.to === entity;
  const border = isChosen ? "#1c2530" : "#ffffff";
  const same = { background: colour, border };
  return {
    id: entity.id,
    hidden: !isShown(entity),
    size: node.size * magnified,
    borderWidth: (isChosen ? 3.5 : 1.5) * magnified,
    color: { ...same, highlight: same, hover: { background: colour, border: "#1c2530" } },
    title: entityText(entity),
  };
}

function edgeStyle(edge, lit) {
  const { color, width, opacity } = data.strokes[edge.context.relation];
  const bright = lit?.edges.has(edge);
  return {
    id: edge.id,
    hidden: !isDrawn(edge),
    width: width * (bright ? 1.6 : 1) * Math.sqrt(magnified),
    color: { color: lit && !bright ? "#cfcdc6" : color, highlight: color, hover: color,
             opacity: lit ? (bright ? 0.95 : 0.3 * faintness) : opacity * faintness },
    title: contextText(edge.context),
  };
}

// Signs keep a size that can be seen and touched when the view is far away.
function magnify() {
  const wanted = Math.min(2.5, Math.max(1, Math.round((0.8 / network.getScale()) ** 0.7 * 4) / 4));
  if (wanted === magnified) return;
  magnified = wanted;
  redraw();
}

// The part of the canvas that the panel leaves free, as insets in pixels.
function covered() {
  const panel = byId("panel");
  if (panel.hidden) return { right: 0, bottom: 0 };
  const [box, whole] = [panel.getBoundingClientRect(), canvas.getBoundingClientRect()];
  return box.width < whole.width * 0.9
    ? { right: Math.max(0, whole.right - box.left), bottom: 0 }
    : { right: 0, bottom: Math.max(0, whole.bottom - box.top) };
}

function moveTo(position, scale, animated = true) {
  const { right, bottom } = covered();
  const animation = animated && !calm.matches ? { duration: 350, easingFunction: "easeInOutQuad" } : false;
  network.moveTo({ position, scale, offset: { x: -right / 2, y: -bottom / 2 }, animation });
  if (!animation) magnify();
}

// Shows the given signs as large as the free part of the canvas allows; below `least`, about the `middle` only.
function fit(group = entities.filter(isShown), { most = 1.4, least = 0, middle = null, animated = true } = {}) {
  if (!group.length) return;
  const spots = group.map((entity) => network.getPosition(entity.id));
  const range = (axis) => [Math.min(...spots.map((spot) => spot[axis])), Math.max(...spots.map((spot) => spot[axis]))];
  const [[left, right], [top, bottom], free] = [range("x"), range("y"), covered()];
  const margin = canvas.clientWidth < 600 ? 32 : 84;
  const across = Math.max(80, canvas.clientWidth - free.right - 2 * margin) / (right - left || 1);
  const down = Math.max(80, canvas.clientHeight - free.bottom - 84) / (bottom - top || 1);
  const scale = Math.min(most, across, down);
  const centre = { x: (left + right) / 2, y: (top + bottom) / 2 };
  if (scale < least && middle) moveTo(network.getPosition(middle.id), least, animated);
  else moveTo(centre, scale, animated);
}

function zoom(factor) {
  const scale = Math.min(6, Math.max(0.05, network.getScale() * factor));
  network.moveTo({ scale, animation: calm.matches ? false : { duration: 180, easingFunction: "linear" } });
}

function focusOn(chosen) {
  const group = chosen.context ? [chosen.from, chosen.to] : [chosen, ...neighbours(chosen)].filter(isShown);
  fit(group, { most: 1.1, least: 0.45, middle: chosen.context ? chosen.from : chosen });
}

// What a click or tap means: the sign under it or very near, else the line under it.
function pick({ pointer, nodes, edges: lines }) {
  if (nodes.length) return entityOf(nodes[0]);
  const reach = 14 / network.getScale();
  const near = entities.filter(isShown).map((entity) => {
    const { x, y } = network.getPosition(entity.id);
    return [Math.hypot(x - pointer.canvas.x, y - pointer.canvas.y), entity];
  }).reduce((best, next) => (next[0] < best[0] ? next : best), [reach, null]);
  return near[1] ?? (lines.length ? edgeOf(lines[0]) : null);
}

network.on("click", (event) => {
  network.unselectAll();
  choose(pick(event), { move: false, focus: false });
});
network.on("hoverNode", ({ node }) => { state.hovered = entityOf(node); canvas.style.cursor = "pointer"; });
network.on("hoverEdge", () => { canvas.style.cursor = "pointer"; });
network.on("blurNode", () => { state.hovered = null; canvas.style.cursor = ""; });
network.on("blurEdge", () => { canvas.style.cursor = ""; });
network.on("zoom", magnify);
network.on("animationFinished", magnify);
network.on("afterDrawing", drawLabels);
