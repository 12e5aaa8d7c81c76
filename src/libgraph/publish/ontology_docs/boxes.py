"""What a diagram of classes shows, taken from the model: boxes with rows, and arrows between them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from libgraph.publish.ontology_docs.terms import PROPERTIES, Terms
from libgraph.terms import compact


@dataclass(frozen=True, slots=True)
class Row:
    """A property of a class: its label, and the box that its arrow leads to, or the class it names."""

    label: str
    href: str
    box: int = -1
    named: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A class with the rows of its properties; `dark` for nodes that stand for a relation."""

    label: str
    href: str
    rows: tuple[Row, ...] = ()
    dark: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """Boxes, and which of them stand in each column from left to right."""

    boxes: tuple[Box, ...]
    columns: tuple[tuple[int, ...], ...]


def relations(terms: Terms) -> list[str]:
    """Return the classes that stand for a relation: those whose records have no id of their own."""
    kinds = [*terms.model.kinds.values(), *terms.model.nested.values()]
    return [kind.root for kind in kinds if kind.identified_by]


def overview(terms: Terms) -> Columns:
    """Return the diagram of all relations and what they connect; owners with all their properties."""
    return around(terms, relations(terms), whole=True)


def around(terms: Terms, middle: Sequence[str], *, whole: bool = False) -> Columns:
    """Return the diagram of some classes: what has them as values, they, what they lead to.

    Parameters
    ----------
    whole : bool
        Whether those on the left show the properties too that lead elsewhere.
    """
    owners = [iri for iri in _owners(terms, middle) if iri not in middle]
    ways = {iri: _leading(terms, iri) for iri in (*owners, *middle)}
    right = dict.fromkeys(target for iri in middle for _, target in ways[iri] if target not in middle)
    place = {iri: len(owners) + number for number, iri in enumerate((*middle, *right))}
    relating = {iri: place[iri] for iri in middle}
    left = [
        Box(terms.label(iri), terms.link(iri).href, tuple(_rows(terms, ways[iri], relating, whole)))
        for iri in owners
    ]
    dark = [
        Box(
            terms.label(iri),
            terms.link(iri).href,
            (*_rows(terms, ways[iri], place, True), *_times(terms, iri)),
            True,
        )
        for iri in middle
    ]
    plain = [Box(terms.label(iri), terms.link(iri).href) for iri in right]
    sizes = (len(owners), len(middle), len(right))
    starts = (0, len(owners), len(owners) + len(middle))
    columns = (tuple(range(start, start + size)) for start, size in zip(starts, sizes, strict=True) if size)
    return Columns((*left, *dark, *plain), tuple(columns))


def _owners(terms: Terms, middle: Sequence[str]) -> list[str]:
    """Return the classes that have a property with a value in the middle."""
    found = (owner for iri in middle for owner in _having(terms, iri))
    return list(dict.fromkeys(found))


def _having(terms: Terms, iri: str) -> Iterable[str]:
    for name in terms.declared(PROPERTIES[0]):
        if iri in terms.members_of(name, "rdfs:range"):
            yield from terms.members_of(name, "rdfs:domain")


def _leading(terms: Terms, iri: str) -> list[tuple[str, str]]:
    """Return property and class for each way that leads from a class, as declared or as its shape asks."""
    found = [
        (name, target)
        for name in terms.declared(PROPERTIES[0])
        if iri in terms.members_of(name, "rdfs:domain")
        for target in terms.members_of(name, "rdfs:range")[:1]
    ]
    for shape in terms.triples.subjects("sh:targetClass", ox.NamedNode(iri)):
        for node in terms.triples.objects(shape, "sh:property"):
            target = terms.triples.value(node, "sh:class") if isinstance(node, ox.BlankNode) else None
            if isinstance(target, ox.NamedNode):
                found.append((_path(terms, node), target.value))
    return list({path: (path, target) for path, target in found}.values())


def _path(terms: Terms, shape: object) -> str:
    path = terms.triples.value(shape, "sh:path") if isinstance(shape, ox.BlankNode) else None
    if isinstance(path, ox.NamedNode):
        return path.value
    return " / ".join(
        compact(term.value) for term in terms.triples.items(path) if isinstance(term, ox.NamedNode)
    )


def _rows(
    terms: Terms, ways: Sequence[tuple[str, str]], boxes: Mapping[str, int], whole: bool
) -> Iterable[Row]:
    """Return a row for each property; without a box to lead to, it names the class, if all are wanted."""
    for name, target in sorted(ways, key=lambda way: boxes.get(way[1], len(ways) + len(boxes) ** 2)):
        known = name in terms.anchors
        label, href = (terms.label(name), terms.link(name).href) if known else (compact(name), "")
        if target in boxes:
            yield Row(label, href, boxes[target])
        elif whole:
            yield Row(label, href, named=terms.label(target))


def _times(terms: Terms, iri: str) -> Iterable[Row]:
    """Return a row for the date of a class, as its records have it."""
    for kind in [*terms.model.kinds.values(), *terms.model.nested.values()]:
        for spec in kind.fields.values():
            if kind.root == iri and spec.has_bounds:
                yield Row(terms.label(spec.path), terms.link(spec.path).href, named="EDTF")
