"""The graph in an Oxigraph store, in memory or on disk: the only file that imports the Store."""

import threading
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import IO, Final, Self, TypeVar

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, RdfFormat, Store, Variable

from libgraph.errors import LibgraphError
from libgraph.graph.bind import Value, template_of
from libgraph.graph.complaint import syntax_error_of
from libgraph.graph.guard import CheckedQuery, check
from libgraph.graph.queryable import Queryable
from libgraph.graph.scan import QuerySyntaxError
from libgraph.graph.solutions import Answer, Solutions, Term, Triples
from libgraph.terms import PREFIXES

T = TypeVar("T")

STACK: Final = 64 * 1024 * 1024
ROOMY: Final = 1024 * 1024
DIRECT_NESTING: Final = 12  # with DIRECT_TOKENS, no query needs more than half of ROOMY (measured)
DIRECT_TOKENS: Final = 300
_REMEMBERED: Final = 64


class NoStore(LibgraphError):
    """There is no store at a path."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, reason)
        self.path, self.reason = path, reason

    def __str__(self) -> str:
        return f"{self.path} cannot be read as a graph store: {self.reason}. Build it with: libgraph build"


class BadQuads(LibgraphError):
    """A text is not N-Quads."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(source, reason)
        self.source, self.reason = source, reason

    def __str__(self) -> str:
        return f"{self.source} is not N-Quads: {self.reason}. Build it again with: libgraph build"


class QueryFailed(LibgraphError):
    """A query is well written, and could not be answered."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"The query could not be answered: {self.reason}. Write it another way."


class GraphStore(Queryable):
    """A graph that is only read.

    Make one with `in_memory`, `on_disk` or `create`. It may be asked from several threads at once.

    Parameters
    ----------
    store : pyoxigraph.Store
    prefixes : Mapping of str to str
        Prefixes that queries may use without declaring them.
    """

    def __init__(self, store: Store, prefixes: Mapping[str, str] = PREFIXES) -> None:
        self._store = store
        self._check = lru_cache(_REMEMBERED)(partial(check, prefixes=prefixes))
        self._template = lru_cache(_REMEMBERED)(template_of)

    @classmethod
    def in_memory(cls, nquads: bytes | Path | IO[bytes], prefixes: Mapping[str, str] = PREFIXES) -> Self:
        """Load N-Quads into memory.

        Raises
        ------
        BadQuads
            If they are not N-Quads.
        """
        store = Store()
        _load(store, nquads)
        return cls(store, prefixes)

    @classmethod
    def from_graphs(
        cls, graphs: Iterable[tuple[str, Iterable[str]]], prefixes: Mapping[str, str] = PREFIXES
    ) -> Self:
        """Load named graphs, each an IRI and N-Triples lines, into memory.

        Raises
        ------
        BadQuads
            If a line is not N-Triples.
        """
        store = Store()
        for graph, lines in graphs:
            try:
                store.load("".join(lines).encode(), RdfFormat.N_TRIPLES, to_graph=NamedNode(graph))
            except SyntaxError as error:
                raise BadQuads(graph, str(error)) from None
        return cls(store, prefixes)

    @classmethod
    def on_disk(cls, path: Path, prefixes: Mapping[str, str] = PREFIXES) -> Self:
        """Open a store on disk to read it; no file of it is changed.

        Raises
        ------
        NoStore
            If there is none, or it cannot be read.
        """
        try:
            return cls(Store.read_only(str(path)), prefixes)
        except FileNotFoundError:
            raise NoStore(path, "it is not there") from None
        except (OSError, RuntimeError) as error:
            raise NoStore(path, str(error)) from error

    @classmethod
    def create(
        cls, path: Path, nquads: bytes | Path | IO[bytes], prefixes: Mapping[str, str] = PREFIXES
    ) -> Self:
        """Load N-Quads into a new store on disk, and open it to read.

        Raises
        ------
        NoStore
            If something is at `path` already.
        BadQuads
            If they are not N-Quads.
        """
        if path.exists() and any(path.iterdir()):
            raise NoStore(path, "the folder is not empty")
        store = Store(path)
        _load(store, nquads)
        store.flush()
        del store
        (path / "LOG").unlink(missing_ok=True)  # only talk, and with clocks
        return cls.on_disk(path, prefixes)

    def query(self, text: str, params: Mapping[str, Value] | None = None) -> Answer:
        """Return the answer to a query over all graphs, unless it names some with FROM.

        Parameters
        ----------
        text : str
            A SPARQL query. The prefixes of libgraph need no declaration.
        params : Mapping of str to NamedNode or Literal, optional
            Terms for variables of the query, by name without `$`.

        Returns
        -------
        Solutions, Triples or bool
            For SELECT; for CONSTRUCT and DESCRIBE; for ASK.

        Raises
        ------
        QuerySyntaxError
            If the text is not a query.
        QueryRefused
            If it would change data, reach out or nest too deep.
        BadParameter
            If a parameter does not fit the query.
        QueryFailed
            If the engine cannot answer it.
        """
        query = self._check(text)
        if len(query.tokens) <= DIRECT_TOKENS and query.nesting <= DIRECT_NESTING and _roomy():
            return self._answer(query, params)
        return _on_large_stack(lambda: self._answer(query, params))

    def _answer(self, query: CheckedQuery, params: Mapping[str, Value] | None) -> Answer:
        """Run a query and take its whole result, in one thread: results cannot change threads."""
        text = self._template(query, frozenset(params)).fill(params) if params else query.text
        try:
            result = self._store.query(
                text, prefixes=query.prefixes, use_default_graph_as_union=not query.graphs
            )
            if isinstance(result, QuerySolutions):
                names = tuple([variable.value for variable in result.variables])
                return Solutions(names, list(result), query.ordered)
            return bool(result) if isinstance(result, QueryBoolean) else Triples(list(result))
        except SyntaxError as error:
            raise self._explained(query, text, str(error), params or {}) from None
        except (RuntimeError, OSError, ValueError) as error:
            raise QueryFailed(str(error)) from error

    def _explained(
        self, query: CheckedQuery, asked: str, message: str, params: Mapping[str, Value]
    ) -> QuerySyntaxError:
        """Return the error for a query that the parser refused, by its place as written."""
        template = self._template(query, frozenset(params))
        return syntax_error_of(
            query,
            asked,
            message,
            partial(self._store.query, prefixes=query.prefixes),
            partial(template.offset_before, values=params),
        )

    def rows(self, text: str, given: Mapping[str, Term] | None = None) -> list[tuple[Term | None, ...]]:
        """Return the rows of a query that libgraph wrote or judged itself.

        Parameters
        ----------
        given : Mapping of str to term, optional
            What variables stand for in all of the query.
        """
        return [tuple(row) for row in self._selected(text, given)]

    def bindings(self, text: str, given: Mapping[str, Term] | None = None) -> list[dict[str, Term]]:
        """Return the same as one dict for each row, without what is unbound."""
        found = self._selected(text, given)
        names = [variable.value for variable in found.variables]
        rows = (zip(names, row, strict=True) for row in found)
        return [{**(given or {}), **{name: term for name, term in row if term is not None}} for row in rows]

    def _selected(self, text: str, given: Mapping[str, Term] | None) -> QuerySolutions:
        substitutions = {Variable(name): term for name, term in (given or {}).items()}
        found = self._store.query(text, use_default_graph_as_union=True, substitutions=substitutions or None)
        if not isinstance(found, QuerySolutions):
            raise QueryFailed("it is no SELECT")
        return found

    def dump(self) -> bytes:
        """Return all quads as sorted N-Quads.

        The store writes some literals in another way (`"007"` as `"7"`): what is published comes
        from the quads it was loaded from.
        """
        data = self._store.dump(format=RdfFormat.N_QUADS) or b""
        return b"".join(sorted(data.splitlines(keepends=True)))

    def __len__(self) -> int:
        return len(self._store)


class ChangingStore(GraphStore):
    """A store in memory whose named graphs are put in and taken out one by one."""

    def __init__(self, prefixes: Mapping[str, str] = PREFIXES) -> None:
        super().__init__(Store(), prefixes)

    def put(self, graph: str, triples: str | Path) -> None:
        """Fill a named graph, which loses what it held, with N-Triples or with what a Turtle file says.

        Raises
        ------
        BadQuads
            If the text is neither.
        """
        name = NamedNode(graph)
        self._store.remove_graph(name)
        try:
            if isinstance(triples, Path):
                self._store.load(path=str(triples), format=RdfFormat.TURTLE, to_graph=name)
            else:
                self._store.load(triples.encode(), RdfFormat.N_TRIPLES, to_graph=name)
        except SyntaxError as error:
            raise BadQuads(graph, str(error)) from None

    def drop(self, graph: str) -> None:
        """Take a named graph out."""
        self._store.remove_graph(NamedNode(graph))


def _load(store: Store, nquads: bytes | Path | IO[bytes]) -> None:
    try:
        if isinstance(nquads, Path):
            store.bulk_load(path=nquads, format=RdfFormat.N_QUADS)
        else:
            store.bulk_load(nquads, RdfFormat.N_QUADS)
    except SyntaxError as error:
        source = str(nquads) if isinstance(nquads, Path) else "The input"
        raise BadQuads(source, str(error)) from None


def _roomy() -> bool:
    """Say whether threads of this process have the usual stacks (0 stands for the system's size)."""
    return threading.stack_size() == 0 or threading.stack_size() >= ROOMY


class _Stack:
    """Makes threads with a large stack, one at a time: the size is set for the whole process."""

    lock = threading.Lock()

    @classmethod
    def start(cls, job: Callable[[], None]) -> threading.Thread:
        thread = threading.Thread(target=job, name="libgraph-query", daemon=True)
        with cls.lock:
            before = threading.stack_size(STACK)
            try:
                thread.start()
            finally:
                threading.stack_size(before)
        return thread


def _on_large_stack(job: Callable[[], T]) -> T:
    """Return what `job` returns, run on a thread of its own with a large stack."""
    results: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(job())
        except BaseException as error:  # handed to the thread that waits
            errors.append(error)

    _Stack.start(run).join()
    if errors:
        raise errors[0]
    return results[0]
