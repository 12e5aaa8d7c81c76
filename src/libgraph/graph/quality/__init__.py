"""The quality of an ontology: queries in files (`ontology/checks/*.rq`) that find what is wrong in it."""

from libgraph.graph.quality.finding import Finding
from libgraph.graph.quality.run import check_quality

__all__ = ["Finding", "check_quality"]
