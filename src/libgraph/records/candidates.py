"""Pairs of records that may be of one thing, with a score and the reasons; a person judges.

Names say how alike two things are at best; what else is known of them raises
the score or sets it a limit. Nothing is merged here.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from libgraph.dates import possibly_overlap
from libgraph.messages import messages
from libgraph.model import Model
from libgraph.records.identity import Ref, judgements
from libgraph.records.ids import Ids
from libgraph.records.pairs import pairs
from libgraph.records.record import Record
from libgraph.records.things import Surroundings, Thing, things
from libgraph.terms import expand
from libgraph.texts import Likeness, alike, fold
from libgraph.texts.words import tellable

LIKELY: Final = 0.8
LOOK: Final = 0.4
_ALONE: Final = 0.7
_SUPPORTED: Final = 0.95
_MARKED: Final = 0.9
_FEW: Final = 5
_COMMON: Final = 0.05
_PERSON: Final = "person"
_COUNTRY: Final = expand("lg:Country")
_LIMITS: Final = MappingProxyType(
    {
        "other-date": 0.2,
        "other-country": 0.2,
        "other-mark": 0.2,
        "other-place": 0.3,
        "general-name": 0.35,
        "other-names": 0.35,
        "other-class": 0.38,
        "other-institution": 0.5,
    }
)


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for or against: a key of the messages after `alike-`, and what fills its gaps."""

    code: str
    data: Mapping[str, str]

    def text(self, lang: str) -> str:
        """Say the reason in a language."""
        return messages(lang).say(f"alike-{self.code}", **self.data)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two records that may be of one thing.

    Attributes
    ----------
    this, that : str
        As kind/id.
    score : float
        From 0 to 1; from `LIKELY` on they probably are one, below `LOOK` hardly.
    reasons : tuple of Reason
    names : tuple of str
        What the two are called.
    """

    this: str
    that: str
    score: float
    reasons: tuple[Reason, ...]
    names: tuple[str, str]

    def as_dict(self, lang: str = "en") -> dict[str, Any]:
        """Return the candidate as plain data, with its reasons as sentences."""
        return {
            "this": self.this,
            "that": self.that,
            "score": self.score,
            "names": list(self.names),
            "reasons": [reason.text(lang) for reason in self.reasons],
            "codes": [reason.code for reason in self.reasons],
        }


def candidates(records: Sequence[Record], model: Model, ids: Ids, least: float = LOOK) -> list[Candidate]:
    """Return the pairs that nobody has judged yet, the likeliest first.

    A thing and what it is part of, or stands in, are no pair.

    Parameters
    ----------
    least : float
        Pairs with a lower score are left out.
    """
    known = things(records, model, ids)
    judged = {one.pair for one in judgements(records, model, ids)}
    scorer = _Scorer(known, model)
    found = [
        scorer.candidate(known[one], known[other], names)
        for (one, other), names in pairs(known.values()).items()
        if {one, other} not in judged and other not in known[one].above and one not in known[other].above
    ]
    good = [one for one in found if one.score >= least]
    return sorted(good, key=lambda one: (-one.score, one.this, one.that))


class _Scorer:
    """Weighs what is known of two things."""

    def __init__(self, known: Mapping[Ref, Thing], model: Model) -> None:
        self._model = model
        self._around = Surroundings(known)
        self._general = _general_words(known.values(), model)
        self._told: dict[str, int] = {}

    def candidate(self, one: Thing, other: Thing, names: Iterable[tuple[str, str]]) -> Candidate:
        """Return the two with score and reasons."""
        likeness, best = self._best(names)
        reasons = [Reason(likeness.reason, {"this": best[0], "that": best[1]})] if likeness.score else []
        marks, shared = sorted(one.marks & other.marks), sorted(_shared(one, other))
        supported = bool(shared) or _same_time(one, other)
        score = likeness.score * (_SUPPORTED if supported else _ALONE)
        if marks:
            score = max(score, _MARKED)
            reasons.append(Reason("shared-mark", {"name": marks[0][1]}))
        if shared:
            reasons.append(Reason("shared", {"known": ", ".join("/".join(ref) for ref in shared[:3])}))
        against = list(self._against(one, other))
        if not marks and not supported:
            against += self._names_against(one, other, best)
        score = min(score, *(_LIMITS[code] for code in against), 1.0)
        reasons += [Reason(code, {}) for code in against]
        called = (next(iter(one.names), one.ref[1]), next(iter(other.names), other.ref[1]))
        return Candidate("/".join(one.ref), "/".join(other.ref), round(score, 2), tuple(reasons), called)

    def _best(self, names: Iterable[tuple[str, str]]) -> tuple[Likeness, tuple[str, str]]:
        """Return the best likeness of two names, and the names; of equals, those that tell most."""
        compared = [(alike(*pair), pair) for pair in names]
        compared.append((Likeness(0.0, "different"), ("", "")))
        return max(compared, key=lambda one: (one[0].score, self._telling(one[1]), one[1]))

    def _telling(self, names: tuple[str, str]) -> int:
        """Return how many words of the shorter name tell one thing from others of its kind."""
        return min(self._words_telling(name) for name in names)

    def _words_telling(self, name: str) -> int:
        if name not in self._told:
            self._told[name] = sum(_stem(word.folded) not in self._general for word in tellable(name))
        return self._told[name]

    def _against(self, one: Thing, other: Thing) -> Iterator[str]:
        """Yield what speaks against it that they are one, whatever they are called."""
        if one.when and other.when and not possibly_overlap(one.when, other.when):
            yield "other-date"
        if _conflicting(one, other):
            yield "other-mark"
        country = self._countries(one), self._countries(other)
        if all(country) and country[0].isdisjoint(country[1]):
            yield "other-country"
        elif self._around.apart(one, other, "place"):
            yield "other-place"
        if one.ref[0] == _PERSON and self._around.apart(one, other, "institution"):
            yield "other-institution"
        if not self._model.is_a(one.cls, frozenset({other.cls})) and not self._model.is_a(
            other.cls, frozenset({one.cls})
        ):
            yield "other-class"

    def _countries(self, thing: Thing) -> set[Ref]:
        return {ref for ref in self._around.of(thing) if self._around.known[ref].cls == _COUNTRY}

    def _names_against(self, one: Thing, other: Thing, best: tuple[str, str]) -> Iterator[str]:
        """Yield what the names say against it: too general, or only nicknames agree."""
        if best[0] and not self._telling(best):
            yield "general-name"
        nicknames = best[0] not in one.main.values() and best[1] not in other.main.values()
        both = one.main.keys() & other.main.keys()
        if best[0] and nicknames and any(not alike(one.main[x], other.main[x]).score for x in both):
            yield "other-names"


def _shared(one: Thing, other: Thing) -> set[Ref]:
    """Return what both name themselves; of people, who name nothing, what both stand together with."""
    return one.beside & other.beside if one.ref[0] == _PERSON else one.above & other.above


def _same_time(one: Thing, other: Thing) -> bool:
    return bool(one.when and other.when and possibly_overlap(one.when, other.when))


def _conflicting(one: Thing, other: Thing) -> bool:
    """Say whether both have an identifier of one system, and not the same one."""
    systems = {system for system, _ in one.marks} & {system for system, _ in other.marks}
    return any(
        {mark for mark in one.marks if mark[0] == system}.isdisjoint(other.marks) for system in systems
    )


def _stem(folded: str) -> str:
    return folded[:5]


def _general_words(known: Iterable[Thing], model: Model) -> frozenset[str]:
    """Return the stems of words that tell little: of class names, and of very many names."""
    classes = {_stem(fold(w)) for cls in model.superclasses for text in model.labels.get(cls, {}).values()
               for w in text.split()}  # fmt: skip
    counted: Counter[str] = Counter()
    number = 0
    for thing in known:
        number += 1
        counted.update({_stem(word.folded) for name in thing.names for word in tellable(name)})
    common = {stem for stem, times in counted.items() if times > max(_FEW, number * _COMMON)}
    return frozenset(classes | common)
