"""A map for small networks: one HTML page that needs nothing from outside.

pyvis builds the drawing's data (nodes, edges, options) and brings vis-network; the page is ours, because
pyvis's own template fetches from the network and runs markup found in labels.
"""

import base64
import hashlib
import json
import os
import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

import jinja2
import networkx as nx

from libgraph.errors import LibgraphError
from libgraph.maps import palette
from libgraph.maps.groups import Json
from libgraph.maps.layout import node_size
from libgraph.maps.lines import Line, contexts, lines
from libgraph.maps.page_data import LANGUAGES, label_in, node_ids, page_data, places

MOST_NODES: Final = 2000
MOST_LINES: Final = 30_000
LANGUAGE_NAMES: Final = {"lt": "Lietuvių", "lv": "Latviešu", "en": "English"}
SCRIPTS: Final = ("model", "texts", "dom", "labels", "map", "search", "panel", "legend", "list", "main")
OPTIONS: Final[Mapping[str, Any]] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True, "hoverConnectedEdges": False, "selectConnectedEdges": False, "tooltipDelay": 120,
        "keyboard": {"enabled": True, "bindToWindow": False, "autoFocus": False}, "zoomSpeed": 0.7,
    },
    "nodes": {"chosen": False, "borderWidth": 1.5},
    "edges": {"chosen": False, "smooth": False, "hoverWidth": 1.2, "selectionWidth": 0},
}  # fmt: skip
_UNSAFE: Final = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


class MapTooLarge(LibgraphError):
    """A network is too large for this kind of map."""

    def __init__(self, nodes: int, lines: int) -> None:
        super().__init__(nodes, lines)
        self.nodes, self.lines = nodes, lines

    def __str__(self) -> str:
        return (
            f"The network has {self.nodes} nodes and {self.lines} lines; this map shows at most "
            f"{MOST_NODES} nodes and {MOST_LINES} lines. Draw a part of it, for instance one period or one "
            f"region, or open the whole network in the explorer."
        )


def render(network: "nx.MultiDiGraph[str]", *, lang: str = "en") -> str:
    """Return a page that shows the network; the same network gives the same text.

    Parameters
    ----------
    network
        Institutions and people joined by events and agreements, with measures. Nodes without `x` and `y`
        get positions from `libgraph.maps.layout`.
    lang
        The language in which the page opens: lt, lv or en.

    Returns
    -------
    str
        HTML; it makes no request, and shows every label and link of the network as inert text.

    Raises
    ------
    MapTooLarge
        If the network has more than 2000 nodes or 30 000 lines.
    """
    if network.number_of_nodes() > MOST_NODES or network.number_of_edges() > MOST_LINES:
        raise MapTooLarge(network.number_of_nodes(), network.number_of_edges())
    assets = files("libgraph.maps") / "assets"
    ui = json.loads((assets / "ui.json").read_text("utf-8"))
    drawn = lines(network)
    data = {**page_data(network, drawn), **_drawing(network, drawn, lang), "lang": lang, "ui": ui}
    vis, script, style = _vis_network(), _script(assets), (assets / "page.css").read_text("utf-8")
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    page = environment.from_string((assets / "page.html").read_text("utf-8")).render(
        lang=lang,
        title=label_in(data["title"], lang, ui[lang]["title"]),
        ui=ui[lang],
        languages=[(code, LANGUAGE_NAMES[code]) for code in LANGUAGES],
        noscript=[(code, ui[code]["noscript"]) for code in LANGUAGES],
        policy=_policy([vis, script], style),
        style=style,
        data=json_in_html(data),
        vis=vis,
        script=script,
    )
    return page.encode("utf-8", "xmlcharrefreplace").decode("utf-8")  # a title may hold a lone surrogate


def write(html: str, path: Path) -> None:
    """Write a page to a file as UTF-8, whole or not at all, whatever the locale says."""
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        aside.write_bytes(html.encode("utf-8"))
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def json_in_html(value: object) -> str:
    r"""Return JSON that can stand in a script element: no markup, no line separators, no lone surrogates.

    Examples
    --------
    >>> print(json_in_html("</script>"))
    "\u003c/script\u003e"
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _drawing(network: "nx.MultiDiGraph[str]", drawn: Sequence[Line], lang: str) -> Json:
    """Return nodes, edges and options as pyvis describes them for vis-network."""
    from pyvis.network import Network  # here, as it brings IPython: half a second

    drawing = Network(directed=True)  # an undirected one drops the second relation of a pair
    ids, (wide, tall) = node_ids(network), places(network)
    for node, own_id in ids.items():
        x, y = wide[node]
        drawing.add_node(own_id, **_node_look(network.nodes[node], node, lang), x=x, y=y)
    numbers = {context: number for number, context in enumerate(contexts(drawn))}
    for number, line in enumerate(drawn, start=1):
        look = _line_look(line)
        drawing.add_edge(
            ids[line.start], ids[line.end], id=f"e{number}", context=numbers[line.context], **look
        )
    drawing.options = dict(OPTIONS)
    nodes, edges, _, _, _, options = drawing.get_network_data()
    upright = [tall[node] for node in ids] if tall else None
    return {"nodes": nodes, "edges": edges, "options": json.loads(options), "upright": upright}


def _node_look(attributes: Mapping[str, Any], node: str, lang: str) -> Json:
    label = label_in(attributes.get("label") or {}, lang, node)
    size = node_size(attributes.get("degree", 0))
    return {"label": label, "shape": "diamond" if attributes["kind"] == "person" else "dot", "size": size}


def _line_look(line: Line) -> Json:
    dashes = palette.STROKES[line.attributes["relation"]]["dashes"]
    look: Json = {"arrows": "", "dashes": dashes or False}
    if line.bend:
        side = "curvedCW" if line.bend > 0 else "curvedCCW"
        look["smooth"] = {"enabled": True, "type": side, "roundness": abs(line.bend)}
    return look


def _vis_network() -> str:
    """Return the script of vis-network that pyvis carries (its styles are for parts that we do not use)."""
    library = files("pyvis") / "templates" / "lib" / "vis-9.1.2"
    return (library / "vis-network.min.js").read_text("utf-8").strip()


def _script(assets: Traversable) -> str:
    parts = [(assets / f"{name}.js").read_text("utf-8") for name in SCRIPTS]
    return '(() => {\n"use strict";\n' + "\n".join(parts) + "})();"


def _policy(scripts: list[str], style: str) -> str:
    """Return a content security policy under which only these very scripts and styles work."""
    allowed = " ".join(map(_hash, scripts))
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; img-src data:; font-src data:; "
        f"connect-src 'none'; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
