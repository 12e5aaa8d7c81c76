"""The rules for w3id.org, asked in a real Apache: where each IRI leads for each Accept."""

import http.client
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

ROOT = Path(__file__).parents[2]
RULES = ROOT / "docs" / "w3id" / ".htaccess"
ONTOLOGY = ROOT / "docs" / "ontology"
MODULES = Path("/usr/lib/apache2/modules")
SITE = "https://libgraph.github.io/libgraph"
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
RDFLIB = "text/turtle,application/rdf+xml;q=0.9,application/ld+json;q=0.8,*/*;q=0.1"
CONFIG = """
ServerName localhost
ServerRoot {root}
PidFile {root}/pid
Listen 127.0.0.1:{port}
ErrorLog {root}/errors
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule mime_module {modules}/mod_mime.so
LoadModule rewrite_module {modules}/mod_rewrite.so
LoadModule headers_module {modules}/mod_headers.so
TypesConfig /dev/null
DocumentRoot {root}/www
<Directory {root}/www>
  Require all granted
  Options +FollowSymLinks
  AllowOverride All
</Directory>
"""


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    apache = shutil.which("apache2") or shutil.which("apache2", path="/usr/sbin")
    if apache is None or not MODULES.is_dir():
        pytest.skip("Apache is not here (Debian: apache2-bin)")
    root = tmp_path_factory.mktemp("apache")
    folder = root / "www" / "libgraph"
    folder.mkdir(parents=True)
    root.chmod(0o755)
    shutil.copy(RULES, folder / ".htaccess")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        found = int(free.getsockname()[1])
    (root / "config").write_text(CONFIG.format(root=root, port=found, modules=MODULES), "utf-8")
    server = subprocess.Popen([apache, "-X", "-f", str(root / "config")], stderr=subprocess.PIPE)
    try:
        _wait(found, server)
        yield found
    finally:
        server.terminate()
        server.communicate(timeout=10)


def _wait(port: int, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(100):
        if server.poll() is not None:
            pytest.fail(f"Apache does not start: {server.communicate()[1].decode()}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("Apache does not answer")


def ask(
    port: int, path: str, accept: str | None = None, language: str = "", method: str = "GET"
) -> tuple[int, str, str]:
    """Return status, where it leads below the site, and Vary."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    headers = {"Accept": accept} if accept is not None else {}
    headers |= {"Accept-Language": language} if language else {}
    link.request(method, f"/libgraph/{path}", headers=headers)
    answer = link.getresponse()
    answer.read()
    link.close()
    return (
        answer.status,
        (answer.getheader("Location") or "").removeprefix(SITE),
        answer.getheader("Vary") or "",
    )


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        (FIREFOX, "html"),
        (RDFLIB, "ttl"),
        (None, "html"),
        ("*/*", "html"),
        ("text/*", "html"),
        ("text/html", "html"),
        ("application/xhtml+xml", "html"),
        ("text/turtle", "ttl"),
        ("TEXT/TURTLE", "ttl"),
        ("text/turtle;charset=utf-8", "ttl"),
        ("application/rdf+xml", "rdf"),
        ("application/ld+json", "jsonld"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "jsonld"),
        ("text/html;q=0.5, text/turtle", "ttl"),
        ("text/html;q=0.5,text/turtle;q=0.9", "ttl"),
        ("text/html;q=0.9, application/rdf+xml;q=0.3", "html"),
        ("application/ld+json ; q=1.0 , text/turtle ; q=0.2", "jsonld"),
        ("text/html;q=0, text/turtle;q=0.4", "ttl"),
        ("text/turtle;q=0.05, */*;q=0.01", "ttl"),
        ("application/n-triples, application/rdf+xml;q=0.8", "rdf"),
    ],
)
def test_the_ontology_comes_in_the_form_wanted(port: int, accept: str | None, form: str) -> None:
    status, to, vary = ask(port, "ns", accept)
    assert (status, to) == (303, "/ontology/en.html" if form == "html" else f"/ontology/libgraph.{form}")
    assert "Accept" in vary


@pytest.mark.parametrize(
    "accept", ["application/n-triples", "application/trig", "image/png", "text/html;q=0"]
)
def test_what_there_is_not_is_not_acceptable(port: int, accept: str) -> None:
    assert ask(port, "ns", accept)[0] == 406


@pytest.mark.parametrize(
    ("path", "html", "turtle"),
    [
        ("", "/", "/"),
        ("shapes", "/ontology/en.html", "/ontology/shapes.ttl"),
        ("shapes/constraints", "/ontology/en.html", "/ontology/constraints.ttl"),
        ("ns/0.1.0", "/ontology/0.1.0/libgraph.ttl", "/ontology/0.1.0/libgraph.ttl"),
        ("shapes/0.2.0", "/ontology/0.2.0/shapes.ttl", "/ontology/0.2.0/shapes.ttl"),
        ("role/director", "/ontology/en.html#role/director", "/ontology/roles.ttl"),
        ("scheme/topics", "/ontology/en.html#scheme/topics", "/ontology/topics.ttl"),
        ("id/person/liga-tetere", "/doc/person/liga-tetere.html", "/doc/person/liga-tetere.ttl"),
        ("graph/valka-2021-03-05", "/doc/graph/valka-2021-03-05.html", "/doc/graph/valka-2021-03-05.ttl"),
        ("rule/subclass", "/doc/rule/subclass.html", "/doc/rule/subclass.ttl"),
        ("context.jsonld", "/context.jsonld", "/context.jsonld"),
    ],
)
def test_each_iri_leads_to_its_document(port: int, path: str, html: str, turtle: str) -> None:
    assert ask(port, path, "text/html")[:2] == (303, html)
    assert ask(port, path, "text/turtle")[:2] == (303, turtle)
    assert ask(port, path, "text/turtle", method="HEAD")[:2] == (303, turtle)


def test_pages_come_in_the_language_of_the_reader(port: int) -> None:
    for language, page in [("lt", "lt"), ("lv-LV,lv;q=0.9", "lv"), ("de,lt;q=0.5", "en"), ("", "en")]:
        assert ask(port, "ns", FIREFOX, language)[1] == f"/ontology/{page}.html"
    assert ask(port, "topic/crafts", FIREFOX, "lt")[1] == "/ontology/lt.html#topic/crafts"


@pytest.mark.parametrize("path", ["nothing", "ns/", "id/", "roles", "role/"])
def test_other_paths_lead_nowhere(port: int, path: str) -> None:
    assert ask(port, path, "text/html")[0] == 404


def test_each_iri_of_ours_is_described_where_it_leads(port: int) -> None:
    """Files, anchors and versions are there for everything that the ontology declares."""
    base = "https://w3id.org/libgraph/"
    page = (ONTOLOGY / "en.html").read_text("utf-8")
    seen: dict[str, set[str]] = {}
    for file in ONTOLOGY.glob("*.ttl"):
        for quad in ox.parse(path=str(file)):
            if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(base):
                seen.setdefault(quad.subject.value.removeprefix(base).split("#")[0], set()).add(file.name)
    assert len(seen) > 50
    for path, files in sorted(seen.items()):
        _, to, _ = ask(port, path, "text/turtle")
        assert to.removeprefix("/ontology/") in files, path
        _, to, _ = ask(port, path, "text/html")
        anchor = to.partition("#")[2]
        assert not anchor or f'id="{anchor}"' in page, to
    for version in ("0.1.0", "0.2.0"):
        assert (ROOT / "docs" / ask(port, f"ns/{version}")[1].strip("/")).is_file()
