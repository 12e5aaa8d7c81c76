"""The pages of the ontology: whole in each language, well formed, every link resolves, the same bytes each time."""

import os
import re
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from libgraph.cli.main import main
from libgraph.messages import LANGUAGES
from libgraph.publish.ontology_docs import ontology_docs
from libgraph.terms import DEFAULT_BASE, LG, RDF_TYPE

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "ontology").glob("*.ttl"))
OWL = "http://www.w3.org/2002/07/owl#"
TERMS = {f"{OWL}{kind}" for kind in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")}
VOID = {"meta", "link"}


class Reader(HTMLParser):
    """Reads a page as strictly as XML: each element is closed, and in order; notes the elements."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len(dict(attrs)) != len(attrs):
            self.faults.append(f"{self.getpos()}: an attribute twice on {tag}")
        if self.open and self.open[-1] == "p" and tag in ("p", "div", "ul", "dl", "table", "h2", "h3"):
            self.faults.append(f"{self.getpos()}: {tag} inside p")
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"{self.getpos()}: </{tag}>")

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("ul", "dl", "table", "tbody", "thead", "tr") and data.strip():
            self.faults.append(f"{self.getpos()}: text in {self.open[-1]}")


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return ontology_docs(SHIPPED)


@pytest.fixture(scope="module", params=LANGUAGES)
def page(request: pytest.FixtureRequest, files: dict[str, bytes]) -> tuple[str, str]:
    return request.param, files[f"{request.param}.html"].decode()


def texts_of(predicates: set[str], lang: str) -> list[str]:
    return [
        quad.object.value
        for path in SHIPPED
        for quad in ox.parse(path=str(path))
        if isinstance(quad.object, ox.Literal)
        and quad.object.language == lang
        and quad.predicate.value in predicates
        and not quad.subject.value.startswith(f"{DEFAULT_BASE}shapes")
    ]


def test_pages_are_well_formed(files: dict[str, bytes]) -> None:
    for name in ("index.html", *(f"{lang}.html" for lang in LANGUAGES)):
        html = files[name].decode()
        assert html.startswith("<!DOCTYPE html>\n<html lang=")
        reader = read(html)
        assert (reader.faults, reader.open) == ([], []), name


def test_the_reader_of_pages_is_strict() -> None:
    assert read("<p><em>x</p></em>").faults
    assert read("<p><div></div></p>").faults
    assert read("<ul>x</ul>").faults
    assert read("<p>").open


def test_each_term_has_an_anchor_that_is_its_local_name(page: tuple[str, str]) -> None:
    _, html = page
    ids = Counter(re.findall(r'\bid="([^"]*)"', html))
    assert [name for name, times in ids.items() if times > 1] == []
    ours = {
        quad.subject.value.removeprefix(LG)
        for path in SHIPPED
        for quad in ox.parse(path=str(path))
        if quad.predicate.value == RDF_TYPE
        and isinstance(quad.subject, ox.NamedNode)
        and getattr(quad.object, "value", "") in TERMS
    }
    assert len(ours) > 140
    assert ours <= ids.keys()
    assert {"role/director", "scheme/topics", "topic/crafts"} <= ids.keys()


def test_each_link_leads_somewhere(page: tuple[str, str], files: dict[str, bytes]) -> None:
    _, html = page
    ids = set(re.findall(r'\bid="([^"]*)"', html))
    links = set(re.findall(r'\bhref="([^"]*)"', html))
    assert sorted(link for link in links if link.startswith("#") and unquote(link[1:]) not in ids) == []
    beside = {link for link in links if not link.startswith(("#", "http"))}
    assert beside <= files.keys()
    assert {
        "libgraph.ttl",
        "libgraph.rdf",
        "libgraph.jsonld",
        "shapes.ttl",
        "lt.html",
        "lv.html",
        "en.html",
    } <= beside


def test_each_language_is_whole(page: tuple[str, str]) -> None:
    """Labels and definitions of all terms and concepts stand on the page of their language."""
    lang, html = page
    rdfs, skos = "http://www.w3.org/2000/01/rdf-schema#", "http://www.w3.org/2004/02/skos/core#"
    plain = html.replace("&#39;", "'").replace("&#34;", '"').replace("&amp;", "&")
    said = texts_of({f"{rdfs}label", f"{skos}prefLabel", f"{skos}definition", f"{skos}altLabel"}, lang)
    assert len(said) > 400
    assert [text for text in said if text not in plain] == []
    assert f'<html lang="{lang}">' in html


def test_nothing_is_fetched_and_nothing_runs(files: dict[str, bytes]) -> None:
    for name in ("index.html", "lt.html"):
        html = files[name].decode()
        assert not re.search(r"<script|\bsrc=|@import|url\(", html)
        assert not re.search(r'<link rel="stylesheet"', html)


def test_the_page_can_be_walked_by_landmarks(page: tuple[str, str]) -> None:
    _, html = page
    elements = read(html).elements
    for name in ("header", "main", "footer", "h1"):
        assert [tag for tag, _ in elements].count(name) == 1, name
    navs = [
        attrs.get("aria-label") or attrs.get("aria-labelledby") for tag, attrs in elements if tag == "nav"
    ]
    assert len(navs) == len(set(navs)) == 3
    assert 'class="skip" href="#s-content"' in html
    levels = [int(tag) for tag in re.findall(r"<h([1-6])\b", html)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    diagrams = re.findall(r'<svg class="diagram" role="img" aria-labelledby="([^"]+)"', html)
    assert len(diagrams) == 5
    assert all(f'<title id="{name}">' in html for name in diagrams)


def test_diagrams_show_the_relations_of_the_model(page: tuple[str, str]) -> None:
    _, html = page
    overview = html.partition("<svg")[2].partition("</svg>")[0]
    for name in (
        "Tenure",
        "Participation",
        "Signature",
        "Event",
        "Agreement",
        "Person",
        "Institution",
        "holder",
    ):
        assert f'href="#{name}"' in overview
    numbers = re.findall(r'\b(?:x|y|width)="(-?[0-9.]+)"', overview)
    assert min(map(float, numbers)) >= 0
    width = float(re.search(r'viewBox="0 0 ([0-9]+)', overview)[1])  # type: ignore[index]
    assert max(map(float, re.findall(r'\bx="([0-9.]+)"', overview))) <= width


def canonical(data: bytes, form: ox.RdfFormat) -> set[str]:
    dataset = ox.Dataset(ox.parse(data, form))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_files_for_machines_say_the_same(path: Path, files: dict[str, bytes]) -> None:
    assert files[f"{path.stem}.ttl"] == path.read_bytes()
    turtle = canonical(path.read_bytes(), ox.RdfFormat.TURTLE)
    assert canonical(files[f"{path.stem}.rdf"], ox.RdfFormat.RDF_XML) == turtle
    assert canonical(files[f"{path.stem}.jsonld"], ox.RdfFormat.JSON_LD) == turtle


def test_another_parser_reads_the_same_ontology(files: dict[str, bytes]) -> None:
    turtle = Graph().parse(data=files["libgraph.ttl"], format="turtle")
    assert isomorphic(turtle, Graph().parse(data=files["libgraph.rdf"], format="xml"))


def test_the_same_bytes_under_any_hash_seed(files: dict[str, bytes], tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "libgraph",
        "model",
        "--docs",
        str(tmp_path / "docs"),
        "-w",
        str(ROOT / "data"),
    ]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": "7"}, cwd=tmp_path)
    written = {
        path.relative_to(tmp_path / "docs").as_posix(): path.read_bytes()
        for path in (tmp_path / "docs").rglob("*")
        if path.is_file()
    }
    assert written == files


def test_what_to_print_must_be_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["model", "--lang", "en"]) == 2
    assert "--docs DIR" in capsys.readouterr().err


def test_what_a_workspace_adds_is_documented_too(tmp_path: Path) -> None:
    own = ROOT / "tests" / "ontology" / "extension" / "ontology.ttl"
    html = ontology_docs([*SHIPPED, own])["lt.html"].decode()
    assert 'id="BookFair"' in html
    assert "knygų mugė" in html
    assert "pasakotojas (-a)" in html


def test_examples_on_the_page_use_declared_terms() -> None:
    folder = ROOT / "src" / "libgraph" / "publish" / "ontology_docs" / "templates"
    declared = {
        quad.subject.value for path in SHIPPED for quad in ox.parse(path=str(path)) if quad.predicate.value == RDF_TYPE
        and isinstance(quad.subject, ox.NamedNode)
    }  # fmt: skip
    head = (
        f"@base <{DEFAULT_BASE}id/> . @prefix lg: <{LG}> . @prefix role: <{DEFAULT_BASE}role/> ."
        "@prefix oa: <http://www.w3.org/ns/oa#> . @prefix edtf: <http://id.loc.gov/datatypes/edtf/> ."
    )
    examples = sorted(folder.glob("*.ttl"))
    assert [path.stem for path in examples] == ["participation", "signature", "source", "tenure"]
    for path in examples:
        used = {
            term.value
            for quad in ox.parse(head + path.read_text("utf-8"), ox.RdfFormat.TURTLE)
            for term in (quad.predicate, quad.object)
            if isinstance(term, ox.NamedNode) and term.value.startswith((LG, f"{DEFAULT_BASE}role/"))
        }
        assert used
        assert used <= declared
