"""Writing records: as YAML, JSON lines, tables and workbooks that are read back the same."""
