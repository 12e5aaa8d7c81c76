"""Ask a reasoner (HermiT, through owlready2) whether the ontology contradicts itself.

HermiT runs on Java and knows the OWL 2 datatypes only, and owlready2 reads no
Turtle and fetches `owl:imports` from the network. So the files are read here,
rid of imports and ontology headers, their other datatypes (xsd:date, EDTF ...)
widened to rdfs:Literal, and handed over as N-Triples in a world of their own.
"""

import contextlib
import io
import shutil
import subprocess
import tempfile
import warnings
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from libgraph.errors import BadModel, OntologyInconsistent, ToolMissing
from libgraph.terms import RDF_TYPE, XSD

if TYPE_CHECKING:
    from pyoxigraph import Quad

_OWL: Final = "http://www.w3.org/2002/07/owl#"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
_WORLD_IRI: Final = "urn:libgraph:consistency#"
_CURE: Final = "Look for a construct outside OWL 2 DL in the files given."
_KINDS: Final = {f"{_OWL}Class": "classes", f"{_OWL}ObjectProperty": "properties",
                 f"{_OWL}DatatypeProperty": "properties"}  # fmt: skip

# OWL 2 Structural Specification, section 4: the datatype map. xsd:date and its kin are not in it.
_OWL2_DATATYPES: Final = frozenset(
    [f"{_OWL}real", f"{_OWL}rational", f"{_RDF}PlainLiteral", f"{_RDF}XMLLiteral", f"{_RDF}langString"]
    + [f"{_RDFS}Literal"]
    + [
        XSD + name
        for name in (
            "anyURI base64Binary boolean byte dateTime dateTimeStamp decimal double float hexBinary int integer "
            "language long Name NCName negativeInteger NMTOKEN nonNegativeInteger nonPositiveInteger "
            "normalizedString positiveInteger short string token unsignedByte unsignedInt unsignedLong unsignedShort"
        ).split()
    ]
)


@dataclass(frozen=True)
class ConsistencyReport:
    """What the reasoner says of an ontology.

    Attributes
    ----------
    consistent : bool
        Whether the ontology has a model at all.
    unsatisfiable : tuple of str
        IRIs of the classes that can have no member, sorted; empty if the
        ontology as a whole is inconsistent.
    classes, properties, triples : int
        How many of them the reasoner was given.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...]
    classes: int
    properties: int
    triples: int

    @property
    def good(self) -> bool:
        """Say whether the ontology is consistent and each class can have members."""
        return self.consistent and not self.unsatisfiable

    def require_good(self) -> None:
        """Raise `OntologyInconsistent` unless the ontology is good."""
        if not self.good:
            raise OntologyInconsistent(self.unsatisfiable)


def check_ontology(
    files: Sequence[Path], *, extra: Sequence[Path] = (), java: str | None = None
) -> ConsistencyReport:
    """Let HermiT look for contradictions and for classes that can have no member.

    Parameters
    ----------
    files
        The ontology: Turtle, N-Triples, N-Quads, TriG or RDF/XML.
    extra
        Vocabularies it builds on (ORG, PROV-O ...), whose axioms then count too.
    java
        The Java program; without it, `java` on the search path.

    Raises
    ------
    ToolMissing
        If there is no Java, or it does not start.
    BadModel
        If a file cannot be read, or the reasoner cannot make sense of the ontology.

    Notes
    -----
    owlready2 keeps the name of the Java program in a global, which is put back
    afterwards; do not call this from two threads at once.
    """
    program = _find_java(java)
    axioms = _axioms([quad for path in (*files, *extra) for quad in _read(path)])
    kinds = {(quad.subject, _KINDS[quad.object.value]) for quad in axioms if _is_typing(quad, _KINDS)}
    counted = [kind for _, kind in kinds]
    consistent, unsatisfiable = _reason(axioms, program)
    return ConsistencyReport(
        consistent, unsatisfiable, counted.count("classes"), counted.count("properties"), len(axioms)
    )


def _find_java(java: str | None) -> str:
    """Return the path of a Java program that starts."""
    purpose = "checking the consistency of the ontology"
    cure = "Install a Java runtime (version 8 or later, for example OpenJDK), then run the command again."
    program = shutil.which(java or "java")
    if program is None:
        raise ToolMissing(f"Java ({java})" if java else "Java", purpose, cure)
    try:
        subprocess.run([program, "-version"], check=True, capture_output=True, timeout=60)
    except (OSError, subprocess.SubprocessError) as error:
        raise ToolMissing(f"A Java that starts ({program} does not)", purpose, cure) from error
    return program


def _read(path: Path) -> list["Quad"]:
    """Return the statements of a file; blank nodes get names no other file has."""
    import pyoxigraph

    cure = "Give Turtle (.ttl), N-Triples (.nt), N-Quads (.nq), TriG (.trig) or RDF/XML (.rdf)."
    try:
        return list(pyoxigraph.parse(path=path, rename_blank_nodes=True))
    except (OSError, SyntaxError, ValueError) as error:
        raise BadModel(str(path), f"it cannot be read: {error}", cure) from error


def _axioms(quads: Sequence["Quad"]) -> list["Quad"]:
    """Return the statements without headers and imports, their datatypes such as HermiT knows."""
    from pyoxigraph import Literal, NamedNode, Quad

    unknown = {
        quad.subject
        for quad in quads
        if _is_typing(quad, (f"{_RDFS}Datatype",)) and quad.subject.value not in _OWL2_DATATYPES
    }
    headers = {quad.subject for quad in quads if _is_typing(quad, (f"{_OWL}Ontology",))}
    dropped = headers | unknown | _blank_nodes_below(unknown, quads)
    kept = set()
    for quad in quads:
        value = quad.object
        if quad.subject in dropped or quad.predicate.value == f"{_OWL}imports":
            continue
        if isinstance(value, Literal) and value.datatype.value not in _OWL2_DATATYPES:
            continue
        if isinstance(value, NamedNode) and (value in unknown or _is_unknown_xsd(value.value)):
            value = NamedNode(f"{_RDFS}Literal")
        if quad.predicate.value == f"{_OWL}inverseOf" and value == quad.subject:  # owlready2 0.51 trips over it
            quad, value = Quad(quad.subject, NamedNode(RDF_TYPE), value), NamedNode(f"{_OWL}SymmetricProperty")
        kept.add(Quad(quad.subject, quad.predicate, value))
    return sorted(kept, key=str)


def _blank_nodes_below(roots: Collection[object], quads: Sequence["Quad"]) -> set[object]:
    """Return the blank nodes that the roots lead to: lists, facets and the like."""
    from pyoxigraph import BlankNode

    children = defaultdict(list)
    for quad in quads:
        if isinstance(quad.object, BlankNode):
            children[quad.subject].append(quad.object)
    found: set[object] = set()
    waiting = list(roots)
    while waiting:
        new = set(children[waiting.pop()]) - found
        found |= new
        waiting += new
    return found


def _is_unknown_xsd(iri: str) -> bool:
    return iri.startswith(XSD) and iri not in _OWL2_DATATYPES


def _is_typing(quad: "Quad", classes: Collection[str]) -> bool:
    return quad.predicate.value == RDF_TYPE and getattr(quad.object, "value", "") in classes


def _reason(axioms: Sequence["Quad"], java: str) -> tuple[bool, tuple[str, ...]]:
    """Run HermiT; return whether the axioms are consistent, and the unsatisfiable classes."""
    import owlready2
    import pyoxigraph

    text = pyoxigraph.serialize((quad.triple for quad in axioms), format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert text is not None
    with _quiet_owlready(java):
        world = owlready2.World()
        try:
            world.get_ontology(_WORLD_IRI).load(only_local=True, fileobj=io.BytesIO(text))
            owlready2.sync_reasoner_hermit(world, debug=0)
            return True, tuple(sorted(found.iri for found in world.inconsistent_classes()))
        except owlready2.OwlReadyInconsistentOntologyError:
            return False, ()
        except owlready2.OwlReadyJavaError as error:
            raise BadModel("the ontology", f"HermiT cannot use it: {_gist(str(error))}", _CURE) from error
        finally:
            world.close()


@contextlib.contextmanager
def _quiet_owlready(java: str) -> Iterator[None]:
    """Let owlready2 use a Java, print nothing and leave no file and no setting behind."""
    import owlready2

    before = owlready2.JAVA_EXE, tempfile.tempdir
    with (
        tempfile.TemporaryDirectory(prefix="libgraph-") as folder,
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
        warnings.catch_warnings(action="ignore"),
    ):
        owlready2.JAVA_EXE, tempfile.tempdir = java, folder
        try:
            yield
        finally:
            owlready2.JAVA_EXE, tempfile.tempdir = before


def _gist(message: str) -> str:
    """Return the line of a Java message that says what is wrong."""
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    telling = [line for line in lines if "Exception" in line or "Error" in line]
    return (telling or lines or ["it gave no reason"])[-1 if not telling else 0]
