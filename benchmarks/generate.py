"""Make realistic records: libraries, people, events and agreements of a fictional region.

    python benchmarks/generate.py SCALE FOLDER

Scale 1, 10 and 100 give about 20 k, 200 k and 2 M triples. The same scale gives the same bytes.
"""

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LIBRARIES, PEOPLE, SOURCES = 60, 120, 150
PLACES = 12
EVENT_TYPES = ("Meeting", "Seminar", "StudyVisit", "WorkingSession", "Exhibition", "Congress")
ROLES = ("participant", "presenter", "moderator", "visitor", "guest")
POSTS = ("director", "head-of-unit", "methodologist", "librarian", "chief-specialist")
TOPICS = ("reading-promotion", "media-literacy", "staff-development", "accessibility", "citizen-science")
GIVEN = ("Rūta", "Jānis", "Žydrūnė", "Ģirts", "Aušra", "Līga", "Tomas", "Ilze", "Šarūnė", "Kārlis")
FAMILY = ("Kalniņa", "Petrauskienė", "Bērziņš", "Žukauskas", "Ozola", "Stankevičius", "Liepa", "Mažeikaitė")


def records(scale: int) -> Iterator[dict[str, Any]]:
    """Yield the records of a scale, each with its kind and source."""
    chance = random.Random(scale)
    yield from authority(scale)
    for number in range(SOURCES * scale):
        yield from source(scale, number, chance)


def authority(scale: int) -> Iterator[dict[str, Any]]:
    """Yield the authority records: places, libraries and people."""
    yield {"kind": "source", "id": "authority", "type": "AuthorityFile", "title": {"en": "Authority file"}}
    for n in range(PLACES * scale):
        label = {"lt": f"Vietovė {n}", "lv": f"Vieta {n}"}
        yield {"kind": "place", "source": "authority", "id": f"place-{n}", "type": "Town", "label": label}
    for n in range(LIBRARIES * scale):
        label = {
            "lt": f"{n}-oji viešoji biblioteka",
            "lv": f"{n}. publiskā bibliotēka",
            "en": f"Public Library {n}",
        }
        place = f"place-{n % (PLACES * scale)}"
        yield {"kind": "institution", "source": "authority", "id": f"library-{n}", "type": "MunicipalLibrary",
               "label": label, "place": place, "homepage": f"https://example.org/library/{n}"}  # fmt: skip
    for n in range(PEOPLE * scale):
        name = f"{GIVEN[n % 10]} {FAMILY[n % 8]} {n}"
        yield {"kind": "person", "source": "authority", "id": f"person-{n}", "name": name}


def source(scale: int, number: int, chance: random.Random) -> Iterator[dict[str, Any]]:
    """Yield a source, an event with participations, two tenures and, for some, an agreement."""
    ident = f"news-{number}"
    day = f"{2010 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02}"
    people = chance.sample(range(PEOPLE * scale), 6)
    libraries = chance.sample(range(LIBRARIES * scale), 6)
    yield {
        "kind": "source", "id": ident, "type": "NewsItem", "issued": day, "language": "lt",
        "title": {"lt": f"Bibliotekų naujiena „{number}“"}, "publisher": f"library-{libraries[0]}",
    }  # fmt: skip
    participations = [
        {"agent": f"person-{person}", "role": ROLES[k % 5], "onBehalfOf": f"library-{library}",
         "evidence": [[100 * k, 100 * k + 60]]}
        for k, (person, library) in enumerate(zip(people, libraries, strict=True))
    ]  # fmt: skip
    label = {"lt": f"Susitikimas Nr. {number}", "lv": f"Tikšanās Nr. {number}", "en": f"Meeting no. {number}"}
    yield {
        "kind": "event", "source": ident, "id": f"event-{number}", "type": EVENT_TYPES[number % 6],
        "label": label, "date": day, "organizer": f"library-{libraries[0]}",
        "place": f"place-{number % PLACES}", "mode": "onsite",
        "topics": [TOPICS[number % 5], TOPICS[(number + 2) % 5]], "participations": participations,
        "evidence": {"date": [[10, 30]], "label": [[40, 90]]},
    }  # fmt: skip
    for k in range(2):
        yield {
            "kind": "tenure", "source": ident, "person": f"person-{people[k]}",
            "role": POSTS[(number + k) % 5], "institution": f"library-{libraries[k]}", "during": day,
            "evidence": [[700 + k, 760 + k]],
        }  # fmt: skip
    if number % 3 == 0:
        signatures = [
            {"party": f"library-{libraries[k]}", "signedBy": f"person-{people[k]}"} for k in range(3)
        ]
        yield {
            "kind": "agreement", "source": ident, "id": f"agreement-{number}", "type": "CooperationAgreement",
            "label": {"lt": f"Sutartis Nr. {number}"}, "date": day, "concludedAt": f"event-{number}",
            "validity": f"{day}/..", "signatures": signatures,
        }  # fmt: skip


def write(scale: int, folder: Path) -> Path:
    """Write the records of a scale as JSONL in a workspace and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = "max_file_mb = 1000\ninference = false  # measured by itself\n"
    (folder / "libgraph.toml").write_text(settings, "utf-8")
    with (folder / "records.jsonl").open("w", encoding="utf-8", newline="\n") as file:
        for record in records(scale):
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return folder


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
