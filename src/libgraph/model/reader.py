"""Reading the ontology and its shapes into a model."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pyoxigraph as ox

from libgraph.model.fields import field_of
from libgraph.model.model import Field, Kind, Model
from libgraph.model.sound import (
    number,
    require_declared,
    require_known_terms,
    require_own_names,
    require_purposes,
    require_sound_kind,
    target_class,
)
from libgraph.model.tree import ClassTree
from libgraph.model.triples import Node, Triples
from libgraph.terms import expand


def read_model(files: Iterable[Path]) -> Model:
    """Read ontology and shapes files into a model.

    Parameters
    ----------
    files : iterable of Path
        Turtle files; later ones may extend what earlier ones declare.

    Raises
    ------
    BadModel
        If a file is not Turtle, or a shape declares a field that records cannot hold.
    """
    triples = Triples(files)
    declared = {shape: triples.text(shape, "lg:recordKind") for shape in triples.subjects_of("lg:recordKind")}
    require_own_names(triples, declared)
    shapes = {name: shape for shape, name in declared.items()}
    roots = {name: triples.text(shape, "sh:targetClass") for name, shape in shapes.items()}
    sections = {name: triples.text(shape, "lg:recordSection") for name, shape in shapes.items()}
    tree = ClassTree(triples, {name: roots[name] for name in shapes if sections[name]})
    kinds = {name: _kind(triples, tree, name, shape) for name, shape in sorted(shapes.items())}
    return Model(
        kinds={name: kind for name, kind in kinds.items() if kind.section},
        nested={name: kind for name, kind in kinds.items() if not kind.section},
        labels=_labels(triples),
        superclasses=tree.superclasses,
    )


def _kind(triples: Triples, tree: ClassTree, name: str, shape: Node) -> Kind:
    require_known_terms(triples, shape)
    root = target_class(triples, shape)
    types = tree.tokens(root)
    require_declared(triples, shape, root, types)
    found = [
        field_of(triples, tree, node, types)
        for node in triples.objects(shape, "sh:property")
        if isinstance(node, ox.NamedNode | ox.BlankNode)
    ]
    fields = {field.name: field for field in sorted(found, key=lambda field: (field.order, field.name))}
    order = number(triples, shape, "sh:order")
    kind = Kind(
        name=name,
        section=triples.text(shape, "lg:recordSection"),
        root=root,
        fields=fields,
        types=types,
        identified_by=tuple(triples.text(shape, "lg:identifiedBy").split()),
        scalar=triples.text(shape, "lg:scalarField"),
        one_of=_one_of(triples, shape, fields),
        labels=triples.texts(ox.NamedNode(root), "rdfs:label"),
        definitions=triples.texts(ox.NamedNode(root), "skos:definition"),
        messages=triples.texts(shape, "sh:message"),
        order=1_000.0 if order is None else order,
        plurals=triples.texts(shape, "sh:name"),
        examples=triples.texts(shape, "skos:example"),
    )
    require_sound_kind(triples, shape, kind, found)
    if expand("lg:Person") in tree.superclasses.get(root, ()):
        require_purposes(triples, shape, found)
    return kind


def _one_of(triples: Triples, shape: Node, fields: Mapping[str, Field]) -> tuple[str, ...]:
    names = {field.path: field.name for field in fields.values()}
    members = triples.items(triples.value(shape, "sh:or"))
    paths = [triples.text(m, "sh:path") for m in members if isinstance(m, ox.NamedNode | ox.BlankNode)]
    return tuple(names[path] for path in paths if path in names)


def _labels(triples: Triples) -> dict[str, Mapping[str, str]]:
    labels: dict[str, Mapping[str, str]] = {}
    for predicate in ("rdfs:label", "skos:prefLabel"):
        for subject in triples.subjects_of(predicate):
            labels[subject.value] = triples.texts(subject, predicate)
    return {iri: labels[iri] for iri in sorted(labels) if expand(iri) == iri}
