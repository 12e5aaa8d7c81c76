"""Figures with their targets, as Markdown."""

import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("pyoxigraph", "rdflib", "owlrl", "linkml", "linkml-runtime", "jsonschema-rs", "networkx")


@dataclass(frozen=True, slots=True)
class Figure:
    """Something measured that has a target."""

    name: str
    measured: float
    limit: float
    unit: str = ""
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Whether the target is met."""
        return self.measured >= self.limit if self.at_least else self.measured <= self.limit

    def row(self) -> tuple[str, ...]:
        """Return the cells of its row."""
        sign = "≥" if self.at_least else "≤"
        return (
            self.name,
            number(self.measured, self.unit),
            f"{sign} {number(self.limit, self.unit)}",
            "met" if self.met else "**missed**",
        )


@dataclass(frozen=True, slots=True)
class Part:
    """What one part of the benchmarks found."""

    title: str
    figures: Sequence[Figure]
    table: str
    remarks: str = ""


def number(value: float, unit: str = "") -> str:
    """Return a figure with two or three digits that mean something.

    >>> number(0.5123, "%"), number(8.312, "×"), number(0.0345, "s")
    ('51 %', '8.3 ×', '0.035 s')
    """
    if unit == "%":
        return f"{100 * value:.0f} %"
    digits = 3 if value < 0.1 else 2 if value < 3 else 1 if value < 100 else 0
    return f"{value:,.{digits}f} {unit}".strip()


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; all columns but the first to the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def machine() -> str:
    """Return what the figures were measured on."""
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES if _installed(name))
    return (
        f"{date.today():%d %B %Y}, {_processor()}, {os.cpu_count()} cores, {_memory()} memory, "
        f"{platform.system()} {platform.release().split('-')[0]}, Python {platform.python_version()}, "
        f"{versions}; "
        f"load when it began: {os.getloadavg()[0]:.1f}"
    )


def _installed(name: str) -> bool:
    try:
        version(name)
    except ImportError:
        return False
    return True


def _processor() -> str:
    about = Path("/proc/cpuinfo")
    lines = about.read_text().splitlines() if about.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _memory() -> str:
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB"


def document(parts: Sequence[Part], about: str) -> str:
    """Return the whole page."""
    rows = [figure.row() for part in parts for figure in part.figures]
    chapters = "\n\n".join(
        "\n\n".join(text for text in (f"## {part.title}", part.table, part.remarks) if text) for part in parts
    )
    return f"""# Benchmarks

Written by `python run.py benchmark --write`; nothing here is typed by hand.

Measured: {about}.

{table(("Target", "measured", "wanted", ""), rows)}

How it is measured: each sample is a process of its own, with imports done and garbage collected before
the clock starts. What is compared takes turns, so that the load of the machine hits all alike; a ratio is
the median of the ratios within each turn. All run on one thread, so ratios and speeds are of processor
time, which other processes disturb least; whole commands are timed by the clock. The records are made
by `benchmarks/generate.py`.

{chapters}
"""
