"""The Python API: what a notebook does."""

from datetime import date
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest

import libgraph
from libgraph.errors import WorkspaceNotFound
from libgraph.graph.solutions import Solutions


def test_the_public_names_are_those_that_are_promised() -> None:
    assert sorted(libgraph.__all__) == ["LibgraphError", "LibraryGraph", "__version__", "open"]
    assert all(getattr(libgraph, name) is not None for name in libgraph.__all__)
    with pytest.raises(AttributeError):
        _ = libgraph.nothing


def test_a_missing_workspace_is_said(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceNotFound, match=r"libgraph\.toml"):
        libgraph.open(tmp_path)


def test_a_build_and_a_fresh_reading_are_the_same_graph(built: Path) -> None:
    sealed, fresh = libgraph.open(built), libgraph.open(built, fresh=True)
    assert sealed.build is not None
    assert fresh.build is None
    assert sealed.nquads == fresh.nquads
    assert sealed.store.dump() == fresh.store.dump()


def test_queries_answer_typed_results(built: Path) -> None:
    graph = libgraph.open(built)
    answer = graph.query(
        "SELECT ?person ?begin { ?t lg:heldIn $where ; lg:holder ?person ; lg:earliestBegin ?begin ;"
        " lg:roleType role:director }",
        {"where": graph.iri("institution/valka-central-library")},
    )
    assert isinstance(answer, Solutions)
    assert answer.to_python() == [
        {"person": graph.iri("person/liga-tetere").value, "begin": date(2021, 3, 5)}
    ]
    assert list(answer.to_pandas().columns) == ["person", "begin"]
    assert graph.query("ASK { ?s a lg:Person }") is True


def test_values_are_bound_as_terms(built: Path) -> None:
    graph = libgraph.open(built)
    hostile = '" } DROP ALL #'
    answer = graph.query("SELECT ?p { ?p rdfs:label $name }", {"name": hostile})
    assert isinstance(answer, Solutions)
    assert len(answer) == 0
    with pytest.raises(TypeError, match="cannot be bound"):
        graph.query("SELECT ?p { ?p rdfs:label $name }", {"name": object()})


def test_the_rdflib_dataset_holds_the_same_quads(built: Path) -> None:
    graph = libgraph.open(built)
    ours = {quad.triple for quad in ox.parse(graph.nquads, format=ox.RdfFormat.N_QUADS)}
    theirs = graph.to_rdflib()
    assert sum(1 for _ in theirs.quads()) == len(list(ox.parse(graph.nquads, format=ox.RdfFormat.N_QUADS)))
    assert len({(s, p, o) for s, p, o, _ in theirs.quads()}) == len(ours)


def test_the_network_has_named_measured_nodes_and_sourced_edges(built: Path) -> None:
    network = libgraph.open(built).network()
    assert isinstance(network, nx.MultiDiGraph)
    for _, data in network.nodes(data=True):
        assert data["label"]
        assert data["kind"] in {"institution", "person"}
        assert {"degree", "betweenness", "community", "type", "names"} <= set(data)
    for _, _, data in network.edges(data=True):
        assert data["sources"]
        assert data["relation"] in {"event", "agreement"}


def test_explain_points_at_passage_file_and_line(built: Path) -> None:
    graph = libgraph.open(built)
    found = graph.explain("person/liga-tetere")
    tenure = [s for s in found if s.predicate.endswith("#holder>")]
    assert [(s.source, s.file) for s in tenure] == [
        ("valka-2021-03-05", "sources/2021-03-05-valka-seminar.yaml")
    ]
    assert tenure[0].exact
    line = (built / tenure[0].file).read_text("utf-8").splitlines()[tenure[0].line - 1]
    assert "liga-tetere" in line


def test_explain_one_triple(built: Path) -> None:
    graph = libgraph.open(built)
    label = "http://www.w3.org/2000/01/rdf-schema#label"
    (statement,) = graph.explain("person/aija-rudite", label, '"Aija Rudīte"')[:1]
    assert statement.object == '"Aija Rudīte"'
    assert graph.explain("person/aija-rudite", label, '"Nobody"').empty


def test_answers_show_themselves_in_notebooks(built: Path) -> None:
    graph = libgraph.open(built)
    assert "quads" in repr(graph)
    answer = graph.query("SELECT ?who ?mark { ?who a lg:Ministry BIND('<b>' AS ?mark) }")
    assert isinstance(answer, Solutions)
    html = answer._repr_html_()
    assert "<th>who</th><th>mark</th>" in html
    assert "<td>&lt;b&gt;</td>" in html
