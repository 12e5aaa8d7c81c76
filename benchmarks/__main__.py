"""Measure libgraph beside others, and say which targets it meets.

python run.py benchmark            all; some ten minutes
python run.py benchmark --quick    up to scale 10, each once: does it still hang together?
python run.py benchmark --write    all, into docs/benchmarks.md

Exit code 0: all targets met. 1: a target is missed. 2: could not run.
"""

import argparse
import importlib.util
import sys
import tempfile
from pathlib import Path

from benchmarks import asking, commands, inference, loading, validation, watching
from benchmarks.measure import ROOT
from benchmarks.report import Part, document, machine

PAGE = ROOT / "docs" / "benchmarks.md"


def main(words: list[str]) -> int:
    options = arguments().parse_args(words)
    linkml = not options.without_linkml
    if linkml and importlib.util.find_spec("linkml") is None:
        tell("LinkML is not installed. Run: python run.py benchmark, or add --without-linkml")
        return 2
    about = machine()
    scales = [scale for scale in (1, 10, 100) if scale <= (10 if options.quick else options.scale)]
    repeats = 1 if options.quick else options.repeats
    with tempfile.TemporaryDirectory(prefix="libgraph-benchmark-") as folder:
        parts = measure(Path(folder), scales, repeats, linkml=linkml)
    page = document(parts, about)
    print(page)
    if options.write:
        PAGE.write_text(page, "utf-8")
    return 0 if all(figure.met for part in parts for figure in part.figures) else 1


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "python run.py benchmark", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--scale", type=int, choices=(10, 100), default=100, help="the largest scale (100)")
    parser.add_argument("--repeats", type=int, default=5, help="how often each is measured (5)")
    parser.add_argument("--quick", action="store_true", help="up to scale 10, each once")
    parser.add_argument("--without-linkml", action="store_true", help="leave LinkML out")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    return parser


def measure(folder: Path, scales: list[int], repeats: int, *, linkml: bool) -> list[Part]:
    """Run all parts."""
    tell("whole commands")
    whole = commands.measure(folder, repeats)
    results = loading.measure(folder, scales, repeats, tell, linkml=linkml)
    tell("questions")
    questions = asking.measure(folder / f"scale-{loading.MIDDLE}", repeats)
    closed = inference.measure(folder, scales, repeats, tell, update=max(scales) > loading.MIDDLE)
    tell("validation")
    validated = validation.measure(folder, loading.MIDDLE)
    tell("watching")
    watched = watching.measure(folder)
    return [loading.speed(results), loading.growth(results), whole, questions, closed, validated, watched]


def tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
