"""Inference: what follows from the asserted statements and the ontology by rules in files, and why."""
