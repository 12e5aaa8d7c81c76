"""Everything that is held about a person, gathered for that person."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from libgraph.graph.mint import entity_iri, graph_iri
from libgraph.graph.opened import OpenGraph
from libgraph.model import Field, Kind, Model, Value
from libgraph.network.assemble import assemble
from libgraph.network.projections import asker
from libgraph.privacy.forget import NoSuchPerson
from libgraph.privacy.needles import Needles, needles_of
from libgraph.privacy.scan import folded
from libgraph.privacy.traces import ids_of_person
from libgraph.records.findings import Reading
from libgraph.records.ids import Ids, index
from libgraph.records.leaves import is_about_person, leaves, people_in
from libgraph.records.nearest import nearest
from libgraph.records.reading import read_records
from libgraph.records.record import Record

_MEASURES = ("degree", "betweenness", "community")


@dataclass(frozen=True, slots=True)
class Held:
    """One record that says something of the person.

    Attributes
    ----------
    kind : str
    why : str
        `person` for what is said of the person, `reference` for what refers to them, `text` for a
        text that names them.
    data : Mapping
        What the record says, as curated; of long records only the parts that concern the person.
    source : str
        Id of the source.
    where : str
        Record file and line.
    """

    kind: str
    why: str
    data: Mapping[str, Any]
    source: str
    where: str


@dataclass(frozen=True, slots=True)
class Subject:
    """All that is held about a person.

    Attributes
    ----------
    person, iri : str
    records : tuple of Held
    sources : Mapping of str to Mapping
        Source id to what is recorded of that source: title, address, date, curator …
    purposes : Mapping of str to Mapping of language to text
        Field of the person to why it is held.
    inferred : tuple of (str, str, str, str)
        Statements that no source makes: subject, predicate, object, graph.
    measures : Mapping of str to number
        The person's place in the network that the map shows.
    published : tuple of str
        Where it can be seen.
    publisher : str
        Whom to ask for correction or removal.
    """

    person: str
    iri: str
    records: tuple[Held, ...]
    sources: Mapping[str, Mapping[str, Any]]
    purposes: Mapping[str, Mapping[str, str]]
    inferred: tuple[tuple[str, str, str, str], ...]
    measures: Mapping[str, float]
    published: tuple[str, ...]
    publisher: str

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain data, complete."""
        return asdict(self)


def subject(graph: OpenGraph, ident: str) -> Subject:
    """Gather everything that is held about a person.

    Raises
    ------
    NoSuchPerson
        If no record defines the person.
    """
    base = graph.workspace.base
    reading = read_records(graph.workspace, graph.model, retracted=True)
    ids = index(reading.records, reading.model)
    if ident not in ids.by_kind["person"]:
        raise NoSuchPerson(f"person/{ident}", nearest(ident, list(ids.by_kind["person"])))
    idents = ids_of_person(reading, ident)
    records = tuple(_held(reading, idents, needles_of(reading, idents)))
    iri = entity_iri(base, "person", ident)
    graphs = {graph_iri(base, source) for source in ids.by_kind["source"]}
    stated = {f"<{name}>" for name in graphs}
    build = graph.build
    return Subject(
        person=f"person/{ident}",
        iri=iri,
        records=records,
        sources=_sources(ids, {held.source for held in records}),
        purposes=_purposes(reading.model, records),
        inferred=tuple(_inferred(graph.nquads.decode(), iri, stated)),
        measures=_measures(graph, iri),
        published=(iri, *((str(build / "graph.nq"), str(build.parents[1] / "map.html")) if build else ())),
        publisher=graph.workspace.publisher,
    )


def _held(reading: Reading, idents: tuple[str, ...], needles: Needles) -> Iterator[Held]:
    for record in reading.records:
        paths = {at for at, person in people_in(reading.model, record) if person in idents}
        if is_about_person(record, idents):
            why, data = "person", record.data
        elif paths:
            why, data = "reference", _part(reading.model.kinds[record.kind], record.data, paths)
        elif named := _naming(reading, record, needles):
            why, data = "text", named
        else:
            continue
        yield Held(record.kind, why, data, record.source, reading.where(record.file, record.at))


def _part(kind: Kind, data: Mapping[str, Any], paths: set[tuple[str | int, ...]]) -> dict[str, Any]:
    """Return a record without the nested records and references that are of others."""
    tops = {at[0] for at in paths}
    part: dict[str, Any] = {}
    for name, value in data.items():
        spec = kind.fields.get(name)
        if name not in tops and _is_of_others(spec):
            continue
        mine = {at[1] for at in paths if at[0] == name and len(at) > 1}
        part[name] = (
            [item for place, item in enumerate(value) if place in mine]
            if mine and isinstance(value, list)
            else value
        )
    return part


def _is_of_others(spec: Field | None) -> bool:
    return spec is not None and (
        spec.value in {Value.NESTED, Value.EVIDENCE}
        or (spec.value is Value.REFERENCE and "person" in spec.kinds)
    )


def _naming(reading: Reading, record: Record, needles: Needles) -> dict[str, Any]:
    """Return the texts of a record that name the person, by path."""
    return {
        ".".join(map(str, leaf.at)): leaf.value
        for leaf in leaves(reading.model, record)
        if isinstance(leaf.value, str) and needles.found_in(folded(leaf.value))
    }


def _sources(ids: Ids, used: set[str]) -> dict[str, Mapping[str, Any]]:
    known = ids.by_kind["source"]
    return {source: known[source].data for source in sorted(used) if source in known}


def _purposes(model: Model, records: tuple[Held, ...]) -> dict[str, Mapping[str, str]]:
    names = {name for held in records if held.why == "person" for name in held.data}
    fields = model.kinds["person"].fields
    return {name: fields[name].purpose for name in fields if name in names}


def _inferred(nquads: str, iri: str, stated: set[str]) -> Iterator[tuple[str, str, str, str]]:
    """Yield the statements on the person that stand in no graph of a source."""
    for line in nquads.splitlines():
        if iri not in line:
            continue
        subject_, predicate, rest = line.removesuffix(" .").split(" ", 2)
        obj, _, name = rest.rpartition(" ")
        about = any(term == f"<{iri}>" or term.startswith(f"<{iri}#") for term in (subject_, obj))
        if about and name not in stated:
            yield subject_, predicate, obj, name


def _measures(graph: OpenGraph, iri: str) -> dict[str, float]:
    network = assemble(
        asker(graph.store, graph.workspace), graph.model, graph.workspace.title, "collaboration"
    )
    node = network.nodes[iri] if iri in network else {}
    return {name: node[name] for name in _MEASURES if name in node}
