"""Publishing the graph in the formats that others read."""
