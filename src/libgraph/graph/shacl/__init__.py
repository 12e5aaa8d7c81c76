"""SHACL in the store: shapes become SPARQL queries that find what violates them.

A validator asks for each constraint which nodes break it, over all focus nodes at once, so that what is
in order never leaves the store. All of SHACL Core is understood, and SPARQL constraints (sh:sparql);
what is not (constraint components of one's own, SPARQL targets, rules) is refused by name, and can be
given to pySHACL.
"""
