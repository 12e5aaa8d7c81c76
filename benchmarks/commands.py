"""Whole commands, from the start of the interpreter to its end, on the records of this repository."""

import shutil
import sys
from pathlib import Path

from benchmarks.measure import ROOT, whole_processes
from benchmarks.report import Figure, Part, number, table

NAMES = {
    "build": "`libgraph build data`, with check and map",
    "query": "`libgraph query` by SPARQL",
    "named": "`libgraph query` by name",
    "help": "`libgraph --help`",
    "pass": "`python -c pass`",
}
QUESTION = "SELECT ?event ?name WHERE { ?event lg:organizer ?who ; rdfs:label ?name } ORDER BY ?event ?name"


def measure(folder: Path, repeats: int) -> Part:
    """Time the commands on a copy of ./data."""
    data = folder / "data"
    shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("build"))
    libgraph = str(Path(sys.executable).with_name("libgraph"))
    series = whole_processes(
        {
            "build": [libgraph, "build", str(data)],
            "query": [libgraph, "query", "--workspace", str(data), QUESTION],
            "named": [libgraph, "query", "--workspace", str(data), "institutions-per-type"],
            "help": [libgraph, "--help"],
            "pass": [sys.executable, "-c", "pass"],
        },
        repeats,
    )
    ratio = series["help"].over(series["pass"])
    figures = [
        Figure("`libgraph build data`, whole process", series["build"].median("wall"), 3, "s"),
        Figure("`libgraph query` on the build, whole process", series["query"].median("wall"), 0.5, "s"),
        Figure("`libgraph query` by name, whole process", series["named"].median("wall"), 0.5, "s"),
        Figure("`libgraph --help` as a multiple of `python -c pass`", ratio, 4, "×"),
    ]
    rows = [
        (name, number(series[key].median("wall")), number(series[key].median("cpu")))
        for key, name in NAMES.items()
    ]
    return Part("Whole commands", figures, table(("", "clock s", "processor s"), rows))
