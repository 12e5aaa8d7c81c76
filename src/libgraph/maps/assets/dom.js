// Building elements. Text is only ever set as text; a link is made of http and https addresses only.
const byId = (id) => document.getElementById(id);

function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== "") element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

const named = (texts) => h("bdi", { lang: languageOf(texts) }, label(texts));

function shape(tag, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function sign(kind, colour) {
  const svg = shape("svg", { width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" });
  svg.append(
    kind === "person"
      ? shape("path", { d: "M8 1 15 8 8 15 1 8Z", fill: colour })
      : shape("circle", { cx: 8, cy: 8, r: 6.5, fill: colour }),
  );
  return svg;
}

function stroke(relation) {
  const { color, width, dashes } = data.strokes[relation];
  const svg = shape("svg", { width: 34, height: 12, viewBox: "0 0 34 12", "aria-hidden": "true" });
  const line = { x1: 1, y1: 6, x2: 33, y2: 6, stroke: color, "stroke-width": width + 0.8 };
  svg.append(shape("line", dashes ? { ...line, "stroke-dasharray": dashes.join(" ") } : line));
  return svg;
}

function webAddress(text) {
  try {
    const url = new URL(text);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
  } catch {
    return null;
  }
}

function sourceItem(index) {
  const source = data.sources[index];
  const title = h("bdi", { lang: languageOf(source.title) }, sourceTitle(source));
  const href = webAddress(source.url);
  const told = [label(source.publisher), label(source.date)].filter(Boolean).join(", ");
  const from = told ? h("span", { class: "quiet" }, " – ", h("bdi", {}, told)) : "";
  if (!href) return h("li", {}, title, from);
  const note = h("span", { class: "unseen" }, ` (${say("new_tab")})`);
  return h("li", {}, h("a", { href, target: "_blank", rel: "noopener noreferrer" }, title, note), from);
}

const sourceList = (context) =>
  context.sources.length
    ? h("ul", { class: "sources" }, ...context.sources.map(sourceItem))
    : h("p", { class: "quiet" }, say("no_sources"));

const nameButton = (entity) =>
  h("button", { type: "button", class: "name", onclick: () => choose(entity) },
    sign(entity.kind, colourOf(entity)), named(entity.label));
