"""Ask a reasoner (HermiT, through owlready2) whether the ontology contradicts itself.

HermiT runs on Java and knows the OWL 2 datatypes only, and owlready2 reads no
Turtle and fetches `owl:imports` from the network. So the files are read here,
rid of imports and annotations, their other datatypes (xsd:date, EDTF ...)
widened to rdfs:Literal, and handed over as N-Triples in a world of their own.
"""

import contextlib
import io
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from libgraph.errors import BadModel, OntologyInconsistent, ToolMissing
from libgraph.terms import RDF_TYPE, XSD

if TYPE_CHECKING:
    from pyoxigraph import NamedNode, Quad

_OWL: Final = "http://www.w3.org/2002/07/owl#"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
_WORLD_IRI: Final = "urn:libgraph:consistency#"
_CURE: Final = "Look for a construct outside OWL 2 DL in the files given."
_PROPERTIES: Final = (f"{_OWL}ObjectProperty", f"{_OWL}DatatypeProperty")
_AXIOM_PREDICATES: Final = frozenset(
    [RDF_TYPE, f"{_RDF}first", f"{_RDF}rest"]
    + [_RDFS + name for name in ("subClassOf", "subPropertyOf", "domain", "range")]
)
_OWL_ANNOTATIONS: Final = frozenset(
    _OWL + name
    for name in (
        "backwardCompatibleWith", "deprecated", "imports", "incompatibleWith",
        "priorVersion", "versionIRI", "versionInfo",
    )
)  # fmt: skip

# OWL 2 Structural Specification, section 4: the datatype map. xsd:date and its kin are not in it.
_OWL2_DATATYPES: Final = frozenset(
    [
        f"{_OWL}rational", f"{_OWL}real", f"{_RDF}PlainLiteral", f"{_RDF}XMLLiteral", f"{_RDF}langString",
        f"{_RDFS}Literal",
    ]
    + [
        XSD + name
        for name in (
            "NCName", "NMTOKEN", "Name", "anyURI", "base64Binary", "boolean", "byte", "dateTime",
            "dateTimeStamp", "decimal", "double", "float", "hexBinary", "int", "integer", "language", "long",
            "negativeInteger", "nonNegativeInteger", "nonPositiveInteger", "normalizedString",
            "positiveInteger", "short", "string", "token", "unsignedByte", "unsignedInt", "unsignedLong",
            "unsignedShort",
        )
    ]
)  # fmt: skip


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
    classes, properties : int
        How many of them the ontology declares, without the vocabularies it builds on.
    axioms : int
        How many statements the reasoner was given.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...]
    classes: int
    properties: int
    axioms: int

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
    own = [quad for path in files for quad in _read(path)]
    axioms = _axioms(own + [quad for path in extra for quad in _read(path)])
    consistent, unsatisfiable = _reason(axioms, program)
    return ConsistencyReport(
        consistent,
        unsatisfiable,
        classes=len(_named(_typed(own, f"{_OWL}Class"))),
        properties=len(_named(_typed(own, *_PROPERTIES))),
        axioms=len(axioms),
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
    """Return what bears on consistency, in words that owlready2 and HermiT know.

    Left out are imports, annotations and literals of other datatypes;
    other datatypes themselves become rdfs:Literal.
    """
    from pyoxigraph import Literal, NamedNode, Quad

    unknown = {name for name in _typed(quads, f"{_RDFS}Datatype") if _value(name) not in _OWL2_DATATYPES}
    asserted = _typed(quads, *_PROPERTIES)
    schema = asserted | _typed(quads, f"{_OWL}Class", f"{_RDFS}Class", f"{_RDF}Property")
    kept = set()
    for quad in quads:
        value = quad.object
        is_assertion = quad.predicate in asserted and quad.subject not in schema
        if not (is_assertion or _is_axiom(quad)):
            continue
        if isinstance(value, Literal) and value.datatype.value not in _OWL2_DATATYPES:
            continue
        if value in unknown or (_value(value).startswith(XSD) and _value(value) not in _OWL2_DATATYPES):
            value = NamedNode(f"{_RDFS}Literal")
        kept.add(Quad(quad.subject, quad.predicate, value))
    for kind in _PROPERTIES:
        kept |= {Quad(term, NamedNode(RDF_TYPE), NamedNode(kind)) for term in _alike(kind, kept)}
    return sorted(kept, key=str)


def _is_axiom(quad: "Quad") -> bool:
    """Say whether a statement belongs to the language of axioms, not to annotation."""
    predicate = quad.predicate.value
    return predicate in _AXIOM_PREDICATES or (
        predicate.startswith(_OWL) and predicate not in _OWL_ANNOTATIONS
    )


def _alike(kind: str, quads: Collection["Quad"]) -> set["NamedNode"]:
    """Return the properties that are of a kind because those they are sub-properties or inverses of are.

    Some vocabularies leave that unsaid, and owlready2 then takes the property for an individual.
    """
    links = [quad for quad in quads if quad.predicate.value in (f"{_RDFS}subPropertyOf", f"{_OWL}inverseOf")]
    found = _typed(quads, kind)
    before = -1
    while len(found) > before:
        before = len(found)
        for quad in links:
            if quad.subject in found or quad.object in found:
                found |= {quad.subject, quad.object}
    return _named(found)


def _typed(quads: Collection["Quad"], *classes: str) -> set[object]:
    """Return the subjects declared to be in one of the classes."""
    return {
        quad.subject for quad in quads if quad.predicate.value == RDF_TYPE and _value(quad.object) in classes
    }


def _named(terms: Collection[object]) -> set["NamedNode"]:
    from pyoxigraph import NamedNode

    return {term for term in terms if isinstance(term, NamedNode)}


def _value(term: object) -> str:
    return str(getattr(term, "value", ""))


def _reason(axioms: Sequence["Quad"], java: str) -> tuple[bool, tuple[str, ...]]:
    """Run HermiT; return whether the axioms are consistent, and the unsatisfiable classes."""
    import owlready2
    import pyoxigraph

    text = pyoxigraph.serialize((quad.triple for quad in axioms), format=pyoxigraph.RdfFormat.N_TRIPLES)
    with _quiet_owlready(java):
        world = owlready2.World()
        try:
            world.get_ontology(_WORLD_IRI).load(only_local=True, fileobj=io.BytesIO(text or b""))
            owlready2.sync_reasoner_hermit(world, debug=0)
            empty = {found.iri for found in world.inconsistent_classes()} - {f"{_OWL}Nothing"}
            return True, tuple(sorted(empty))
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
