r"""A scan of files, byte by byte, for what must not be in them, however it is written.

What is read is brought to one form instead of writing what is sought in every form: UTF-8, UTF-16 or
Windows-1257, percent-encoding, `\u` escapes, HTML entities, any normal form, any case, with or without
diacritics, hyphenated at the end of a line; also inside zip (XLSX), gzip, bzip2 and xz files, and in
base64. PDF, images and other archives are named (`unread`), so that nobody takes them for clean.
"""

import base64
import binascii
import bz2
import gzip
import html
import io
import lzma
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final
from urllib.parse import unquote

from libgraph.privacy.needles import Needles

_CHUNK: Final = 4_000_000
_OVERLAP: Final = 8_192
_DEEPEST: Final = 3
_ESCAPE: Final = re.compile(
    r"\\u\{([0-9a-fA-F]{1,6})\}|\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})|\\x([0-9a-fA-F]{2})"
)
_MARKS: Final = re.compile("[\u0300-\u036f\u00ad\u200b-\u200d\ufeff]+")
_HYPHENATED: Final = re.compile(r"(?<=\w)[-\u2010]\r?\n[ \t]*(?=\w)")
_BASE64: Final = re.compile(rb"[A-Za-z0-9+/]{64,}={0,2}")
_BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError),
    *(OSError, EOFError, NotImplementedError, RuntimeError),
)
_PACKED: Final = ((b"\x1f\x8b", gzip.decompress), (b"BZh", bz2.decompress), (b"\xfd7zXZ", lzma.decompress))
_UNREAD: Final = (  # PDF, old Office, 7-Zip, RAR, Zstandard; PNG, JPEG, GIF, WebP and other media
    *(b"%PDF", b"\xd0\xcf\x11\xe0", b"7z\xbc\xaf", b"Rar!", b"\x28\xb5\x2f\xfd"),
    *(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF"),
)


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """A place where something was found.

    Attributes
    ----------
    file : Path
    line : int
        From 1; 0 if the file has no lines.
    member : str
        For an archive, the file inside.
    """

    file: Path
    line: int = 0
    member: str = ""


def scan(files: Iterable[Path], needles: Needles) -> list[Hit]:
    """Return where the needles are found."""
    return sorted({hit for file in files for hit in _file(file, needles)})


def scan_content(file: Path, content: bytes, needles: Needles) -> list[Hit]:
    """Return where the needles are found in what a file is to hold."""
    return sorted(set(_hits(file, io.BytesIO(content), needles)))


def unread(files: Iterable[Path]) -> list[Path]:
    """Return files whose text a scan cannot read: PDF, images, archives of other kinds."""
    return sorted(file for file in files if _start(file).startswith(_UNREAD))


def _start(file: Path) -> bytes:
    with file.open("rb") as content:
        return content.read(4)


def _file(file: Path, needles: Needles) -> Iterator[Hit]:
    if needles.found_in(folded(file.name)):
        yield Hit(file)
    with file.open("rb") as content:
        yield from _hits(file, content, needles)


def _hits(file: Path, content: BinaryIO, needles: Needles) -> Iterator[Hit]:
    members = sorted(set(_found(content, needles, _DEEPEST)))
    content.seek(0)
    lines = [Hit(file, line) for line in _lines(content.read(), needles)] if members == [""] else []
    yield from lines or (Hit(file, 0, member) for member in members)


def _lines(content: bytes, needles: Needles) -> Iterator[int]:
    """Yield the lines of a text that hold a needle; one that is broken in two is told at its first."""
    if b"\0" in content:
        return
    lines = [folded(line.decode("utf-8", "replace")) for line in content.split(b"\n")]
    here = {number for number, line in enumerate(lines, 1) if needles.found_in(line)}
    yield from here
    for number in range(1, len(lines)):
        if not here & {number, number + 1} and needles.found_in(f"{lines[number - 1]} {lines[number]}"):
            yield number


def _found(content: BinaryIO, needles: Needles, depth: int) -> Iterator[str]:
    """Yield the member of an archive that a needle is in; an empty name for the content itself."""
    start = content.read(5)
    content.seek(0)
    if depth and start.startswith(b"PK\x03\x04"):
        yield from _zip(content, needles, depth)
    for sign, unpacked in _PACKED:
        if depth and start.startswith(sign):
            try:
                inside = io.BytesIO(unpacked(content.read()))
                yield from ("" for _ in _found(inside, needles, depth - 1))
            except _BROKEN:
                yield "?"
            content.seek(0)
    before = b""
    while chunk := content.read(_CHUNK):
        if any(needles.found_in(view) for view in views(before + chunk)):
            yield ""
        before = chunk[-_OVERLAP:]
    content.seek(0)
    if depth and _in_base64(content.read(), needles, depth):
        yield ""


def _zip(content: BinaryIO, needles: Needles, depth: int) -> Iterator[str]:
    try:
        with zipfile.ZipFile(content) as archive:
            for name in archive.namelist():
                with archive.open(name) as member:
                    inside = io.BytesIO(member.read())
                if needles.found_in(folded(name)) or any(True for _ in _found(inside, needles, depth - 1)):
                    yield name
    except _BROKEN:
        yield "?"  # what cannot be looked into is not said to be clean
    content.seek(0)


def _in_base64(content: bytes, needles: Needles, depth: int) -> bool:
    for run in _BASE64.finditer(content):
        text = run.group().rstrip(b"=")
        try:
            inside = base64.b64decode(text + b"=" * (-len(text) % 4))
        except binascii.Error:
            continue
        if inside.startswith(b"x\x9c"):
            inside = _inflated(inside)
        if any(True for _ in _found(io.BytesIO(inside), needles, depth - 1)):
            return True
    return False


def _inflated(content: bytes) -> bytes:
    try:
        return zlib.decompress(content)
    except zlib.error:
        return content


def views(content: bytes) -> Iterator[str]:
    """Yield the text of some bytes, folded, in each encoding that it may have."""
    text = content.decode("utf-8", "replace")
    yield folded(text)
    if _HYPHENATED.search(text):
        yield folded(_HYPHENATED.sub("", text))
    if "\ufffd" in text and b"\0" not in content:
        yield folded(content.decode("cp1257", "replace"))
    if content.count(b"\0") * 4 > len(content):
        for encoding in ("utf-16-le", "utf-16-be"):
            for start in (0, 1):
                yield folded(content[start:].decode(encoding, "replace"))


def folded(text: str) -> str:
    r"""Return a text without escapes, case, diacritics and invisible signs.

    Examples
    --------
    >>> folded("L%C4%ABga"), folded(r"L\u012bga"), folded("L&#299;ga"), folded("LĪGA")
    ('liga', 'liga', 'liga', 'liga')
    """
    for _ in range(2):  # an escape may stand inside another
        if "%" in text:
            text = unquote(text, errors="replace")
        if "\\" in text:
            text = _ESCAPE.sub(_char, text)
        if "&" in text:
            text = html.unescape(text)
    if text.isascii():
        return text.lower()
    return _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))


def _char(found: re.Match[str]) -> str:
    number = int(next(group for group in found.groups() if group), 16)
    return chr(number) if number <= 0x10FFFF else found.group()
