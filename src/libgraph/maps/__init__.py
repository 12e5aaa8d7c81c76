"""Maps: positions for a network, and pages that draw it."""
