"""Statements as rows of relations, with indexes made when a join first needs them."""

import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from typing import Final

from libgraph.graph.infer.clauses import MEMBERS, Row
from libgraph.graph.infer.patterns import TYPE

Rows = set[Row]
Changes = dict[str, Rows]
_NONE: Final[Collection[Row]] = ()
_WORTH_AN_INDEX: Final = 20


class Facts:
    """What holds: the rows of each relation."""

    def __init__(self) -> None:
        self.rows: Changes = defaultdict(set)
        self._indexes: dict[tuple[str, int], dict[str, Rows]] = {}
        self._indexed: dict[str, list[int]] = defaultdict(list)

    def by_term(self, relation: str, place: int, terms: Set[str]) -> Mapping[str, Collection[Row]]:
        """Return the rows of a relation by their subject (place 0) or object (1), at least for some terms.

        For a few terms in a large relation its rows are looked through; an index of all of them, which
        is then kept up, is made when there is much to find.
        """
        index = self._indexes.get((relation, place))
        if index is None:
            rows = self.rows.get(relation, _NONE)
            index = {}
            if len(terms) * _WORTH_AN_INDEX < len(rows):
                _enter(index, place, [row for row in rows if row[place] in terms])
            else:
                self._indexes[relation, place] = index
                self._indexed[relation].append(place)
                _enter(index, place, rows)
        return index

    def add(self, changes: Mapping[str, Rows]) -> None:
        """Add rows."""
        for relation, rows in changes.items():
            self.rows[relation] |= rows
            for place in self._indexed.get(relation, ()):
                _enter(self._indexes[relation, place], place, rows)

    def remove(self, changes: Mapping[str, Rows]) -> None:
        """Remove rows."""
        for relation, rows in changes.items():
            self.rows[relation] -= rows
            for place in self._indexed.get(relation, ()):
                index = self._indexes[relation, place]
                for row in rows:
                    index[row[place]].discard(row)


def _enter(index: dict[str, Rows], place: int, rows: Iterable[Row]) -> None:
    for row in rows:
        term = row[place]
        if term in index:
            index[term].add(row)
        else:
            index[term] = {row}


class Lines:
    """Reads the lines of N-Quads or N-Triples that are about some relations."""

    def __init__(self, relations: Iterable[str]) -> None:
        self._properties = {name: sys.intern(name) for name in relations if not name.startswith(MEMBERS)}
        self._classes = {name.removeprefix(MEMBERS): name for name in relations if name.startswith(MEMBERS)}

    def rows(self, lines: Iterable[str], *, named: bool) -> Iterator[tuple[str, Row]]:
        """Yield relation and row of each line that matters; `named` if lines name their graph."""
        classes, properties, intern = self._classes, self._properties, sys.intern
        end = " <" if named else " ."
        for line in lines:
            subject, predicate, rest = line.split(" ", 2)
            if predicate == TYPE:
                relation = classes.get(rest.split(" ", 1)[0])
                if relation is not None:
                    yield relation, (intern(subject),)
            elif predicate in properties:
                # what stands before the graph, or the dot, is the object: it may hold spaces
                thing = rest[: rest.rindex(end)]
                yield properties[predicate], (intern(subject), intern(thing))
