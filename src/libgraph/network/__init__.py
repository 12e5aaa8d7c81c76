"""Networks: declared projections of the graph, and what is measured on them."""
