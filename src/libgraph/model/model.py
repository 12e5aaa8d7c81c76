"""The model as data: kinds of record and their fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Value(StrEnum):
    """What a field holds, as far as reading and writing it differ."""

    TYPE = "type"
    TEXT = "text"
    LANG_TEXT = "text by language"
    EDTF = "EDTF date"
    DATE = "date"
    INTEGER = "whole number"
    DECIMAL = "number"
    BOOLEAN = "true or false"
    IRI = "web address"
    REFERENCE = "reference"
    CONCEPT = "concept"
    CHOICE = "choice"
    NESTED = "nested records"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind of record, as its property shape declares it.

    Attributes
    ----------
    name : str
        The key in records.
    path : str
        The IRI of the property; for evidence, of the inverse of the property.
    datatype : str
        The datatype IRI of literals, empty for others.
    kinds : tuple of str
        Kinds of record that a reference may point to; or the one kind of a nested record.
    classes : frozenset of str
        The classes (with all subclasses) that a referred record must be of.
    choices : Mapping of str to str
        Token to IRI for concepts and types; token to itself for choices among texts.
    languages : tuple of str
        Language tags allowed in a text by language; any if empty.
    max_length : int
        The most characters of a text; 0 for no limit.
    labels, definitions, messages : Mapping of language to text
        What people read.
    has_bounds : bool
        Whether day bounds are written beside the EDTF literal.
    merged : str
        The field that takes over the value of a record that is merged into another; empty if none has to.
    purpose : Mapping of language to text
        Why the field is held of people; a field of a person must have one.
    """

    name: str
    path: str
    value: Value
    order: float
    datatype: str = ""
    kinds: tuple[str, ...] = ()
    classes: frozenset[str] = frozenset()
    choices: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    minimum: int = 0
    maximum: int | None = None
    unique_lang: bool = False
    pattern: str = ""
    low: float | None = None
    high: float | None = None
    min_length: int = 0
    max_length: int = 0
    has_bounds: bool = False
    merged: str = ""
    purpose: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    definitions: Mapping[str, str] = field(default_factory=dict)
    messages: Mapping[str, str] = field(default_factory=dict)

    @property
    def many(self) -> bool:
        """Whether the field may hold several values."""
        return self.maximum is None or self.maximum > 1


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: its class, section, fields and how its IRIs are made.

    Attributes
    ----------
    section : str
        The key under which files list the kind; empty for nested kinds.
    root : str
        The class IRI that every record of the kind belongs to.
    types : Mapping of str to str
        Token to class IRI: the root and all its subclasses.
    identified_by : tuple of str
        Field names from which the IRI is made; empty if records carry an `id`.
    scalar : str
        The field that a plain value stands for; empty if records must be mappings.
    one_of : tuple of str
        At least one of these fields is needed.
    order : float
        Its place among the kinds, where all are shown or written.
    plurals : Mapping of language to text
        What several such records are called, for the sheets of a workbook.
    examples : Mapping of language to text
        What such a record may be called.
    """

    name: str
    section: str
    root: str
    fields: Mapping[str, Field]
    types: Mapping[str, str]
    identified_by: tuple[str, ...] = ()
    scalar: str = ""
    one_of: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    definitions: Mapping[str, str] = field(default_factory=dict)
    messages: Mapping[str, str] = field(default_factory=dict)
    order: float = 1_000.0
    plurals: Mapping[str, str] = field(default_factory=dict)
    examples: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Model:
    """Everything that the ontology and its shapes say about records.

    Attributes
    ----------
    kinds : Mapping of str to Kind
        Top-level kinds by name.
    nested : Mapping of str to Kind
        Kinds that stand only inside others, by name.
    labels : Mapping of IRI to Mapping of language to text
        Labels of all classes, properties and concepts.
    superclasses : Mapping of IRI to frozenset of IRI
        Each class with itself and all classes above it.
    """

    kinds: Mapping[str, Kind]
    nested: Mapping[str, Kind]
    labels: Mapping[str, Mapping[str, str]]
    superclasses: Mapping[str, frozenset[str]]

    def kind(self, name: str) -> Kind:
        """Return the top-level or nested kind called `name`."""
        return self.kinds[name] if name in self.kinds else self.nested[name]

    @property
    def in_order(self) -> list[Kind]:
        """Top-level kinds in the order in which people read of them: sources first."""
        return sorted(self.kinds.values(), key=lambda kind: (kind.order, kind.name))

    @property
    def sections(self) -> dict[str, Kind]:
        """Top-level kinds by the name of their section."""
        return {kind.section: kind for kind in self.kinds.values()}

    def is_a(self, cls: str, ancestors: frozenset[str]) -> bool:
        """Say whether `cls` is one of `ancestors` or below one of them."""
        return not ancestors.isdisjoint(self.superclasses.get(cls, frozenset({cls})))
