"""The model: what the ontology and its shapes say a record is."""

from libgraph.model.model import Field, Kind, Model, Value
from libgraph.model.reader import read_model

__all__ = ["Field", "Kind", "Model", "Value", "read_model"]
