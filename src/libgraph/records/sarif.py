"""Faults as SARIF 2.1.0, which editors and code hosts show in place."""

import hashlib
import json
import re
import string
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from libgraph import __version__
from libgraph.messages import LANGUAGES, messages
from libgraph.records.faults import Fault
from libgraph.workspace import Workspace

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_HOME: Final = "https://w3id.org/libgraph/"
_ROOT: Final = "%SRCROOT%"
_VARIES: Final = frozenset({"line", "where", "message"})  # with lines added elsewhere, or with the language


def sarif(faults: Sequence[Fault], workspace: Workspace, lang: str) -> dict[str, Any]:
    """Return the faults as a SARIF log: the same faults, the same log, wherever it is made.

    Paths are relative to the repository around the workspace, or to the workspace if there is none.
    """
    rules = _rules(faults)
    number = {code: place for place, code in enumerate(rules)}
    seen: Counter[str] = Counter()
    prefix = _prefix(workspace.root.absolute())
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _component(rules, lang, version=__version__, informationUri=_HOME)},
                "translations": [
                    _component(rules, other, translationMetadata={"name": f"libgraph ({other})"})
                    for other in LANGUAGES
                    if other != lang
                ],
                "language": lang,
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {
                    _ROOT: {"description": {"text": "The root of the repository, or of the workspace."}}
                },
                "results": [_result(fault, number[fault.code], prefix, lang, seen) for fault in faults],
            }
        ],
    }


def _prefix(root: Path) -> str:
    """Return the path from the root of the repository to the workspace."""
    around = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
    inside = root.relative_to(around).as_posix()
    return "" if inside == "." else f"{inside}/"


def _rules(faults: Iterable[Fault]) -> dict[str, list[str]]:
    """Return the codes that occur, each with its cures; the message of a shape says all itself."""
    cures: dict[str, set[str]] = {}
    for fault in faults:
        cures.setdefault(fault.code, set()).update({fault.cure} - {""})
    return {code: sorted(cures[code]) for code in sorted(cures)}


def _component(rules: dict[str, list[str]], lang: str, **more: Any) -> dict[str, Any]:
    return {
        "name": "libgraph",
        "language": lang,
        **more,
        "rules": [_rule(code, cures, lang) for code, cures in rules.items()],
    }


def _rule(code: str, cures: Sequence[str], lang: str) -> dict[str, Any]:
    if not cures:
        return {"id": code}
    cure = " ".join(_template(f"cure-{cure}", lang) for cure in cures)
    return {"id": code, "shortDescription": {"text": _template(f"what-{code}", lang)}, "help": {"text": cure}}


def _template(key: str, lang: str) -> str:
    """Return a sentence with its gaps left open."""
    texts = messages(lang).texts
    if key not in texts:  # the sentence of a constraint stands in its shape
        return key.partition("-")[2].replace("-", " ")
    parts = string.Formatter().parse(texts[key])
    return "".join(f"{text}{'…' if name else ''}" for text, name, *_ in parts)


def _result(fault: Fault, rule: int, prefix: str, lang: str, seen: Counter[str]) -> dict[str, Any]:
    physical: dict[str, Any] = {
        "artifactLocation": {"uri": quote(f"{prefix}{fault.file}"), "uriBaseId": _ROOT}
    }
    location: dict[str, Any] = {"physicalLocation": physical}
    if fault.place:
        sheet, _, cell = fault.place.rpartition("!")
        location["logicalLocations"] = [
            {"name": cell, "fullyQualifiedName": fault.place, "kind": "cell"},
            {"name": sheet, "fullyQualifiedName": sheet, "kind": "sheet"},
        ]
    else:
        physical["region"] = {"startLine": fault.line, "startColumn": fault.column}
    return {
        "ruleId": fault.code,
        "ruleIndex": rule,
        "level": "note" if fault.hint else "warning" if fault.warning else "error",
        "message": {"text": fault.sentence(lang)},
        "locations": [location],
        "partialFingerprints": {"libgraphFault/v1": _fingerprint(fault, seen)},
    }


def _fingerprint(fault: Fault, seen: Counter[str]) -> str:
    """Return a hash of what the fault is about; lines and counts of records do not matter."""
    data = {key: text for key, text in fault.data.items() if key not in _VARIES}
    sheet = fault.place.rpartition("!")[0]
    field = re.sub(r"(?<![^.])[0-9]+(?![^.])", "", fault.field)
    about = json.dumps([fault.file, sheet, field, fault.code, fault.cure, data], sort_keys=True)
    seen[about] += 1
    return hashlib.sha256(f"{about} {seen[about]}".encode()).hexdigest()
