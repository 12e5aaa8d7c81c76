"""Running the checks over ontology files."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from libgraph.graph.quality.check_file import Check, read_checks
from libgraph.graph.quality.facts import CHECK, FACTS, declared, facts, vocabularies
from libgraph.graph.quality.finding import Finding, name_of, said
from libgraph.graph.quality.places import Places
from libgraph.graph.solutions import Solutions
from libgraph.graph.store import GraphStore
from libgraph.messages import LANGUAGES, messages
from libgraph.records.nearest import Names
from libgraph.terms import PREFIXES, compact
from libgraph.workspace import shipped_folder

_LONGEST: Final = 60


@dataclass(frozen=True)
class _File:
    """An ontology file as read."""

    name: str
    own: bool
    text: str
    quads: tuple[ox.Quad, ...]
    prefixes: Mapping[str, str]

    @cached_property
    def places(self) -> Places:
        """Where its terms stand."""
        return Places(self.text)


def check_quality(
    shipped: Sequence[Path], own: Sequence[Path] = (), root: Path | None = None
) -> list[Finding]:
    """Return what the checks find in ontology files, by file and line.

    Parameters
    ----------
    shipped
        The Turtle files that come with libgraph.
    own
        Those of a workspace, which may add to the shipped ones but not change them.
    root
        The folder of the workspace: its files are named from there.

    Notes
    -----
    If a file is not Turtle, that alone is found: the checks would blame others for what it lacks.
    """
    files: dict[str, _File] = {}
    broken: list[Finding] = []
    for path in {path.resolve(): path for path in (*shipped, *own)}.values():
        name = name_of(path, root)
        try:
            files[path.resolve().as_uri()] = _read(path, name, path in own)
        except (SyntaxError, UnicodeDecodeError) as error:
            broken.append(_not_turtle(name, error))
    return broken or _Run(files).findings(read_checks(shipped_folder("ontology") / "checks"))


def _read(path: Path, name: str, own: bool) -> _File:
    text = path.read_text("utf-8-sig")
    parser = ox.parse(text, ox.RdfFormat.TURTLE, rename_blank_nodes=True)
    quads = tuple(parser)
    return _File(name, own, text, quads, {**PREFIXES, **parser.prefixes})


def _not_turtle(name: str, error: SyntaxError | UnicodeDecodeError) -> Finding:
    if isinstance(error, SyntaxError):
        line, reason = error.lineno or 1, str(error.msg).rstrip(".")
    else:
        line, reason = error.object.count(b"\n", 0, error.start) + 1, f"{error}; UTF-8 is needed"
    return Finding(name, line, "TURTLE", said("quality-turtle", reason=reason))


class _Run:
    """One run of the checks over some files."""

    def __init__(self, files: Mapping[str, _File]) -> None:
        self._files = files
        self._quads = {iri: file.quads for iri, file in files.items()}
        shipped = [iri for iri, file in files.items() if not file.own]
        graphs = [(iri, [f"{quad.triple} .\n" for quad in quads]) for iri, quads in self._quads.items()]
        self._store = GraphStore.from_graphs(
            [*graphs, (FACTS, list(facts(self._quads, shipped)))], {**PREFIXES, "check": CHECK}
        )
        self._names: dict[str, Names] = {}

    def findings(self, checks: Iterable[Check]) -> list[Finding]:
        found = (self._finding(check, row) for check in checks for row in self._rows(check))
        unique = {(one.file, one.line, one.check, one.term, one.value): one for one in found}
        return [unique[key] for key in sorted(unique)]

    def _rows(self, check: Check) -> list[dict[str, object]]:
        answer = self._store.query(check.query)
        if not isinstance(answer, Solutions):
            raise TypeError(f"{check.id} is no SELECT query")
        return [dict(zip(answer.variables, row, strict=True)) for row in answer.rows]

    def _finding(self, check: Check, row: Mapping[str, object]) -> Finding:
        term, value = _value(row.get("term")), _value(row.get("value"))
        file = self._file(term, value, _value(row.get("file")))
        shown = compact(term, file.prefixes), compact(value, file.prefixes)
        near = compact(self._nearest(check.nearest, value), file.prefixes) if check.nearest else ""
        gaps = {"term": shown[0], "value": _cut(shown[1])}
        texts = {
            lang: " ".join(
                [check.titles[lang], check.cures[lang].format(**gaps)]
                + ([messages(lang).say("quality-near", name=near)] if near else [])
            )
            for lang in LANGUAGES
        }
        line = file.places.line(term, value) or 1
        return Finding(file.name, line, check.id, texts, *shown, check.warning)

    def _file(self, term: str, value: str, given: str) -> _File:
        """Return the file to name: the one given, or one that says `value` of `term`, best an own one."""
        if given in self._files:
            return self._files[given]
        files = sorted(self._files.values(), key=lambda file: not file.own)
        saying = [file for file in files if file.places.says(term, value)]
        describing = [file for file in files if file.places.describes(term)]
        mentioning = [file for file in files if file.places.line(term)]
        return [*saying, *describing, *mentioning, *files][0]

    def _nearest(self, kind: str, value: str) -> str:
        if kind not in self._names:
            ours = declared(self._quads)
            known = set().union(*ours.values()) if kind == "any" else ours[kind]
            foreign = set().union(*(terms for _, terms in vocabularies().values()))
            self._names[kind] = Names(known if kind == "concept" else known | foreign)
        return self._names[kind].nearest(value)


def _value(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
