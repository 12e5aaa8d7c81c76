"""Evidence held against the texts: whether each passage lies in its text and says what is stated."""

from collections.abc import Iterator

from libgraph.dates import InvalidDate
from libgraph.records.evidence.answer import Answer
from libgraph.records.evidence.graphemes import cuts_character, whole_characters
from libgraph.records.evidence.report import EvidenceReport, SourceCheck, StatementCheck, Status, counted
from libgraph.records.evidence.saying import Names, says, where_said
from libgraph.records.evidence.statements import Passage, Stated, statements_of
from libgraph.records.evidence.text_files import Text, Texts
from libgraph.records.faults import Fault, in_order
from libgraph.records.findings import Reading
from libgraph.records.record import Record
from libgraph.records.values import Problem

_OF_ANSWER = {
    Answer.YES: Status.VERIFIED,
    Answer.PARTLY: Status.POSITION_ONLY,
    Answer.UNKNOWN: Status.POSITION_ONLY,
    Answer.NO: Status.NOT_FOUND,
}


def check_texts(reading: Reading, texts: Texts) -> EvidenceReport:
    """Look up every passage in the text of its source.

    Faults of the records themselves are not told again; values that have them are passed over.
    """
    names = Names(reading.records, reading.model)
    by_source: dict[str, list[Record]] = {}
    for record in reading.records:
        by_source.setdefault(record.source, []).append(record)
    faults: list[Fault] = []
    statements: list[StatementCheck] = []
    sources: list[SourceCheck] = []
    used: list[Text] = []
    for source, records in sorted(by_source.items()):
        one = _Source(reading, texts, names, source, records)
        checked = list(one.statements())
        faults += one.faults
        statements += checked
        name = one.text.name if one.text else ""
        sources.append(SourceCheck(source, name, one.drifted, counted(checked)))
        used += [one.text] if one.text else []
    return EvidenceReport(
        tuple(statements), tuple(sources), tuple(in_order(faults)), texts.unmatched(used), texts.unread
    )


class _Source:
    """The records of one source, and its text."""

    def __init__(
        self, reading: Reading, texts: Texts, names: Names, source: str, records: list[Record]
    ) -> None:
        self.reading, self.names, self.records = reading, names, records
        self.faults: list[Fault] = []
        own = next((r for r in records if r.kind == "source" and r.data.get("id") == source), None)
        told = own.data if own else {}
        sha256 = str(told.get("sha256", ""))
        self.lang = str(told.get("language", ""))
        self.text = texts.of(source, sha256)
        self.drifted = bool(self.text and sha256 and self.text.sha256 != sha256)
        if own and self.text and self.text.sha256 != sha256:
            code = "text-changed" if sha256 else "text-without-hash"
            data = {"name": self.text.name, "sha256": self.text.sha256}
            at = ("sha256",) if sha256 else ()
            self.faults.append(reading.placed(own.file, Problem(at, code, code, data, warning=True), own.at))

    def statements(self) -> Iterator[StatementCheck]:
        """Yield what is found of each statement, and note the faults."""
        for record in self.records:
            for stated in statements_of(record, self.reading.model):
                yield self.check(stated)

    def check(self, stated: Stated) -> StatementCheck:
        if not stated.passages:
            return StatementCheck(stated, Status.NO_EVIDENCE)
        if self.text is None:
            return StatementCheck(stated, Status.NO_TEXT)
        if self.drifted:
            return self.check_drifted(stated, self.text.content)
        placed = [self.lies_inside(stated, passage, self.text.content) for passage in stated.passages]
        if not all(placed):
            return StatementCheck(stated, Status.OUTSIDE)
        answer = self.answer(stated, self.text.content)
        if answer is not Answer.NO:
            return StatementCheck(stated, _OF_ANSWER[answer])
        elsewhere = where_said(stated, self.text.content, self.lang, self.names)
        self.fault(stated, "passage-without", elsewhere)
        return StatementCheck(stated, Status.NOT_FOUND, elsewhere)

    def check_drifted(self, stated: Stated, content: str) -> StatementCheck:
        """Look whether another version of the text still says it, there or elsewhere."""
        answer = self.answer(stated, content)
        if answer is Answer.YES:
            return StatementCheck(stated, Status.STILL_SAID)
        elsewhere = where_said(stated, content, self.lang, self.names)
        if answer in {Answer.UNKNOWN, Answer.PARTLY} and not elsewhere:
            return StatementCheck(stated, Status.UNCHECKED)
        self.fault(stated, "passage-moved", elsewhere)
        return StatementCheck(stated, Status.MOVED if len(elsewhere) == 1 else Status.GONE, elsewhere)

    def answer(self, stated: Stated, content: str) -> Answer:
        passages = [content[passage.start : passage.end] for passage in stated.passages]
        try:
            return says(stated, passages, self.lang, self.names)
        except InvalidDate:
            return Answer.UNKNOWN  # a fault of the record

    def lies_inside(self, stated: Stated, passage: Passage, content: str) -> bool:
        """Say whether a position lies in the text and cuts no character; note the fault if not."""
        told = {"start": str(passage.start), "end": str(passage.end), "length": str(len(content))}
        if passage.end > len(content):
            self.note(stated, passage, Problem((), "passage-outside", "find-passage", told))
            return False
        if cuts_character(content, passage.start) or cuts_character(content, passage.end):
            start, end = whole_characters(content, passage.start, passage.end)
            told["nearest"] = _shown([(start, end)])
            self.note(stated, passage, Problem((), "passage-cuts", "write-passage", told))
            return False
        return True

    def fault(self, stated: Stated, code: str, elsewhere: tuple[tuple[int, int], ...]) -> None:
        """Note that the passages of a statement do not say it, and where it is said."""
        first = stated.passages[0]
        told = {
            "name": stated.value,
            "field": stated.field.name,
            "passages": ", ".join(f"{p.start}–{p.end}" for p in stated.passages),
            "nearest": _shown(list(elsewhere[:3])),
        }
        cure = "write-passage" if len(elsewhere) == 1 else "choose-passage" if elsewhere else "find-passage"
        self.note(stated, first, Problem((), code, cure, told))

    def note(self, stated: Stated, passage: Passage, problem: Problem) -> None:
        told = {**problem.data, "source": stated.record.source}
        at = passage.at if len(stated.passages) == 1 else passage.at[:-1]
        fault = self.reading.placed(stated.record.file, Problem((), problem.code, problem.cure, told), at)
        self.faults.append(fault)


def _shown(spans: list[tuple[int, int]]) -> str:
    return ", ".join(f"[{start}, {end}]" for start, end in spans)
