"""Validation: our engine in the store with all shapes, beside pySHACL with the shapes of fields alone.

python -m benchmarks.validation ENGINE FOLDER

Every so many triples are left out, so that shapes of many kinds are violated; both must find the same.
The SPARQL constraints between records are left out for pySHACL, which parses their query anew for each
focus node: at scale 10 that takes an hour. The tests compare the engines on them, on small data.
"""

import hashlib
import json
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import rdflib
from pyshacl import validate
from rdflib import RDF, SH, Graph

from benchmarks.by_libgraph import read
from benchmarks.generate import write
from benchmarks.measure import module_output
from benchmarks.report import Figure, Part, number, table
from libgraph.graph.shacl.result import lexical
from libgraph.graph.shacl.shapes import Shapes
from libgraph.graph.shacl.validator import validate_store
from libgraph.graph.shacl.whole import whole_graph
from libgraph.graph.store import GraphStore
from libgraph.workspace import Workspace

TRIPLES: Final = "validation.nt"
LEFT_OUT: Final = 499  # one in so many triples of the records
Verdict = tuple[str, ...]


def measure(folder: Path, scale: int) -> Part:
    """Validate records of a scale with both engines, one after the other."""
    place = write(scale, folder / f"validation-{scale}")
    triples = prepare(place)
    found = {engine: module_output("benchmarks.validation", engine, str(place)) for engine in ENGINES}
    ours, theirs = found["libgraph"], found["pyshacl"]
    if ours["verdicts"] != theirs["verdicts"]:
        raise ValueError("libgraph and pySHACL find different things in the same data")
    rows = [
        (NAMES[engine], f"{triples:,}", number(one["load"], "s"), number(one["validate"], "s"),
         f"{one['results']:,}") for engine, one in found.items()
    ]  # fmt: skip
    head = ("", "triples", "loading", "validation", "results")
    ratio = theirs["validate"] / ours["validate"]
    name = f"validation of all shapes: at least so many times as fast as pySHACL, scale {scale}"
    figures = [Figure(name, ratio, 20, "×", at_least=True)]
    return Part("Validation", figures, table(head, rows), REMARKS)


def prepare(folder: Path) -> int:
    """Write what is validated as N-Triples, each once; return how many."""
    (_, records), (_, ontology) = whole_graph(read(folder))
    kept = [line for place, line in enumerate(sorted(set(records.splitlines()))) if place % LEFT_OUT]
    lines = sorted({*kept, *ontology.splitlines()})
    (folder / TRIPLES).write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return len(lines)


def libgraph(folder: Path, tick: Callable[[], None]) -> Iterable[Verdict]:
    """Validate with our engine."""
    triples = (folder / TRIPLES).read_text("utf-8")
    shapes = Shapes(Workspace(folder).ontology_files())
    tick()
    store = GraphStore.from_graphs([("urn:data", [triples])])
    tick()
    results = validate_store(shapes, store)
    tick()
    return [
        (lexical(one.focus), lexical(one.value) if one.value is not None else "", one.component, one.severity)
        for one in results
    ]


def pyshacl(folder: Path, tick: Callable[[], None]) -> Iterable[Verdict]:
    """Validate with pySHACL."""
    rdflib.NORMALIZE_LITERALS = False
    shapes = Graph()
    for path in Workspace(folder).ontology_files():
        if path.name == "shapes.ttl":
            shapes.parse(path)
    tick()
    data = Graph().parse(folder / TRIPLES, format="nt")
    tick()
    _, report, _ = validate(data, shacl_graph=shapes, inference="none", do_owl_imports=False)
    tick()
    return [
        (
            str(report.value(node, SH.focusNode)),
            str(report.value(node, SH.value) or ""),
            local(report.value(node, SH.sourceConstraintComponent)),
            local(report.value(node, SH.resultSeverity)),
        )
        for node in report.objects(report.value(None, RDF.type, SH.ValidationReport), SH.result)
    ]


def local(term: object) -> str:
    return str(term).removeprefix(str(SH))


NAMES: Final = {
    "libgraph": "libgraph: fields, and between records",
    "pyshacl": "pySHACL: fields alone",
}
REMARKS: Final = """\
Both find the same in the fields. pySHACL does not do the SPARQL constraints between records here: it parses
the query of a constraint anew for each focus node, which takes an hour at scale 10. libgraph does them, so
the ratio says less than is true."""
ENGINES: Final = {"libgraph": libgraph, "pyshacl": pyshacl}


def main(engine: str, folder: Path) -> None:
    """Print the seconds of loading and validating, and a digest of what was found."""
    ticks: list[float] = []
    verdicts = ENGINES[engine](folder, lambda: ticks.append(time.process_time()))
    found = sorted("\t".join(verdict) for verdict in verdicts if "SPARQL" not in verdict[2])
    digest = hashlib.sha256("\n".join(found).encode()).hexdigest()
    (folder / f"verdicts-{engine}.txt").write_text("\n".join(found), "utf-8")
    load, check = ticks[1] - ticks[0], ticks[2] - ticks[1]
    print(json.dumps({"load": load, "validate": check, "results": len(found), "verdicts": digest}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
