"""Set up libgraph on a fresh machine and use it. Needs Python 3.11 or later and the internet, nothing else.

    python3 run.py map     build the graph of ./data, say where its map is, and open it
    python3 run.py test    pass the tests

Everything is installed into the active virtual environment, or else into ./.venv,
at the exact versions of requirements/*.txt.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
LOCKS = {"map": "run.txt", "test": "test.txt", "benchmark": "benchmark.txt"}


def main(words: list[str]) -> int:
    """Set up what the task needs and run it."""
    task, rest = (words or [""])[0], words[1:]
    if sys.version_info < (3, 11):  # noqa: UP036 - said plainly to whoever has an older one
        print(f"libgraph needs Python 3.11 or later; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 2
    if task not in LOCKS:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        python = environment()
        install(python, HERE / "requirements" / LOCKS[task])
    except subprocess.CalledProcessError as error:
        print(
            f"\nThe set-up stopped at: {' '.join(map(str, error.cmd))}\n"
            "Read its message above; check the internet connection and run the same command again.",
            file=sys.stderr,
        )
        return 2
    return subprocess.call([str(python), "-m", *COMMANDS[task], *rest], cwd=HERE)


COMMANDS = {
    "map": ["libgraph", "build", "data", "--open"],
    "test": ["pytest", "-n", "2", "--dist", "worksteal"],
    "benchmark": ["benchmarks"],
}


def environment() -> Path:
    """Return the Python of the active virtual environment, or of ./.venv, made if need be."""
    if sys.prefix != sys.base_prefix:
        return Path(sys.executable)
    folder = HERE / ".venv"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        print("Making .venv …", file=sys.stderr)
        try:
            subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        except subprocess.CalledProcessError:
            print(
                "Python's venv module is missing. On Debian and Ubuntu: apt install python3-venv",
                file=sys.stderr,
            )
            raise
    return python


def install(python: Path, lock: Path) -> None:
    """Install the locked requirements and libgraph itself, unless that was done before."""
    wanted = hashlib.sha256(lock.read_bytes() + (HERE / "pyproject.toml").read_bytes()).hexdigest()
    prefix = subprocess.check_output([str(python), "-c", "import sys; print(sys.prefix)"], text=True).strip()
    done = Path(prefix) / f".libgraph-{lock.stem}"
    if done.exists() and done.read_text() == f"{wanted} {HERE}":
        return
    print("Installing what libgraph needs …", file=sys.stderr)
    pip = [str(python), "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    subprocess.run([*pip, "--require-hashes", "-r", str(lock)], check=True)
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "--editable", str(HERE)], check=True)
    done.write_text(f"{wanted} {HERE}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
