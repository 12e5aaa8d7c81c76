"""From records to a graph that answers questions: speed beside others, growth, memory."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks.by_libgraph import prepare
from benchmarks.generate import write
from benchmarks.measure import Series, take_turns
from benchmarks.report import Figure, Part, number, table

NAMES = {
    "libgraph.load": "libgraph: records, checked, to a store",
    "libgraph.load_unchecked": "libgraph: the same without check",
    "libgraph.check": "libgraph: records read and checked only",
    "libgraph.canonical": "libgraph: records, checked, to sorted N-Quads",
    "oxigraph.load": "Oxigraph: bulk load of the N-Quads",
    "rdflib.load": "rdflib: records to a dataset by hand",
    "linkml.load": "LinkML: records, validated, to a graph",
    "linkml.load_unchecked": "LinkML: the same without validation",
}
OURS = ("libgraph.load", "libgraph.load_unchecked", "oxigraph.load", "libgraph.check", "libgraph.canonical")
MIDDLE = 10
Results = dict[int, dict[str, Series]]


def measure(
    folder: Path, scales: Sequence[int], repeats: int, tell: Callable[[str], None], *, linkml: bool
) -> Results:
    """Run all contenders on generated records of each scale; scale 0 has next to no records."""
    results: Results = {}
    for scale in (0, *scales):
        tell(f"scale {scale}: records")
        place = write(scale, folder / f"scale-{scale}")
        quads = prepare(place)
        tell(f"scale {scale}: {quads} quads, each contender {repeats} times")
        results[scale] = take_turns(contenders(scale, repeats, linkml=linkml), place)
    return results


def contenders(scale: int, repeats: int, *, linkml: bool) -> dict[str, int]:
    """Return how often each contender runs; the slow ones not at the largest scale, nor as often."""
    found = dict.fromkeys(OURS, repeats)
    if 0 < scale <= MIDDLE:
        found["rdflib.load"] = repeats
        if linkml:
            found |= dict.fromkeys(("linkml.load", "linkml.load_unchecked"), min(repeats, 3))
    return found


def speed(results: Results) -> Part:
    """Compare the contenders with each other."""
    figures: list[Figure] = []
    for scale, found in results.items():
        if scale >= MIDDLE:
            share = 1 / found["libgraph.load"].over(found["oxigraph.load"])
            name = f"records to a store, checked: of the speed of Oxigraph's bulk load, scale {scale}"
            figures.append(Figure(name, share, 0.5, "%", at_least=True))
    middle = results[MIDDLE]
    figures += [
        Figure(f"records to a store: times as fast as {what}", rival(name, middle), least, "×", at_least=True)
        for name, what, least in (
            ("rdflib.load", "rdflib by hand, both unchecked", 8),
            ("linkml.load", "LinkML's converter, both checked", 25),
        )
        if name in middle
    ]
    rows = [
        row(scale, name, found)
        for scale, found in results.items()
        for name in NAMES
        if scale and name in found
    ]
    head = ("", "scale", "quads", "clock s", "processor s", "1000 quads/s", "peak MB", "libgraph is")
    ceiling = number(middle["rdflib.load"].over(middle["oxigraph.load"]), "×")
    return Part("From records to a graph", figures, table(head, rows), REMARKS.format(ceiling=ceiling))


def rival(name: str, found: Mapping[str, Series]) -> float:
    """Return how many times faster libgraph is than another, with the same amount of checking."""
    return found[name].over(found[RIVALS[name]])


REMARKS = """\
*libgraph is*: so many times as fast, checked beside what checks (and beside Oxigraph), unchecked beside what
does not. *Oxigraph* starts from ready quads, and is what libgraph itself loads with. *rdflib* is
`benchmarks/by_rdflib.py`, which makes the same quads. *LinkML* is what `linkml-convert` does
(`benchmarks/by_linkml.py`), with a schema for the same records that is compiled before the clock starts.
libgraph's figures include reading the ontology, and its quads include it.

The ceiling: Oxigraph's bulk load of ready quads is {ceiling} as fast as rdflib from records at scale 10.
What reads records and loads them with Oxigraph cannot be faster than that."""

RIVALS = {
    "oxigraph.load": "libgraph.load",
    "rdflib.load": "libgraph.load_unchecked",
    "linkml.load": "libgraph.load",
    "linkml.load_unchecked": "libgraph.load_unchecked",
}


def row(scale: int, name: str, found: Mapping[str, Series]) -> tuple[str, ...]:
    """Return the row of a contender at a scale."""
    series = found[name]
    quads, cpu = series.median("size"), series.median("cpu")
    told = "" if name == "libgraph.check" else f"{quads / cpu / 1000:,.0f}"
    ratio = number(rival(name, found), "×") if name in RIVALS else ""
    return (
        NAMES[name],
        str(scale),
        "" if name == "libgraph.check" else f"{quads:,.0f}",
        number(series.median("wall")),
        number(cpu),
        told,
        f"{series.median('peak') / 1e6:,.0f}",
        ratio,
    )


def growth(results: Results) -> Part:
    """Compare what a quad costs at each scale, start-up taken off."""
    figures: list[Figure] = []
    rows: list[tuple[str, ...]] = []
    for name in ("libgraph.load", "libgraph.canonical", "oxigraph.load"):
        for what, unit, factor in (("cpu", "µs", 1e6), ("peak", "bytes", 1.0)):
            start, costs = cost_per_quad(results, name, what)
            shown = number(start, "s") if what == "cpu" else f"{start / 1e6:.0f} MB"
            cells = [f"{number(cost * factor, unit)} ({cost / costs[MIDDLE]:.2f})" for cost in costs.values()]
            rows.append((NAMES[name], "time" if what == "cpu" else "memory", shown, *cells))
            if name == "libgraph.load":
                kind = "time" if what == "cpu" else "peak memory"
                figures += [
                    Figure(
                        f"{kind} per quad at scale {scale}, of that at scale 10",
                        cost / costs[MIDDLE],
                        1.15,
                        "×",
                    )
                    for scale, cost in costs.items()
                    if scale != MIDDLE
                ]
    head = (
        "cost of a quad (as a multiple of scale 10)",
        "",
        "start-up",
        *(f"scale {s}" for s in results if s),
    )
    return Part("Growth", figures, table(head, rows), GROWTH)


GROWTH = """\
*Start-up* is what the same costs with one record: reading ontology and shapes, deriving the model,
and putting the ontology into the store; for memory also Python and the libraries. It is taken off before
dividing by the quads of the records."""


def cost_per_quad(results: Results, name: str, what: str) -> tuple[float, dict[int, float]]:
    """Return the start-up cost, and per scale what each quad adds to it."""
    base = results[0][name]
    start, few = base.median(what), base.median("size")
    return start, {
        scale: (found[name].median(what) - start) / (found[name].median("size") - few)
        for scale, found in results.items()
        if scale
    }
