"""The closure of statements under rules: in full, and kept up when statements come and go.

In full it is semi-naive evaluation: a new row is joined once with what is known. When statements go,
all that rests on them is withdrawn, and what follows in another way is then concluded again (delete
and rederive: Gupta, Mumick and Subrahmanian, 1993).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final, Self

from libgraph.graph.infer.clauses import Row, clauses_of, triple_text
from libgraph.graph.infer.engine import Concluded, Program
from libgraph.graph.infer.facts import Changes, Facts, Lines, Rows
from libgraph.graph.infer.output import OrderedLines, described
from libgraph.graph.infer.rules import Rule
from libgraph.graph.mint import inferred_graph_iri

_NONE: Final[Rows] = set()


class Inference:
    """What follows from statements by rules, in a named graph for each rule.

    Say what is asserted with `read`, then call `conclude`, or do both with `Inference.of`.

    Parameters
    ----------
    rules : sequence of Rule
    ontology : iterable of str
        The axioms, as N-Triples lines. They stay as they are.
    base : str
        Where the graphs are named.

    Notes
    -----
    The graph of a rule holds each triple that the rule concludes from all that holds in the end, and
    that no source and not the ontology states. So it depends neither on the order of the rules nor on
    that of the statements.
    """

    def __init__(self, rules: Sequence[Rule], ontology: Iterable[str], base: str) -> None:
        self._program = Program(clauses_of(rules, ontology))
        self._lines = Lines(self._program.relations)
        self._facts = Facts()
        self._asserted: Changes = {}
        self._repeated: dict[tuple[str, Row], int] = defaultdict(int)
        self._concluded: dict[str, Changes] = {rule.name: defaultdict(set) for rule in rules}
        self._graphs = {rule.name: f"<{inferred_graph_iri(base, rule.name)}>" for rule in rules}
        self._headers = {rule.name: described(rule, base) for rule in rules}
        self._written: OrderedLines | None = None

    @classmethod
    def of(cls, rules: Sequence[Rule], ontology: Iterable[str], base: str, quads: Iterable[str]) -> Self:
        """Return what follows from N-Quads lines, each given once; those of the ontology are among them."""
        inference = cls(rules, ontology, base)
        inference.read(quads)
        inference.conclude()
        return inference

    def read(self, lines: Iterable[str], *, named: bool = True) -> None:
        """Take note of asserted statements: N-Quads lines, or N-Triples if not `named`."""
        facts, repeated = self._facts.rows, self._repeated
        for relation, row in self._lines.rows(lines, named=named):
            rows = facts[relation]
            size = len(rows)
            rows.add(row)
            if len(rows) == size:
                repeated[relation, row] += 1

    def conclude(self) -> None:
        """Conclude all that follows."""
        self._asserted = {relation: set(self._facts.rows[relation]) for relation in self._program.heads}
        self._spread(self._program.of_all(self._facts))

    def update(self, removed: Iterable[str], added: Iterable[str]) -> None:
        """Follow a change of what is asserted.

        Afterwards all is as if it had been concluded from the new statements alone.

        Parameters
        ----------
        removed, added : iterable of str
            N-Quads lines that were asserted and are no more, and that are from now on; each once.

        Raises
        ------
        ValueError
            If a line to remove was not asserted.
        """
        gone, come = self._netted(removed, added)
        doomed = self._resting_on(gone)
        self._facts.remove(doomed)
        for changes, happens in ((gone, set.difference_update), (come, set.update)):
            for relation in changes.keys() & self._program.heads:
                happens(self._asserted[relation], changes[relation])
        for rule in self._concluded:
            for relation, rows in chain(doomed.items(), come.items()):
                self._withdraw(rule, relation, rows)
        new = {relation: rows - self._facts.rows[relation] for relation, rows in come.items()}
        self._spread(self._program.backwards(doomed, self._facts), new)

    def lines(self) -> list[str]:
        """Return the inferred graphs as canonical N-Quads: lines in order, each once.

        The list is kept, and `update` changes it: copy it to keep it as it is.
        """
        if self._written is None:
            header = (line for lines in self._headers.values() for line in lines)
            self._written = OrderedLines(chain(header, self._all_lines()))
        return self._written.lines()

    def graphs(self) -> Iterator[tuple[str, list[str]]]:
        """Yield the IRI of the graph of each rule, with N-Triples lines in no order."""
        for rule, graph in self._graphs.items():
            end = f" {graph} .\n"
            lines = [line.removesuffix(end) + " .\n" for line in self._headers[rule]]
            for relation, rows in self._concluded[rule].items():
                lines += [f"{triple_text(relation, row)} .\n" for row in rows]
            yield graph[1:-1], lines

    def _netted(self, removed: Iterable[str], added: Iterable[str]) -> tuple[Changes, Changes]:
        """Return the rows that nobody asserts any more, and those that nobody asserted before."""
        gone: Changes = defaultdict(set)
        come: Changes = defaultdict(set)
        for relation, row in self._lines.rows(removed, named=True):
            if (relation, row) in self._repeated:
                self._change_repeated(relation, row, -1)
            elif row in self._stated(relation) and row not in gone[relation]:
                gone[relation].add(row)
            else:
                raise ValueError(f"was not asserted: {triple_text(relation, row)}")
        for relation, row in self._lines.rows(added, named=True):
            if row in gone[relation]:
                gone[relation].remove(row)
            elif row in come[relation] or row in self._stated(relation):
                self._change_repeated(relation, row, 1)
            else:
                come[relation].add(row)
        return gone, come

    def _change_repeated(self, relation: str, row: Row, by: int) -> None:
        times = self._repeated.pop((relation, row), 0) + by
        if times:
            self._repeated[relation, row] = times

    def _stated(self, relation: str) -> Rows:
        """Return the asserted rows of a relation."""
        return (self._asserted if relation in self._program.heads else self._facts.rows)[relation]

    def _resting_on(self, gone: Changes) -> Changes:
        """Return rows that are gone, with all that was concluded from them, directly or not."""
        doomed: Changes = defaultdict(set)
        new = gone
        while new := {relation: rows for relation, rows in new.items() if rows}:
            for relation, rows in new.items():
                doomed[relation] |= rows
            found: Changes = defaultdict(set)
            for rule, relation, rows in self._program.of_new(new, self._facts):
                found[relation] |= (rows & self._concluded[rule][relation]) - doomed[relation]
            new = found
        return doomed

    def _spread(self, steps: Iterable[Concluded], new: Mapping[str, Rows] | None = None) -> None:
        """Take note of conclusions and of rows that are new, and of all that follows from them."""
        while True:
            found: Changes = defaultdict(set, new or {})
            for rule, relation, rows in steps:
                if rows := rows - self._asserted[relation]:
                    self._note(rule, relation, rows)
                    found[relation] |= rows - self._facts.rows[relation]
            found = {relation: rows for relation, rows in found.items() if rows}
            if not found:
                return
            self._facts.add(found)
            steps, new = self._program.of_new(found, self._facts), None

    def _note(self, rule: str, relation: str, rows: Rows) -> None:
        known = self._concluded[rule][relation]
        if self._written is not None:
            self._written.change((), self._texts(rule, relation, rows - known))
        known |= rows

    def _withdraw(self, rule: str, relation: str, rows: Rows) -> None:
        known = self._concluded[rule].get(relation, _NONE)
        if withdrawn := known & rows:
            known -= withdrawn
            if self._written is not None:
                self._written.change(self._texts(rule, relation, withdrawn), ())

    def _all_lines(self) -> Iterator[str]:
        for rule, changes in self._concluded.items():
            for relation, rows in changes.items():
                yield from self._texts(rule, relation, rows)

    def _texts(self, rule: str, relation: str, rows: Rows) -> Iterator[str]:
        graph = self._graphs[rule]
        return (f"{triple_text(relation, row)} {graph} .\n" for row in rows)
