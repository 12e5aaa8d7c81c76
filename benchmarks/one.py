"""One sample: a contender run once in a process of its own.

python -m benchmarks.one MODULE FUNCTION FOLDER
"""

import gc
import importlib
import json
import resource
import sys
import time
from pathlib import Path
from typing import Any


def main(module_name: str, function: str, folder: Path) -> None:
    """Run a contender and print its times, its memory and how much it made.

    Imports, and what a module does to `warm` up, are not timed.
    """
    module = importlib.import_module(f"benchmarks.{module_name}")
    getattr(module, "warm", lambda: None)()
    run = getattr(module, function)
    gc.collect()
    before = peak()
    wall, cpu = time.perf_counter(), time.process_time()
    made = run(folder)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    after = peak()
    print(json.dumps({"wall": wall, "cpu": cpu, "before": before, "peak": after, "size": size(made)}))


def peak() -> int:
    """Return the largest resident memory of this process so far, in bytes."""
    status = Path("/proc/self/status")
    if status.exists():  # getrusage would also count what the parent had when it started this process
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def size(made: Any) -> int:
    """Return how many quads or records something holds."""
    if isinstance(made, bytes):
        return made.count(b"\n")
    if hasattr(made, "quads"):
        return sum(1 for _ in made.quads())
    return len(getattr(made, "records", made))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
