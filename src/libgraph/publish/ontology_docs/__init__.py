"""The pages of the ontology for people, in three languages, and its files for machines."""

from libgraph.publish.ontology_docs.site import ontology_docs

__all__ = ["ontology_docs"]
