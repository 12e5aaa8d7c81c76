"""Inference: beside owlrl, as the data grow, and when one source of many changes."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

from benchmarks.by_libgraph import prepare
from benchmarks.generate import write
from benchmarks.measure import module_output
from benchmarks.report import Figure, Part, number, table

MIDDLE = 10
MANY = 134  # scale of 20 100 sources
Found = Mapping[str, float]


def measure(
    folder: Path, scales: Sequence[int], repeats: int, tell: Callable[[str], None], *, update: bool = True
) -> Part:
    """Close the records of each scale, the middle one by owlrl too, and change sources of a large one."""
    ours: dict[int, list[Found]] = {}
    for scale in scales:
        tell(f"inference: scale {scale}")
        ours[scale] = [close("libgraph", place(folder, scale)) for _ in range(repeats)]
    tell("inference: owlrl, some minutes")
    theirs = close("owlrl", place(folder, MIDDLE))
    figures = [beside(theirs, ours[MIDDLE]), *growth(ours)]
    rows = [row("libgraph", scale, found) for scale, found in ours.items()]
    rows.append(row("owlrl: OWL RL", MIDDLE, [theirs]))
    remarks = REMARKS
    if update:
        tell("inference: one source of many")
        changed = close("update", place(folder, MANY))
        figures += changes(changed)
        remarks += CHANGED.format(
            sources=f"{changed['sources']:,.0f}",
            stated=f"{changed['stated']:,.0f}",
            full=number(changed["full"], "s"),
            out=number(1000 * changed["out"], "ms"),
            back=number(1000 * changed["back"], "ms"),
        )
    head = ("", "scale", "quads stated", "inferred", "processor s", "1000 quads/s", "MB more")
    return Part("Inference", figures, table(head, rows), remarks)


REMARKS = """\
*libgraph* goes from lines of N-Quads to the sorted lines of a named graph for each rule; *owlrl* starts from
an rdflib graph that is ready, ends with one, and is run once. Both conclude the same of the records:
`tests/graph/infer/test_closure.py` holds them to it, and says what owlrl adds beside. libgraph's rules
include those of this field. Sorting the lines is what grows faster than the data."""

CHANGED = """

Of {sources} sources ({stated} quads, concluded in {full}), five were taken out and put back one by one. The
slowest took {out} to follow one out and {back} to follow one back, sorted lines of all conclusions
included; they were then those of concluding anew, byte for byte."""


def place(folder: Path, scale: int) -> Path:
    """Return the workspace of a scale, made if it is not there."""
    found = folder / f"scale-{scale}"
    if not found.exists():
        prepare(write(scale, found))
    return found


def close(who: str, folder: Path) -> Found:
    return module_output("benchmarks.closing", who, str(folder))


def seconds(found: Sequence[Found]) -> float:
    return median(one["seconds"] for one in found)


def beside(theirs: Found, ours: Sequence[Found]) -> Figure:
    times = theirs["seconds"] / seconds(ours)
    return Figure(f"inference: times as fast as owlrl, scale {MIDDLE}", times, 20, "×", at_least=True)


def growth(ours: Mapping[int, Sequence[Found]]) -> list[Figure]:
    """Compare what a quad costs at the largest scale with what it costs at the middle one."""
    largest = max(ours)
    if largest == MIDDLE:
        return []
    costs = {
        scale: (seconds(ours[scale]), ours[scale][0]["bytes"], ours[scale][0]["stated"]) for scale in ours
    }
    return [
        Figure(
            f"inference: {what} per quad at scale {largest}, of that at scale {MIDDLE}",
            costs[largest][at] / costs[largest][2] * costs[MIDDLE][2] / max(1e-9, costs[MIDDLE][at]),
            limit,
            "×",
        )
        for at, what, limit in ((0, "time", 1.4), (1, "memory", 1.15))
    ]


def changes(changed: Found) -> list[Figure]:
    what = f"following a change in one source of {changed['sources']:,.0f}, of concluding anew, the slowest"
    return [Figure(f"inference: {what}", max(changed["out"], changed["back"]) / changed["full"], 0.05, "%")]


def row(name: str, scale: int, found: Sequence[Found]) -> tuple[str, ...]:
    stated, inferred = found[0]["stated"], found[0]["inferred"]
    took = seconds(found)
    return (
        name, str(scale), f"{stated:,.0f}", f"{inferred:,.0f}", number(took),
        f"{(stated + inferred) / took / 1000:,.0f}", f"{found[0]['bytes'] / 1e6:,.0f}",
    )  # fmt: skip
