"""From records to canonical N-Quads, one named graph per source, no blank nodes.

The model is compiled once into one writer per field; a writer appends texts of
whole N-Quads lines. This is the fast path of a build: text for a bulk load
beats objects (see benchmarks/).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import quote

from libgraph.dates import parse
from libgraph.graph.mint import entity_iri, graph_iri, key_of, keys_of
from libgraph.model import Field, Kind, Model, Value
from libgraph.records.ids import Ids
from libgraph.records.record import Record
from libgraph.terms import EDTF, LG, RDF_TYPE, XSD, compact, iri_term, quoted
from libgraph.texts import nfc

Writer = Callable[[list[str], str, Any, str], None]
_BOUNDS: Final = ("earliestBegin", "latestBegin", "earliestEnd", "latestEnd")
_TYPE: Final = f" <{RDF_TYPE}> "
_OA: Final = "http://www.w3.org/ns/oa#"
_IS_EVIDENCE: Final = f"{_TYPE}<{LG}Evidence>"
_IS_SPECIFIC: Final = f"{_TYPE}<{_OA}SpecificResource>"
_IS_SELECTOR: Final = f"{_TYPE}<{_OA}TextPositionSelector>"
_HAS_BODY: Final = f" <{_OA}hasBody> "
_HAS_TARGET: Final = f" <{_OA}hasTarget> "
_HAS_SOURCE: Final = f" <{_OA}hasSource> "
_HAS_SELECTOR: Final = f" <{_OA}hasSelector> "
_START: Final = f" <{_OA}start> "
_END: Final = f" <{_OA}end> "
_NUMBER: Final = f"^^<{XSD}nonNegativeInteger>"


class Emitter:
    """Writes records as N-Quads.

    Parameters
    ----------
    model : Model
    base : str
        Where IRIs are minted.
    ids : Ids
        Tells which kind a reference means where a field allows several.
    evidence : bool
        Whether to write where in the sources things are stated: most of the triples.
    """

    def __init__(self, model: Model, base: str, ids: Ids, *, evidence: bool = True) -> None:
        self._model = model
        self._base = base
        self._ids = ids
        self._with_evidence = evidence
        self._dates: dict[str, tuple[str, ...]] = {}
        kinds: dict[str, Kind] = {**model.kinds, **model.nested}
        self._writers = {
            name: {
                spec.name: self._writer(spec)
                for spec in kind.fields.values()
                if spec.value is not Value.EVIDENCE
            }
            for name, kind in kinds.items()
        }
        self._stated = {
            name: {spec.name: (_what(spec.path), f"<{spec.path}>") for spec in kind.fields.values()}
            for name, kind in kinds.items()
        }

    def lines(self, records: Iterable[Record]) -> list[str]:
        """Return the N-Quads lines of records that have no faults, neither sorted nor unique."""
        lines: list[str] = []
        for record in records:
            out: list[str] = []
            self.write(out, record)
            lines += [f"{line}\n" for line in "".join(out).split("\n")[:-1]]
        return lines

    def subject(self, record: Record) -> str:
        """Return the IRI of the thing that a record is about."""
        data = record.data
        ident = data.get("id") or data.get("about") or key_of(self._model.kinds[record.kind], data)
        return f"{self._base}id/{record.kind}/{ident}"

    def by_graph(self, records: Iterable[Record]) -> Iterator[tuple[str, list[str]]]:
        """Yield the IRI of each named graph with its N-Triples, in texts of one line or several.

        A store takes a graph of triples faster than quads that each name it, and
        the text of only one graph is in memory at a time.
        """
        grouped: dict[str, list[Record]] = {}
        for record in records:
            grouped.setdefault(record.source, []).append(record)
        for source, found in grouped.items():
            out: list[str] = []
            for record in found:
                self.write(out, record, " .\n")
            yield graph_iri(self._base, source), out

    def write(self, out: list[str], record: Record, tail: str = "") -> None:
        """Append what one record says: quads, or triples if `tail` is their end.

        Each text appended is one line or several.
        """
        kind = self._model.kinds[record.kind]
        data = record.data
        tail = tail or f" <{graph_iri(self._base, record.source)}> .\n"
        subject = self.subject(record)
        if "type" not in data and "about" not in data:
            out.append(f"<{subject}>{_TYPE}<{kind.root}>{tail}")
        if record.kind == "source" and "id" in data:
            graph = f"<{graph_iri(self._base, record.source)}>"
            out.append(f"{graph}{_TYPE}<{LG}StatementGraph>{tail}")
            out.append(f"{graph} <{LG}source> <{subject}>{tail}")
        self._fields(out, kind, subject, data, tail, entity_iri(self._base, "source", record.source))

    def _fields(
        self, out: list[str], kind: Kind, subject: str, data: Mapping[str, Any], tail: str, document: str
    ) -> None:
        """Append what the fields of a record say; `document` is the IRI of the source."""
        writers = self._writers[kind.name]
        term = f"<{subject}>"
        for name, value in data.items():
            writer = writers.get(name)
            if writer is not None:
                writer(out, term, value, tail)
            elif name == "evidence":
                if self._with_evidence:
                    self._evidence(out, kind, term, value, tail, document)
            else:
                self._nested_field(out, kind, name, subject, value, tail, document)

    def _nested_field(
        self, out: list[str], kind: Kind, name: str, subject: str, value: Any, tail: str, document: str
    ) -> None:
        spec = kind.fields.get(name)
        if spec is None or spec.value is not Value.NESTED:
            return  # `id` and `about`; anything else was a fault
        below = self._model.kind(spec.kinds[0])
        items = value if isinstance(value, list) else [value]
        stem = f"{subject}-{below.name}" if "#" in subject else f"{subject}#{below.name}"
        link, cls = f"<{subject}> <{spec.path}> ", f"{_TYPE}<{below.root}>{tail}"
        for key, item in zip(keys_of(below, items), items, strict=True):
            node = f"{stem}-{key}"
            out.append(f"{link}<{node}>{tail}<{node}>{cls}")
            data = item if isinstance(item, dict) else {below.scalar: item}
            self._fields(out, below, node, data, tail, document)

    def _evidence(
        self, out: list[str], kind: Kind, subject: str, value: Any, tail: str, document: str
    ) -> None:
        if isinstance(value, dict):
            for name, ranges in value.items():
                what, about = self._stated[kind.name][name]
                for start, end in ranges:
                    note = _passage(out, start, end, what, subject, tail, document)
                    out.append(f"{note} <{LG}evidenceProperty> {about}{tail}")
        else:
            for start, end in value:
                _passage(out, start, end, "", subject, tail, document)

    def _writer(self, spec: Field) -> Writer | None:
        middle = f" <{spec.path}> "
        if spec.value is Value.NESTED:
            return None
        if spec.value is Value.LANG_TEXT:
            return _lang_writer(middle)
        if spec.value is Value.EDTF:
            return self._edtf_writer(middle, spec.has_bounds)
        term = self._term(spec)

        def write(out: list[str], subject: str, value: Any, tail: str) -> None:
            if isinstance(value, list):
                out.extend([f"{subject}{middle}{term(item)}{tail}" for item in value])
            else:
                out.append(f"{subject}{middle}{term(value)}{tail}")

        return write

    def _term(self, spec: Field) -> Callable[[Any], str]:
        """Return the function from a value of the field to an N-Quads term."""
        if spec.value in {Value.TYPE, Value.CONCEPT}:
            terms = {token: iri_term(iri) for token, iri in spec.choices.items()}
            return terms.__getitem__
        if spec.value is Value.REFERENCE:
            return self._reference(spec)
        if spec.value is Value.IRI:
            return lambda value: iri_term(nfc(value))
        end = f"^^<{spec.datatype}>" if spec.datatype not in {"", f"{XSD}string"} else ""
        lexical = _LEXICAL.get(spec.value, str)
        return lambda value: quoted(nfc(lexical(value))) + end

    def _reference(self, spec: Field) -> Callable[[Any], str]:
        kinds, ids, base = spec.kinds, self._ids, self._base
        if len(kinds) == 1:
            stem = f"<{base}id/{kinds[0]}/"
            return lambda value: f"{stem}{value.rpartition('/')[2]}>"
        tables = [(f"<{base}id/{kind}/", ids.by_kind.get(kind, {})) for kind in kinds]

        def term(value: str) -> str:
            for stem, table in tables:
                if value in table:
                    return f"{stem}{value}>"
            kind, _, ident = value.partition("/")
            return f"<{base}id/{kind}/{ident}>"

        return term

    def _edtf_writer(self, middle: str, has_bounds: bool) -> Writer:
        dates = self._dates

        def write(out: list[str], subject: str, value: Any, tail: str) -> None:
            for text in map(str, value if isinstance(value, list) else (value,)):
                out.append(f'{subject}{middle}"{text}"^^<{EDTF}>{tail}')
                if has_bounds:
                    ends = dates.get(text)
                    if ends is None:
                        ends = dates[text] = _bounds(text)
                    for end in ends:
                        out.append(f"{subject}{end}{tail}")

        return write


def _passage(
    out: list[str], start: object, end: object, what: str, body: str, tail: str, document: str
) -> str:
    """Write a Web Annotation: `body` is stated at start–end of the document (span as in RFC 5147)."""
    start, end = int(str(start)), int(str(end))
    note = f"<{document}#evidence-{start}-{end}{what}>"
    target, selector = f"<{document}#char={start},{end}>", f"<{document}#selector-{start}-{end}>"
    out.append(
        f"{note}{_IS_EVIDENCE}{tail}"
        f"{note}{_HAS_BODY}{body}{tail}"
        f"{note}{_HAS_TARGET}{target}{tail}"
        f"{target}{_IS_SPECIFIC}{tail}"
        f"{target}{_HAS_SOURCE}<{document}>{tail}"
        f"{target}{_HAS_SELECTOR}{selector}{tail}"
        f"{selector}{_IS_SELECTOR}{tail}"
        f'{selector}{_START}"{start}"{_NUMBER}{tail}'
        f'{selector}{_END}"{end}"{_NUMBER}{tail}'
    )
    return note


def _what(path: str) -> str:
    """Return what tells evidence for one property from evidence for others in the same passage."""
    return "-" + quote(compact(path), safe=":")


def integer(value: object) -> str:
    """Return the canonical lexical form of xsd:integer.

    >>> integer("+007")
    '7'
    """
    return str(int(str(value)))


def decimal(value: object) -> str:
    """Return the canonical lexical form of xsd:decimal (XSD 1.1), whatever a file format made of it.

    >>> decimal("57.50"), decimal("-0"), decimal("24.0")
    ('57.5', '0', '24')
    """
    text = format(Decimal(str(value)), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


_LEXICAL: Final[Mapping[Value, Callable[[object], str]]] = MappingProxyType(
    {Value.INTEGER: integer, Value.DECIMAL: decimal, Value.BOOLEAN: lambda value: str(value).lower()}
)


def _bounds(text: str) -> tuple[str, ...]:
    return tuple(
        f' <{LG}{name}> "{day}"^^<{XSD}date>'
        for name, day in zip(_BOUNDS, parse(text).bounds.as_xsd(), strict=True)
        if day is not None
    )


def _lang_writer(middle: str) -> Writer:
    def write(out: list[str], subject: str, value: Any, tail: str) -> None:
        for lang, texts in value.items():
            if isinstance(texts, str):
                out.append(f"{subject}{middle}{quoted(nfc(texts))}@{lang.lower()}{tail}")
            else:
                out.extend([f"{subject}{middle}{quoted(nfc(text))}@{lang.lower()}{tail}" for text in texts])

    return write
