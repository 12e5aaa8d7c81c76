"""Each class of mistake has an input in every format where it can be made.

A class that a format cannot have is left out of its row, with the reason where it is not plain.
"""

from pathlib import Path

import pytest

from libgraph.messages import messages

CORPUS = Path(__file__).parent / "faulty"
ALL = frozenset({"yaml", "csv", "xlsx", "jsonl"})
TABLES = frozenset({"csv", "xlsx"})

# What is told, and the formats in which the mistake can be made and has to be told.
CLASSES: dict[str, frozenset[str]] = {
    # of the file itself
    "what-encoding": frozenset({"yaml", "csv", "jsonl"}),  # the parts of a workbook say their encoding
    "what-empty-file": ALL,
    "what-control-character": ALL,
    "what-duplicate-key": frozenset({"yaml"}),
    "what-duplicate-column": TABLES,
    "what-ragged-row": frozenset({"csv"}),  # the rows of a sheet are all as long
    "what-csv-quote": frozenset({"csv"}),
    "what-csv-long-cell": frozenset({"csv"}),
    "what-xlsx-merged": frozenset({"xlsx"}),
    "what-xlsx-formula": frozenset({"xlsx"}),
    "what-xlsx-error": frozenset({"xlsx"}),
    "what-table-too-large": frozenset({"xlsx"}),
    "what-too-deep": frozenset({"yaml", "jsonl"}),  # a row has no depth
    # of the header and the sheet
    "what-unknown-sheet": TABLES,
    "what-nameless-column": TABLES,
    "what-missing-column": TABLES,
    "what-column-part": TABLES,
    "what-column-clash": TABLES,
    "what-evidence-twice": TABLES,
    "what-example-changed": TABLES,
    # of records
    "what-unknown-field": ALL,
    "what-missing-field": ALL,
    "what-missing-one-of": ALL,
    "what-no-source": ALL,
    "what-no-id": TABLES | {"yaml"},
    "what-id-and-about": TABLES | {"yaml"},
    "what-bad-id": TABLES | {"yaml"},
    "what-duplicate-id": TABLES | {"yaml"},
    "what-similar-id": TABLES | {"yaml"},
    "what-unknown-kind": TABLES | {"jsonl"},
    "what-no-kind": TABLES | {"jsonl"},
    # of references and values
    "what-unknown-reference": ALL,
    "what-ambiguous-reference": TABLES | {"yaml"},
    "what-wrong-kind": TABLES | {"yaml"},
    "what-other-name": TABLES,
    "what-joined-values": TABLES | {"yaml"},
    "what-unknown-type": TABLES | {"yaml"},
    "what-unknown-concept": TABLES | {"yaml"},
    "what-unknown-choice": TABLES | {"yaml"},
    "what-unknown-language": TABLES | {"yaml"},
    "what-one-per-language": TABLES | {"yaml"},
    "what-too-many": TABLES | {"yaml"},
    "what-bad-value": TABLES | {"yaml"},
    "what-bad-integer": TABLES | {"yaml"},
    "what-bad-number": TABLES | {"yaml"},
    "what-bad-day": TABLES | {"yaml"},
    "what-bad-iri": TABLES | {"yaml"},
    "what-unsafe-link": TABLES | {"yaml"},
    "what-evidence-form": TABLES | {"yaml"},
    "what-evidence-empty": TABLES | {"yaml"},
    "what-date-not-edtf": TABLES | {"yaml"},
    "what-date-no-such-day": TABLES | {"yaml"},
    "what-date-end-before-start": TABLES | {"yaml"},
    "what-date-month-out-of-range": TABLES | {"yaml"},
}
# What records say together; the sentences stand in the shapes.
TOGETHER = {
    "cyclic part-of": "is part of itself",
    "participation outside the event": "is outside the time of the event",
    "signature before the agreement": "is older than the agreement",
}


def told_in(form: str) -> str:
    return "\n".join(path.read_text("utf-8") for path in sorted((CORPUS / form).glob("*.expected")))


def fixed_part(sentence: str) -> str:
    """Return the longest part of a sentence that has no gap."""
    parts = sentence.replace("{{", "{").replace("}}", "}").split("{")
    return max((part.rpartition("}")[2] for part in parts), key=len)


@pytest.mark.parametrize("form", sorted(ALL))
def test_every_class_has_an_input_in_every_format(form: str) -> None:
    told = told_in(form)
    texts = messages("en").texts
    missing = [
        code for code, forms in CLASSES.items() if form in forms and fixed_part(texts[code]) not in told
    ]
    assert missing == []


@pytest.mark.parametrize("form", sorted(TABLES))
@pytest.mark.parametrize("name", TOGETHER)
def test_what_records_say_together_is_told_in_tables_too(form: str, name: str) -> None:
    assert TOGETHER[name] in told_in(form)


def test_the_faults_of_tables_are_all_listed() -> None:
    """A code that only tables can have is in the list above."""
    texts = messages("en").texts
    tables = [key for key in texts if key.startswith(("what-xlsx", "what-csv", "what-column"))]
    assert set(tables) - set(CLASSES) <= {"what-xlsx-broken"}  # among the workspaces
