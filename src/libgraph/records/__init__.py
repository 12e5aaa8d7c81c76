"""Records: reading them from files, and every fault in them."""
