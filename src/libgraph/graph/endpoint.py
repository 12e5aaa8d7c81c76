"""One SPARQL request over HTTP with everything bounded: time, size, retries, redirects.

SPARQLWrapper makes the request. By itself it waits for ever, follows redirects anywhere, knows no
429, and reads any amount, so the sending is done here.
"""

import queue
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPResponse
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from libgraph.errors import LibgraphError

AGENT: Final = "libgraph (+https://w3id.org/libgraph)"
MAX_REDIRECTS: Final = 3
_BUSY: Final = frozenset({429, 503})
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_CURES: Final = {
    400: "Correct the query, or ask only what this endpoint knows.",
    401: "It asks for a password, which libgraph does not send. Choose a public endpoint.",
    403: "It does not serve us. Choose another endpoint, or ask its keepers.",
    404: "Look up the address of the endpoint.",
}


class EndpointFailed(LibgraphError):
    """An endpoint did not answer as it should."""

    def __init__(self, endpoint: str, reason: str, cure: str) -> None:
        super().__init__(endpoint, reason, cure)
        self.endpoint, self.reason, self.cure = endpoint, reason, cure

    def __str__(self) -> str:
        return f"{self.endpoint}: {self.reason}. {self.cure}"


class EndpointBusy(EndpointFailed):
    """An endpoint asks to come back later."""


class EndpointSlow(EndpointFailed):
    """An endpoint did not answer in time."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a request may take.

    Attributes
    ----------
    seconds : float
        For one try, from the call to the last byte.
    size : int
        Bytes of an answer.
    tries : int
        How often in all, when the endpoint is busy (429, 503).
    wait : float
        Seconds to wait at most between tries; an endpoint that asks for more is left alone.
    """

    seconds: float = 30
    size: int = 64 * 1024 * 1024
    tries: int = 3
    wait: float = 20


@dataclass(frozen=True, slots=True)
class Reply:
    """What an endpoint sent: the media type without parameters, and the bytes."""

    media_type: str
    body: bytes


class Endpoint:
    """The address of a SPARQL endpoint, and how to send to it.

    Parameters
    ----------
    url : str
        An http or https address without a password in it.
    agent : str
        How we name ourselves.
    limits : Limits
    sleep : callable
        Waits some seconds; tests replace it.
    """

    def __init__(
        self,
        url: str,
        agent: str = AGENT,
        limits: Limits = Limits(),
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        if not _is_address(url):
            raise EndpointFailed(url.rpartition("@")[2], "this is no address of an endpoint",
                                 "Give one such as https://query.wikidata.org/sparql")  # fmt: skip
        self.url, self.agent, self.limits = url, agent, limits
        self._sleep = sleep
        self._opener = _opener()

    def ask(self, text: str, form: str, accept: str) -> Reply:
        """Send a query, again when the endpoint is busy, and return what comes.

        Parameters
        ----------
        text : str
            A query that the guard has let through.
        form : str
            SELECT, ASK, CONSTRUCT or DESCRIBE.
        accept : str
            The media types that we can read.

        Raises
        ------
        EndpointFailed
            If there is no answer, or one that breaks a limit.
        """
        for number in range(1, self.limits.tries + 1):
            try:
                return self._in_time(lambda: self._receive(self._request(text, form, accept)))
            except urllib.error.HTTPError as error:
                with error:
                    wait = self._patience(error, number)
            self._sleep(wait)
        raise AssertionError("the last try returns or raises")

    def _request(self, text: str, form: str, accept: str) -> urllib.request.Request:
        from SPARQLWrapper import JSON, POST, SPARQLWrapper

        wrapper = SPARQLWrapper(self.url, agent=self.agent, returnFormat=JSON)
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(True)
        # Not setQuery(): it looks for the first keyword anywhere, and finds ADD in ?address.
        wrapper.queryString, wrapper.queryType = text, "SELECT" if form == "SELECT" else "ASK"
        wrapper.addCustomHttpHeader("Accept", accept)
        request: urllib.request.Request = wrapper._createRequest()
        return request

    def _in_time(self, job: Callable[[], Reply]) -> Reply:
        """Run one try on a thread, so that no drip of bytes can hold us."""
        results: queue.SimpleQueue[Reply | BaseException] = queue.SimpleQueue()

        def run() -> None:
            try:
                results.put(job())
            except BaseException as error:  # handed to the thread that waits
                results.put(error)

        threading.Thread(target=run, name="libgraph-endpoint", daemon=True).start()
        try:
            result = results.get(timeout=self.limits.seconds)
        except queue.Empty:
            raise self._slow() from None
        if isinstance(result, BaseException):
            raise result
        return result

    def _slow(self) -> EndpointSlow:
        reason = f"no answer within {self.limits.seconds:g} seconds"
        return EndpointSlow(self.url, reason, "Ask for less (LIMIT), or give it more time.")

    def _receive(self, request: urllib.request.Request) -> Reply:
        deadline = time.monotonic() + self.limits.seconds
        try:
            with self._open(request) as response:
                body = self._read(response, deadline)
                return Reply(response.headers.get_content_type(), body)
        except TimeoutError:
            raise self._slow() from None
        except urllib.error.HTTPError:
            raise
        except (OSError, HTTPException) as error:
            reason = getattr(error, "reason", error)
            if isinstance(reason, TimeoutError):
                raise self._slow() from None
            cure = "Look up its address, and whether the network works."
            raise EndpointFailed(self.url, f"no connection ({reason})", cure) from None

    def _open(self, request: urllib.request.Request) -> Any:
        for _ in range(MAX_REDIRECTS + 1):
            try:
                return self._opener.open(request, timeout=self.limits.seconds)
            except urllib.error.HTTPError as error:
                if error.code not in _REDIRECTS:
                    raise
                with error:
                    request = self._redirected(request, error)
        raise EndpointFailed(self.url, f"more than {MAX_REDIRECTS} redirects", "Look up its address.")

    def _redirected(
        self, request: urllib.request.Request, error: urllib.error.HTTPError
    ) -> urllib.request.Request:
        """Return the same request to where the endpoint points, on the same host only."""
        location = error.headers.get("Location", "")
        target = _target(request.full_url, location)
        if not target:
            cure = "If you trust that address, ask it itself."
            raise EndpointFailed(self.url, f"it sends us on to {location[:200]!r}", cure)
        data = None if error.code == 303 else request.data
        headers = {name: value for name, value in request.header_items() if name != "Host" and (
            data is not None or not name.startswith("Content-"))}  # fmt: skip
        return urllib.request.Request(target, data, headers)

    def _read(self, response: HTTPResponse, deadline: float) -> bytes:
        parts: list[bytes] = []
        size = 0
        while part := response.read(65_536):
            size += len(part)
            if size > self.limits.size:
                reason = f"its answer is larger than {self.limits.size:,} bytes"
                raise EndpointFailed(self.url, reason, "Ask for less (LIMIT).")
            if time.monotonic() > deadline:
                raise self._slow()
            parts.append(part)
        if response.length:  # read() of a part says nothing when the rest is missing
            raise EndpointFailed(self.url, f"its answer broke off after {size:,} bytes", "Ask again.")
        return b"".join(parts)

    def _patience(self, error: urllib.error.HTTPError, number: int) -> float:
        """Return how long to wait before the next try, or raise what the status means."""
        if error.code not in _BUSY:
            excerpt = " ".join(error.read(400).decode("utf-8", "replace").split())
            said = f"it answers {error.code} {error.reason}{': ' + excerpt if excerpt else ''}"
            raise EndpointFailed(self.url, said, _CURES.get(error.code, "Try again later.")) from None
        asked = _retry_after(error.headers)
        wait = 2.0 ** (number - 1) if asked is None else asked
        if number == self.limits.tries or wait > self.limits.wait:
            pause = f", and asks to wait {asked:.0f} seconds" if asked is not None else ""
            cure = "Wait that long, then ask again." if asked is not None else "Ask again later."
            raise EndpointBusy(self.url, f"it is busy ({error.code}){pause}", cure) from None
        return wait


def _is_address(url: str) -> bool:
    """Say whether this is an http or https address, without a password in it."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc and port != 0
    )


def _target(old: str, location: str) -> str:
    """Return where a redirect leads if that is on the same host and port, else an empty text.

    http may become https.
    """
    try:
        new = urljoin(old, location)
    except ValueError:
        return ""
    if not _is_address(new):
        return ""
    one, other = urlsplit(old), urlsplit(new)
    secured = (one.scheme, other.scheme, one.port, other.port) == ("http", "https", None, None)
    same = (one.scheme, one.port) == (other.scheme, other.port)
    return new if one.hostname == other.hostname and (same or secured) else ""


def _opener() -> urllib.request.OpenerDirector:
    """Return an opener for http and https alone: redirects come as errors, their bodies unread."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler,
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPErrorProcessor,
        urllib.request.HTTPDefaultErrorHandler,
    ):
        opener.add_handler(handler())
    return opener


def _retry_after(headers: Message) -> float | None:
    """Return the seconds that a Retry-After header asks for."""
    text = headers.get("Retry-After", "").strip()
    if text.isdecimal():
        return float(text[:9])
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except ValueError:
        return None
