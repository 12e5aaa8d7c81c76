"""The record that a passage is evidence for, as people name it."""

from collections.abc import Iterator

from libgraph.errors import LibgraphError
from libgraph.model import Kind, Model, Value
from libgraph.records.findings import Reading
from libgraph.records.nearest import nearest
from libgraph.records.record import At, Record


class NoSuchRecord(LibgraphError):
    """The source has no record of that name."""

    def __init__(self, name: str, source: str, known: str) -> None:
        super().__init__(name, source, known)
        self.name, self.source, self.known = name, source, known

    def __str__(self) -> str:
        return f"Source {self.source} has no record {self.name}. There is: {self.known}."


class NoSuchField(LibgraphError):
    """The record has no field of that name to give evidence for."""

    def __init__(self, name: str, record: str, known: str) -> None:
        super().__init__(name, record, known)
        self.name, self.record, self.known = name, record, known

    def __str__(self) -> str:
        return f"{self.record} has no field {self.name}. There is: {self.known}."


def find_target(reading: Reading, source: str, name: str) -> tuple[Record, At, Kind]:
    """Return the record of a source that is called kind/id, or stands at a path such as `events.0`.

    A path may go on to a nested record: `event/x.participations.1`.

    Raises
    ------
    NoSuchRecord
        If there is none; with what there is.
    """
    model = reading.model
    for record in (r for r in reading.records if r.source == source):
        for called in _names(record):
            if name == called:
                return record, (), model.kinds[record.kind]
            if name.startswith(f"{called}."):
                below = _below(model, record, name[len(called) + 1 :])
                if below:
                    return record, *below
    known = [name for r in reading.records if r.source == source for name in _names(r)]
    near = nearest(name, known)
    raise NoSuchRecord(name, source, near or ", ".join(known[:6]) or "–")


def _names(record: Record) -> Iterator[str]:
    ident = record.data.get("id") or record.data.get("about")
    if isinstance(ident, str):
        yield f"{record.kind}/{ident}"
    yield ".".join(map(str, record.at))


def _below(model: Model, record: Record, path: str) -> tuple[At, Kind] | None:
    """Return the path and kind of a nested record."""
    at: At = ()
    kind, value = model.kinds[record.kind], record.data
    for step in path.split("."):
        if isinstance(value, list):
            if not (step.isdecimal() and int(step) < len(value)):
                return None
            at, value = (*at, int(step)), value[int(step)]
        else:
            spec = kind.fields.get(step)
            if spec is None or spec.value is not Value.NESTED or step not in value:
                return None
            at, kind, value = (*at, step), model.kind(spec.kinds[0]), value[step]
    return (at, kind) if isinstance(value, dict) else None


def data_at(record: Record, at: At) -> dict[str, object]:
    """Return the content of a record, or of a nested record in it."""
    value: object = record.data
    for step in at:
        value = value[step]  # type: ignore[index]
    return value if isinstance(value, dict) else {}


def check_field(name: str, kind: Kind, record: dict[str, object]) -> None:
    """Refuse a field that the kind of record does not have.

    Raises
    ------
    NoSuchField
        With the nearest, or those that the record has.
    """
    known = [field for field, spec in kind.fields.items() if spec.value is not Value.EVIDENCE]
    if name and name not in known:
        filled = ", ".join(field for field in record if field in known)
        raise NoSuchField(name, kind.name, nearest(name, known) or filled)
