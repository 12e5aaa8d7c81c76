"""Living people need a dated source: without a date nobody can tell when to stop holding them.

A person counts as living unless a record gives the date of death. A source is dated if it says
when it was issued, or states something dated: it cannot be older than that.
"""

from collections import defaultdict

from libgraph.model import Model
from libgraph.records.findings import Reading
from libgraph.records.leaves import people_in
from libgraph.records.record import Record
from libgraph.records.values import Problem


def note_undated_people(reading: Reading) -> None:
    """Warn of each living person whom no dated source names."""
    for record in undated_people(reading):
        problem = Problem(
            (), "undated-person", "undated-person", {"name": str(record.data["id"])}, warning=True
        )
        reading.note(record.file, problem, record.at)


def undated_people(reading: Reading) -> list[Record]:
    """Return the records that define living people whom no dated source names."""
    named = sources_naming(reading)
    dated = {record.source for record in reading.records if _is_dated(reading.model, record)}
    dead = died(reading)
    return [
        record
        for record in reading.records
        if record.kind == "person"
        and isinstance(ident := record.data.get("id"), str)
        and ident not in dead
        and dated.isdisjoint(named[ident])
    ]


def died(reading: Reading) -> frozenset[str]:
    """Return the ids of people whose date of death is stated."""
    return frozenset(
        str(record.data.get("id") or record.data.get("about"))
        for record in reading.records
        if record.kind == "person" and record.data.get("died")
    )


def sources_naming(reading: Reading) -> defaultdict[str, set[str]]:
    """Return the ids of people, and of the sources that say something of them."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for record in reading.records:
        if record.kind == "person":
            for name in ("id", "about"):
                found[str(record.data.get(name))].add(record.source)
        for _, ident in people_in(reading.model, record):
            found[ident].add(record.source)
    return found


def _is_dated(model: Model, record: Record) -> bool:
    """Say whether a record gives a time: of an event, a tenure, an agreement, an issue."""
    fields = model.kinds[record.kind].fields
    return any(name in fields and fields[name].has_bounds for name in record.data)
