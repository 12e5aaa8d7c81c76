"""Records judged to be the same become one in the graph, wherever they are mentioned; taken back, no trace is left."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import Graph

from libgraph.graph.dataset import record_lines
from libgraph.graph.explain import Explainer
from libgraph.graph.load import load_records
from libgraph.graph.references import References
from libgraph.graph.solutions import Solutions
from libgraph.model import Model, read_model
from libgraph.records.check import check_records
from libgraph.records.reading import read_records
from libgraph.terms import DEFAULT_BASE, PREFIXES
from libgraph.workspace import Workspace

HERE = Path(__file__).parent
ID = f"{DEFAULT_BASE}id/"
RECORDS = """
source: {id: a, type: NewsItem, title: {lv: Ziņa}, issued: 2021-03-05}
people:
  - {id: liga-tetere, name: Līga Tetere, evidence: {name: [[0, 11]]}}
  - {id: l-tetere, name: L. Tetere, otherName: Tetere, familyName: Tetere, evidence: {name: [[20, 29]]}}
  - {id: liga-t, name: Līga Tetere}
institutions:
  - {id: valka, type: MunicipalLibrary, label: {lv: Valkas bibliotēka}}
  - {id: valka-old, type: MunicipalLibrary, label: {lt: Valkos rajono biblioteka}}
  - id: valka-central
    type: MunicipalLibrary
    label: {lv: Valkas Centrālā bibliotēka, lt: Valkos centrinė biblioteka}
    altLabel: {lv: Valkas CB}
  - {id: branch, type: Branch, label: {lv: Filiāle}, partOf: valka-central}
  - {id: liga-tetere, type: Museum, label: {lv: Līgas Teteres muzejs}}
tenures:
  - {person: l-tetere, institution: valka-central, role: director, during: 2021}
events:
  - id: seminar
    type: Seminar
    label: {lv: Seminārs}
    organizer: [valka, valka-central, person/l-tetere]
    participations:
      - {agent: l-tetere, role: presenter, onBehalfOf: valka-central, evidence: [[1, 5]]}
      - {agent: institution/liga-tetere, role: guest}
agreements:
  - {id: plan, type: CooperationPlan, label: {lv: Plāns}, signatures: [{party: valka-central, signedBy: [liga-t]}]}
"""
ABOUT = """
source: {id: b, type: WebPage, title: {lt: Puslapis}, issued: 2022}
institutions:
  - {about: valka-central, homepage: https://example.org/}
  - {about: valka, label: {en: Valka Library}}
people:
  - {id: ona, name: Ona}
"""
SAME = """
source: {id: judged, type: AuthorityFile, title: {lv: Spriedumi}}
judgements:
  - {this: person/liga-tetere, that: l-tetere, verdict: same, judged: 2026-11-22, reason: {lv: Tā pati.}}
  - {this: l-tetere, that: liga-t, verdict: same, judged: 2026-11-22, reason: {lv: Tā pati.}}
  - {this: valka, that: valka-central, verdict: same, judged: 2026-11-22, reason: {lv: Tā pati.}, evidence: [[3, 9]]}
  - {this: valka, that: valka-old, verdict: same, judged: 2026-11-22, reason: {lv: Tā pati.}}
  - {this: person/liga-tetere, that: ona, verdict: unsure, judged: 2026-11-22, reason: {lv: Nezinu.}}
  - {this: valka, that: branch, verdict: different, judged: 2026-11-22, reason: {lv: Filiāle.}}
"""
Lines = Callable[..., list[str]]


@pytest.fixture(scope="module")
def model() -> Model:
    return read_model(Workspace(HERE).ontology_files())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "libgraph.toml").write_text("inference = false\n", "utf-8")
    (tmp_path / "a.yaml").write_text(RECORDS, "utf-8")
    (tmp_path / "b.yaml").write_text(ABOUT, "utf-8")
    return tmp_path


@pytest.fixture
def lines(folder: Path, model: Model) -> Lines:
    """Return a function that gives the lines of the workspace, with more files if wanted."""

    def emit(**more: str) -> list[str]:
        for name, text in more.items():
            (folder / f"{name}.yaml").write_text(text, "utf-8")
        reading = read_records(Workspace(folder, inference=False), model)
        assert [str(fault) for fault in check_records(reading) if not fault.warning] == []
        return sorted(set(record_lines(reading)))

    return emit


def about(lines: list[str], ident: str) -> list[str]:
    return [line for line in lines if f"/{ident}>" in line or f"/{ident}#" in line]


def said(lines: list[str], subject: str, predicate: str) -> set[str]:
    """Return the objects of the statements, short."""
    prefix, _, local = predicate.partition(":")
    start = f"<{ID}{subject}> <{PREFIXES[prefix]}{local}> "
    found = (line.removeprefix(start).rpartition(" <")[0] for line in lines if line.startswith(start))
    return {text.removeprefix(f"<{ID}").removesuffix(">") for text in found}


def test_without_judgements_nothing_is_touched(lines: Lines) -> None:
    assert len(about(lines(), "person/l-tetere")) > 5


def test_only_the_judgement_speaks_of_what_was_merged(lines: Lines) -> None:
    found = lines(judged=SAME)
    for ident, stays in (
        ("person/l-tetere", "person/liga-tetere"),
        ("person/liga-t", "person/liga-tetere"),
        ("institution/valka-central", "institution/valka"),
    ):
        assert said(found, ident, "dct:isReplacedBy") == {stays}
        told = {
            line.split()[1].strip("<>").rpartition("/")[2].removeprefix("ns#") for line in about(found, ident)
        }
        assert told <= {"terms", "isReplacedBy", "judgedThis", "judgedThat"}
        assert {line.split()[-2] for line in about(found, ident)} == {f"<{DEFAULT_BASE}graph/judged>"}


def test_a_judgement_names_what_it_was_about(lines: Lines) -> None:
    found = lines(judged=SAME)
    node = "judgement/person~liga-tetere--l-tetere"
    assert said(found, node, "lg:judgedThis") == {"person/liga-tetere"}
    assert said(found, node, "lg:judgedThat") == {"person/l-tetere"}


def test_every_mention_is_of_what_stays(lines: Lines) -> None:
    found = lines(judged=SAME)
    assert said(found, "institution/branch", "lg:partOf") == {"institution/valka"}
    assert said(found, "event/seminar", "lg:organizer") == {"institution/valka", "person/liga-tetere"}
    node = "event/seminar#participation-liga-tetere--presenter--valka"
    assert said(found, node, "lg:onBehalfOf") == {"institution/valka"}
    assert said(found, "event/seminar#participation-liga-tetere--guest", "lg:participant") == {
        "institution/liga-tetere"
    }
    assert said(found, "agreement/plan#signature-valka", "lg:signedBy") == {"person/liga-tetere"}
    assert said(found, "tenure/liga-tetere--valka--director--2021", "lg:holder") == {"person/liga-tetere"}
    assert said(found, "institution/valka", "foaf:homepage") == {"<https://example.org/"}


def test_names_step_aside_and_none_is_lost(lines: Lines) -> None:
    found = lines(judged=SAME)
    labels = said(found, "institution/valka", "rdfs:label")
    assert labels == {'"Valkas bibliotēka"@lv', '"Valkos centrinė biblioteka"@lt', '"Valka Library"@en'}
    others = said(found, "institution/valka", "skos:altLabel")
    assert others == {'"Valkas Centrālā bibliotēka"@lv', '"Valkas CB"@lv', '"Valkos rajono biblioteka"@lt'}
    assert said(found, "person/liga-tetere", "rdfs:label") == {'"Līga Tetere"'}
    assert said(found, "person/liga-tetere", "lg:otherName") == {'"L. Tetere"', '"Tetere"'}


def test_evidence_follows_the_name(lines: Lines) -> None:
    found = lines(judged=SAME)
    properties = {
        line.split()[2]
        for line in found
        if "source/a#evidence-20-29" in line.split()[0] and "evidenceProperty" in line.split()[1]
    }
    assert properties == {f"<{PREFIXES['lg']}otherName>"}


def test_unsure_and_different_merge_nothing(lines: Lines) -> None:
    found = lines(judged=SAME)
    assert said(found, "person/ona", "rdfs:label") == {'"Ona"'}
    assert said(found, "institution/branch", "rdfs:label") == {'"Filiāle"@lv'}
    verdicts = {line.split()[2] for line in found if "ns#verdict>" in line}
    assert {verdict.strip("<>").rpartition("/")[2] for verdict in verdicts} == {"same", "unsure", "different"}


def test_taken_back_the_graph_is_as_before(lines: Lines, folder: Path) -> None:
    before = lines()
    assert lines(judged=SAME) != before
    (folder / "judged.yaml").unlink()
    assert lines() == before


def test_what_is_judged_to_be_the_same_twice_is_merged_once(lines: Lines, folder: Path) -> None:
    found = lines(judged=SAME)
    again = lines(again=SAME.replace("id: judged", "id: again"))
    assert set(found) <= set(again)
    assert all("graph/again" in line for line in set(again) - set(found))


def test_the_order_of_files_and_judgements_changes_nothing(lines: Lines, folder: Path) -> None:
    before = lines(judged=SAME)
    (folder / "judged.yaml").unlink()
    head, *items = SAME.strip("\n").split("\n  - ")
    assert lines(**{"0": "\n  - ".join([head, *reversed(items)]) + "\n"}) == before


def test_the_hash_seed_changes_nothing(folder: Path, lines: Lines) -> None:
    lines(judged=SAME)
    script = (
        "from pathlib import Path; from libgraph.workspace import Workspace; import sys, hashlib;"
        "from libgraph.graph.dataset import record_lines; from libgraph.model import read_model;"
        "from libgraph.records.reading import read_records; w = Workspace(Path(sys.argv[1]), inference=False);"
        "r = read_records(w, read_model(w.ontology_files()));"
        "print(hashlib.sha256(''.join(record_lines(r)).encode()).hexdigest())"
    )

    def run() -> Iterator[str]:
        for seed in ("1", "2"):
            env = {**os.environ, "PYTHONHASHSEED": seed}
            words = [sys.executable, "-c", script, str(folder)]
            yield subprocess.run(words, env=env, capture_output=True, text=True, check=True).stdout

    assert len(set(run())) == 1


def test_a_store_in_memory_holds_the_same(folder: Path, lines: Lines, model: Model) -> None:
    found = lines(judged=SAME)
    store = load_records(read_records(Workspace(folder, inference=False), model))
    rows = store.query(
        "SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } FILTER(?g != <https://w3id.org/libgraph/ns>) }"
    )
    assert isinstance(rows, Solutions)
    assert {f"{s} {p} {o} {g} .\n" for g, s, p, o in rows.rows} == {
        line.replace("nonNegativeInteger", "integer") for line in found
    }


def test_the_merged_graph_conforms(lines: Lines) -> None:
    """Every label once for each language, every reference to something of the right class: by pySHACL."""
    data = Graph()
    for quad in ox.parse("".join(lines(judged=SAME)), format=ox.RdfFormat.N_QUADS):
        data.parse(data=f"{quad.triple} .", format="ntriples")
    folder = Workspace(HERE).ontology_files()[0].parent
    for name in ("libgraph.ttl", "roles.ttl"):
        data.parse(folder / name)
    shapes = Graph().parse(folder / "shapes.ttl")
    conforms, _, text = pyshacl.validate(data, shacl_graph=shapes, inference="none", do_owl_imports=False)
    assert conforms, text


def test_what_was_merged_is_explained_where_it_is_written(folder: Path, lines: Lines, model: Model) -> None:
    lines(judged=SAME)
    statements = Explainer(read_records(Workspace(folder, inference=False), model)).about(
        f"{ID}person/liga-tetere"
    )
    named = {(s.object, s.file, s.line) for s in statements if s.predicate.endswith("otherName>")}
    assert named == {('"L. Tetere"', "a.yaml", 5), ('"Tetere"', "a.yaml", 5)}


def test_the_lines_are_n_quads(lines: Lines) -> None:
    assert len(list(ox.parse("".join(lines(judged=SAME)), format=ox.RdfFormat.N_QUADS))) > 60


def test_an_id_that_was_merged_away_stands_for_what_stays(folder: Path, lines: Lines, model: Model) -> None:
    lines(judged=SAME)
    store = load_records(read_records(Workspace(folder, inference=False), model))
    references = References(store, model, DEFAULT_BASE)
    for ident in ("valka-old", "institution/valka-central", "valka"):
        assert references.resolve("lg:Institution", ident) == [f"{ID}institution/valka"]
    assert references.resolve("lg:Institution", "branch") == [f"{ID}institution/branch"]
