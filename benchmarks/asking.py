"""What asking through libgraph costs on top of pyoxigraph."""

from pathlib import Path

from benchmarks.measure import module_output
from benchmarks.report import Figure, Part, number, table

CLEAR = 0.001  # beside a longer question, what the first asking adds drowns


def measure(folder: Path, repeats: int) -> Part:
    """Ask the questions of `benchmarks.questions` on the records of a folder."""
    found = module_output("benchmarks.questions", str(folder), str(3 * repeats))
    worst = max(one["ratio"] for one in found.values())
    rows = [
        (
            name,
            f"{one['rows']:,.0f}",
            number(1000 * one["raw"], "ms"),
            number(one["ratio"], "×"),
            number(1000 * one["first"], "ms") if one["raw"] < CLEAR else "",
        )
        for name, one in found.items()
    ]
    head = ("question", "rows", "pyoxigraph", "libgraph takes", "the first time also")
    figures = [Figure("a question through libgraph, of one to pyoxigraph, the worst", worst, 1.1, "×")]
    return Part("Questions", figures, table(head, rows))
