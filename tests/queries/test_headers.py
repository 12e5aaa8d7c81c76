"""What every query says of itself: titles, descriptions and parameters; and how it is written."""

import re
from pathlib import Path

import pytest

from libgraph.graph.guard import check
from libgraph.graph.queries import QueryFile, load_queries
from libgraph.messages import LANGUAGES
from libgraph.terms import DEFAULT_BASE

FOLDER = Path(__file__).parents[2] / "queries"
FILES = sorted(FOLDER.glob("*.rq"))


@pytest.fixture(scope="module")
def queries() -> dict[str, QueryFile]:
    """All queries; a header that lacks a text, or a parameter undeclared or unused, is an error."""
    return load_queries([FOLDER])


def test_there_are_enough(queries: dict[str, QueryFile]) -> None:
    assert len(queries) >= 36


@pytest.mark.parametrize("lang", LANGUAGES)
def test_texts_are_there_and_differ(queries: dict[str, QueryFile], lang: str) -> None:
    titles = [query.title[lang] for query in queries.values()]
    descriptions = [query.description[lang] for query in queries.values()]
    assert all(titles)
    assert all(descriptions)
    assert len(set(titles)) == len(titles)


def test_titles_are_phrases_and_descriptions_sentences(queries: dict[str, QueryFile]) -> None:
    for query in queries.values():
        for lang in LANGUAGES:
            title, description = query.title[lang], query.description[lang]
            assert title[0].isupper(), (query.name, lang)
            assert title[-1] not in ".?!", (query.name, lang)
            assert description[0].isupper(), (query.name, lang)
            assert description.endswith("."), (query.name, lang)


def test_the_three_languages_are_not_copies(queries: dict[str, QueryFile]) -> None:
    for query in queries.values():
        assert len(set(query.title.values())) == len(LANGUAGES), query.name
        assert len(set(query.description.values())) == len(LANGUAGES), query.name


def test_quotation_marks_are_those_of_the_language(queries: dict[str, QueryFile]) -> None:
    for query in queries.values():
        texts = {lang: query.title[lang] + query.description[lang] for lang in LANGUAGES}
        assert not re.search('["”]', texts["lt"]), query.name
        assert not re.search('["„]', texts["lv"] + texts["en"]), query.name


def test_labels_come_in_the_language_wanted_by_default_english(queries: dict[str, QueryFile]) -> None:
    for query in queries.values():
        langs = [param for param in query.params if param.name == "lang"]
        assert all(param.default == "en" for param in langs), query.name
        assert bool(langs) == ("LANG(" in query.text.replace("COALESCE(LANG(", "")), query.name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_form(path: Path) -> None:
    text = path.read_text("utf-8")
    query = check(text)
    head = re.search(r"^SELECT\b[^{]*", text, re.MULTILINE)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", path.stem)
    assert f"{DEFAULT_BASE}id/" not in text
    assert f"{DEFAULT_BASE}graph/" not in text
    assert "SERVICE" not in text
    if head:
        assert "$" not in head.group(), "a parameter is shown as a column"
        assert query.ordered, "rows come in no order of their own"
