// Names on the map, at a constant size on the screen: the important ones first, none over another.
const FONT = getComputedStyle(document.documentElement).getPropertyValue("--font");
const widest = () => Math.min(150, 0.3 * canvas.clientWidth);
const mostLines = () => (canvas.clientWidth < 600 ? 4 : 3);
const CELL = 80;
const ALWAYS = 2; // as many of the most important names may cover other signs
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;
const wrapped = new Map();

function drawLabels(context) {
  const scale = network.getScale();
  const size = Math.min(15, Math.max(11, 12 * scale ** 0.25));
  const places = network.getPositions();
  const lit = spotlight();
  const visible = entities.filter((entity) => isShown(entity) && (!lit || lit.nodes.has(entity) || entity === state.hovered));
  const taken = new Taken();
  const spots = new Map();
  for (const entity of visible) {
    const reach = data.nodes[number(entity.id)].size * magnified * scale;
    const spot = { x: places[entity.id].x * scale, y: places[entity.id].y * scale, reach };
    spots.set(entity, spot);
    const core = reach * 0.7; // a name may touch the rim of another sign
    taken.add({ left: spot.x - core, right: spot.x + core, top: spot.y - core, bottom: spot.y + core, owner: entity, isSign: true });
  }
  const free = covered();
  const from = network.DOMtoCanvas({ x: 0, y: 0 });
  const to = network.DOMtoCanvas({ x: canvas.clientWidth - free.right, y: canvas.clientHeight - free.bottom });
  const frame = { left: from.x * scale, top: from.y * scale, right: to.x * scale, bottom: to.y * scale };
  context.save();
  context.scale(1 / scale, 1 / scale);
  visible.sort(byImportance).forEach((entity, rank) => {
    drawLabel(context, entity, { ...spots.get(entity), leading: rank < ALWAYS }, size, taken, frame);
  });
  context.restore();
}

const importance = (entity) =>
  (entity === state.selected || entity === state.hovered ? 1e6 : 0) + entity.degree + (entity.kind === "institution" ? 6 : 0);
const byImportance = (one, other) => importance(other) - importance(one);

function drawLabel(context, entity, spot, size, taken, frame) {
  context.font = `${entity.kind === "institution" || entity === state.selected ? 600 : 400} ${size}px ${FONT}`;
  const text = label(entity.label);
  const { lines, width } = wrap(context, text);
  const height = lines.length * size * 1.18;
  const boxes = places(spot, width, height, frame);
  const free = (signsCount) => boxes.find((each) => inside(each, frame) && taken.isFree(each, entity, signsCount));
  const wanted = entity === state.selected || entity === state.hovered;
  const box = free(true) ?? (spot.leading || wanted ? free(false) : null) ?? (wanted ? boxes[0] : null);
  if (!box) return;
  taken.add({ ...box, owner: entity });
  context.textAlign = "center";
  context.textBaseline = "top";
  context.direction = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/.test(text) ? "rtl" : "ltr";
  context.lineJoin = "round";
  context.lineWidth = 4;
  context.strokeStyle = "rgb(247 246 242 / 0.92)";
  context.fillStyle = entity.kind === "institution" ? "#1c2530" : "#46301c";
  lines.forEach((line, row) => {
    const at = [(box.left + box.right) / 2, box.top + row * size * 1.18];
    context.strokeText(line, ...at);
    context.fillText(line, ...at);
  });
}

const inside = (box, frame) =>
  box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;

// Where a name may stand beside its sign, the best place first; at the edge of the window it moves inwards.
function places({ x, y, reach }, width, height, frame) {
  const at = (left, top) => ({ left, right: left + width, top, bottom: top + height });
  const inward = Math.min(Math.max(x - width / 2, frame.left + 4), frame.right - width - 4);
  const [below, above, right, left] = [y + reach + 2, y - reach - 2 - height, x + reach + 4, x - reach - 4 - width];
  const [middle, level, aside, up] = [x - width / 2, y - height / 2, width * 0.3, height * 0.4];
  return [
    at(middle, below), at(middle, above), at(right, level), at(left, level),
    at(inward, below), at(inward, above),
    at(middle - aside, below), at(middle + aside, below), at(middle - aside, above), at(middle + aside, above),
    at(right, level + up), at(right, level - up), at(left, level + up), at(left, level - up),
  ];
}

function wrap(context, text) {
  const key = `${canvas.clientWidth}\n${context.font}\n${text}`;
  if (!wrapped.has(key)) wrapped.set(key, wrapAnew(context, text));
  return wrapped.get(key);
}

function wrapAnew(context, text) {
  const [limit, most] = [widest(), mostLines()];
  const fits = (line) => context.measureText(line).width <= limit;
  const lines = [""];
  for (const word of text.replace(CONTROLS, " ").trim().split(/\s+/u).flatMap((each) => pieces(each, fits))) {
    const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
    if (fits(longer)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const shown = lines.slice(0, most);
  if (lines.length > most) shown[most - 1] = `${shown[most - 1]} …`;
  return { lines: shown, width: Math.max(...shown.map((line) => context.measureText(line).width)) };
}

// A word that is too long for a line, cut where it must be.
function pieces(word, fits) {
  const cut = [""];
  for (const sign of word) {
    if (cut.at(-1) && !fits(cut.at(-1) + sign)) cut.push("");
    cut[cut.length - 1] += sign;
  }
  return cut;
}

// The boxes already drawn, in squares, so that a new one is compared only with its neighbours.
class Taken {
  cells = new Map();
  *squares({ left, right, top, bottom }) {
    for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x++)
      for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y++) yield `${x},${y}`;
  }
  add(box) {
    for (const key of this.squares(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
  }
  isFree(box, owner, signsCount) {
    for (const key of this.squares(box))
      for (const other of this.cells.get(key) ?? [])
        if (other.owner !== owner && (signsCount || !other.isSign) && other.left < box.right && box.left < other.right
          && other.top < box.bottom && box.top < other.bottom) return false;
    return true;
  }
}
