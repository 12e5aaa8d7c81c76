"""Every faulty input of the corpus gives exactly the faults written beside it, in every language.

A case is a file (in `xlsx/`, a workbook told as data) or a folder with several; what is
expected stands in `<case>.expected`, one fault a line. After a change on purpose, run
`ACCEPT=1 pytest tests/records/test_faulty.py` and read the difference.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from libgraph.messages import LANGUAGES, messages
from libgraph.records.faults import Fault

CORPUS = Path(__file__).parent / "faulty"
CASES = sorted(
    path
    for folder in CORPUS.iterdir()
    if folder.is_dir()
    for path in folder.iterdir()
    if path.suffix != ".expected"
)
# Faults that no file can have in a test, and why.
UNSEEN = {
    "unreadable": "test_reading.py takes the file away while it is read",
    "yaml-syntax": "whatever else the YAML parser may stop at; test_yaml_file.py",
    "date-empty": "an empty value is told as such before it is read as a date",
}
FaultsOf = Callable[..., list[Fault]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_faults_are_as_expected(case: Path, faults_of: FaultsOf) -> None:
    faults = faults_of(case)
    told = "".join(f"{fault.text('en')}\n" for fault in faults)
    expected = case.with_name(f"{case.stem}.expected")
    if os.environ.get("ACCEPT"):
        expected.write_text(told, "utf-8")
    assert told == expected.read_text("utf-8")
    for lang in set(LANGUAGES) - {"en"}:
        for fault in faults:
            told_here = fault.text(lang)
            assert told_here.startswith(fault.where)
            assert "\n" not in told_here


def test_every_case_is_expected_and_nothing_else() -> None:
    expected = {path.with_suffix("") for path in CORPUS.glob("*/*.expected")}
    assert expected == {case.with_name(case.stem) for case in CASES}
    assert len(CASES) >= 120


def test_every_fault_there_is_occurs() -> None:
    """The corpus has a case for each code of the catalogue."""
    text = "\n".join(path.read_text("utf-8") for path in CORPUS.glob("*/*.expected"))
    catalogue = messages("en").texts
    for key, sentence in catalogue.items():
        if key.startswith("what-") and key.removeprefix("what-") not in UNSEEN:
            pattern = re.sub(r"\\\{\w+\\\}", ".*", re.escape(sentence.replace("{{", "{").replace("}}", "}")))
            assert re.search(pattern, text), key
