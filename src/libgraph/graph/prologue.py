"""What the names of a query stand for: its prefixes, its base and the graphs it asks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from libgraph.graph.scan import Token, syntax_error
from libgraph.records.nearest import nearest


@dataclass(frozen=True, slots=True)
class Prologue:
    """The declarations that a query begins with.

    Attributes
    ----------
    size : int
        How many tokens they take.
    base : str
        What relative IRIs are relative to.
    prefixes : Mapping of str to str
        Namespace by prefix.
    """

    size: int
    base: str
    prefixes: Mapping[str, str]


def read_prologue(text: str, tokens: Sequence[Token]) -> Prologue:
    """Return what a query declares before it asks.

    Raises
    ------
    QuerySyntaxError
        If an IRI in it is none.
    """
    index, base = 0, ""
    prefixes: dict[str, str] = {}
    while index + 1 < len(tokens) and tokens[index].word in ("PREFIX", "BASE", "VERSION"):
        match tokens[index].word, tokens[index + 1 : index + 3]:
            case "PREFIX", [name, iri]:
                prefixes[name.text.removesuffix(":")] = _joined(text, base, iri)
                index += 1
            case "BASE", [iri, *_]:
                base = _joined(text, base, iri)
        index += 2
    return Prologue(min(index, len(tokens)), base, prefixes)


def prefixes_used(
    text: str, tokens: Sequence[Token], declared: Mapping[str, str], known: Mapping[str, str]
) -> dict[str, str]:
    """Return the known prefixes that the tokens use and the query does not declare.

    Raises
    ------
    QuerySyntaxError
        If a prefix is neither declared nor known.
    """
    used: dict[str, str] = {}
    for token in tokens:
        prefix = token.text.partition(":")[0]
        if token.kind != "pname" or prefix in declared:
            continue
        if prefix not in known:
            near = nearest(prefix, {*known, *declared})
            hint = f" Did you mean '{near}:'?" if near else " Declare it with PREFIX."
            raise syntax_error(text, token.start, f"the prefix '{prefix}:' is not declared.{hint}")
        used[prefix] = known[prefix]
    return used


def graphs_asked(
    text: str, tokens: Sequence[Token], base: str, prefixes: Mapping[str, str]
) -> Iterator[tuple[str, Token]]:
    """Yield the IRI after each FROM and FROM NAMED, and the token that names it."""
    for index, token in enumerate(tokens):
        if token.word == "FROM":
            rest = [other for other in tokens[index + 1 : index + 3] if other.word != "NAMED"]
            if not rest or rest[0].kind not in ("iri", "pname"):
                raise syntax_error(text, token.start, "FROM wants the IRI of a graph after it.")
            prefix, _, local = rest[0].text.partition(":")
            known = rest[0].kind == "pname"
            yield prefixes.get(prefix, "") + local if known else _joined(text, base, rest[0]), rest[0]


def _joined(text: str, base: str, iri: Token) -> str:
    try:
        return urljoin(base, iri.text[1:-1])
    except ValueError:
        raise syntax_error(text, iri.start, f"{iri.text} is no IRI.") from None
