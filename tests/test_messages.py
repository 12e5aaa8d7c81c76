"""The sentences: the same in every language, each used, and none missing."""

import ast
import re
import string
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from libgraph.dates import REASONS
from libgraph.messages import LANGUAGES, messages, pick
from libgraph.model import Value

PACKAGE = Path(__file__).parents[1] / "src" / "libgraph"
LETTERS = {"lt": "ąčęėįšųūž", "lv": "āčēģīķļņšūž", "en": ""}
QUOTES = {"lt": ("„", "“"), "lv": ("“", "”"), "en": ("'", "'")}
TREES = {path: ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}

# Where a call names what is wrong, and what to do about it.
CODE = {"Problem": 1, "BadColumn": 1, "Fault": 5, "fault": 2, "plain_fault": 2, "one_of_names": 3, "_Rule": 1,
        "problem": 0, "_fault": 6}  # fmt: skip
CURE = {
    "Problem": 2,
    "BadColumn": 2,
    "Fault": 6,
    "fault": 3,
    "plain_fault": 3,
    "_Rule": 1,
    "problem": 0,
    "_fault": 7,
}


def gaps(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_languages_say_the_same_things(lang: str) -> None:
    here, there = messages(lang).texts, messages("en").texts
    assert list(here) == list(there)
    assert {key: gaps(text) for key, text in here.items()} == {key: gaps(text) for key, text in there.items()}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sentences_are_whole_and_in_normal_form(lang: str) -> None:
    for key, text in messages(lang).texts.items():
        assert unicodedata.is_normalized("NFC", text), key
        assert text == " ".join(text.split()), key
        if key.startswith(("what-", "cure-")) and text != "{shape}":
            assert text.endswith((".", "?", ": {known}.", "{shape}")), key
            assert text[0].isupper() or text[0] in "'„“{", key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_languages_have_their_letters_and_no_others(lang: str) -> None:
    found = {
        char
        for text in messages(lang).texts.values()
        for char in text.lower()
        if char.isalpha() and char > "z"
    }
    assert found <= set(LETTERS[lang])
    assert len(found) >= len(LETTERS[lang]) - 1


@pytest.mark.parametrize("lang", ["lt", "lv"])
def test_quotation_marks_come_in_pairs_of_the_language(lang: str) -> None:
    marks = QUOTES[lang]
    for key, text in messages(lang).texts.items():
        assert text.count(marks[0]) == text.count(marks[1]), key
        assert "'" not in text, key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_left_in_another_language(lang: str) -> None:
    """Sentences that are alike in two languages are only those without words."""
    for other in set(LANGUAGES) - {lang}:
        same = {key for key, text in messages(lang).texts.items() if messages(other).texts[key] == text}
        assert all(
            not re.search(r"[a-z]{3}", re.sub(r"\{\w+\}", "", messages(lang).texts[k])) for k in same
        ), same


def constants(node: ast.expr) -> Iterator[str]:
    """Yield the texts that an expression can be; of a variable, none."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=other):
            yield from (*constants(body), *constants(other))
        case ast.Call(func=ast.Attribute(attr="get"), args=[_, default]):
            yield from constants(default)


def codes_and_cures() -> tuple[set[str], set[str]]:
    """Return the codes and cures that the source names at once."""
    codes, cures = {f"date-{reason}" for reason in REASONS}, set[str]()
    for node in (
        node for path, tree in TREES.items() if path.parent.name == "records" for node in ast.walk(tree)
    ):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            codes.update(text for arg in node.args[CODE.get(name, 99) :][:1] for text in constants(arg))
            cures.update(text for arg in node.args[CURE.get(name, 99) :][:1] for text in constants(arg))
            cures.update(text for k in node.keywords if k.arg == "cure" for text in constants(k.value))
        elif isinstance(node, ast.Tuple) and len(node.elts) > 1 and isinstance(node.elts[1], ast.Dict):
            codes.update(constants(node.elts[0]))  # (code, data, line, column): the cure is called the same
            cures.update(constants(node.elts[0]))
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "cure":
            cures.update(constants(node.value))
    return codes, cures


def test_every_fault_has_its_sentences() -> None:
    codes, cures = codes_and_cures()
    texts = messages("en").texts
    assert sorted(code for code in codes if f"what-{code}" not in texts) == []
    assert sorted(cure for cure in cures if f"cure-{cure}" not in texts) == []
    assert len(codes) > 80
    assert len(cures) > 60


def test_every_sentence_is_used() -> None:
    """Each key stands in the source, whole or as what follows `what-`, `cure-`, `hint-` or `value-`."""
    told = {
        node.value
        for tree in TREES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    told |= {f"date-{reason}" for reason in REASONS} | {"unknown-type", "unknown-concept", "unknown-choice"}
    told |= {  # errors are said by the names of their classes
        node.name for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)
    }
    told |= {value.name.lower().replace("_", "-") for value in Value}
    unused = []
    for key in messages("en").texts:
        rest = key.partition("-")[2]
        if not {key, rest, rest.removeprefix("near-")} & told:
            unused.append(key)
    assert unused == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_files_are_plain(lang: str) -> None:
    """They can be edited by hand: one sentence a line, no key twice (TOML refuses that)."""
    files = sorted((PACKAGE / "locale" / lang).glob("*.toml"))
    texts = [path.read_text("utf-8") for path in files]
    assert [path.name for path in files] == [
        p.name for p in sorted((PACKAGE / "locale" / "en").glob("*.toml"))
    ]
    assert {key: said for text in texts for key, said in tomllib.loads(text).items()} == messages(lang).texts
    assert all("\r" not in text and text.endswith("\n") for text in texts)


def test_say_fills_the_gaps() -> None:
    assert messages("lt").say("what-missing-field", name="type") == "Trūksta lauko „type“."
    assert messages("lv").say("what-missing-field", name="{x}") == "Trūkst lauka “{x}”."


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="no messages in 'et'; there are lt, lv, en"):
        messages("et")


@pytest.mark.parametrize(
    ("texts", "lang", "picked"),
    [
        ({"lt": "a", "lv": "b", "en": "c"}, "lv", "b"),
        ({"": "x", "lt": "a"}, "en", "x"),
        ({"lv": "b", "lt": "a"}, "en", "a"),
        ({"lt": "", "lv": "b"}, "lt", "b"),
        ({"et": "d", "da": "e"}, "lt", "e"),
        ({}, "lt", ""),
    ],
)
def test_pick_takes_the_language_or_the_next_best(texts: dict[str, str], lang: str, picked: str) -> None:
    assert pick(texts, lang) == picked
