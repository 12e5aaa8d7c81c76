"""Round trips: whatever the way through the forms, the records and the graph stay the same."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from libgraph.graph.dataset import record_lines
from libgraph.messages import LANGUAGES
from libgraph.model import Field, Kind, Model, Value, read_model
from libgraph.records.characters import UNFIT
from libgraph.records.reading import read_records
from libgraph.records.writing.convert import convert
from libgraph.records.writing.normal import Item, items_of
from libgraph.workspace import Workspace

MODEL = read_model(Workspace(Path(__file__).parents[3] / "data").ontology_files())

# Good records of every kind, made from the model, with texts that no one would expect.
# What every record may refer to.
BASE: list[dict[str, Any]] = [
    {"kind": "source", "id": "s", "type": "NewsItem", "title": {"lv": "Ziņa"}},
    {"kind": "source", "id": "t", "type": "NewsItem", "title": {"lt": "Žinia"}},
    {"kind": "person", "source": "s", "id": "p", "name": "Liepa Kalniņa"},
    {"kind": "institution", "source": "s", "id": "i", "type": "MunicipalLibrary", "label": {"lv": "B"}},
    {"kind": "place", "source": "s", "id": "v", "type": "Town", "label": {"lv": "V"}},
    {"kind": "event", "source": "s", "id": "e", "type": "Seminar", "label": {"lv": "S"}},
    {"kind": "agreement", "source": "s", "id": "a", "type": "CooperationAgreement", "label": {"lt": "A"}},
    {"kind": "project", "source": "s", "id": "j", "type": "Project", "label": {"lt": "P"}},
]
IDS = {record["kind"]: record["id"] for record in reversed(BASE)}

nasty = st.sampled_from(
    ["a | b", "|", " a", "a ", "=1+1", "-2", "+3", "@x", "# pavyzdys", "a\nb", "\n", "a\r\nb", "\t=", "'", '"',
     "a: b", "a #b", "- x", "null", "~", "[x]", "{x}", "012", "1e3", "_x000D_", "\\", "\\|", "x\\ ", "ā",
     "Seminaras (Seminar)", "a;b", "a,b", "*a", "&a", "!a", "%", "x:", "?", "=", ".", "\xa0", "NO"]
)  # fmt: skip
texts = (nasty | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)).map(
    lambda text: UNFIT.sub("", text) or "x"
)
visible = texts.filter(lambda text: bool(text.strip()))
passages = st.lists(
    st.tuples(st.integers(0, 99), st.integers(100, 999)).map(list), min_size=1, max_size=2, unique_by=tuple
)


def records(model: Model) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Return lists of records of any kind, beside those of `BASE`."""
    known = [kind for kind in model.kinds.values() if kind.name in IDS or kind.name == "tenure"]
    return st.lists(st.one_of([record(model, kind) for kind in known]), min_size=1, max_size=5).map(_numbered)


def _numbered(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    for number, data in enumerate(found):
        if data.get("id") == "":
            data["id"] = f"n{number}"
    return found


@st.composite
def record(draw: st.DrawFn, model: Model, kind: Kind) -> dict[str, Any]:
    """Return a record of a kind, about something new or something known."""
    about = not kind.identified_by and kind.name != "source" and draw(st.booleans())
    own = {} if kind.identified_by else {"about": IDS[kind.name]} if about else {"id": ""}
    source = {} if kind.name == "source" else {"source": draw(st.sampled_from(["s", "t"]))}
    return {"kind": kind.name, **source, **own, **draw(fields(model, kind))}


@st.composite
def fields(draw: st.DrawFn, model: Model, kind: Kind) -> dict[str, Any]:
    """Return values for the fields that are needed and some others."""
    optional = [name for name, spec in kind.fields.items() if not spec.minimum]
    chosen = set(draw(st.lists(st.sampled_from(optional), unique=True, max_size=6))) if optional else set()
    found = {
        name: draw(value(model, kind, spec))
        for name, spec in kind.fields.items()
        if spec.minimum or name in chosen
    }
    if kind.one_of and not chosen & set(kind.one_of):
        found[kind.one_of[0]] = draw(value(model, kind, kind.fields[kind.one_of[0]]))
    return found


def value(model: Model, kind: Kind, spec: Field) -> st.SearchStrategy[Any]:
    """Return values of a field: one, or several where it may have them."""
    if spec.value is Value.EVIDENCE:
        names = [name for name, other in kind.fields.items() if other.value is not Value.EVIDENCE]
        return passages | st.dictionaries(st.sampled_from(names), passages, min_size=1, max_size=3)
    if spec.value is Value.LANG_TEXT:
        several = (
            visible
            if spec.unique_lang or spec.maximum
            else visible | st.lists(visible, min_size=1, max_size=2)
        )
        return st.dictionaries(
            st.sampled_from(spec.languages or ("lt", "lv")), several, min_size=1, max_size=3
        )
    if spec.value is Value.NESTED:
        below = model.kind(spec.kinds[0])
        nested = fields(model, below)
        return st.lists(nested, min_size=1, max_size=1 if spec.maximum == 1 else 3)
    one = single(spec)
    return one | st.lists(one, min_size=1, max_size=3) if spec.many else one


def single(spec: Field) -> st.SearchStrategy[Any]:
    """Return one good value of a field that has no parts."""
    match spec.value:
        case Value.TYPE | Value.CONCEPT | Value.CHOICE:
            return st.sampled_from(sorted(spec.choices))
        case Value.REFERENCE:
            return st.sampled_from([IDS[kind] for kind in spec.kinds if kind in IDS])
        case Value.EDTF:
            return st.sampled_from(["2021-03-05", "2021?", "2019/..", "-0044-03", "2021-21", "1985"])
        case Value.DATE:
            return st.sampled_from(["2021-03-05", "0999-01-01"])
        case Value.INTEGER:
            return st.integers(1, 99) | st.sampled_from(["7", "+3"])
        case Value.DECIMAL:
            return st.sampled_from(["57.775", "-33.50", "0", "12"])
        case Value.BOOLEAN:
            return st.sampled_from(["true", "false"])
        case Value.IRI:
            return st.sampled_from(["https://a.lv", "http://b.lv/?x=(1)#y", "https://ž.lv/%C5%BE"])
        case _:
            return visible


def said(folder: Path) -> tuple[list[tuple[str, str, str]], list[str]]:
    """Return the records of a folder in normal form, and the graph of them."""
    reading = read_records(Workspace(folder), MODEL)
    assert reading.faults == []
    return sorted(map(_told, items_of(reading))), sorted(set(record_lines(reading)))


def _told(item: Item) -> tuple[str, str, str]:
    return item.source, item.kind.name, json.dumps(item.data, ensure_ascii=False)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(found=records(MODEL), lang=st.sampled_from(["", *LANGUAGES]))
def test_no_form_changes_a_record_or_the_graph(
    tmp_path_factory: pytest.TempPathFactory, found: list[dict[str, Any]], lang: str
) -> None:
    folder = tmp_path_factory.mktemp("forms")
    (folder / "0").mkdir()
    lines = (json.dumps(record, ensure_ascii=False) for record in [*BASE, *found])
    (folder / "0" / "x.jsonl").write_text("".join(f"{line}\n" for line in lines), "utf-8")
    first = said(folder / "0")
    for step, form in enumerate(("xlsx", "yaml", "csv", "jsonl"), 1):
        convert(MODEL, [folder / str(step - 1)], folder / str(step), form=form, lang=lang)
        assert said(folder / str(step)) == first, form


@pytest.mark.parametrize("lang", ["", "lt"])
def test_all_real_records_go_through_every_form(data: Path, tmp_path: Path, lang: str) -> None:
    folders = [data / "sources", data / "authority"]
    convert(MODEL, folders, tmp_path / "0", form="yaml")
    whole = read_records(Workspace(data), MODEL, sorted(p for f in folders for p in f.glob("*.yaml")))
    expected = sorted(map(_told, items_of(whole)))
    lines = sorted(set(record_lines(whole)))
    assert said(tmp_path / "0") == (expected, lines)
    for step, form in enumerate(("xlsx", "yaml", "csv", "jsonl", "yaml"), 1):
        convert(MODEL, [tmp_path / str(step - 1)], tmp_path / str(step), form=form, lang=lang)
        assert said(tmp_path / str(step)) == (expected, lines)
    assert contents(tmp_path / "5") == contents(tmp_path / "2") == contents(tmp_path / "0")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}
