"""The same records to the same graphs, by hand with rdflib: what one writes without libgraph.

Names of properties are constants, nothing is looked up twice, and the library is used as its
documentation shows. It knows the fields of the generated records only.
"""

import json
import re
from pathlib import Path
from typing import Any

from rdflib import RDF, XSD, Dataset, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, ORG, RDFS

LG = Namespace("https://w3id.org/libgraph/ns#")
OA = Namespace("http://www.w3.org/ns/oa#")
