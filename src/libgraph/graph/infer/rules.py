"""Rules of inference in files: `*.rq`, SPARQL read as Datalog.

::

    # title@en: A thing is of every class above its own
    # title@lt: …
    # title@lv: …
    # description@en: …
    # description@lt: …
    # description@lv: …
    CONSTRUCT { ?thing a ?broader } WHERE {
      ?thing a ?class .
      ?class rdfs:subClassOf ?broader .
    }

The body is triple patterns with FILTER. Patterns of the vocabulary of RDFS and OWL (`rdfs:subClassOf`,
`owl:inverseOf`, `a owl:…`) ask the ontology, and only they may stand in FILTER NOT EXISTS: so no rule
can take back what another has concluded, and the conclusions do not depend on any order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from libgraph.errors import LibgraphError
from libgraph.graph.guard import check
from libgraph.graph.infer.patterns import (
    TYPE,
    Body,
    Condition,
    Pattern,
    Unreadable,
    read_body,
    unbound,
    variables_of,
)
from libgraph.graph.queries import BadQueryFiles, QueryFault, read_query
from libgraph.graph.scan import QuerySyntaxError, position
from libgraph.graph.store import GraphStore, QueryFailed


@dataclass(frozen=True)
class Rule:
    """A rule with its header.

    Attributes
    ----------
    name : str
        The name of the file without `.rq`.
    title, description : Mapping of str to str
        Texts by language.
    path : Path
    body : Body
        What it concludes, and from what.
    """

    name: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    path: Path
    body: Body

    @property
    def head(self) -> Pattern:
        """What it concludes."""
        return self.body.head

    @cached_property
    def axioms(self) -> tuple[Pattern, ...]:
        """The patterns that ask the ontology."""
        return tuple(pattern for pattern in self.body.patterns if pattern.is_schema)

    @cached_property
    def facts(self) -> tuple[Pattern, ...]:
        """The patterns that ask for statements about things, asserted or inferred."""
        return tuple(pattern for pattern in self.body.patterns if not pattern.is_schema)

    @cached_property
    def schema_conditions(self) -> tuple[Condition, ...]:
        """The conditions that the ontology alone decides."""
        known = variables_of(self.axioms)
        return tuple(each for each in self.body.conditions if each.absent or each.variables <= known)

    @cached_property
    def fact_conditions(self) -> tuple[Condition, ...]:
        """The other conditions."""
        return tuple(each for each in self.body.conditions if each not in self.schema_conditions)


class BadRules(LibgraphError):
    """Rule files have faults."""

    def __init__(self, faults: Sequence[QueryFault]) -> None:
        super().__init__(faults)
        self.faults = tuple(faults)
        self.lines = "\n".join(map(str, faults))

    def __str__(self) -> str:
        return f"{self.lines}\nCorrect the rules, then build again."


def load_rules(folders: Sequence[Path]) -> tuple[Rule, ...]:
    """Return the rules of some folders (`Workspace.rule_folders()`), in order of names.

    Raises
    ------
    BadRules
        If a file is no rule, or two have one name; with all faults of all files.
    """
    faults: list[QueryFault] = []
    found: dict[str, Rule] = {}
    for path in (path for folder in folders for path in sorted(folder.glob("*.rq"))):
        try:
            rule = read_rule(path)
        except BadRules as error:
            faults += error.faults
            continue
        if rule.name in found:
            cure = f"Rename one; the other is {found[rule.name].path}."
            faults.append(QueryFault(path, 1, f"the name '{rule.name}' is taken", cure))
        found[rule.name] = rule
    if faults:
        raise BadRules(faults)
    return tuple(rule for _, rule in sorted(found.items()))


def read_rule(path: Path) -> Rule:
    """Read one rule file.

    Raises
    ------
    BadRules
        If it is no rule; with file, line, what is wrong and what to do.
    """
    try:
        query = read_query(path)
        GraphStore.in_memory(b"").query(query.text)
        if query.params:
            raise Unreadable(query.text.index("# param"), "a rule has no parameters", "Leave it out.")
        body = read_body(query.text, check(query.text).tokens)
        rule = Rule(query.name, query.title, query.description, path, body)
        _check(rule)
    except BadQueryFiles as error:
        raise BadRules(error.faults) from None
    except QuerySyntaxError as error:
        what = f"column {error.column}: {error.what.rstrip('.')}"
        raise BadRules([QueryFault(path, error.line, what, "Correct the rule.")]) from None
    except QueryFailed as error:
        raise BadRules([QueryFault(path, 1, error.reason, "Correct the rule.")]) from None
    except Unreadable as error:
        line, column = position(query.text, error.start)
        raise BadRules([QueryFault(path, line, f"column {column}: {error.what}", error.cure)]) from None
    return rule


def _check(rule: Rule) -> None:
    """Refuse what is no rule of Datalog over the relations that the ontology declares."""
    start = rule.body.starts[rule.head]
    if missing := sorted(unbound(rule.body)):
        raise Unreadable(start, f"no pattern binds {missing[0]}", f"Add a pattern with {missing[0]}.")
    if rule.head.is_schema or rule.head.subject[0] == '"':
        cure = "Conclude statements about things; write axioms into the ontology."
        raise Unreadable(start, "it concludes an axiom, or has a text as subject", cure)
    if not rule.facts:
        raise Unreadable(start, "it rests on axioms only", "Add a pattern about things.")
    known = variables_of(rule.axioms)
    _check_negation(rule, variables_of(rule.facts) - known)
    for pattern in (rule.head, *rule.facts):
        relation = pattern.object if pattern.predicate == TYPE else pattern.predicate
        if relation[0] == "?" and relation not in known:
            what = f"{relation} stands for a property or class that no axiom names"
            cure = f"Bind {relation} by a pattern such as: {relation} a owl:ObjectProperty ."
            raise Unreadable(rule.body.starts[pattern], what, cure)


def _check_negation(rule: Rule, things: frozenset[str]) -> None:
    """Refuse NOT EXISTS about anything but axioms: conclusions would depend on what comes later."""
    for condition in rule.body.conditions:
        for pattern in condition.absent:
            if not pattern.is_schema or condition.variables & things:
                cure = "It may only ask the ontology: state the opposite, and ask for that."
                raise Unreadable(
                    rule.body.starts[pattern], "NOT EXISTS asks for statements about things", cure
                )
