"""Samples in processes of their own, in turns, so that what the machine does meanwhile hits all alike."""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[1]
# with this set, as in .ci/run, every start would compile every module again
_LEFT_OUT = {"PYTHONDONTWRITEBYTECODE"}
ENVIRONMENT = {key: value for key, value in os.environ.items() if key not in _LEFT_OUT}


@dataclass(frozen=True, slots=True)
class Sample:
    """One run: seconds by the clock and of the processor, bytes of memory, quads or records made."""

    wall: float
    cpu: float
    before: int = 0
    peak: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class Series:
    """The samples of one contender at one scale."""

    samples: Sequence[Sample]

    def median(self, what: str) -> float:
        """Return the median of an attribute of the samples."""
        return float(median(getattr(sample, what) for sample in self.samples))

    def over(self, other: "Series", what: str = "cpu") -> float:
        """Return the median, over the turns, of this one as a multiple of the other."""
        pairs = zip(self.samples, other.samples, strict=False)
        return float(median(getattr(mine, what) / getattr(theirs, what) for mine, theirs in pairs))


def take_turns(contenders: Mapping[str, int], folder: Path) -> dict[str, Series]:
    """Run each contender (`module.function`) as often as asked, one after the other, turn by turn."""
    found: dict[str, list[Sample]] = {name: [] for name in contenders}
    for turn in range(max(contenders.values())):
        for name, times in contenders.items():
            if turn < times:
                found[name].append(contend(name, folder))
    return {name: Series(samples) for name, samples in found.items()}


def contend(name: str, folder: Path) -> Sample:
    """Run a contender once in a fresh process."""
    module, _, function = name.partition(".")
    return Sample(**module_output("benchmarks.one", f"by_{module}", function, str(folder)))


def module_output(module: str, *words: str) -> dict[str, Any]:
    """Run a module of ours in a fresh process and return the JSON that it prints last."""
    command = [sys.executable, "-m", module, *words]
    done = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, check=True, capture_output=True, text=True)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def whole_processes(commands: Mapping[str, Sequence[str]], repeats: int) -> dict[str, Series]:
    """Run whole commands in turns, after one run of each that only warms the caches."""
    for command in commands.values():
        whole_process(command)
    turns = [{name: whole_process(command) for name, command in commands.items()} for _ in range(repeats)]
    return {name: Series([turn[name] for turn in turns]) for name in commands}


def whole_process(command: Sequence[str]) -> Sample:
    """Run a command to its end and return what it took, start of the interpreter included."""
    before, start = children_seconds(), time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, check=True, capture_output=True)
    return Sample(time.perf_counter() - start, children_seconds() - before)


def children_seconds() -> float:
    """Return the processor time of all processes started from here that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
