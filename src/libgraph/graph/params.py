"""Parameters of queries: from the texts that people give to terms."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from libgraph.dates import InvalidDate, parse
from libgraph.errors import LibgraphError
from libgraph.graph.bind import Value
from libgraph.records.nearest import nearest
from libgraph.terms import EDTF, XSD, expand, is_iri

if TYPE_CHECKING:
    from libgraph.graph.queries import QueryFile

Resolve = Callable[[str, str], Sequence[str]]
Known = Callable[[str], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter of a query.

    Attributes
    ----------
    name : str
        Without `$`.
    type : str
        A class as prefix:name (the value is a record of it), or a datatype.
    default : str or None
        What stands for it when it is not given.
    about : str
        What it is, for people.
    """

    name: str
    type: str
    default: str | None = None
    about: str = ""

    @property
    def required(self) -> bool:
        """Whether it must be given."""
        return self.default is None

    @property
    def is_reference(self) -> bool:
        """Whether its value is a record, given by id or IRI."""
        return self.type not in _READERS


class BadValue(LibgraphError):
    """The text given for a parameter cannot be its value."""

    def __init__(self, name: str, text: str, reason: str, cure: str) -> None:
        super().__init__(name, text, reason, cure)
        self.name, self.text, self.reason, self.cure = name, text, reason, cure

    def __str__(self) -> str:
        return f"--param {self.name}={self.text}: this is {self.reason}. {self.cure}"


class UnknownParameter(LibgraphError):
    """A query has no parameter of the name given."""

    def __init__(self, query: str, name: str, names: Sequence[str]) -> None:
        super().__init__(query, name, names)
        self.query, self.name, self.names = query, name, tuple(names)

    def __str__(self) -> str:
        near = nearest(self.name, self.names)
        has = f"Its parameters are: {', '.join(self.names)}." if self.names else "It has none: leave it out."
        hint = f"Did you mean '{near}'?" if near else has
        return f"The query '{self.query}' has no parameter '{self.name}'. {hint}"


class MissingParameters(LibgraphError):
    """Parameters that a query needs were not given."""

    def __init__(self, query: str, params: Sequence[Param]) -> None:
        super().__init__(query, params)
        self.query, self.params = query, tuple(params)

    def __str__(self) -> str:
        wants = "; ".join(f"{p.name} ({p.type}{': ' + p.about if p.about else ''})" for p in self.params)
        give = " ".join(f"--param {p.name}=…" for p in self.params)
        return f"The query '{self.query}' wants {wants}. Give: {give}"


def bind(
    query: "QueryFile", given: Mapping[str, str], resolve: Resolve, known: Known | None = None
) -> dict[str, Value]:
    """Return the terms for the parameters of a query.

    Parameters
    ----------
    query : QueryFile
    given : Mapping of str to str
        Texts by the name of the parameter.
    resolve : callable
        Gives the IRIs of the records of a class (as prefix:name) that have an id.
    known : callable, optional
        Gives the ids that records of a class have, to name the nearest.

    Raises
    ------
    UnknownParameter, MissingParameters
        If a name does not fit the query, or a parameter without default is not given.
    BadValue
        If a text cannot be the value: not a date, no record of that id, two records of that id.
    """
    names = [param.name for param in query.params]
    for name in given:
        if name not in names:
            raise UnknownParameter(query.name, name, names)
    missing = [param for param in query.params if param.required and param.name not in given]
    if missing:
        raise MissingParameters(query.name, missing)
    values: dict[str, Value] = {}
    for param in query.params:
        text = given.get(param.name, param.default or "")
        values[param.name] = (
            _reference(param, text, resolve, known) if param.is_reference else read_plain(param, text)
        )
    return values


def type_exists(kind: str) -> bool:
    """Say whether parameters can be of a type: a datatype known here, or a class as prefix:name."""
    return kind in _READERS or bool(re.fullmatch(r"(\w+):[A-Z]\w*", kind) and expand(kind) != kind)


def read_plain(param: Param, text: str) -> Value:
    """Return the literal for a parameter that is not a reference.

    Raises
    ------
    BadValue
        If the text does not fit the type.
    """
    return _READERS[param.type](param.name, text.strip())


def _reference(param: Param, text: str, resolve: Resolve, known: Known | None) -> NamedNode:
    text = text.strip()
    iri = text[1:-1] if text.startswith("<") and text.endswith(">") else expand(text)
    if iri != text or text.startswith(("http://", "https://", "urn:")):
        if not is_iri(iri):
            raise BadValue(param.name, text, "no IRI", f"Give the id of a {param.type}, or its whole IRI.")
        return NamedNode(iri)
    iris = sorted(set(resolve(param.type, text)))
    if len(iris) == 1:
        return NamedNode(iris[0])
    if iris:
        choice = " or ".join(f"<{each}>" for each in iris)
        raise BadValue(param.name, text, f"the id of {len(iris)} records", f"Give one of them: {choice}")
    near = nearest(text, known(param.type)) if known else ""
    cure = f"Did you mean '{near}'?" if near else "Give an id from the records, or a whole IRI."
    raise BadValue(param.name, text, f"the id of no {param.type}", cure)


def _day(name: str, text: str) -> Literal:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return Literal(date.fromisoformat(text).isoformat(), datatype=NamedNode(f"{XSD}date"))
    except ValueError:
        raise BadValue(name, text, "no day of the calendar", "Give a day as 2021-03-05.") from None
    raise BadValue(name, text, "no whole date", "Give a day as 2021-03-05.")


def _edtf(name: str, text: str) -> Literal:
    try:
        return Literal(parse(text).text, datatype=NamedNode(EDTF))
    except InvalidDate as error:
        hint = (
            f"Did you mean {error.suggestion}?" if error.suggestion else "Give 2021, 2021-03 or 2021-03-05."
        )
        raise BadValue(name, text, "no date in EDTF", hint) from None


def _integer(name: str, text: str) -> Literal:
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", text):
        raise BadValue(name, text, "no whole number", "Give digits, such as 10.")
    return Literal(int(text))


def _string(name: str, text: str) -> Literal:
    return Literal(text)


def _lang(name: str, text: str) -> Literal:
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", text):
        raise BadValue(name, text, "no language tag", "Give lt, lv or en.")
    return Literal(text.lower())


_READERS: Final[Mapping[str, Callable[[str, str], Literal]]] = MappingProxyType(
    {"xsd:date": _day, "edtf:EDTF": _edtf, "xsd:integer": _integer, "xsd:string": _string, "lang": _lang}
)
