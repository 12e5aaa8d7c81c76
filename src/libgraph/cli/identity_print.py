"""How candidates and judgements are shown, to people and to programs."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Final

from libgraph.messages import messages, pick
from libgraph.records.candidates import LIKELY, Candidate
from libgraph.records.identity import Judgement
from libgraph.records.judging import Known

FORMATS: Final = ("text", "json", "csv")
_COLUMNS: Final = ("this", "that", "score", "names", "reasons", "codes")
_JUDGED: Final = ("this", "that", "verdict", "judged", "judge", "reason", "where")
Row = Mapping[str, object]


def print_candidates(found: Sequence[Candidate], form: str, lang: str) -> None:
    """Print proposals, each with its reasons."""
    if form != "text":
        _print([one.as_dict(lang) for one in found], _COLUMNS, form)
    for one in found if form == "text" else ():
        level = messages(lang).say("identity-likely" if one.score >= LIKELY else "identity-look")
        print(f"{one.score:.2f}  {level}  {one.this}  {one.that}  ({one.names[0]} / {one.names[1]})")
        for reason in one.reasons:
            print(f"      {reason.text(lang)}")


def print_judgements(known: Known, form: str, lang: str) -> None:
    """Print judgements, in the order of their files."""
    rows = [_row(known, one, lang) for one in known.judged]
    if form != "text":
        _print(rows, _JUDGED, form)
    for row in rows if form == "text" else ():
        print(f"{row['verdict']:9}  {row['this']}  {row['that']}  {row['where']}  {row['reason']}")


def _row(known: Known, one: Judgement, lang: str) -> Row:
    data = one.record.data
    return {
        "this": "/".join(one.this),
        "that": "/".join(one.that),
        "verdict": one.verdict,
        "judged": str(data.get("judged", "")),
        "judge": str(data.get("judge", "")),
        "reason": pick(data["reason"], lang) if isinstance(data.get("reason"), dict) else "",
        "where": known.where(one),
    }


def _print(rows: Sequence[Row], columns: Sequence[str], form: str) -> None:
    if form == "json":
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(row[name]) for name in columns} for row in rows)
    print(out.getvalue(), end="")


def _cell(value: object) -> object:
    return "; ".join(map(str, value)) if isinstance(value, list) else value
