"""What keeps records from being written."""

from pathlib import Path

from libgraph.errors import LibgraphError


class WouldOverwrite(LibgraphError):
    """There is a file already where one would be written."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        return f"{self.path} exists already. Choose another name, or give --force to write over it."


class UnknownTarget(LibgraphError):
    """The name of what is to be written tells no form that libgraph writes."""

    def __init__(self, name: str, known: str) -> None:
        super().__init__(name, known)
        self.name, self.known = name, known

    def __str__(self) -> str:
        return f"{self.name!r} is no form that libgraph writes. Give a file that ends in {self.known}."


class UnknownKind(LibgraphError):
    """A kind of record was asked for that there is not."""

    def __init__(self, name: str, known: str) -> None:
        super().__init__(name, known)
        self.name, self.known = name, known

    def __str__(self) -> str:
        return f"{self.name!r} is not a kind of record. Choose one of: {self.known}."


class NoRecordFiles(LibgraphError):
    """There is nothing to convert."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        return (
            f"There are no record files in {self.path}. Give files that end in .yaml, .csv, .xlsx or .jsonl."
        )


class NotOneTable(LibgraphError):
    """Records of several kinds cannot be one CSV file."""

    def __init__(self, kinds: str) -> None:
        super().__init__(kinds)
        self.kinds = kinds

    def __str__(self) -> str:
        return f"A CSV file holds one kind of record, and these are {self.kinds}. Write a workbook instead."


class NotOneSource(LibgraphError):
    """Records of several sources cannot be one YAML file."""

    def __init__(self, count: int, sources: str) -> None:
        super().__init__(count, sources)
        self.count, self.sources = count, sources

    def __str__(self) -> str:
        return f"A YAML file holds one source, not {self.count}: {self.sources}. Give a folder instead."


class SourceNotThere(LibgraphError):
    """The source of a record is not described by what is to be written as YAML."""

    def __init__(self, where: str, source: str) -> None:
        super().__init__(where, source)
        self.where, self.source = where, source

    def __str__(self) -> str:
        return f"{self.where} is said by {self.source!r}, not given here. Convert its file too."


class CannotHold(LibgraphError):
    """A form has no place for a value."""

    def __init__(self, where: str, form: str, value: str) -> None:
        super().__init__(where, form, value)
        self.where, self.form, self.value = where, form, value

    def __str__(self) -> str:
        return (
            f"{self.where}: {self.form} cannot hold {self.value}. Change the record, or choose another form."
        )


class CellTooLong(LibgraphError):
    """A text does not fit into a cell of a workbook."""

    def __init__(self, where: str, length: int, limit: int) -> None:
        super().__init__(where, length, limit)
        self.where, self.length, self.limit = where, length, limit

    def __str__(self) -> str:
        return f"{self.where}: {self.length} characters, a cell holds {self.limit}. Choose another form."


class NotTheSame(LibgraphError):
    """What was written would not be read back as it was."""

    def __init__(self, where: str, path: Path) -> None:
        super().__init__(where, path)
        self.where, self.path = where, path

    def __str__(self) -> str:
        return f"{self.where} would not be read back from {self.path} as it is. Report this record."
