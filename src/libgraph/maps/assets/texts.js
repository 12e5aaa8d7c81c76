// Texts in the chosen language; and folding, so that a search finds names with and without diacritics.
const say = (key, values = {}) =>
  data.ui[state.lang][key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

function label(texts) {
  for (const lang of [state.lang, "lt", "lv", "en", ""]) {
    if (Object.hasOwn(texts, lang) && texts[lang]) return texts[lang];
  }
  return Object.values(texts).find(Boolean) ?? "";
}

// The language that `label` has chosen, for the lang attribute; "" if it is the page's own or unknown.
function languageOf(texts) {
  const chosen = [state.lang, "lt", "lv", "en"].find((lang) => Object.hasOwn(texts, lang) && texts[lang]);
  return chosen === state.lang ? "" : chosen ?? "";
}

const figure = (value, digits = 0) =>
  new Intl.NumberFormat(state.lang, { maximumFractionDigits: digits }).format(value);

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/ł/g, "l").replace(/ø/g, "o");

const byName = () => {
  const { compare } = new Intl.Collator(state.lang);
  return (one, other) => compare(label(one.label), label(other.label));
};

// A name inside a line of plain text, kept from turning the text around it.
const isolated = (text) => `\u2068${text}\u2069`;

// Class labels begin with a small letter in the ontology.
function typeLabel(type) {
  const text = label(type.label) || say(type.kind);
  return text.charAt(0).toLocaleUpperCase(state.lang) + text.slice(1);
}
const typeName = (entity) => typeLabel(data.types[entity.type]);
const communityName = (community) => {
  const head = community.head === null ? null : entities[community.head];
  return head ? label(head.label) : say("community");
};
const sourceTitle = (source) => label(source.title) || source.url || source.iri;

function contextText(context) {
  const date = label(context.date);
  const sources = context.sources.map((index) => `• ${isolated(sourceTitle(data.sources[index]))}`);
  return [
    isolated(label(context.label)) + (date ? ` (${isolated(date)})` : ""),
    ...(sources.length ? [`${say("sources")}:`, ...sources] : [say("no_sources")]),
  ].join("\n");
}

function entityText(entity) {
  const sources = new Set(entity.edges.flatMap((edge) => edge.context.sources));
  const titles = [...sources].slice(0, 4).map((index) => `• ${isolated(sourceTitle(data.sources[index]))}`);
  if (sources.size > titles.length) titles.push(`• … (+${sources.size - titles.length})`);
  return [
    isolated(label(entity.label)),
    `${isolated(typeName(entity))} · ${say("degree")}: ${figure(entity.degree)}`,
    ...(titles.length ? [`${say("sources")}:`, ...titles] : []),
  ].join("\n");
}
