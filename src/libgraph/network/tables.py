"""Networks as tables and files for other programs."""

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from libgraph.messages import pick

if TYPE_CHECKING:
    import networkx as nx


def actors(network: "nx.MultiDiGraph[str]", lang: str = "en") -> list[dict[str, Any]]:
    """Return a row for each actor, by falling degree, then betweenness, then IRI.

    Each row has iri, label, kind, type, degree, betweenness and community.
    """
    rows = [
        {
            "iri": node,
            "label": pick(data["label"], lang),
            "kind": data["kind"],
            "type": pick(data["type"], lang),
            "degree": data["degree"],
            "betweenness": data["betweenness"],
            "community": data["community"],
        }
        for node, data in network.nodes(data=True)
    ]
    return sorted(rows, key=lambda row: (-row["degree"], -row["betweenness"], row["iri"]))


def ties(network: "nx.MultiDiGraph[str]", lang: str = "en") -> list[dict[str, Any]]:
    """Return a row for each pair and context: who, whom, relation, label, date and sources."""
    return [
        {
            "from": one,
            "to": other,
            "context": context,
            "relation": data["relation"],
            "label": pick(data["label"], lang),
            "date": data["edtf"],
            "sources": [source["iri"] for source in data["sources"]],
        }
        for one, other, context, data in _sorted_edges(network)
    ]


def _sorted_edges(network: "nx.MultiDiGraph[str]") -> list[tuple[str, str, str, dict[str, Any]]]:
    return sorted(network.edges(keys=True, data=True), key=lambda edge: edge[:3])


def actors_csv(network: "nx.MultiDiGraph[str]", lang: str = "en") -> str:
    """Return the rows of `actors` as CSV."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, ["iri", "label", "kind", "type", "degree", "betweenness", "community"])
    writer.writeheader()
    writer.writerows(actors(network, lang))
    return out.getvalue()


def actors_json(network: "nx.MultiDiGraph[str]", lang: str = "en") -> str:
    """Return `actors` and `ties` as one JSON object."""
    data = {"actors": actors(network, lang), "ties": ties(network, lang)}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def actors_table(network: "nx.MultiDiGraph[str]", lang: str = "en") -> str:
    """Return the rows of `actors` as a table for terminals."""
    from rich.console import Console
    from rich.table import Table

    out = io.StringIO()
    table = Table("label", "type", "degree", "betweenness", "community")
    for row in actors(network, lang):
        table.add_row(
            row["label"], row["type"], str(row["degree"]), f"{row['betweenness']:.3f}", str(row["community"])
        )
    Console(file=out, width=120, emoji=False, markup=False, highlight=False).print(table)
    return out.getvalue()


def graphml(network: "nx.MultiDiGraph[str]", lang: str = "en") -> str:
    """Return the network as GraphML, with labels in one language; parallel edges stay apart."""
    import networkx as nx

    plain: nx.MultiGraph[str] = nx.MultiGraph()
    for row in sorted(actors(network, lang), key=lambda row: str(row["iri"])):
        plain.add_node(row["iri"], **{key: value for key, value in row.items() if key != "iri"})
    for tie in ties(network, lang):
        plain.add_edge(
            tie["from"],
            tie["to"],
            tie["context"],
            relation=tie["relation"],
            label=tie["label"],
            date=tie["date"],
            sources=" ".join(tie["sources"]),
        )
    return "\n".join(nx.generate_graphml(plain)) + "\n"
