"""HermiT finds our ontology consistent, and says so when one is not, or when there is no Java."""

import shutil
import stat
import sys
import tempfile
from pathlib import Path

import pytest

from libgraph.errors import BadModel, OntologyInconsistent, ToolMissing
from libgraph.model.consistency import check_ontology

ONTOLOGY = Path(__file__).parents[2] / "ontology"
OWN = [ONTOLOGY / name for name in ("libgraph.ttl", "roles.ttl", "topics.ttl")]
VOCABULARIES = Path(__file__).parents[3] / "shared" / "standards" / "vocab"
BUILT_ON = ("foaf.nq", "org.nq", "owl-time.ttl", "prov.nq", "skos.nq")
LG = "https://w3id.org/libgraph/ns#"
PREFIXES = """
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix id: <https://w3id.org/libgraph/id/> .
@prefix lg: <https://w3id.org/libgraph/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="Java is not on the search path")


@pytest.fixture
def more(tmp_path: Path) -> Path:
    return tmp_path / "more.ttl"


def program(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


@pytest.mark.java
@needs_java
def test_our_ontology_is_consistent() -> None:
    report = check_ontology(OWN)
    assert report.good
    assert (report.consistent, report.unsatisfiable) == (True, ())
    text = OWN[0].read_text(encoding="utf-8")
    assert report.classes == sum(line.startswith("lg:") for line in text.split("\n") if "a owl:Class" in line)
    assert report.properties == text.count("a owl:ObjectProperty") + text.count("a owl:DatatypeProperty")
    report.require_good()


@pytest.mark.java
@pytest.mark.slow
@needs_java
def test_our_ontology_is_consistent_with_what_it_builds_on() -> None:
    if not VOCABULARIES.exists():
        pytest.skip(f"{VOCABULARIES} is not on this machine: checked without the vocabularies")
    alone = check_ontology(OWN)
    together = check_ontology(OWN, extra=[VOCABULARIES / name for name in BUILT_ON])
    assert together.good
    assert together.axioms > 2 * alone.axioms
    assert together.classes == alone.classes


@pytest.mark.java
@needs_java
def test_a_clash_with_a_vocabulary_is_found(more: Path) -> None:
    if not VOCABULARIES.exists():
        pytest.skip(f"{VOCABULARIES} is not on this machine")
    more.write_text(f"{PREFIXES} lg:Project rdfs:subClassOf foaf:Document .", encoding="utf-8")
    assert check_ontology([*OWN, more]).good
    with_foaf = check_ontology([*OWN, more], extra=[VOCABULARIES / "foaf.nq"])
    assert with_foaf.unsatisfiable == (f"{LG}Project",)


@pytest.mark.java
@needs_java
@pytest.mark.parametrize(
    ("axiom", "unsatisfiable"),
    [
        ("lg:StudyVisit rdfs:subClassOf lg:Place .", ["StudyVisit"]),
        ("lg:TrainingEvent rdfs:subClassOf lg:Agreement .", ["Internship", "Seminar", "TrainingEvent"]),
        ("lg:Odd a owl:Class ; rdfs:subClassOf lg:Person , lg:Library .", ["Odd"]),
    ],
)
def test_classes_that_can_have_no_member_are_named(more: Path, axiom: str, unsatisfiable: list[str]) -> None:
    more.write_text(PREFIXES + axiom, encoding="utf-8")
    report = check_ontology([*OWN, more])
    assert report.consistent
    assert not report.good
    assert report.unsatisfiable == tuple(LG + name for name in unsatisfiable)
    with pytest.raises(OntologyInconsistent, match=f"no member: {LG}{unsatisfiable[0]}"):
        report.require_good()


@pytest.mark.java
@needs_java
@pytest.mark.parametrize(
    "individual",
    [
        "id:x a lg:Person , lg:Museum .",
        "id:x lg:holder id:y . id:y a lg:Library .",
        "id:x lg:concludedAt id:y . id:y lg:subEventOf id:x .",
    ],
)
def test_an_individual_that_cannot_be_is_found(more: Path, individual: str) -> None:
    more.write_text(PREFIXES + individual, encoding="utf-8")
    report = check_ontology([*OWN, more])
    assert (report.consistent, report.unsatisfiable, report.good) == (False, (), False)
    with pytest.raises(OntologyInconsistent, match="is inconsistent"):
        report.require_good()


@pytest.mark.java
@needs_java
def test_dates_imports_and_headers_do_not_disturb(more: Path) -> None:
    more.write_text(
        f"""{PREFIXES}
        <https://unreachable.invalid/ns> a owl:Ontology ; owl:imports <https://unreachable.invalid/other> .
        lg:day a owl:DatatypeProperty ; rdfs:domain lg:Event ; rdfs:range xsd:date .
        lg:Shade a rdfs:Datatype .
        lg:shade a owl:DatatypeProperty ; rdfs:range lg:Shade .
        lg:Recent a rdfs:Datatype ; owl:onDatatype xsd:date ;
          owl:withRestrictions ( [ xsd:minInclusive "2000-01-01"^^xsd:date ] ) .
        lg:recent a owl:DatatypeProperty ; rdfs:range lg:Recent .
        id:x a lg:Event ; lg:day "2021-03-05"^^xsd:date ; lg:date "2021?"^^edtf:EDTF ;
          lg:shade "dark" , "light"^^lg:Shade ; lg:recent "now" .
        """,
        encoding="utf-8",
    )
    assert check_ontology([*OWN, more]).good


@pytest.mark.java
@needs_java
def test_nothing_is_printed_changed_or_left_behind(
    more: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    import owlready2

    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    monkeypatch.setattr(owlready2, "JAVA_EXE", "as it was")
    twice = "lg:odd a owl:AnnotationProperty , owl:ObjectProperty ; rdfs:subPropertyOf lg:host ."
    more.write_text(f"{PREFIXES} {twice} id:x a lg:Person , lg:Museum .", encoding="utf-8")
    ontologies = set(owlready2.default_world.ontologies)
    for files in (OWN, [*OWN, more]):
        check_ontology(files)
    assert list(scratch.iterdir()) == []
    assert owlready2.JAVA_EXE == "as it was"
    assert tempfile.tempdir == str(scratch)
    assert set(owlready2.default_world.ontologies) == ontologies
    assert owlready2.default_world[f"{LG}Library"] is None
    assert capfd.readouterr() == ("", "")


def test_missing_java_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ToolMissing, match=r"^Java is missing; checking .* Install a Java runtime"):
        check_ontology(OWN)


def test_a_java_that_is_not_there_is_named() -> None:
    with pytest.raises(ToolMissing, match=r"^Java \(/no/such/java\) is missing"):
        check_ontology(OWN, java="/no/such/java")


@pytest.mark.skipif(sys.platform == "win32", reason="uses a shell script as a stand-in for Java")
def test_a_java_that_does_not_start_is_said(tmp_path: Path) -> None:
    stub = program(tmp_path / "java", "#!/bin/sh\necho 'No Java runtime present' >&2\nexit 1\n")
    with pytest.raises(ToolMissing, match=r"A Java that starts .* is missing"):
        check_ontology(OWN, java=stub)


@pytest.mark.skipif(sys.platform == "win32", reason="uses a shell script as a stand-in for Java")
def test_a_reasoner_that_fails_is_not_called_inconsistent(tmp_path: Path) -> None:
    stub = program(
        tmp_path / "java",
        '#!/bin/sh\n[ "$1" = -version ] && exit 0\necho "java.lang.OutOfMemoryError: heap" >&2\nexit 1\n',
    )
    with pytest.raises(BadModel, match="OutOfMemoryError: heap"):
        check_ontology(OWN, java=stub)


@pytest.mark.java
@needs_java
def test_a_file_that_cannot_be_read_is_named(more: Path) -> None:
    with pytest.raises(BadModel, match=r"more\.ttl: it cannot be read"):
        check_ontology([more])
    more.write_text("lg:Library a", encoding="utf-8")
    with pytest.raises(BadModel, match=r"more\.ttl: it cannot be read"):
        check_ontology([more])
