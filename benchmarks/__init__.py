"""Benchmarks: how fast and how large libgraph is, as ratios measured in one run."""
