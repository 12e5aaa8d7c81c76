// What binds the parts: choosing, the language, the two views, the keyboard.
function choose(chosen, { move = true, focus = true } = {}) {
  if (chosen && !state.selected) returnTo = focus ? document.activeElement : keyboard;
  if (chosen) setView("map");
  if (chosen && !chosen.context && !isShown(chosen)) { state.shown[chosen.kind] = true; drawLegend(); }
  if (chosen?.context && !isDrawn(chosen)) {
    for (const key of [chosen.context.relation, chosen.from.kind, chosen.to.kind]) state.shown[key] = true;
    drawLegend();
  }
  state.selected = chosen;
  showPanel(focus && Boolean(chosen));
  redraw();
  if (chosen && move) focusOn(chosen);
  if (!chosen && focus) returnTo?.focus?.({ preventScroll: true });
}

function refresh() {
  document.documentElement.lang = state.lang;
  document.title = label(data.title) || say("title");
  byId("title").textContent = document.title;
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = say(element.dataset.text);
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", say(element.dataset.label));
    if (element.tagName === "BUTTON") element.title = say(element.dataset.label);
  }
  for (const element of document.querySelectorAll("[data-placeholder]")) element.placeholder = say(element.dataset.placeholder);
  for (const button of byId("languages").children) button.setAttribute("aria-pressed", String(button.dataset.lang === state.lang));
  const totals = ["institution", "person"].map((kind) => entities.filter((entity) => entity.kind === kind).length);
  byId("summary").textContent = [
    `${say("institutions")}: ${figure(totals[0])}`, `${say("people")}: ${figure(totals[1])}`,
    `${say("connections")}: ${figure(edges.length)}`,
  ].join(" · ");
  drawLegend();
  redraw();
  showPanel(false);
  drawList();
}

function setView(view) {
  if (state.view === view) return;
  state.view = view;
  byId("map").hidden = view !== "map";
  byId("list").hidden = view !== "list";
  for (const button of byId("views").children) button.setAttribute("aria-pressed", String(button.dataset.view === view));
  if (view === "list") { state.selected = null; refresh(); } else network.redraw();
}

byId("views").addEventListener("click", ({ target }) => { if (target.dataset.view) setView(target.dataset.view); });
byId("languages").addEventListener("click", ({ target }) => {
  if (!target.dataset.lang) return;
  state.lang = target.dataset.lang;
  refresh();
});
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  setView("list");
  byId("list").focus();
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && state.selected) choose(null); });
byId("zoom-in").addEventListener("click", () => zoom(1.4));
byId("zoom-out").addEventListener("click", () => zoom(1 / 1.4));
byId("zoom-fit").addEventListener("click", () => fit());

if (matchMedia("(max-width: 760px)").matches) byId("legend").open = false;
refresh();
fit(undefined, { animated: false });
