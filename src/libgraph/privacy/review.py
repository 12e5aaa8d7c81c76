"""What is due: personal data that has been held for as long as the workspace says, or without a date.

Nothing of this enters a build, so that a build does not depend on the day.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from libgraph.dates import Day, InvalidDate, parse
from libgraph.model import Model, Value
from libgraph.records.findings import Reading
from libgraph.records.leaves import people_in
from libgraph.records.living import died, undated_people
from libgraph.records.record import Record

ENDED: Final = "ended-role"
OLD: Final = "only-old"
UNDATED: Final = "undated"
_NO_END: Final = Day(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Due:
    """Something to be looked at by the curator.

    Attributes
    ----------
    why : str
        `ended-role`, `only-old` or `undated`.
    person : str
    last : str
        The last day that is known, as written in records or sources; empty if there is none.
    where : str
        Record file and line.
    command : str
        What to run when it is not to be kept.
    """

    why: str
    person: str
    last: str
    where: str
    command: str

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return asdict(self)


def review(reading: Reading, on: date) -> list[Due]:
    """Return what is due on a day, by file and line."""
    limit = Day(on.year - reading.workspace.ended_roles_years, on.month, on.day)
    dead = died(reading)
    listed = [*_ended_roles(reading, limit, dead), *_only_old(reading, limit, dead), *_undated(reading)]
    return sorted(listed, key=lambda due: (due.why, due.where, due.person))


def _ended_roles(reading: Reading, limit: Day, dead: frozenset[str]) -> Iterator[Due]:
    """Yield tenures whose end is known to be before the limit."""
    for record in reading.records:
        if record.kind != "tenure" or record.data.get("person") in dead:
            continue
        told = str(record.data.get("during", ""))
        if "/" in told and (end := _last_day(told)) and end < limit:
            person = str(record.data["person"])
            where = reading.where(record.file, record.at)
            yield Due(ENDED, person, told, where, f"libgraph subject person/{person}")


def _only_old(reading: Reading, limit: Day, dead: frozenset[str]) -> Iterator[Due]:
    """Yield people of whom everything that is dated lies before the limit."""
    days = _days_of_people(reading)
    for record in reading.records:
        ident = record.data.get("id")
        if record.kind != "person" or not isinstance(ident, str) or ident in dead or ident not in days:
            continue
        last = max(days[ident])
        if last < limit:
            where = reading.where(record.file, record.at)
            yield Due(OLD, ident, last.as_xsd(), where, f"libgraph forget person/{ident}")


def _undated(reading: Reading) -> Iterator[Due]:
    for record in undated_people(reading):
        ident = str(record.data["id"])
        where = reading.where(record.file, record.at)
        yield Due(UNDATED, ident, "", where, f"libgraph subject person/{ident}")


def _days_of_people(reading: Reading) -> dict[str, set[Day]]:
    """Return the last possible days of everything that names a person; no end is far in the future."""
    of_source: dict[str, set[Day]] = {}
    for record in reading.records:
        of_source.setdefault(record.source, set()).update(_days(reading.model, record))
    found: dict[str, set[Day]] = {}
    for record in reading.records:
        people = {ident for _, ident in people_in(reading.model, record)}
        if record.kind == "person":
            people.add(str(record.data.get("id") or record.data.get("about")))
        days = set(_days(reading.model, record)) or of_source[record.source]
        for ident in people if days else ():
            found.setdefault(ident, set()).update(days)
    return found


def _days(model: Model, record: Record) -> Iterator[Day]:
    for name, value in record.data.items():
        spec = model.kinds[record.kind].fields.get(name)
        if spec and spec.value is Value.EDTF and spec.has_bounds:
            yield _last_day(str(value)) or _NO_END


def _last_day(text: str) -> Day | None:
    """Return the last day that a date can mean; None if it has no end."""
    try:
        return parse(text).bounds.latest_end
    except InvalidDate:
        return None
