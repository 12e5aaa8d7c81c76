"""`libgraph check --texts`: how it is said what the texts confirm."""

from typing import Final

from libgraph.messages import messages
from libgraph.records.evidence.report import EvidenceReport, Status
from libgraph.records.values import listing

# What was not verified is always said, were it nothing.
_ALWAYS: Final = frozenset({Status.VERIFIED, Status.POSITION_ONLY, Status.NO_EVIDENCE, Status.NO_TEXT})


def summary(report: EvidenceReport, lang: str) -> str:
    """Say how many statements are verified and how many are not, and which texts are missing."""
    say = messages(lang).say
    lines = [say("texts-summary", total=sum(report.counts.values()))]
    lines += [
        f"  {say(f'texts-{status}', count=count)}"
        for status, count in report.counts.items()
        if count or status in _ALWAYS
    ]
    without = [source.source for source in report.sources if source.counts[Status.NO_TEXT]]
    for key, names in (
        ("texts-missing", without),
        ("texts-unmatched", report.unmatched),
        ("texts-unread", report.unread),
    ):
        if names:
            lines.append(say(key, names=listing(list(names))))
    return "\n".join(lines)
