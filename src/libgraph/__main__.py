"""`python -m libgraph` is the command line."""

import sys

from libgraph.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
