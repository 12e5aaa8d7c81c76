"""`libgraph check --ontology`: the shipped ontology, and what a workspace adds to it."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from libgraph.cli.options import tell
from libgraph.errors import BadModel, LibgraphError, ToolMissing
from libgraph.graph.infer.rules import BadRules, load_rules
from libgraph.graph.quality import Finding, check_quality
from libgraph.graph.quality.finding import finding_about, name_of, said
from libgraph.graph.quality.query_terms import KnownTerms
from libgraph.graph.queries import BadQueryFiles, QueryFault, load_queries
from libgraph.graph.shacl.sparql import constraints_in
from libgraph.messages import messages
from libgraph.model import read_model
from libgraph.model.consistency import ConsistencyReport, check_ontology
from libgraph.workspace import Workspace


class NoSarif(LibgraphError):
    """Findings in an ontology cannot be written as SARIF."""

    def __str__(self) -> str:
        return "SARIF is for the faults of records. With --ontology, choose --format text or json."


def run_ontology(workspace: Workspace, form: str, lang: str, *, hermit: bool) -> int:
    """Print what is wrong in the ontology, rules and queries of a workspace; return the exit code.

    Parameters
    ----------
    hermit : bool
        Whether the reasoner must run; else it is left out where there is no Java, and that is said.

    Raises
    ------
    ToolMissing
        If the reasoner must run and there is no Java.
    NoSarif
        If SARIF is asked for.
    """
    if form == "sarif":
        raise NoSarif()
    files = workspace.ontology_files()
    own = [path for path in files if path.resolve().is_relative_to(workspace.root.resolve())]
    shipped = [path for path in files if path not in own]
    found = check_quality(shipped, own, workspace.root)
    readable = all(one.check != "TURTLE" for one in found)
    found += [*_of_rules(workspace), *_of_queries(workspace)]
    logic = messages(lang).say("quality-no-java")
    if readable:
        asking = [path for folder in _asking_folders(workspace) for path in sorted(folder.glob("*.rq"))]
        known = KnownTerms(files, workspace.root)
        found += [*_of_model(workspace), *known.unknown_in_files(asking), *_of_constraints(workspace, known)]
        try:
            report = check_ontology(files)
            found += _of_logic(report, files, workspace)
            logic = messages(lang).say("quality-consistent", classes=report.classes) if report.good else ""
        except ToolMissing:
            if hermit:
                raise
    _print(found, form, lang)
    grave = sum(not one.warning for one in found)
    if readable and logic:
        tell(logic)
    tell(messages(lang).say("quality-summary", files=len(files), faults=grave, warnings=len(found) - grave))
    return 1 if grave else 0


def _asking_folders(workspace: Workspace) -> tuple[Path, ...]:
    return (*workspace.query_folders(), *workspace.rule_folders())


def _of_model(workspace: Workspace) -> Iterator[Finding]:
    """Find what keeps the files from being read as a model of records."""
    try:
        read_model(workspace.ontology_files())
    except BadModel as error:
        texts = said("quality-model", reason=error.reason, cure=error.cure)
        yield finding_about("MODEL", texts, error.where, workspace.ontology_files(), workspace.root)


def _of_constraints(workspace: Workspace, known: KnownTerms) -> Iterator[Finding]:
    """Find what keeps SPARQL constraints from being run, and what they ask for in vain."""
    files = workspace.ontology_files()
    for constraint in constraints_in(files):
        if isinstance(constraint, BadModel):
            texts = said("quality-query", what=constraint.reason, cure=constraint.cure)
            yield finding_about("SHAPE", texts, constraint.where, files, workspace.root)
        else:
            yield from known.unknown_in_constraint(constraint.text, constraint.where)


def _of_logic(report: ConsistencyReport, files: Sequence[Path], workspace: Workspace) -> Iterator[Finding]:
    """Find the classes that can have no member, and contradictions."""
    for iri in report.unsatisfiable:
        yield finding_about("LOGIC", said("quality-unsatisfiable", term=iri), iri, files, workspace.root)
    if not report.consistent:
        yield finding_about("LOGIC", said("quality-inconsistent"), "", files[::-1], workspace.root)


def _of_rules(workspace: Workspace) -> list[Finding]:
    return _of_files(lambda: load_rules(workspace.rule_folders()), "RULE", workspace)


def _of_queries(workspace: Workspace) -> list[Finding]:
    return _of_files(lambda: load_queries(workspace.query_folders()), "QUERY", workspace)


def _of_files(read: Callable[[], object], check: str, workspace: Workspace) -> list[Finding]:
    """Find what keeps rules or queries from being read."""
    faults: Sequence[QueryFault] = ()
    try:
        read()
    except (BadRules, BadQueryFiles) as error:
        faults = error.faults
    return [
        Finding(
            name_of(fault.path, workspace.root),
            fault.line,
            check,
            said("quality-query", what=fault.what, cure=fault.cure),
        )
        for fault in faults
    ]


def _print(found: Sequence[Finding], form: str, lang: str) -> None:
    if form == "text":
        for one in found:
            print(one.text(lang))
    else:
        print(json.dumps([one.as_dict(lang) for one in found], ensure_ascii=False, indent=2))
