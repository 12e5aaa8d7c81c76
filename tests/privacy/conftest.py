"""A small workspace whose people stand in every format of record file."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from libgraph.workspace import Workspace, open_workspace

AUTHORITY = """\
# The people of the test.
source: {id: authority, type: AuthorityFile, title: {en: Authority}}
institutions:
  - {id: alpha, type: MunicipalLibrary, label: {en: Alpha}}
  - {id: beta, type: MunicipalLibrary, label: {en: Beta}}
people:
  - {id: anna-berzina, name: Anna Bērziņa, givenName: Anna, familyName: Bērziņa}  # of Alpha
  # a comment that stays
  - id: janis-ozols
    name: Jānis Ozols
    givenName: Jānis
    familyName: Ozols
    hiddenLabel: {lv: Janis Ozols}
    sameAs: https://example.org/janis-of-viaf
  - {id: ieva-liepa, name: Ieva Liepa}
"""
NEWS = """\
source:
  id: news
  type: NewsItem
  title: {en: News}
  issued: 2021-03-05
  authors: [anna-berzina, janis-ozols]   # two
  photographers: janis-ozols
  evidence:
    title: [[0, 4]]
    photographers: [[5, 9]]
people:
  - {about: janis-ozols, asPrinted: {lv: Jāņa Ozola}, evidence: [[10, 20]]}
tenures:
  - person: janis-ozols
    institution: alpha
    role: director
    during: 2001/2003
  - {person: anna-berzina, institution: alpha, role: director, during: 2021}
events:
  - id: meeting
    type: Meeting
    label: {en: Meeting}
    date: 2021-03-05
    participations:
      # the one who goes
      - agent: janis-ozols
        role: presenter
        onBehalfOf: alpha
        capacity: director
        evidence: [[30, 40]]
      - {agent: janis-ozols, role: guest}
      - {agent: anna-berzina, role: presenter, onBehalfOf: alpha}
      - {agent: beta, role: visitor}
agreements:
  - id: pact
    type: Agreement
    label: {en: Pact}
    parties: [alpha, beta]
    signatures:
      - {party: alpha, signedBy: janis-ozols}
      - {party: beta, signedBy: ieva-liepa}
"""
LINES = """\
{"kind": "source", "id": "letter", "type": "Report", "title": {"en": "Letter"}, "issued": "2022"}
{"kind": "tenure", "source": "letter", "person": "janis-ozols", "institution": "beta", "role": "librarian"}
{"kind": "event", "source": "letter", "id": "visit", "type": "StudyVisit", "label": {"en": "Visit"},  "attendance": 20, \
"organizer": ["beta", "janis-ozols"], "participations": [{"agent": "janis-ozols", "role": "visitor"}]}
"""
TENURES = """\
source;person;institution;role;during;note.en
news;janis-ozols;alpha;librarian;1999/2000;"Of the
old ""house"" "
news;ieva-liepa;beta;librarian;2020;Kept
"""
EVENTS = """\
source,id,type,label.en,date,organizer,participations.1.agent,participations.1.role,participations.2.agent,participations.2.role
news,fair,Exhibition,Fair,2020,alpha | janis-ozols | beta,ieva-liepa,visitor,janis-ozols,visitor
"""


def write_workspace(root: Path) -> Path:
    """Write the workspace, in YAML, JSON lines, CSV and XLSX."""
    root.mkdir(parents=True)
    (root / "libgraph.toml").write_text('publisher = "The test"\n', "utf-8")
    (root / "authority.yaml").write_text(AUTHORITY, "utf-8")
    (root / "news.yaml").write_text(NEWS, "utf-8")
    (root / "letter.jsonl").write_text(LINES, "utf-8")
    (root / "tenures.csv").write_bytes(("\ufeff" + TENURES.replace("\n", "\r\n")).encode())
    (root / "events.csv").write_text(EVENTS, "utf-8")
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "tenures"
    for row in (
        ["source", "person", "institution", "role", "title.lv"],
        ["news", "janis-ozols", "beta", "director", "vadītājs"],
        ["news", "anna-berzina", "beta", "librarian", "bibliotekāre"],
    ):
        sheet.append(row)
    sheet["A3"].font = Font(bold=True)
    book.save(root / "more.xlsx")
    return root


@pytest.fixture
def formats(tmp_path: Path) -> Workspace:
    """A workspace with records in every format."""
    return open_workspace(write_workspace(tmp_path / "formats"))
