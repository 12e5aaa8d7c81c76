import base64
import hashlib
import json
import os
import pickle
import re
import subprocess
import sys
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from libgraph.errors import LibgraphError
from libgraph.maps.pyvis_map import MOST_NODES, SCRIPTS, MapTooLarge, json_in_html, render, write

HERE = Path(__file__).parent
ASSETS = Path(str(files("libgraph.maps") / "assets"))


class Page(HTMLParser):
    """The elements of a page as a browser would find them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self._raw: list[str] | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._raw = {"script": self.scripts, "style": self.styles}.get(tag)

    def handle_endtag(self, tag: str) -> None:
        self._raw = None

    def handle_data(self, data: str) -> None:
        if self._raw is not None:
            self._raw.append(data)


@pytest.fixture
def html(demo: "nx.MultiDiGraph[str]") -> str:
    return render(demo, lang="lt")


def data_of(html: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Page(html).scripts[0])
    return found


def written_in_another_process(target: Path, *, shuffle: int = 0, **environment: str) -> bytes:
    command = [sys.executable, str(HERE / "render_demo.py"), str(shuffle), str(target)]
    subprocess.run(command, check=True, env={**os.environ, **environment})
    return target.read_bytes()


def test_same_network_gives_same_bytes_whatever_the_hash_seed_order_and_locale(
    html: str, tmp_path: Path
) -> None:
    expected = html.encode("utf-8")
    page = tmp_path / "map.html"
    assert written_in_another_process(page, shuffle=1, PYTHONHASHSEED="1") == expected
    latin = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C", "PYTHONIOENCODING": "cp1257"}
    assert written_in_another_process(page, shuffle=2, PYTHONHASHSEED="2", **latin) == expected


def test_every_relation_of_a_pair_is_drawn_apart_and_without_arrows(
    demo: "nx.MultiDiGraph[str]", html: str
) -> None:
    edges = data_of(html)["edges"]
    assert len(edges) == demo.number_of_edges()
    assert len({edge["id"] for edge in edges}) == len(edges)
    assert {edge["arrows"] for edge in edges} == {""}
    pairs: dict[tuple[str, str], list[Any]] = {}
    for edge in edges:
        assert int(edge["from"][1:]) < int(edge["to"][1:]), (
            "else the sides of the bends would not be comparable"
        )
        pairs.setdefault((edge["from"], edge["to"]), []).append(json.dumps(edge.get("smooth")))
    assert max(map(len, pairs.values())) == 3
    assert all(len(set(bends)) == len(bends) for bends in pairs.values())


def test_events_are_solid_and_agreements_dashed(html: str) -> None:
    data = data_of(html)
    dashes = {(data["contexts"][edge["context"]]["relation"], bool(edge["dashes"])) for edge in data["edges"]}
    assert dashes == {("event", False), ("agreement", True)}


def test_the_drawing_stands_still(html: str) -> None:
    data = data_of(html)
    assert data["options"]["physics"] == {"enabled": False}
    assert all({"x", "y"} <= node.keys() for node in data["nodes"])
    assert [node["id"] for node in data["nodes"]] == [f"n{i + 1}" for i in range(len(data["entities"]))]


def test_hostile_names_add_no_element_and_no_script(html: str) -> None:
    page = Page(html)
    tags = [tag for tag, _ in page.elements]
    assert (tags.count("script"), tags.count("img"), tags.count("svg")) == (3, 0, 0)
    assert len(page.scripts) == 3
    data = page.scripts[0]
    assert not re.search("[<>&\u2028\u2029]", data)
    assert "alert(1)" in data


def test_a_hostile_title_is_text(demo: "nx.MultiDiGraph[str]") -> None:
    demo.graph["title"] = {"en": "</title><script>alert(1)</script>\ud800"}
    html = render(demo)
    assert "<title>&lt;/title&gt;&lt;script&gt;alert(1)" in html
    assert html.encode("utf-8")
    assert [tag for tag, _ in Page(html).elements].count("script") == 3


def test_policy_allows_our_scripts_and_styles_and_nothing_else(html: str) -> None:
    page = Page(html)
    meta = [attributes for tag, attributes in page.elements if tag == "meta"]
    policy = next(
        each["content"] or "" for each in meta if each.get("http-equiv") == "Content-Security-Policy"
    )
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))

    def hashes(texts: list[str]) -> str:
        digests = [hashlib.sha256(text.encode()).digest() for text in texts]
        return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)

    assert rules["default-src"] == rules["connect-src"] == "'none'"
    assert rules["script-src"] == hashes(page.scripts[1:])
    assert rules["style-src"] == hashes(page.styles)


def test_the_page_names_nothing_to_load(html: str) -> None:
    for tag, attributes in Page(html).elements:
        assert "src" not in attributes, tag
        assert attributes.get("href", "#list") in {"#list", "data:,"}, tag


def test_names_that_would_end_the_script_do_not() -> None:
    text = json_in_html({"</script>": "<!--\u2028\u2029&\ud800"})
    assert text == '{"\\u003c/script\\u003e":"\\u003c!--\\u2028\\u2029\\u0026\\ud800"}'
    assert json.loads(text) == {"</script>": "<!--\u2028\u2029&\ud800"}


def test_inlined_scripts_cannot_end_their_element(html: str) -> None:
    for script in Page(html).scripts:
        assert "<!--" not in script
    for name in SCRIPTS:
        assert "</script" not in (ASSETS / f"{name}.js").read_text("utf-8").lower()


def test_a_network_that_is_too_large_is_refused_with_the_next_step() -> None:
    network: nx.MultiDiGraph[str] = nx.empty_graph(MOST_NODES + 1, create_using=nx.MultiDiGraph)
    with pytest.raises(
        MapTooLarge, match=r"has 2001 nodes and 0 lines.* at most 2000 nodes.*explorer\."
    ) as caught:
        render(network)
    assert isinstance(caught.value, LibgraphError)
    assert caught.value.exit_code == 2
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_an_empty_network_is_a_page_too() -> None:
    assert data_of(render(nx.MultiDiGraph()))["nodes"] == []


def test_writing_replaces_the_file_whole(tmp_path: Path) -> None:
    page = tmp_path / "žemėlapis.html"
    page.write_text("old", "utf-8")
    open_elsewhere = page.open("rb")
    write("Ąžuolas", page)
    assert page.read_bytes() == "Ąžuolas".encode()
    assert list(tmp_path.iterdir()) == [page]
    with open_elsewhere:
        assert open_elsewhere.read() == b"old", "the old file was changed in place"


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "map.html"
    page.write_text("old", "utf-8")

    def full(path: Path, data: bytes) -> int:
        with path.open("wb") as file:
            file.write(data[:1])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left"):
        write("new", page)
    assert page.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [page]


def test_texts_exist_in_all_languages() -> None:
    ui = json.loads((ASSETS / "ui.json").read_text("utf-8"))
    assert set(ui) == {"lt", "lv", "en"}
    assert set(ui["lt"]) == set(ui["lv"]) == set(ui["en"])
    assert all(text.strip() for texts in ui.values() for text in texts.values())


def test_every_text_is_used_and_every_used_text_exists() -> None:
    ui = json.loads((ASSETS / "ui.json").read_text("utf-8"))
    sources = "".join(
        path.read_text("utf-8") for path in sorted(ASSETS.iterdir()) if path.suffix in {".js", ".html"}
    )
    used = set(re.findall(r'say\("(\w+)"', sources))
    used |= set(re.findall(r'data-(?:text|label|placeholder)="(\w+)"', sources))
    assert used <= set(ui["en"])
    named = set(re.findall(r"\w+", sources))
    patterns = {f"{key}_note" for key in ("degree", "betweenness")} | {"noscript"}
    patterns |= {f"names_{kind}" for kind in ("institution", "person")}
    patterns |= {f"by_{name}" for name in ("type", "community", "name", "connections")}
    assert set(ui["en"]) - named - patterns == set()
