"""`libgraph check --watch`: the faults on the screen, checked again at each save."""

import gc
import json
import sys
import time
from pathlib import Path
from typing import Any, Final

from libgraph.cli.check_print import asked_for, print_faults, summary
from libgraph.cli.frame import sentence
from libgraph.cli.options import tell
from libgraph.errors import LibgraphError
from libgraph.graph.watching import Seen, Watch
from libgraph.messages import messages
from libgraph.records.faults import Fault
from libgraph.records.sarif import sarif
from libgraph.workspace import Workspace

_PAUSE: Final = 0.2
_SHARE: Final = 4  # at most a fifth of the time goes into looking
_CLEAR: Final = "\x1b[H\x1b[2J\x1b[3J"
_MOST_FILES: Final = 3


def watch(path: Path, lang: str, form: str) -> int:
    """Print all faults after each save, until Ctrl-C; return 0 or 1 as they were last."""
    code = 130
    try:
        watched = Watch(path, lang)
        while True:
            started = time.perf_counter()
            seen = None
            try:
                seen = watched.look()
            except LibgraphError as error:
                code = error.exit_code
                _show_error(sentence(error, lang), form)
            took = time.perf_counter() - started
            if seen:
                faults = asked_for(list(seen.faults), path, watched.workspace)
                code = int(any(not fault.warning for fault in faults))
                _show(seen, faults, watched.workspace, lang, form)
                gc.freeze()  # records stay; the collector need not go through them at each save
            time.sleep(_PAUSE if seen else max(_PAUSE, _SHARE * took))
    except KeyboardInterrupt:
        return code


def _show(seen: Seen, faults: list[Fault], workspace: Workspace, lang: str, form: str) -> None:
    """Show what a check found: text on a clear screen, or one JSON document in a line."""
    if form == "text":
        _clear()
        print_faults(faults, form, lang, workspace)
    elif form == "sarif":
        print(json.dumps(sarif(faults, workspace, lang), ensure_ascii=False))
    else:
        print(json.dumps(_as_dict(seen, faults, lang), ensure_ascii=False))
    sys.stdout.flush()
    tell(_told(seen, summary(seen.records, faults, lang), lang))


def _as_dict(seen: Seen, faults: list[Fault], lang: str) -> dict[str, Any]:
    return {
        "files": list(seen.files),
        "records": seen.records,
        "faults": [fault.as_dict(lang) for fault in faults],
        "seconds": round(seen.seconds, 3),
    }


def _told(seen: Seen, counts: str, lang: str) -> str:
    """Say which files were checked, what was found and how long it took."""
    say = messages(lang).say
    files = ", ".join(seen.files[:_MOST_FILES])
    if len(seen.files) > _MOST_FILES:
        files = say("watch-more", files=files, count=len(seen.files) - _MOST_FILES)
    return say("watch-checked", files=files or "–", counts=counts, seconds=f"{seen.seconds:.2f}")


def _show_error(told: str, form: str) -> None:
    """Show why nothing could be checked; the next save may cure it."""
    if form == "json":
        print(json.dumps({"error": told}, ensure_ascii=False), flush=True)
    else:
        _clear()
    tell(f"libgraph: {told}")


def _clear() -> None:
    if sys.stdout.isatty():
        print(_CLEAR, end="")
