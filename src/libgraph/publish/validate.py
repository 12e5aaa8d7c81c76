"""Validation of the whole graph: by our engine in the store, or by pySHACL, its referee."""

from dataclasses import dataclass

from libgraph.graph.shacl.result import Result, lexical
from libgraph.graph.shacl.whole import validate_reading, whole_graph
from libgraph.graph.solutions import Term
from libgraph.messages import messages
from libgraph.publish.convert import to_graph
from libgraph.records.reading import Reading
from libgraph.terms import local_name


@dataclass(frozen=True, slots=True)
class ShaclReport:
    """What validation says of a graph.

    Attributes
    ----------
    conforms : bool
        Whether nothing is a violation; warnings and hints are none.
    text : str
        The report, for people.
    """

    conforms: bool
    text: str


def validate(reading: Reading, lang: str = "en") -> ShaclReport:
    """Validate the records of a workspace, as one graph, against its shapes, in the store."""
    results = validate_reading(reading)
    say = messages(lang).say
    if not results:
        return ShaclReport(True, say("shacl-conforms"))
    base = f"{reading.workspace.base}id/"
    lines = sorted(_line(result, base, lang) for result in results)
    conforms = all(result.severity != "Violation" for result in results)
    return ShaclReport(conforms, "\n".join((*lines, say("shacl-results", count=len(results)))))


def _line(result: Result, base: str, lang: str) -> str:
    """Return a result as one line: severity, node, shape with constraint, message."""

    def shown(term: Term) -> str:
        return lexical(term).removeprefix(base)

    constraint = result.component.removesuffix("ConstraintComponent")
    shape = local_name(result.shape) if "://" in result.shape else result.path
    message = result.message(lang, shown)
    return f"{result.severity}: {shown(result.focus)}  {shape} ({constraint})  {message}".rstrip()


def referee(reading: Reading) -> ShaclReport:
    """Validate the same graph against the same shapes with pySHACL."""
    from pyshacl import validate as pyshacl_validate
    from rdflib import Graph

    shapes = Graph()
    for path in reading.workspace.ontology_files():
        shapes.parse(path, format="turtle")
    data = to_graph("".join(triples for _, triples in whole_graph(reading)).encode())
    conforms, _, text = pyshacl_validate(
        data, shacl_graph=shapes, inference="none", do_owl_imports=False, allow_warnings=True
    )
    return ShaclReport(bool(conforms), str(text))
