"""Judge a query before it runs: what reaches out, changes data or nests too deep is refused.

Oxigraph sends HTTP requests for `SERVICE`, other engines read files for `FROM <file:…>`, and a
query nested some thousand deep kills the process. A scanner can be fooled in principle; a public
endpoint should also run in a process that cannot reach the network.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from libgraph.errors import LibgraphError
from libgraph.graph.prologue import graphs_asked, prefixes_used, read_prologue
from libgraph.graph.scan import Token, position, syntax_error, tokens_of
from libgraph.graph.words import UPDATES, WORDS
from libgraph.records.nearest import nearest
from libgraph.terms import PREFIXES

MAX_NESTING: Final = 64
MAX_TOKENS: Final = 20_000
MAX_CHARACTERS: Final = 1_000_000

Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]

_FORMS: Final[Mapping[str, Form]] = {
    "SELECT": "SELECT", "ASK": "ASK", "CONSTRUCT": "CONSTRUCT", "DESCRIBE": "DESCRIBE",
}  # fmt: skip
_OPENING: Final = frozenset({"{", "[", "(", "<<", "{|", "<<("})
_CLOSING: Final = frozenset({"}", "]", ")", ">>", "|}", ")>>"})
_UNARY: Final = frozenset({"!", "^", "-", "+"})
_ESCAPED_SIGN: Final = re.compile(r"\\(?:u00|U000000)(?:0[AaDd]|[2-6][0-9A-Fa-f]|7[0-9A-Ea-e])")
_ABSOLUTE: Final = re.compile("<[A-Za-z][A-Za-z0-9+.-]*:")
_GRAPH_NAME: Final = re.compile(r"(?:https?|urn):", re.IGNORECASE)


class QueryRefused(LibgraphError):
    """A query is not run, because of what it would do."""

    def __init__(self, line: int, column: int, reason: str, cure: str) -> None:
        super().__init__(line, column, reason, cure)
        self.line, self.column, self.reason, self.cure = line, column, reason, cure

    def __str__(self) -> str:
        return f"The query is refused (line {self.line}, column {self.column}): {self.reason}. {self.cure}"


@dataclass(frozen=True, slots=True, eq=False)
class CheckedQuery:
    """A query that may run.

    Attributes
    ----------
    text : str
        The query as written.
    tokens : tuple of Token
        Its tokens.
    form : str
        SELECT, ASK, CONSTRUCT or DESCRIBE.
    prefixes : dict of str to str
        Known prefixes that the query uses and does not declare.
    graphs : tuple of str
        The IRIs of its FROM and FROM NAMED clauses.
    nesting : int
        How deep its brackets and unary operators nest.
    ordered : bool
        Whether the query asks for an order of its solutions.
    """

    text: str
    tokens: tuple[Token, ...]
    form: Form
    prefixes: dict[str, str]
    graphs: tuple[str, ...]
    nesting: int
    ordered: bool

    @property
    def variables(self) -> frozenset[str]:
        """The names of all variables in the text."""
        return frozenset(token.text[1:] for token in self.tokens if token.kind == "var")


def check(text: str, prefixes: Mapping[str, str] = PREFIXES) -> CheckedQuery:
    """Judge a query text.

    Parameters
    ----------
    text : str
        A SPARQL query.
    prefixes : Mapping of str to str
        Prefixes that the query may use without declaring them.

    Returns
    -------
    CheckedQuery
        The query, ready to run.

    Raises
    ------
    QuerySyntaxError
        If the text is not a query, as far as its words and prefixes tell.
    QueryRefused
        If it would change data, reach out or nest too deep.
    """
    if len(text) > MAX_CHARACTERS:
        raise QueryRefused(1, 1, f"it is longer than {MAX_CHARACTERS:,} characters", "Ask in smaller parts.")
    tokens = tokens_of(text)
    if len(tokens) > MAX_TOKENS:
        reason = f"it has more than {MAX_TOKENS:,} words and signs"
        raise _refusal(text, tokens[MAX_TOKENS], reason, "Ask in smaller parts.")
    prologue = read_prologue(text, tokens)
    asking = tokens[prologue.size :]
    form = _form(text, asking)
    _check_words(text, tokens)
    _refuse_service(text, tokens)
    _refuse_escapes(text, tokens)
    if not prologue.base:
        _check_iris(text, asking)
    used = prefixes_used(text, asking, prologue.prefixes, prefixes)
    graphs = list(graphs_asked(text, asking, prologue.base, {**used, **prologue.prefixes}))
    for iri, token in graphs:
        if not _GRAPH_NAME.match(iri):
            reason = f"FROM <{iri}> is not a graph but something to be read from elsewhere"
            raise _refusal(text, token, reason, "Name a graph by its http, https or urn IRI.")
    nesting = _nesting(text, tokens)
    asked = tuple(iri for iri, _ in graphs)
    return CheckedQuery(text, tuple(tokens), form, used, asked, nesting, _is_ordered(tokens))


def _refusal(text: str, token: Token, reason: str, cure: str) -> QueryRefused:
    return QueryRefused(*position(text, token.start), reason, cure)


def _form(text: str, asking: Sequence[Token]) -> Form:
    if not asking:
        raise syntax_error(text, len(text), "the text ends before it asks anything.")
    word = asking[0].word
    if word in UPDATES:
        reason = f"{word} changes data, and a query only reads"
        raise _refusal(text, asking[0], reason, "Change the records and build again.")
    if word not in _FORMS:
        raise syntax_error(text, asking[0].start, "a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE.")
    return _FORMS[word]


def _check_words(text: str, tokens: Sequence[Token]) -> None:
    for token in tokens:
        if token.kind == "word" and token.word not in WORDS:
            near = nearest(token.word, WORDS)
            hint = f" Did you mean {near}?" if near else ""
            raise syntax_error(text, token.start, f"'{token.text}' is no word of SPARQL.{hint}")


def _check_iris(text: str, tokens: Sequence[Token]) -> None:
    for token in tokens:
        if token.kind == "iri" and not _ABSOLUTE.match(token.text):
            what = f"{token.text} is no whole IRI. Did you mean a prefix:name?"
            raise syntax_error(text, token.start, what)


def _refuse_service(text: str, tokens: Sequence[Token]) -> None:
    for index, token in enumerate(tokens):
        if token.word == "SERVICE":
            cure = "Ask that endpoint itself (--endpoint), and join the answers."
            raise _refusal(text, token, "SERVICE sends data to another server", cure)
        if token.text == "{" and _may_hide_service(tokens[max(0, index - 3) : index]):
            reason = "it may be read as a SERVICE call, which sends data to another server"
            raise _refusal(text, token, reason, "If it is none, put a dot before this brace.")


def _may_hide_service(before: Sequence[Token]) -> bool:
    """Say whether `{` after these tokens could follow `SERVICE [SILENT] target`.

    Oxigraph's parser has no tokens: it finds the call also in `trueSERVICE <…> {`, in
    `.SERVICE:x {` and after a name that turns out to be no IRI.
    """
    if not before or before[-1].kind not in ("iri", "var", "pname"):
        return False
    if before[-1].kind == "pname" and "service" in before[-1].text.lower():
        return True
    return "".join(token.text.lower() for token in before[:-1]).endswith(("service", "servicesilent"))


def _refuse_escapes(text: str, tokens: Sequence[Token]) -> None:
    r"""Refuse `\u0022` and the like: some engines decode them before they read the query."""
    for token in tokens:
        match = _ESCAPED_SIGN.search(token.text)
        if match:
            reason = f"{match.group()} may be read in two ways"
            raise _refusal(text, token, reason, "Write the character itself.")


def _nesting(text: str, tokens: Sequence[Token]) -> int:
    """Return the depth of brackets and of the unary operators that wait for an operand."""
    deepest, waiting, depths = 0, 0, [0]
    for token in tokens:
        if token.kind == "op" and token.text in _UNARY:
            waiting += 1
        else:
            if token.kind == "op" and token.text in _OPENING:
                depths.append(depths[-1] + waiting + 1)
            elif token.kind == "op" and token.text in _CLOSING and len(depths) > 1:
                depths.pop()
            waiting = 0
        deepest = max(deepest, depths[-1] + waiting)
        if deepest > MAX_NESTING:
            raise _refusal(text, token, f"it nests deeper than {MAX_NESTING}", "Write it flatter.")
    return deepest


def _is_ordered(tokens: Sequence[Token]) -> bool:
    """Say whether ORDER BY stands outside all brackets."""
    depth = 0
    for token in tokens:
        if token.kind == "op":
            depth += (token.text in _OPENING) - (token.text in _CLOSING)
        elif token.word == "ORDER" and depth == 0:
            return True
    return False
