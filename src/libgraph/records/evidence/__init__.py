"""Evidence: the passages of source texts that records point to, held against the texts."""
