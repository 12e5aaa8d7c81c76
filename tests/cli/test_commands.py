"""Each command as its user runs it: outputs, exit codes, and what wrong input gets."""

import csv
import io
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from libgraph.cli.main import COMMANDS, main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line and return exit code, standard output and standard error."""
    monkeypatch.setenv("LIBGRAPH_LANG", "en")

    def run_it(*words: str | Path) -> tuple[int, str, str]:
        capfdbinary.readouterr()
        try:
            code = main([str(word) for word in words])
        except SystemExit as stop:
            code = int(stop.code or 0)
        said = capfdbinary.readouterr()
        return code, said.out.decode(), said.err.decode()

    return run_it


def test_help_names_every_command(run: Run) -> None:
    code, out, _ = run("--help")
    assert code == 0
    assert [name for name in COMMANDS if f"\n  {name} " not in out] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(run: Run, name: str) -> None:
    code, out, _ = run(name, "--help")
    assert code == 0
    assert f"usage: libgraph {name}" in out


@pytest.mark.parametrize(
    "words", [["chek"], ["check", "--no-such-option"], [], ["query"], ["model", "contxt"]]
)
def test_wrong_words_cannot_run_and_say_what_to_do(run: Run, words: list[str]) -> None:
    code, out, err = run(*words)
    assert code == 2
    assert out == ""
    assert "--help" in err


@pytest.mark.parametrize("name", ["build", "check", "export", "network", "map"])
def test_a_missing_workspace_cannot_run(run: Run, name: str, tmp_path: Path) -> None:
    code, _, err = run(name, tmp_path / "nowhere")
    assert code == 2
    assert "is not a libgraph workspace" in err


@pytest.mark.parametrize("words", [("check", "-w"), ("check", "--workspace"), ("check",), ("export", "-w")])
def test_the_workspace_is_named_either_way(
    run: Run, built: Path, words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*words, built)[0] == 0
    assert run(words[0])[0] == 2  # neither here nor named


def test_check_is_silent_on_good_records(run: Run, data: Path) -> None:
    code, out, err = run("check", data)
    assert (code, out) == (0, "")
    assert "0 faults" in err


def test_check_lists_faults_with_place_and_cure(run: Run, workspace: Path) -> None:
    (workspace / "sources" / "new.yaml").write_text(
        "source: {id: new, title: {en: New}}\n"
        "events:\n"
        "  - id: new-visit\n"
        "    type: StudyVist\n"
        "    label: {en: Visit}\n"
        "    host: valka-centrla-library\n",
        "utf-8",
    )
    code, out, _ = run("check", workspace)
    assert code == 1
    assert out.splitlines() == [
        "sources/new.yaml:4:11  events.0.type: There is no type 'StudyVist'. Did you mean 'StudyVisit'?",
        "sources/new.yaml:6:11  events.0.host: There is no institution 'valka-centrla-library'. "
        "Did you mean 'valka-central-library' (Valka Municipality Central Library)? "
        "If not, add a record with this id.",
    ]


def test_check_speaks_three_languages_and_json(run: Run, workspace: Path) -> None:
    (workspace / "sources" / "new.yaml").write_text("source: {id: new, titel: {en: New}}\n", "utf-8")
    said = {lang: run("check", workspace, "--lang", lang)[1] for lang in ("lt", "lv", "en")}
    assert len(set(said.values())) == 3
    code, out, _ = run("check", workspace, "--format", "json")
    assert code == 1
    (fault,) = json.loads(out)
    assert (fault["file"], fault["line"], fault["column"], fault["code"]) == (
        "sources/new.yaml",
        1,
        19,
        "unknown-field",
    )
    assert fault["data"]["nearest"] == "title"


def test_a_build_with_faults_leaves_the_one_before(run: Run, workspace: Path) -> None:
    assert run("build", workspace)[0] == 0
    before = run("query", "-w", workspace, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[1]
    (workspace / "sources" / "new.yaml").write_text("source: {titel: {en: New}}\n", "utf-8")
    code, _, err = run("build", workspace)
    assert code == 1
    assert "sources/new.yaml:1" in err
    assert run("query", "-w", workspace, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[1] == before


def test_build_prints_where_the_map_is_and_rolls_back(run: Run, workspace: Path) -> None:
    code, out, err = run("build", workspace)
    assert code == 0
    assert Path(out.strip()).read_text("utf-8").startswith("<!DOCTYPE html>")
    assert "quads" in err
    assert run("build", workspace, "--rollback")[0] == 2
    count = ("query", "-w", workspace, "--format", "csv", "SELECT (COUNT(?e) AS ?n) { ?e a lg:Exhibition }")
    first = run(*count)[1]
    (workspace / "sources" / "new.yaml").write_text(
        "source: {id: new, title: {en: New}}\nevents: [{id: x, type: Exhibition, label: {en: X}}]\n", "utf-8"
    )
    assert run("build", workspace)[0] == 0
    assert run(*count)[1] != first
    assert run("build", workspace, "--rollback")[0] == 0
    assert run(*count)[1] == first


def test_query_by_name_with_a_parameter(run: Run, built: Path) -> None:
    words = ("query", "tenures-of-person", "--param", "person=liga-tetere", "-w", built, "--format", "csv")
    code, out, _ = run(*words)
    assert code == 0
    assert "Valkas novada Centrālā bibliotēka" in out or "Valka" in out


def test_query_text_file_and_standard_input_answer_alike(
    run: Run, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "SELECT DISTINCT ?name { ?p a lg:Person ; rdfs:label ?name } ORDER BY ?name"
    file = tmp_path / "people.rq"
    file.write_text(text, "utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    answers = [run("query", "-w", built, "--format", "csv", words)[1] for words in (text, file, "-")]
    assert answers[0] == answers[1] == answers[2]
    assert len(list(csv.reader(io.StringIO(answers[0])))) == 21


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["no-such-question"], "no query named"),
        (["tenures-of-person", "--param", "person=liga-teter"], "Did you mean 'liga-tetere'"),
        (["tenures-of-person", "--param", "persn=liga-tetere"], "Did you mean 'person'"),
        (["tenures-of-person"], "--param person=…"),
        (["SELECT ?x { SERVICE <http://example.org/> { ?x ?y ?z } }"], "SERVICE"),
        (["DELETE WHERE { ?s ?p ?o }"], "DELETE"),
        (["SELECT ?x WHERE { ?x a lg:Person "], "line 1"),
        (["SELECT ?x { ?x a lg:Person }", "--format", "ttl"], "Choose one of"),
        (["missing.rq"], "missing.rq"),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(
    run: Run, built: Path, words: list[str], said: str
) -> None:
    code, out, err = run("query", "-w", built, *words)
    assert (code, out) == (2, "")
    assert said in err


def test_the_list_of_queries_is_in_three_languages(run: Run, built: Path) -> None:
    lists = {run("query", "--list", "-w", built, "--lang", lang)[1] for lang in ("lt", "lv", "en")}
    assert len(lists) == 3
    assert all(text.count("\n    ") >= 30 for text in lists)


@pytest.mark.parametrize("name", ["ttl", "trig", "nq", "nt", "jsonld", "rdf"])
def test_exports_parse(run: Run, built: Path, tmp_path: Path, name: str) -> None:
    target = tmp_path / f"out.{name}"
    assert run("export", built, "--format", name, "-o", target)[0] == 0
    form = ox.RdfFormat.from_extension({"nq": "nq", "jsonld": "jsonld"}.get(name, name))
    assert form is not None
    assert sum(1 for _ in ox.parse(path=str(target), format=form)) > 1000


def test_network_and_map_are_written(run: Run, built: Path, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("network", built, "--format", "csv")[1])))
    assert {"iri", "degree", "betweenness", "community"} <= set(rows[0])
    assert run("network", built, "--projection", "colaboration")[0] == 2
    assert run("map", built, "-o", tmp_path / "map.html", "--lang", "lv")[0] == 0
    assert '<html lang="lv"' in (tmp_path / "map.html").read_text("utf-8")


def test_explain_names_source_positions_and_line(run: Run, built: Path) -> None:
    code, out, _ = run("explain", "person/liga-tetere", "-w", built)
    assert code == 0
    assert "valka-2021-03-05" in out
    assert "sources/2021-03-05-valka-seminar.yaml:" in out
    code, _, err = run("explain", "person/liga-teter", "-w", built)
    assert code == 1
    assert "Did you mean person/liga-tetere?" in err


def test_the_ontology_is_said_to_need_java_when_java_is_missing(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    code, out, err = run("check", data, "--ontology", "--hermit")
    assert (code, out) == (2, "")
    assert "Java" in err
    code, out, err = run("check", data, "--ontology")
    assert (code, out) == (0, "")
    assert "Java" in err


def test_a_build_older_than_its_records_is_said(run: Run, workspace: Path) -> None:
    assert run("build", workspace)[0] == 0
    words = ("query", "-w", workspace, "ASK { ?s a lg:Person }")
    assert run(*words)[2] == ""
    file = workspace / "authority" / "people.yaml"
    file.write_text(file.read_text("utf-8") + "# a remark\n", "utf-8")
    os.utime(file, (time.time() + 10, time.time() + 10))
    assert "authority/people.yaml was changed after the last build" in run(*words)[2]
    os.utime(file)
    assert run("build", workspace)[0] == 0
    assert run(*words)[2] == ""


@pytest.mark.parametrize(
    "form", ["liga-tetere", "person/liga-tetere", "person:liga-tetere", "id:person/liga-tetere"]
)
def test_a_record_is_named_in_every_usual_way(run: Run, built: Path, form: str) -> None:
    words = ("query", "tenures-of-person", "-w", built, "--format", "csv", "--param")
    assert run(*words, f"person={form}")[1] == run(*words, "person=liga-tetere")[1] != ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT ?e { ?e lg:participnt ?who }", "Did you mean lg:participant?"),
        ("SELECT ?p { institution:valka-centrall-library ?p ?o }", "institution:valka-central-library?"),
        ("SELECT ?p { ?p a lg:Zebra }", "no lg:Zebra. Look"),
    ],
)
def test_names_that_the_graph_does_not_have_are_said(run: Run, built: Path, text: str, said: str) -> None:
    code, _, err = run("query", "-w", built, "--format", "csv", text)
    assert code == 0
    assert said in err


def test_broad_classes_are_told_where_nothing_is_inferred(run: Run, built: Path, workspace: Path) -> None:
    words = ("--format", "csv", "SELECT ?e { ?e a lg:Event }")
    assert run("query", "-w", built, *words)[2] == ""
    settings = workspace / "libgraph.toml"
    settings.write_text("inference = false\n" + settings.read_text("utf-8"), "utf-8")
    assert "a/rdfs:subClassOf* lg:Event" in run("query", "-w", workspace, *words)[2]


def test_names_that_it_has_are_passed_over(run: Run, built: Path) -> None:
    text = "PREFIX my: <https://example.org/> SELECT ?e { ?e a lg:Seminar . OPTIONAL { ?e my:x ?y } }"
    assert run("query", "-w", built, "--format", "csv", text)[2] == ""
