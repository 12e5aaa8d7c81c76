"""`libgraph check --conflicts`: how sources that disagree are listed."""

from collections.abc import Iterator, Sequence

from libgraph.graph.conflicts import Conflict
from libgraph.messages import messages


def lines(found: Sequence[Conflict], lang: str) -> Iterator[str]:
    """Yield a line for each field that sources disagree about, and below it one for each claim."""
    say = messages(lang).say
    for conflict in found:
        field = f"{conflict.field}.{conflict.lang}" if conflict.lang else conflict.field
        yield say("conflict", thing=conflict.thing, field=field)
        for claim in conflict.claims:
            yield f"    {say('conflict-claim', value=claim.value, source=claim.source, where=claim.where)}"
    yield say("conflicts-summary", count=len(found))
