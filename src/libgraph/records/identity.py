"""Judgements on identity: which records are of one thing, and where judgements contradict each other."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from libgraph.model import Model
from libgraph.records.findings import Reading
from libgraph.records.ids import Ids, index
from libgraph.records.record import Record
from libgraph.records.values import Problem

JUDGEMENT: Final = "judgement"
SAME: Final = "same"
DIFFERENT: Final = "different"
Ref = tuple[str, str]
"""Kind and id of a record."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What somebody judged of two records.

    Attributes
    ----------
    record : Record
        Where it is written down.
    this, that : (kind, id)
    verdict : str
        same, different or unsure.
    """

    record: Record
    this: Ref
    that: Ref
    verdict: str

    @property
    def pair(self) -> frozenset[Ref]:
        """The two, in whatever order they were named."""
        return frozenset({self.this, self.that})


def judgements(records: Iterable[Record], model: Model, ids: Ids) -> list[Judgement]:
    """Return the judgements whose two records are known; any others are faults of their own."""
    fields = model.kinds[JUDGEMENT].fields
    found: list[Judgement] = []
    for record in records:
        if record.kind != JUDGEMENT:
            continue
        named = [_resolved(record.data.get(name), fields[name].kinds, ids) for name in ("this", "that")]
        verdict = record.data.get("verdict")
        if named[0] and named[1] and isinstance(verdict, str) and verdict in fields["verdict"].choices:
            found.append(Judgement(record, named[0], named[1], verdict))
    return found


def _resolved(reference: object, kinds: tuple[str, ...], ids: Ids) -> Ref | None:
    found = ids.find(reference, kinds) if isinstance(reference, str) else []
    return (found[0][0], str(found[0][1].data["id"])) if len(found) == 1 else None


def representatives(judged: Iterable[Judgement]) -> dict[Ref, Ref]:
    """Return each record that is merged into another, with that other.

    Of records judged to be the same, the one stays that is `this` and never
    `that`; of several such, or if there is none, the one with the smallest id.
    """
    same = [one for one in judged if one.verdict == SAME and one.this[0] == one.that[0]]
    beside = _beside(same)
    named_second = {one.that for one in same}
    merged: dict[Ref, Ref] = {}
    done: set[Ref] = set()
    for ref in sorted(beside):
        if ref not in done:
            equals = set(_ways(ref, beside))
            done |= equals
            stays = min(equals, key=lambda ref: (ref in named_second, ref))
            merged.update(dict.fromkeys(sorted(equals - {stays}), stays))
    return merged


def _beside(same: Iterable[Judgement]) -> dict[Ref, list[Judgement]]:
    beside: defaultdict[Ref, list[Judgement]] = defaultdict(list)
    for one in same:
        beside[one.this].append(one)
        beside[one.that].append(one)
    return beside


def _ways(start: Ref, beside: Mapping[Ref, Sequence[Judgement]]) -> dict[Ref, tuple[Judgement, ...]]:
    """Return every record that is the same as `start`, with the shortest chain of judgements that says so."""
    ways: dict[Ref, tuple[Judgement, ...]] = {start: ()}
    todo = deque([start])
    while todo:
        here = todo.popleft()
        for one in beside.get(here, ()):
            other = one.that if one.this == here else one.this
            if other not in ways:
                ways[other] = (*ways[here], one)
                todo.append(other)
    return ways


def note_identity(reading: Reading) -> None:
    """Note what is wrong with judgements as such and with each other; none silently wins."""
    written = [record for record in reading.records if record.kind == JUDGEMENT]
    if written:
        judged = judgements(written, reading.model, index(reading.records, reading.model))
        for one, problem in _problems(judged, reading):
            reading.note(one.record.file, problem, one.record.at)


def _problems(judged: Sequence[Judgement], reading: Reading) -> Iterator[tuple[Judgement, Problem]]:
    sound: list[Judgement] = []
    for one in judged:
        if one.this == one.that:
            yield one, Problem(("that",), "judged-itself", "judge-two")
        elif one.this[0] != one.that[0]:
            data = {**_named(one), "kind": one.this[0], "other": one.that[0]}
            yield one, Problem(("that",), "judged-kinds", "judge-one-kind", data)
        else:
            sound.append(one)
    yield from _contradictions(sound, reading)


def _contradictions(judged: Sequence[Judgement], reading: Reading) -> Iterator[tuple[Judgement, Problem]]:
    first: dict[frozenset[Ref], Judgement] = {}
    clashing: set[frozenset[Ref]] = set()
    for one in judged:
        earlier = first.setdefault(one.pair, one)
        if earlier.verdict != one.verdict:
            clashing.add(one.pair)
            data = {**_named(one), "name": one.verdict, "other": earlier.verdict}
            data["where"] = _where(earlier, reading)
            yield one, Problem(("verdict",), "judged-otherwise", "keep-one-judgement", data)
    beside = _beside(one for one in judged if one.verdict == SAME)
    for one in judged:
        if one.verdict == DIFFERENT and one.pair not in clashing:
            chain = _ways(one.this, beside).get(one.that, ())
            if chain:
                data = {**_named(one), "where": ", ".join(_where(link, reading) for link in chain)}
                yield one, Problem(("verdict",), "judged-in-chain", "correct-one-judgement", data)


def _named(one: Judgement) -> dict[str, str]:
    return {"this": "/".join(one.this), "that": "/".join(one.that)}


def _where(one: Judgement, reading: Reading) -> str:
    return reading.where(one.record.file, (*one.record.at, "verdict"))
