"""A fictional network for the tests of maps: invented places, invented people, hostile names."""

from itertools import combinations
from typing import Any

import networkx as nx

BASE = "https://example.org/id/"
TYPES = {
    "county": {"lt": "Apskrities biblioteka", "lv": "Apriņķa bibliotēka", "en": "County library"},
    "municipal": {"lt": "Savivaldybės biblioteka", "lv": "Pašvaldības bibliotēka", "en": "Municipal library"},
    "association": {"lt": "Asociacija", "lv": "Asociācija", "en": "Association"},
    "museum": {"lt": "Muziejus", "lv": "Muzejs", "en": "Museum"},
    "body": {"lt": "Viešoji įstaiga", "lv": "Publiska iestāde", "en": "Public body"},
    "person": {"lt": "Asmuo", "lv": "Persona", "en": "Person"},
}
INSTITUTIONS: dict[str, tuple[str, dict[str, str], list[str]]] = {
    "azuolpilis": ("county", {"lt": "Ąžuolpilio apskrities Žemynos Šilaitės viešoji biblioteka",
                              "en": "Ąžuolpilis County Žemyna Šilaitė Public Library"}, ["ĄAVB"]),
    "gintupe": ("municipal", {"lt": "Gintupės rajono savivaldybės viešoji biblioteka",
                              "en": "Gintupė District Municipal Public Library"}, ["Gintupės RSVB"]),
    "sermuksne": ("municipal", {"lt": "Šermukšnės savivaldybės viešoji biblioteka"}, []),
    "juodkalne": ("municipal", {"lt": "Juodkalnės miesto savivaldybės centrinė biblioteka"}, []),
    "vejine": ("municipal", {"lt": "Vėjinės rajono savivaldybės Aukštojo Šlaito viešoji biblioteka"}, []),
    "ugnele": ("municipal", {"lt": "Ugnelės viešoji biblioteka"}, []),
    "rasupis": ("municipal", {"lt": "Rasupio rajono savivaldybės viešoji biblioteka"}, []),
    "berzciems": ("county", {"lv": "Bērzciema novada Centrālā bibliotēka",
                             "lt": "Beržciemio krašto centrinė biblioteka",
                             "en": "Bērzciems Central Library"}, ["Bērzciema CB"]),
    "dzilnava": ("municipal", {"lv": "Dziļnavas pagasta bibliotēka"}, []),
    "skujene": ("municipal", {"lv": "Šķaunes un Skujenes bibliotēka"}, []),
    "liepkalne": ("municipal", {"lv": "Liepkalnes pilsētas bibliotēka"}, []),
    "lsba": ("association", {"lt": "Šiaurės bibliotekų asociacija", "en": "Northern Libraries Association"}, ["ŠBA"]),
    "vba": ("association", {"lt": "Vidurio bibliotekininkų draugija"}, ["VBD"]),
    "mba": ("association", {"lt": "Mokslo bibliotekų asociacija"}, []),
    "kba": ("association", {"lt": "Kolegijų bibliotekų asociacija"}, []),
    "skola": ("association", {"lt": "Mokyklų bibliotekų darbuotojų asociacija"}, []),
    "muziejus": ("museum", {"lt": "Laisvės kelio muziejus", "en": "Freedom Road Museum"}, []),
    "taryba": ("body", {"lt": "Krašto kultūros taryba", "lv": "Novada kultūras padome"}, []),
    "lonely": ("museum", {"en": "A museum nobody visited"}, []),
    "__proto__": ("municipal", {"lt": "__proto__"}, ["constructor", "toString"]),
    "script": ("municipal", {"lt": "</script><script>alert(1)</script>", "en": "<!--<script>alert(2)"}, []),
    "image": ("municipal", {"lt": "<img src=x onerror=alert(3)>", "lv": "{{ 7*7 }} ${alert(4)}"}, ["<b>names</b>"]),
    "lines": ("municipal", {"en": "Line\u2028separator \u2029 and \x00 nul \" ' ` \\"}, []),
}  # fmt: skip
PEOPLE: dict[str, str] = {
    "p01": "Žydrūnė Šimkutė", "p02": "Algirdas Čepėnas", "p03": "Ūla Jūraitė", "p04": "Ķirsis Ņikovs",
    "p05": "Līga Ģērmane", "p06": "Jurgita Ąžuolienė", "p07": "Rūta Žvirblytė", "p08": "Eglė Paukštė",
    "p09": "Mindaugas Lapė", "p10": "Āris Bērziņš", "p11": "Inese Kļava", "p12": "Sigita Vėjūnė",
    "p13": "Tomas Upėnas", "p14": "Danguolė Rasaitė", "p15": "Edita Smilgienė", "p16": "Laura Šaltė",
    "p17": "Vytė Ūkanaitė", "p18": "Žaneta Briedienė", "p19": "Linas Girinis",
    "p20": "\u202eevil name\u202c", "p21": "מרים ספרן", "p22": "\"><svg onload=alert(5)>",
}  # fmt: skip
REPORT = {"title": {"lt": "Diena bibliotekoje: naujienos"}, "url": "https://news.example.org/a?b=1&c=2", "iri": "https://example.org/s/1"}
MINUTES = {"title": {"lv": "Sanāksmes protokols", "en": "Minutes of the meeting"}, "url": "", "iri": "https://example.org/s/2"}
TRAP = {"title": {"en": "A source with a trap href=\"x\" <a href='javascript:alert(6)'>"}, "url": "javascript:alert(7)",
        "iri": "https://example.org/s/3"}  # fmt: skip
UNTITLED = {"title": {}, "url": "", "iri": "https://example.org/s/4"}
CONTEXTS: list[tuple[str, str, dict[str, str], dict[str, str], list[dict[str, Any]], list[str]]] = [
    ("session", "event", {"lt": "Darbinė sesija su Ąžuolpilio krašto bibliotekomis", "en": "Working session with the libraries of Ąžuolpilis"},
     {"lt": "2020 m. spalio 15 d.", "lv": "2020. gada 15. oktobris", "en": "15 October 2020"}, [REPORT],
     ["azuolpilis", "gintupe", "sermuksne", "juodkalne", "vejine", "p01", "p02", "p13", "taryba"]),
    ("visit-1", "event", {"lt": "Vizitas Ugnelės bibliotekoje"}, {"lt": "2022 m. gegužės 3 d.?"}, [REPORT, MINUTES],
     ["azuolpilis", "ugnele", "p03", "p01"]),
    ("visit-2", "event", {"lt": "Vizitas Rasupyje"}, {}, [REPORT], ["azuolpilis", "rasupis", "muziejus", "p07", "p01"]),
    ("plan", "agreement", {"lt": "Bendradarbiavimo planas 2025", "en": "Co-operation plan 2025"}, {"lt": "2025 m.", "en": "2025"},
     [MINUTES], ["lsba", "vba", "mba", "kba", "skola", "azuolpilis"]),
    ("protocol", "agreement", {"lt": "Ketinimų protokolas", "lv": "Nodomu protokols"}, {"lt": "2024 m. balandžio 23 d."},
     [REPORT], ["lsba", "vba", "mba", "azuolpilis"]),
    ("meeting", "event", {"lt": "Asociacijų susitikimas", "en": "Meeting of the associations"}, {"lt": "2025 m. sausio 29 d."}, [MINUTES],
     ["lsba", "vba", "mba", "kba", "skola", "p14", "p15", "p16", "p17", "p18", "p12", "azuolpilis"]),
    ("seminar", "event", {"lv": "Seminārs „Mana bibliotēka“", "en": "Seminar “My library”"}, {"lv": "2021. gada 5. marts", "en": "5 March 2021"},
     [REPORT], ["berzciems", "dzilnava", "skujene", "liepkalne", "p04", "p05", "p10", "p11", "p21"]),
    ("training", "event", {"en": "Training in Denmark", "lt": "Stažuotė Danijoje"}, {"en": "June 2024"}, [MINUTES],
     ["juodkalne", "p06", "p08", "p09", "p19", "gintupe"]),
    ("trap", "event", {"en": "<img src=x onerror=alert(8)>"}, {"en": "<b>today</b>"}, [TRAP, UNTITLED],
     ["__proto__", "script", "image", "lines", "p20", "p22"]),
    ("trap-2", "agreement", {"lt": "</script> susitarimas"}, {}, [UNTITLED], ["__proto__", "script", "sermuksne"]),
]  # fmt: skip


def node_iri(name: str) -> str:
    """Return the IRI of an entity of the demo network."""
    return f"{BASE}{'person' if name in PEOPLE else 'institution'}/{name}"


def demo_network() -> "nx.MultiDiGraph[str]":
    """Build the demo network, with measures, without positions."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        title={"lt": "Bibliotekų ryšiai", "lv": "Bibliotēku saiknes", "en": "Library connections"}
    )
    for name, (kind, label, names) in INSTITUTIONS.items():
        network.add_node(node_iri(name), label=label, kind="institution", type=TYPES[kind], names=names)
    for name, label_text in PEOPLE.items():
        network.add_node(node_iri(name), label={"": label_text}, kind="person", type=TYPES["person"], names=[])
    for name, relation, label, date, sources, members in CONTEXTS:
        for u, v in combinations(sorted(map(node_iri, members)), 2):
            network.add_edge(u, v, key=f"{BASE}{name}", relation=relation, label=label, date=date, sources=sources)
    _add_measures(network)
    return network


def _add_measures(network: "nx.MultiDiGraph[str]") -> None:
    simple = nx.Graph(network.to_undirected(as_view=True))
    between = nx.betweenness_centrality(simple)
    groups = sorted(nx.connected_components(simple), key=min)
    community = {node: number for number, group in enumerate(groups) for node in group}
    for node, attributes in network.nodes(data=True):
        attributes.update(degree=simple.degree(node), betweenness=between[node], community=community[node])
