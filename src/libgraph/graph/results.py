"""Solutions in the formats that SPARQL 1.1 defines: CSV, TSV, JSON and XML."""

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from libgraph.errors import LibgraphError
from libgraph.graph.solutions import Term
from libgraph.terms import XSD

Row = tuple[Term | None, ...]

_RESULTS: Final = "http://www.w3.org/2005/sparql-results#"
_STRING: Final = f"{XSD}string"
_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class NotForXml(LibgraphError):
    """A text has a control character, which XML cannot hold."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text

    def __str__(self) -> str:
        return f"XML cannot hold a control character of {self.text[:40]!r}. Choose json, csv or tsv."


def to_csv(variables: Sequence[str], rows: Iterable[Row]) -> str:
    """Return SPARQL 1.1 Query Results CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(variables)
    for row in rows:
        writer.writerow([_csv_cell(term) for term in row])
    return out.getvalue()


def _csv_cell(term: Term | None) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, (NamedNode, Literal)) else str(term)


def to_tsv(variables: Sequence[str], rows: Iterable[Row]) -> str:
    """Return SPARQL 1.1 Query Results TSV."""
    head = "\t".join(f"?{name}" for name in variables)
    lines = ["\t".join("" if term is None else str(term) for term in row) for row in rows]
    return "\n".join([head, *lines, ""])


def _json_term(term: Term) -> dict[str, Any]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        parts = zip(("subject", "predicate", "object"), map(_json_term, term), strict=True)
        return {"type": "triple", "value": dict(parts)}
    plain = {"type": "literal", "value": term.value}
    if term.language:
        return {**plain, "xml:lang": term.language}
    return plain if term.datatype.value == _STRING else {**plain, "datatype": term.datatype.value}


def to_json(variables: Sequence[str], rows: Iterable[Row]) -> str:
    """Return SPARQL 1.1 Query Results JSON."""
    bindings = (
        {name: _json_term(term) for name, term in zip(variables, row, strict=True) if term is not None}
        for row in rows
    )
    lines = ",\n".join(json.dumps(binding, ensure_ascii=False) for binding in bindings)
    head = json.dumps({"vars": list(variables)}, ensure_ascii=False)
    return f'{{"head": {head}, "results": {{"bindings": [\n{lines}\n]}}}}\n'


def _xml_term(term: Term) -> str:
    if isinstance(term, NamedNode):
        return f"<uri>{_xml_text(term.value)}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{term.value}</bnode>"
    if isinstance(term, Triple):
        names = ("subject", "predicate", "object")
        parts = (f"<{n}>{_xml_term(part)}</{n}>" for n, part in zip(names, term, strict=True))
        return f"<triple>{''.join(parts)}</triple>"
    kind = ""
    if term.language:
        kind = f" xml:lang={quoteattr(term.language)}"
    elif term.datatype.value != _STRING:
        kind = f" datatype={quoteattr(term.datatype.value)}"
    return f"<literal{kind}>{_xml_text(term.value)}</literal>"


def _xml_text(text: str) -> str:
    if _NO_XML.search(text):
        raise NotForXml(text)
    return escape(text, {"\r": "&#13;"})


def _xml_page(head: str, body: str) -> str:
    return f'<?xml version="1.0"?>\n<sparql xmlns="{_RESULTS}">\n <head>{head}</head>\n {body}\n</sparql>\n'


def to_xml(variables: Sequence[str], rows: Iterable[Row]) -> str:
    """Return SPARQL 1.1 Query Results XML."""
    head = "".join(f"<variable name={quoteattr(name)}/>" for name in variables)
    results = []
    for row in rows:
        cells = zip(variables, row, strict=True)
        bound = (f"<binding name={quoteattr(n)}>{_xml_term(t)}</binding>" for n, t in cells if t is not None)
        results.append(f"<result>{''.join(bound)}</result>")
    return _xml_page(head, "<results>\n" + "\n".join(results) + "\n</results>")


def boolean_json(answer: bool) -> str:
    """Return the answer to ASK as SPARQL 1.1 Query Results JSON."""
    return json.dumps({"head": {}, "boolean": answer}) + "\n"


def boolean_xml(answer: bool) -> str:
    """Return the answer to ASK as SPARQL Query Results XML."""
    return _xml_page("", f"<boolean>{str(answer).lower()}</boolean>")
