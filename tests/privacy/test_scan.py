"""The scan finds a name however it is written, and nothing where there is none."""

import base64
import bz2
import gzip
import html
import io
import json
import lzma
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from libgraph.privacy.needles import Needles
from libgraph.privacy.scan import Hit, scan, unread, views

NAME = "Žydrūnė Šimkevičė"
NEEDLES = Needles(
    ("z-simkevice",), ("zydrune simkevice", "simkevice zydrune"), links=("https://example.org/zs",)
)


def zipped(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", content)
    return out.getvalue()


def js_escaped(text: str) -> str:
    return "".join(f"\\u{{{ord(char):x}}}" if char > "~" else char for char in text)


ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "utf-8": str.encode,
    "nfd": lambda text: unicodedata.normalize("NFD", text).encode(),
    "upper": lambda text: text.upper().encode(),
    "percent upper": lambda text: quote(text).encode(),
    "percent lower": lambda text: quote(text).lower().encode(),
    "percent all": lambda text: "".join(f"%{byte:02x}" for byte in text.encode()).encode(),
    "percent twice": lambda text: quote(quote(text)).encode(),
    "json": lambda text: json.dumps(text).encode(),
    "json upper": lambda text: json.dumps(text).upper().replace("\\U", "\\u").encode(),
    "javascript": lambda text: js_escaped(text).encode(),
    "python bytes": lambda text: "".join(f"\\x{ord(c):02x}" if ord(c) < 256 else c for c in text).encode(),
    "entities decimal": lambda text: text.encode("ascii", "xmlcharrefreplace"),
    "entities hex": lambda text: "".join(f"&#x{ord(c):X};" if c > "~" else c for c in text).encode(),
    "entities named": lambda text: text.replace("Ž", "&Zcaron;").replace("č", "&ccaron;").encode(),
    "json in html": lambda text: html.escape(json.dumps(text)).encode(),
    "folded": lambda _: b"Zydrune Simkevice",
    "folded id": lambda _: b"https://w3id.org/id/person/z-simkevice",
    "key of a node": lambda _: b"/tenure/z-simkevice--alpha--director>",
    "slug of the name": lambda _: b"zydrune-simkevice",
    "names turned": lambda _: "ŠIMKEVIČĖ, Žydrūnė".encode(),
    "case form": lambda _: "Žydrūnei Šimkevičei".encode(),
    "link": lambda _: b"sameAs <https://example.org/zs>",
    "soft hyphen": lambda text: text.replace("k", "k\u00ad").encode(),
    "hyphenated": lambda text: text.replace("kev", "ke-\r\n  v").encode(),
    "windows-1257": lambda text: text.encode("cp1257"),
    "bzip2": lambda text: bz2.compress(text.encode()),
    "xz": lambda text: lzma.compress((text + str(list(range(99)))).encode()),
    "line break": lambda text: text.replace(" ", "\n  ").encode(),
    "no-break space": lambda text: text.replace(" ", "\u00a0").encode(),
    "utf-16": lambda text: text.encode("utf-16"),
    "zip": lambda text: zipped(text.encode()),
    "gzip": lambda text: gzip.compress(text.encode()),
    "zip in gzip": lambda text: gzip.compress(zipped(text.encode())),
    "base64": lambda text: b'"' + base64.b64encode(("x " * 30 + text).encode()) + b'"',
    "gzip in base64": lambda text: base64.b64encode(gzip.compress((text + str(list(range(99)))).encode())),
    "zlib in base64": lambda text: base64.b64encode(zlib.compress((text + str(list(range(99)))).encode())),
}


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("around", [b"", b"\n<p>word</p>\n" * 3, b"\x00\xff\xfe;"])
def test_what_is_planted_is_found(tmp_path: Path, encoding: str, around: bytes) -> None:
    if encoding in {"zip", "gzip", "zip in gzip", "bzip2", "xz", "utf-16", "windows-1257"}:
        around = b""  # these are files, not parts of one
    file = tmp_path / "out.bin"
    file.write_bytes(around + ENCODINGS[encoding](NAME) + around)
    assert [hit.file for hit in scan([file], NEEDLES)][:1] == [file]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_nobody_else_is_found(tmp_path: Path, encoding: str) -> None:
    """The negative control: the same files with another name of nearly the same letters."""
    other = ENCODINGS[encoding]("Žydrūnas Šimkevičius-Petrė")
    other = other.replace(b"Simkevice", b"Simkus").replace(b"simkevice", b"simkus").replace(b"/zs", b"/zt")
    other = other.replace("Šimkevičei".encode(), b"Simkui").replace("ŠIMKEVIČĖ".encode(), b"SIMKUS")
    file = tmp_path / "out.bin"
    file.write_bytes(other)
    assert scan([file], NEEDLES) == []


def test_a_name_across_two_chunks_is_found(tmp_path: Path) -> None:
    file = tmp_path / "large.nq"
    file.write_bytes(b"x " * 1_999_997 + NAME.encode() + b" x" * 3_000)
    assert len(scan([file], NEEDLES)) == 1


def test_lines_and_members_are_told(tmp_path: Path) -> None:
    text, book = tmp_path / "a.yaml", tmp_path / "b.xlsx"
    text.write_text(f"one\n# {NAME}\nthree Žydrūnė\n  Šimkevičė\n", "utf-8")
    book.write_bytes(zipped(NAME.encode()))
    assert scan([text, book], NEEDLES) == [
        Hit(text, 2), Hit(text, 3), Hit(book, 0, "xl/sharedStrings.xml"),
    ]  # fmt: skip


def test_a_file_named_after_the_person_is_found(tmp_path: Path) -> None:
    file = tmp_path / "Žydrūnė_Šimkevičė.txt"
    file.write_text("-", "utf-8")
    assert scan([file], NEEDLES) == [Hit(file)]


def test_an_archive_that_cannot_be_looked_into_is_not_called_clean(tmp_path: Path) -> None:
    file = tmp_path / "broken.xlsx"
    file.write_bytes(zipped(b"x" * 500)[:-30])
    assert scan([file], NEEDLES) == [Hit(file, 0, "?")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("person/z-simkevice", True),
        ("person/z-simkevice-2", False),
        ("person/z-simkevice.b", False),
        ("person/xz-simkevice", False),
        ("Zydrune Simkevice Petraite", False),  # another person, told by `others`
        ("Zydrune Simkevice petraites", True),
    ],
)
def test_ids_and_names_inside_others_are_told_apart(tmp_path: Path, text: str, found: bool) -> None:
    needles = Needles(NEEDLES.idents, NEEDLES.names, ("zydrune simkevice petraite",))
    file = tmp_path / "x"
    file.write_text(text, "utf-8")
    assert bool(scan([file], needles)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("jonas-rokas, Jonas Rokas Rokaitis", False),  # others
        ("Rokas", False),  # a mere word
        ("person/rokas", True),
        ("person:rokas ?p", True),
        ("a.b.rokas", True),
        ("jonas-a.b.rokas", True),
        ("https://example.org/Q12", True),
        ("https://example.org/Q123", False),
    ],
)
def test_a_short_id_or_link_does_not_stand_for_longer_ones(tmp_path: Path, text: str, found: bool) -> None:
    needles = Needles(("rokas", "a.b.rokas"), ("ona rokas",), ("jonas rokas",), ("https://example.org/q12",))
    file = tmp_path / "x"
    file.write_text(text, "utf-8")
    assert bool(scan([file], needles)) == found


def test_what_cannot_be_searched_is_named(tmp_path: Path) -> None:
    for name, content in (("a.pdf", b"%PDF-1.7"), ("b.png", b"\x89PNG\r\n"), ("c.txt", b"text"), ("d", b"")):
        (tmp_path / name).write_bytes(content)
    assert [path.name for path in unread(sorted(tmp_path.iterdir()))] == ["a.pdf", "b.png"]


def test_views_are_folded() -> None:
    assert list(views(NAME.encode())) == ["zydrune simkevice"]
