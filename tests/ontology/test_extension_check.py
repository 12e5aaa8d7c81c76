"""`libgraph check --ontology` over a workspace that adds to the ontology: extension/ passes, mistakes are told."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

import libgraph
from libgraph.cli.main import main
from libgraph.graph.quality import check_quality
from libgraph.graph.solutions import Solutions
from libgraph.workspace import open_workspace

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def extended(tmp_path: Path) -> Path:
    shutil.copytree(Path(__file__).parent / "extension", tmp_path / "fairs")
    return tmp_path / "fairs"


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run without Java, which has tests of its own."""
    monkeypatch.setenv("PATH", "")

    def run(*words: object) -> tuple[int, str, str]:
        code = main([str(word) for word in words])
        out, err = capfd.readouterr()
        return code, out, err

    return run


def test_the_example_passes_each_check(run: Run, extended: Path) -> None:
    code, out, err = run("check", extended, "--ontology", "--lang", "en")
    assert (code, out) == (0, "")
    assert "Without Java the logic was not checked" in err
    assert "0 faults, 0 warnings" in err


@pytest.mark.java
@pytest.mark.skipif(shutil.which("java") is None, reason="Java is not on the search path")
def test_hermit_looks_at_what_a_workspace_adds(extended: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = extended / "ontology.ttl"
    clash = "fair:BookFair rdfs:subClassOf [ a owl:Class ; owl:complementOf lg:Event ] .\n"
    file.write_text(file.read_text("utf-8") + clash, "utf-8")
    assert main(["check", str(extended), "--ontology", "--hermit", "--lang", "en"]) == 1
    (line,) = capfd.readouterr().out.splitlines()
    assert line.startswith(
        "ontology.ttl:29  LOGIC: The class https://example.org/fairs/ns#BookFair can have no member"
    )


def test_without_java_a_demanded_reasoner_cannot_run(run: Run, extended: Path) -> None:
    code, out, err = run("check", extended, "--ontology", "--hermit", "--lang", "en")
    assert (code, out) == (2, "")
    assert "Java is missing" in err


def test_the_example_can_be_used_in_records(run: Run, extended: Path) -> None:
    assert run("check", extended)[:2] == (0, "")
    graph = libgraph.open(extended)
    answer = graph.query(
        "PREFIX fair: <https://example.org/fairs/ns#> SELECT ?who { ?f a fair:BookFair ; fair:patron ?who }"
    )
    assert isinstance(answer, Solutions)
    assert list(answer.rows) == [(graph.iri("person/ona"),)]
    role = ox.NamedNode("https://example.org/fairs/ns#storyteller")
    assert graph.query(f"ASK {{ ?p lg:participationRole {role} }}") is True


@pytest.mark.parametrize(
    ("old", "new", "check", "said"),
    [
        ("subClassOf lg:Event", "subClassOf lg:Evnt", "P34", "Did you mean lg:Event?"),
        ("subPropertyOf lg:involvedAgent", "subPropertyOf lg:involvdAgent", "P35", "Did you mean lg:involvedAgent?"),
        ("rdfs:subPropertyOf lg:", "rdfs:subPropertyof lg:", "P40a", "Did you mean rdfs:subPropertyOf?"),
        ("sh:class lg:Person", "sh:class lg:Perso", "P34", "Did you mean lg:Person?"),
        ("skos:topConceptOf scheme:participation-roles", "skos:topConceptOf scheme:participation-role", "SKOS8",
         "Did you mean scheme:participation-roles?"),
        ('  rdfs:label "book fair"@en , "knygų mugė"@lt , "grāmatu gadatirgus"@lv ;\n', "", "P08", "Give fair:BookFair a label"),
        ('"mugės globėjas"@lt , ', "", "VOC3", "Add the label of fair:patron in lt."),
        ('  skos:prefLabel "storyteller"@en', '  skos:altLabel "storyteller"@en', "P08", "Give fair:storyteller a label"),
        ("@prefix fair: ", "@prefix fairs: ", "TURTLE", "fair"),
        ("fair:BookFair a owl:Class", "lg:BookFair a owl:Class", "LG01", "Declare lg:BookFair in a namespace of your own"),
        ("shape:Event sh:property", "lg:Event rdfs:comment 'x' . shape:Event sh:property", "LG02", "instead of stating rdfs:comment"),
        ("shape:Event sh:property", "shape:Event sh:closed true ; sh:property", "LG02", "instead of stating sh:closed"),
        ("sh:order 500", 'sh:mincount 1', "P40a", "Did you mean sh:minCount?"),
        ("shape:Event sh:property fair:patronShape .", 'fair:Kind a sh:NodeShape ; lg:recordKind "fair" ; sh:property fair:patronShape .',
         "LG08", "Give fair:Kind sh:targetClass"),
    ],
)  # fmt: skip
def test_mistakes_are_told_with_a_way_out(extended: Path, old: str, new: str, check: str, said: str) -> None:
    file = extended / "ontology.ttl"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    workspace = open_workspace(extended)
    shipped = [path for path in workspace.ontology_files() if path != file]
    found = check_quality(shipped, [file], extended)
    told = "\n".join(map(str, found))
    mine = [one for one in found if one.check == check]
    assert mine, told
    assert any(said in one.text() for one in mine), told
    assert {one.file for one in found} == {"ontology.ttl"}, told
    lines = text.replace(old, new).splitlines()
    assert all(one.line <= len(lines) and lines[one.line - 1].strip() for one in mine), told


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        (
            "queries/fairs-of-patron.rq",
            "PREFIX fair: <https://example.org/fairs/ns#>\n",
            "the prefix 'fair:' is not declared",
        ),
        (
            "rules/patron-leads.rq",
            "PREFIX fair: <https://example.org/fairs/ns#>\n",
            "the prefix 'fair:' is not declared",
        ),
        (
            "rules/patron-leads.rq",
            "# title@lv: Gadatirgus patrons ir gadatirgū iesaistīts\n",
            "title@lv is missing",
        ),
    ],
)
def test_queries_and_rules_are_read_too(run: Run, extended: Path, file: str, text: str, said: str) -> None:
    path = extended / file
    path.write_text(path.read_text("utf-8").replace(text, ""), "utf-8")
    code, out, _ = run("check", extended, "--ontology")
    assert code == 1
    assert out.startswith(f"{file}:")
    assert said in out


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("rules/patron-leads.rq", "lg:involvedAgent", "lg:involvedAgnet", "Did you mean lg:involvedAgent?"),
        ("rules/patron-leads.rq", "fair:patron", "fair:patorn", "Did you mean fair:patron?"),
        ("queries/fairs-of-patron.rq", "fair:BookFair", "fair:Bookfair", "Did you mean fair:BookFair?"),
        ("queries/fairs-of-patron.rq", "a fair:BookFair", "a prov:Activty", "Did you mean prov:Activity?"),
    ],
)
def test_terms_of_queries_and_rules_are_known(
    run: Run, extended: Path, file: str, old: str, new: str, said: str
) -> None:
    path = extended / file
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    code, out, _ = run("check", extended, "--ontology", "--lang", "en")
    assert code == 1
    (line,) = [line for line in out.splitlines() if "TERM" in line]
    assert line.startswith(f"{file}:")
    assert said in line


CONSTRAINT = """
<https://example.org/fairs/ns> sh:declare
  [ sh:prefix "fair" ; sh:namespace "https://example.org/fairs/ns#"^^xsd:anyURI ] .
fair:Lonely a sh:NodeShape ;
  sh:targetClass fair:BookFair ;
  sh:sparql [
    sh:prefixes <https://example.org/fairs/ns> ;
    sh:message "Name a patron."@en , "Nurodykite globėją."@lt , "Norādiet patronu."@lv ;
    sh:select "SELECT $this WHERE { $this a fair:BookFair FILTER NOT EXISTS { $this fair:patron ?who } }" ] .
"""


@pytest.mark.parametrize(
    ("old", "new", "check", "said"),
    [
        ("", "", "", ""),
        ("?who } }", "?who }", "SHAPE", "its query cannot be used"),
        ("$this fair:patron", "$this fairs:patron", "SHAPE", "the prefix 'fairs:' is not declared"),
        ("FILTER NOT EXISTS", "MINUS", "SHAPE", "SHACL forbids that"),
        ("SELECT $this WHERE", "ASK", "SHAPE", "its query is no SELECT"),
        ("$this", "?it", "SHAPE", "does not ask about $this"),
        ("fair:patron", "fair:patorn", "TERM", "Did you mean fair:patron?"),
        ("a fair:BookFair", "a lg:Evnt", "TERM", "Did you mean lg:Event?"),
    ],
)
def test_constraints_are_read_too(
    run: Run, extended: Path, old: str, new: str, check: str, said: str
) -> None:
    file = extended / "ontology.ttl"
    text = file.read_text("utf-8") + CONSTRAINT.replace(old, new)
    file.write_text(text, "utf-8")
    code, out, _ = run("check", extended, "--ontology", "--lang", "en")
    if not check:
        assert (code, out) == (0, "")
        return
    line = text[: text.index("fair:Lonely a")].count("\n") + 1
    assert code == 1
    assert out.startswith(f"ontology.ttl:{line}  {check}: ")
    assert said in out
    assert len(out.splitlines()) == 1


def test_a_constraint_that_cannot_be_read_is_no_mistake_of_libgraph(run: Run, extended: Path) -> None:
    file = extended / "ontology.ttl"
    file.write_text(file.read_text("utf-8") + CONSTRAINT.replace("?who } }", "?who }"), "utf-8")
    code, _, err = run("check", extended, "--lang", "en")
    assert code == 2
    assert "fairs/ns#Lonely: its query cannot be used (the query ends too early" in err
    assert "mistake in libgraph" not in err


def test_what_keeps_records_from_being_read_is_told(run: Run, extended: Path) -> None:
    file = extended / "ontology.ttl"
    file.write_text(file.read_text("utf-8").replace("  sh:class lg:Person ;\n", ""), "utf-8")
    code, out, _ = run("check", extended, "--ontology", "--lang", "en")
    assert code == 1
    assert "MODEL: Records could not be read with this" in out
    assert "ontology.ttl:" in out


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("lt", "Vartojama klasė, kurios neskelbia nė vienas failas."),
        ("lv", "Lietota klase, kuru nepasludina neviena datne."),
        ("en", "A class is used that no file declares."),
    ],
)
def test_findings_are_told_in_the_language_asked_for(run: Run, extended: Path, lang: str, said: str) -> None:
    file = extended / "ontology.ttl"
    file.write_text(file.read_text("utf-8").replace("subClassOf lg:Event", "subClassOf lg:Evnt"), "utf-8")
    code, out, _ = run("check", extended, "--ontology", "--lang", lang, "--format", "json")
    assert code == 1
    (first, *_) = [one for one in json.loads(out) if one["check"] == "P34"]
    assert (first["file"], first["severity"], first["term"]) == ("ontology.ttl", "error", "fair:BookFair")
    assert said in first["message"]
