"""The parser of words on the command line."""

import argparse
import sys


class Parser(argparse.ArgumentParser):
    """A parser whose complaint ends with the next step."""

    def error(self, message: str):  # type: ignore[no-untyped-def]  # noqa: ANN201 - NoReturn would cost `typing`
        """Say what is wrong with the words and stop with exit code 2."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {message}. Run '{self.prog} --help' to see how it is used.\n")
