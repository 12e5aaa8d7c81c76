"""What validation finds."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from libgraph.graph.solutions import Term
from libgraph.messages import pick

_GAP: Final = re.compile(r"\{[?$](\w+)\}")


@dataclass(frozen=True, slots=True)
class Result:
    """One validation result, as SHACL defines it.

    Attributes
    ----------
    focus : term
        The node that violates the shape.
    path : str
        The property path as SPARQL writes it; empty if there is none.
    value : term or None
    shape : str
        The IRI of the shape, or the name of its blank node.
    component : str
        Local name of the constraint component, such as `MinCountConstraintComponent`.
    severity : str
        Local name, such as `Violation`, `Warning` or `Info`; else an IRI.
    messages : Mapping of language to str
        With their gaps, such as `{?value}`.
    bindings : Mapping of str to term
        What the gaps stand for.
    final : bool
        Whether no further data could take the result back.
    """

    focus: Term
    path: str
    value: Term | None
    shape: str
    component: str
    severity: str
    messages: Mapping[str, str] = field(default_factory=dict)
    bindings: Mapping[str, Term] = field(default_factory=dict)
    final: bool = False

    def message(self, lang: str, shown: Callable[[Term], str] = lambda term: lexical(term)) -> str:
        """Return the message in a language, or else in another; `shown` says what a term is called."""

        def filled(match: re.Match[str]) -> str:
            term = self.bindings.get(match.group(1))
            return match.group() if term is None else shown(term)

        return _GAP.sub(filled, pick(self.messages, lang))


def lexical(term: Term) -> str:
    """Return an IRI or the lexical form of a literal."""
    return str(getattr(term, "value", term))
