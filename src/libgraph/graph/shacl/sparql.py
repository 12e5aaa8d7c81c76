"""SPARQL constraints (sh:sparql): one query for all focus nodes where that means the same.

SHACL binds `$this` before a query runs, once for each focus node. Joining the focus nodes to the query
gives the same answers unless a part of it cannot see the join: a query within the query, a union, a group
of its own, an aggregate. Such a query runs once for each focus node.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from libgraph.errors import BadModel
from libgraph.graph.guard import CheckedQuery, QueryRefused, check
from libgraph.graph.scan import QuerySyntaxError, Token
from libgraph.graph.shacl.asking import Asker, Focus
from libgraph.graph.shacl.result import Result
from libgraph.graph.shacl.shapes import CURE, Shape, Shapes, named
from libgraph.graph.solutions import Solutions, Term
from libgraph.graph.store import GraphStore, QueryFailed
from libgraph.model.triples import Node

COMPONENT: Final = "SPARQLConstraintComponent"
_FORBIDDEN: Final = frozenset({"MINUS", "VALUES", "SERVICE", "FROM"})
_BLIND: Final = frozenset(
    {"UNION", "GROUP", "HAVING", "LIMIT", "OFFSET", "COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE",
     "GROUP_CONCAT", "GRAPH"}
)  # fmt: skip
_BOUND: Final = frozenset({"this", "shapesGraph", "currentShape"})
_BEFORE_GROUP: Final = frozenset({"EXISTS", "OPTIONAL", "WHERE"})


@dataclass(frozen=True)
class SparqlConstraint:
    """A query that finds violations.

    Attributes
    ----------
    where : str
        The shape that it belongs to, for people.
    text : str
        The query, with its prefixes.
    messages : Mapping of language to str
    """

    where: str
    text: str
    messages: Mapping[str, str]

    @cached_property
    def tokens(self) -> Sequence[Token]:
        """The words and signs of the query, which is one that may run.

        Raises
        ------
        BadModel
            If SHACL forbids something in it.
        """
        tokens = self._parsed.tokens
        cure = "SHACL forbids that. Ask in another way."
        for before, token in zip(("", *(t.word for t in tokens)), tokens, strict=False):
            if token.word in _FORBIDDEN:
                raise BadModel(self.where, f"its query has {token.word}", cure)
            name = token.text[1:] if token.kind == "var" else ""
            if name in _BOUND and before == "AS":
                raise BadModel(self.where, f"its query gives {token.text} another value", cure)
            if name in _BOUND - {"this"}:
                raise BadModel(self.where, f"its query uses {token.text}", CURE)
        if not all(_passes_on(inner) for inner in _inner_selects(tokens)):
            raise BadModel(
                self.where, "a query within its query does not select $this", "Select it there too."
            )
        if not any(_is_this(token) for token in tokens):
            raise BadModel(self.where, "its query does not ask about $this", "Write $this for the node.")
        return tokens

    @cached_property
    def _parsed(self) -> CheckedQuery:
        """The query as read."""
        try:
            GraphStore.in_memory(b"").query(self.text)
            query = check(self.text)
        except QuerySyntaxError as error:
            there = self.text.split("\n")[error.line - 1][error.column - 1 :][:40] or "its end"
            reason = f"its query cannot be used ({error.what.rstrip('.')}), at: {there}"
            raise BadModel(self.where, reason, "Correct sh:select.") from error
        except (QueryRefused, QueryFailed) as error:
            reason = f"its query cannot be used ({error.reason})"
            raise BadModel(self.where, reason, "Correct sh:select.") from error
        if query.form != "SELECT":
            raise BadModel(self.where, "its query is no SELECT", "Ask with SELECT.")
        return query

    @cached_property
    def joinable(self) -> bool:
        """Whether joining the focus nodes gives what binding them one by one does."""
        depth, last = 0, ""
        for token in self.tokens:
            if token.word in _BLIND or (token.word == "SELECT" and depth):
                return False
            if token.text == "{":
                if depth and last not in _BEFORE_GROUP:
                    return False
                depth += 1
            elif token.text == "}":
                depth -= 1
            elif token.word == "BIND" and depth > 1:
                return False
            last = token.word or token.text
        return _passes_on(self._selected)

    @property
    def _selected(self) -> Sequence[Token]:
        places = [place for place, token in enumerate(self.tokens) if token.word == "SELECT"]
        return _until_group(self.tokens, places[0]) if places else ()

    @cached_property
    def final(self) -> bool:
        """Whether what the query finds would also be found in more data: it asks for nothing absent."""
        words = {token.word for token in self.tokens}
        return words.isdisjoint(_BLIND - {"UNION", "GRAPH"} | {"NOT", "BOUND", "EXISTS"})

    def joined(self, focus: Focus) -> str:
        """Return the query for all focus nodes at once."""
        start = next(token.start for token in self.tokens if token.text == "{")
        nodes = f"{{ SELECT DISTINCT ({focus.var} AS ?this) WHERE {{ {focus.where} }} }}"
        return f"{self.text[: start + 1]} {nodes} {self.text[start + 1 :]}"


def _inner_selects(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Yield what each query within a query selects."""
    starts = [place for place, token in enumerate(tokens) if token.word == "SELECT"]
    for start in starts[1:]:
        yield _until_group(tokens, start)


def _until_group(tokens: Sequence[Token], start: int) -> Sequence[Token]:
    return tokens[start : next(place for place in range(start, len(tokens)) if tokens[place].text == "{")]


def _passes_on(selected: Sequence[Token]) -> bool:
    return any(_is_this(token) for token in selected)


def _is_this(token: Token) -> bool:
    return token.kind == "var" and token.text[1:] == "this"


def constraints_in(files: Iterable[Path]) -> Iterator[SparqlConstraint | BadModel]:
    """Yield each SPARQL constraint of Turtle files that can be run, and what is wrong with each other."""
    try:
        shapes = Shapes(files)
    except BadModel as error:
        yield error
        return
    for node in shapes.triples.subjects_of("sh:sparql"):
        try:
            shape = shapes.shape(node)
            for described in shape.all("sparql"):
                constraint = _constraint(shapes, shape, described)
                if constraint is not None and constraint.tokens:
                    yield constraint
        except BadModel as error:
            yield error


def sparql_results(shapes: Shapes, shape: Shape, node: Term, focus: Focus, asker: Asker) -> Iterator[Result]:
    """Yield what a SPARQL constraint of a shape finds at focus nodes."""
    constraint = _constraint(shapes, shape, node)
    if constraint is None:
        return
    if constraint.joinable:
        rows = asker.store.bindings(constraint.joined(focus))
    else:
        rows = [
            row for this in asker.nodes(focus.var, focus.where) for row in _bound(constraint, this, asker)
        ]
    seen: set[frozenset[tuple[str, Term]]] = set()
    for bound in rows:
        row = frozenset(bound.items())
        if row in seen or "failure" in bound:
            continue  # what two sources say comes twice
        seen.add(row)
        path = bound.get("path")
        yield Result(
            focus=bound["this"], path=str(path) if path is not None else shape.path,
            value=bound.get("value", None if shape.path else bound["this"]), shape=shape.name,
            component=COMPONENT, severity=shape.severity,
            messages=constraint.messages or shape.messages, bindings=bound, final=constraint.final,
        )  # fmt: skip


def _bound(constraint: SparqlConstraint, this: Term, asker: Asker) -> list[dict[str, Term]]:
    """Return the rows of a query for one focus node."""
    if not isinstance(this, ox.NamedNode | ox.Literal):  # what cannot be written into a query
        return asker.store.bindings(constraint.text, {"this": this})
    found = asker.store.query(constraint.text, {"this": this})
    if not isinstance(found, Solutions):
        raise BadModel(constraint.where, "its query is no SELECT", "Ask with SELECT.")
    rows = (zip(found.variables, row, strict=True) for row in found.rows)
    return [{"this": this, **{name: term for name, term in row if term is not None}} for row in rows]


def _constraint(shapes: Shapes, shape: Shape, node: Term) -> SparqlConstraint | None:
    triples = shapes.triples
    if not isinstance(node, ox.NamedNode | ox.BlankNode):
        raise BadModel(named(shape.name), "sh:sparql names no node", "Describe the constraint by a node.")
    if triples.text(node, "sh:deactivated") in {"true", "1"}:
        return None
    select = triples.text(node, "sh:select")
    if not select:
        raise BadModel(named(shape.name), "sh:sparql has no sh:select", "Give the query as sh:select.")
    if shape.path:
        select = select.replace("$PATH", shape.path)
    prefixes = "".join(f"PREFIX {name}: <{space}>\n" for name, space in _prefixes(shapes, node).items())
    return SparqlConstraint(named(shape.name), prefixes + select, triples.texts(node, "sh:message"))


def _prefixes(shapes: Shapes, node: Node) -> dict[str, str]:
    """Return the prefixes declared for a constraint, there and in what that imports."""
    triples, found, seen = shapes.triples, dict[str, str](), set[Term]()
    todo = list(triples.objects(node, "sh:prefixes"))
    while todo:
        about = todo.pop()
        if about in seen or not isinstance(about, ox.NamedNode | ox.BlankNode):
            continue
        seen.add(about)
        todo += triples.objects(about, "owl:imports")
        for declared in triples.objects(about, "sh:declare"):
            if isinstance(declared, ox.NamedNode | ox.BlankNode):
                name, space = triples.text(declared, "sh:prefix"), triples.text(declared, "sh:namespace")
                found[name] = space
    return dict(sorted(found.items()))
