"""The graph: records as quads, the store that holds them, and questions to it."""
