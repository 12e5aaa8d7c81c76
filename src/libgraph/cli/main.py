"""`libgraph`: which commands there are.

Exit codes: 0 good, 1 the data has faults, 2 could not run. A command's module is
imported when it is asked for, so that `libgraph --help` is instant.
"""

import importlib
import sys

COMMANDS = {
    "init": "begin a workspace with a worked example",
    "build": "build the graph of a workspace, with its map",
    "check": "check the records of a workspace and list every fault",
    "query": "ask the graph a question (SPARQL, a query file, or a question by name)",
    "explain": "say who states what about a person, institution, event …, and where",
    "evidence": "turn a passage pasted from a text into positions for a record",
    "identity": "say which records are of one thing: candidates, judge, undo, list",
    "network": "print the network of a workspace with its measures",
    "map": "write the map of a workspace as one HTML page",
    "export": "write the graph as Turtle, TriG, N-Quads, N-Triples, JSON-LD or RDF/XML",
    "retract": "retract a source: build without what it says",
    "forget": "forget a person: out of records, builds and outputs",
    "subject": "print all that is held about a person, for that person",
    "review": "list the personal data that is due for review",
    "template": "write an empty spreadsheet for records, with lists to choose from",
    "convert": "write record files in another form: YAML, CSV, XLSX or JSONL",
    "model": "print what is derived from the ontology: context, JSON Schema, reference",
}


def main(argv: list[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    words = sys.argv[1:] if argv is None else argv
    if words and words[0] in COMMANDS:
        return int(importlib.import_module("libgraph.cli.frame").run_command(words[0], words[1:]))
    return int(importlib.import_module("libgraph.cli.overview").show(words, COMMANDS))
