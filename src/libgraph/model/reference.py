"""The reference page of the record format, derived from the model."""

from collections.abc import Iterator

from libgraph.messages import messages, pick
from libgraph.model.model import Field, Kind, Model, Value
from libgraph.terms import compact


def reference(model: Model, lang: str = "en") -> str:
    """Return the page in Markdown: a table of fields for each kind of record, then types and lists."""
    say = messages(lang).say
    lines = [f"# {say('reference-title')}", "", say("reference-intro"), ""]
    for kind in [*model.kinds.values(), *model.nested.values()]:
        lines += _kind(kind, model, lang)
    return "\n".join(lines).rstrip() + "\n"


def _kind(kind: Kind, model: Model, lang: str) -> Iterator[str]:
    say = messages(lang).say
    yield f"## {kind.section or kind.name} – {pick(kind.labels, lang)}"
    yield ""
    yield f"{pick(kind.definitions, lang)} (`{compact(kind.root)}`)"
    yield ""
    yield f"| {say('reference-field')} | {say('reference-meaning')} | {say('reference-value')} | RDF |"
    yield "|---|---|---|---|"
    for spec in kind.fields.values():
        needed = f" **{say('reference-needed')}**" if spec.minimum else ""
        path = compact(spec.path)
        told = (pick(spec.labels, lang), pick(spec.definitions, lang))
        meaning = ": ".join(text for text in told if text)
        yield f"| `{spec.name}`{needed} | {_cell(meaning)} | {_cell(_value(spec, lang))} | `{path}` |"
    yield ""
    if len(kind.types) > 1:
        names = (f"`{token}` ({pick(model.labels.get(iri, {}), lang)})" for token, iri in kind.types.items())
        yield f"{say('reference-types')}: {', '.join(names)}."
        yield ""


def _cell(text: str) -> str:
    """Return text that stays inside one cell of a Markdown table."""
    return " ".join(text.split()).replace("|", r"\|")


def _value(spec: Field, lang: str) -> str:
    say = messages(lang).say
    key = f"value-{spec.value.name.lower().replace('_', '-')}"
    text = say(key, kinds=" / ".join(spec.kinds), choices=", ".join(f"`{token}`" for token in spec.choices))
    many = f"; {say('reference-many')}" if spec.many and spec.value not in _ALWAYS_MANY else ""
    return text + many


_ALWAYS_MANY = frozenset({Value.LANG_TEXT, Value.EVIDENCE, Value.NESTED})
