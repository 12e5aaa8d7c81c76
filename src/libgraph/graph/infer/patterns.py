"""The body of a rule as triple patterns and conditions, read from the tokens of its text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import pyoxigraph as ox

from libgraph.graph.prologue import read_prologue
from libgraph.graph.scan import Token
from libgraph.terms import PREFIXES, RDF_TYPE, iri_term

OWL: Final = "http://www.w3.org/2002/07/owl#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
TYPE: Final = f"<{RDF_TYPE}>"
_SCHEMA: Final = frozenset(
    {f"<{RDFS}{name}>" for name in ("subClassOf", "subPropertyOf", "domain", "range")}
    | {f"<{RDF}first>", f"<{RDF}rest>"}
)
_SAME: Final = (f"<{OWL}sameAs>", f"<{OWL}differentFrom>")
_CHANGING: Final = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})


class Pattern(NamedTuple):
    """A triple pattern; each part is an N-Triples term or a variable with its `?`."""

    subject: str
    predicate: str
    object: str

    @property
    def variables(self) -> frozenset[str]:
        """The variables, with their `?`."""
        return frozenset(part for part in self if part[0] == "?")

    @property
    def is_schema(self) -> bool:
        """Whether it asks for an axiom of the ontology rather than for a statement about things."""
        if self.predicate == TYPE:
            return self.object.startswith((f"<{OWL}", f"<{RDFS}"))
        known = self.predicate.startswith(f"<{OWL}") and self.predicate not in _SAME
        return known or self.predicate in _SCHEMA

    def __str__(self) -> str:
        return f"{self.subject} {self.predicate} {self.object} ."


@dataclass(frozen=True, slots=True)
class Condition:
    """A FILTER as written, with the variables in it and the patterns it says there are none of."""

    text: str
    variables: frozenset[str]
    absent: tuple[Pattern, ...]


class Unreadable(Exception):
    """A text is no rule; caught where the file is known."""

    def __init__(self, start: int, what: str, cure: str) -> None:
        super().__init__(start, what, cure)
        self.start, self.what, self.cure = start, what, cure


@dataclass(frozen=True, slots=True)
class Body:
    """What a rule says.

    Attributes
    ----------
    head : Pattern
        What it concludes.
    patterns : tuple of Pattern
        What must hold, as written.
    conditions : tuple of Condition
    starts : Mapping of Pattern to int
        Where each pattern is in the text.
    prologue : str
        Its PREFIX lines.
    """

    head: Pattern
    patterns: tuple[Pattern, ...]
    conditions: tuple[Condition, ...]
    starts: Mapping[Pattern, int]
    prologue: str = ""


def read_body(text: str, tokens: Sequence[Token]) -> Body:
    """Read `CONSTRUCT { … } WHERE { … }`.

    Raises
    ------
    Unreadable
        If there is something in it that rules do not have.
    """
    return _Reader(text, tokens).body()


class _Reader:
    """Walks over the tokens of a rule that Oxigraph's parser has found to be SPARQL."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        prologue = read_prologue(text, tokens)
        if prologue.base:
            raise Unreadable(0, "a rule has no BASE", "Write whole IRIs or prefixes.")
        self._text = text
        self._prefixes = {**PREFIXES, **prologue.prefixes}
        self._tokens = tokens[prologue.size :]
        self._prologue = text[tokens[0].start : self._tokens[0].start] if prologue.size else ""
        self._at = 0
        self._starts: dict[Pattern, int] = {}

    def body(self) -> Body:
        if self._next().word != "CONSTRUCT":
            raise self._fault("a rule is a CONSTRUCT query", "Begin it with CONSTRUCT { … }.", back=1)
        if self._peek().text != "{":
            raise self._fault("a rule says what it concludes", "Write CONSTRUCT { … } WHERE { … }.")
        start = self._next().start
        heads = list(self._triples())
        self._expect("}")
        if len(heads) != 1:
            cure = "Write one triple after CONSTRUCT, and each other into a rule of its own."
            raise Unreadable(start, f"it concludes {len(heads)} triples", cure)
        if self._peek().word == "WHERE":
            self._next()
        self._expect("{")
        patterns, conditions = self._group()
        if self._at < len(self._tokens):
            raise self._fault(f"{self._peek().text} may not follow a rule", "End it with its brace.")
        return Body(heads[0], tuple(patterns), tuple(conditions), self._starts, self._prologue)

    def _group(self) -> tuple[list[Pattern], list[Condition]]:
        """Read patterns and conditions up to the brace that closes them."""
        patterns: list[Pattern] = []
        conditions: list[Condition] = []
        while self._peek().text != "}":
            token = self._peek()
            if token.word == "FILTER":
                conditions.append(self._condition())
            elif token.word or token.text == "{":
                cure = "A rule has triple patterns and FILTER only; write another rule for another case."
                raise self._fault(f"{token.text} may not stand in a rule", cure)
            else:
                patterns += self._triples()
            if self._peek().text == ".":
                self._next()
        self._expect("}")
        return patterns, conditions

    def _condition(self) -> Condition:
        first = self._next()
        absent: list[Pattern] = []
        begin = self._at
        if self._peek().word in ("NOT", "EXISTS"):
            if [token.word for token in self._tokens[self._at : self._at + 2]] != ["NOT", "EXISTS"]:
                raise self._fault("EXISTS is not needed", "Write its patterns into the rule itself.")
            self._at += 2
            self._expect("{")
            absent, inner = self._group()
            if inner:
                raise self._fault("a FILTER stands inside NOT EXISTS", "Write the rule without it.", back=1)
        else:
            self._skip_expression()
        tokens = self._tokens[begin : self._at]
        for token in tokens:
            if token.word in _CHANGING or (token.word == "EXISTS" and not absent):
                raise Unreadable(token.start, f"{token.text} may not stand in a FILTER", "Leave it out.")
        stop = tokens[-1].start + len(tokens[-1].text)
        variables = frozenset(f"?{token.text[1:]}" for token in tokens if token.kind == "var")
        return Condition(self._text[first.start : stop], variables, tuple(absent))

    def _skip_expression(self) -> None:
        """Pass over `(…)` or `name(…)`."""
        while self._peek().text != "(":
            self._next()
        depth = 0
        while True:
            depth += {"(": 1, ")": -1}.get(self._next().text, 0)
            if depth == 0:
                return

    def _triples(self) -> Iterator[Pattern]:
        """Read triples up to what cannot go on with them."""
        while self._peek().text not in ("}", "{") and (not self._peek().word or self._is_boolean()):
            start = self._peek().start
            subject = self._term()
            while True:
                predicate = self._predicate()
                for thing in self._objects():
                    pattern = Pattern(subject, predicate, thing)
                    self._starts.setdefault(pattern, start)
                    yield pattern
                while self._peek().text == ";":
                    self._next()
                if self._peek().text in (".", "}", "{") or self._peek().word not in ("", "A"):
                    break
            if self._peek().text == ".":
                self._next()

    def _is_boolean(self) -> bool:
        return self._peek().word in ("TRUE", "FALSE")

    def _predicate(self) -> str:
        token = self._peek()
        if token.text == "a":
            self._next()
            found = TYPE
        else:
            found = self._term()
        if self._peek().text in ("/", "|", "*", "+", "?") or token.text in ("^", "!", "("):
            cure = "Write the steps as patterns of their own, joined by variables."
            raise Unreadable(token.start, "a property path may not stand in a rule", cure)
        return found

    def _objects(self) -> Iterator[str]:
        yield self._term()
        while self._peek().text == ",":
            self._next()
            yield self._term()

    def _term(self) -> str:
        token = self._next()
        if token.kind == "var":
            return f"?{token.text[1:]}"
        if token.kind == "iri":
            return iri_term(token.text[1:-1])
        if token.kind == "pname":
            return str(self._parsed(token.text))
        if token.kind in ("string", "number") or token.word in ("TRUE", "FALSE"):
            text = token.text
            while self._peek().kind == "lang" or self._peek().text == "^^" or text.endswith("^^"):
                text += self._next().text
            return str(self._parsed(text))
        if token.text in ("[", "(") or token.kind == "bnode":
            raise self._fault("a blank node may not stand in a rule", "Write a variable.", back=1)
        if token.text in ("^", "!"):
            cure = "Write the steps as patterns of their own, joined by variables."
            raise self._fault("a property path may not stand in a rule", cure, back=1)
        raise self._fault(f"{token.text} may not stand in a pattern of a rule", "Write a term.", back=1)

    def _parsed(self, text: str) -> object:
        """Return the term that Turtle text stands for."""
        used = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in self._prefixes.items())
        (quad,) = ox.parse(f"{used}<x:s> <x:p> {text} .", format=ox.RdfFormat.TURTLE)
        return quad.object

    def _peek(self) -> Token:
        if self._at < len(self._tokens):
            return self._tokens[self._at]
        return Token("end", "", len(self._text))

    def _next(self) -> Token:
        token = self._peek()
        if token.kind == "end":
            raise self._fault("the rule ends too early", "Close its braces.")
        self._at += 1
        return token

    def _expect(self, sign: str) -> None:
        if self._peek().text != sign:
            raise self._fault(f"'{sign}' is missing", "Write CONSTRUCT { … } WHERE { … }.")
        self._next()

    def _fault(self, what: str, cure: str, back: int = 0) -> Unreadable:
        index = min(self._at - back, len(self._tokens) - 1)
        return Unreadable(self._tokens[index].start if self._tokens else 0, what, cure)


def variables_of(patterns: Iterable[Pattern]) -> frozenset[str]:
    """Return the variables in some patterns."""
    return frozenset[str]().union(*(pattern.variables for pattern in patterns))


def unbound(body: Body) -> frozenset[str]:
    """Return the variables of the head and of conditions that no pattern binds."""
    used = body.head.variables.union(*(each.variables for each in body.conditions if not each.absent))
    return used - variables_of(body.patterns)
