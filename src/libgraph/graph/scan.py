"""SPARQL text as tokens, read as Oxigraph and the SPARQL grammar both read it.

Where the two readings differ (`?a<b#…>`: a comparison and a comment, or an IRI?) the text is
refused, so that nothing can hide from what is built on these tokens.
"""

import re
from typing import Final, NamedTuple

from libgraph.errors import LibgraphError

_LETTER: Final = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_START: Final = f"{_LETTER}_0-9"
_NAME: Final = f"{_START}\u00b7\u0300-\u036f\u203f\u2040"
_CHAR: Final = f"{_NAME}\\-"
_UCHAR: Final = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_ECHAR: Final = rf"\\[tbnrf\\\"']|{_UCHAR}"
_ESCAPED: Final = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_PREFIX: Final = f"[{_LETTER}](?:[{_CHAR}.]*[{_CHAR}])?"
_LOCAL: Final = rf"(?:[{_START}:]|{_ESCAPED})(?:[{_CHAR}:]|{_ESCAPED}|\.+(?=[{_CHAR}:%\\]))*"

_TOKEN: Final = re.compile(
    rf"""(?P<space>(?:[ \t\r\n]|\#[^\r\n]*)+)
    |(?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|{_UCHAR})*>)
    |(?P<string>'''(?:'{{0,2}}(?:[^'\\]|{_ECHAR}))*'''|\"\"\"(?:"{{0,2}}(?:[^"\\]|{_ECHAR}))*\"\"\"
        |'(?!'')(?:[^'\\\r\n]|{_ECHAR})*'|"(?!"")(?:[^"\\\r\n]|{_ECHAR})*")
    |(?P<var>[?$][{_START}][{_NAME}]*)
    |(?P<lang>@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[A-Za-z]+)?)
    |(?P<bnode>_:[{_START}](?:[{_CHAR}.]*[{_CHAR}])?)
    |(?P<pname>(?:{_PREFIX})?:(?:{_LOCAL})?)
    |(?P<number>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    |(?P<word>[{_LETTER}][{_NAME}]*)
    |(?P<op><<\(|\)>>|\|\||&&|\^\^|<=|>=|!=|<<|>>|\{{\||\|\}}|[{{}}\[\]();,.+\-*/<>=!^|~?])""",
    re.VERBOSE,
)
_VALUE_KINDS: Final = frozenset({"iri", "string", "var", "lang", "bnode", "pname", "number"})
_OPENING: Final = frozenset({"{", "[", "<<", "{|", "<<("})
_CLOSING: Final = frozenset({"}", "]", ">>", "|}", ")>>", ")"})
_CLAUSES: Final = frozenset({"SELECT", "GROUP", "ORDER", "HAVING"})
_NO_CALL: Final = frozenset({"VALUES", "A", "TRUE", "FALSE"})


class Token(NamedTuple):
    """A piece of SPARQL text: its kind, the text, and where it starts."""

    kind: str
    text: str
    start: int

    @property
    def word(self) -> str:
        """The keyword in capitals; empty for what is not a word."""
        return self.text.upper() if self.kind == "word" else ""


class QuerySyntaxError(LibgraphError):
    """A text is not a SPARQL query."""

    def __init__(self, text: str, line: int, column: int, what: str) -> None:
        super().__init__(text, line, column, what)
        self.text, self.line, self.column, self.what = text, line, column, what

    def __str__(self) -> str:
        lines = self.text.split("\n")
        shown = lines[self.line - 1].rstrip("\r") if self.line <= len(lines) else ""
        begin = max(0, self.column - 60)
        mark = " " * (self.column - 1 - begin) + "^"
        return (
            f"The query has a mistake in line {self.line}, column {self.column}: {self.what}\n"
            f"  {shown[begin : begin + 100]}\n  {mark}\nCorrect it there, then ask again."
        )


def position(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, both from 1, of an offset into `text`."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def syntax_error(text: str, offset: int, what: str) -> QuerySyntaxError:
    """Return the error for a mistake at an offset into `text`."""
    return QuerySyntaxError(text, *position(text, offset), what)


class _Context:
    """What the brackets around the next token are: needed to read `<`."""

    def __init__(self) -> None:
        self.brackets = ["clause"]
        self.last = self.before_last = Token("start", "", 0)

    def after_value(self) -> bool:
        """Say whether an operator may come next in an expression."""
        last = self.last
        return last.kind in _VALUE_KINDS or last.text in (")", "]") or last.word in ("TRUE", "FALSE")

    def add(self, token: Token) -> None:
        """Take note of a token."""
        if token.kind == "op":
            if token.text == "(":
                self.brackets.append("expression" if self._calls() else "list")
            elif token.text in _OPENING:
                self.brackets.append("pattern")
            elif token.text in _CLOSING and len(self.brackets) > 1:
                self.brackets.pop()
        elif token.word in _CLAUSES and self.brackets[-1] == "pattern":
            self.brackets[-1] = "clause"
        self.before_last, self.last = self.last, token

    def _calls(self) -> bool:
        """Say whether a parenthesis opening now holds an expression."""
        if self.last.word:
            return self.last.word not in _NO_CALL
        if self.brackets[-1] != "pattern":
            return self.brackets[-1] != "list"
        return self.last.kind in ("iri", "pname") and self.before_last.word == "FILTER"


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of a SPARQL text, without space and comments.

    Raises
    ------
    QuerySyntaxError
        If some text is no token, or could be read in two ways.
    """
    found: list[Token] = []
    context = _Context()
    offset = 0
    while offset < len(text):
        match = _TOKEN.match(text, offset)
        if match is None or match.lastgroup is None:
            raise syntax_error(text, offset, _complaint(text[offset:]))
        if match.lastgroup != "space":
            token = Token(match.lastgroup, match.group(), offset)
            if token.text[0] == "<":
                _check_angle(text, token, context)
            context.add(token)
            found.append(token)
        offset = match.end()
    return found


def _check_angle(text: str, token: Token, context: _Context) -> None:
    """Refuse `<` where it is no comparison, and an IRI where a comparison may be meant."""
    compares = context.brackets[-1] == "expression" and context.after_value()
    if compares and token.text not in ("<", "<="):
        raise syntax_error(text, token.start, "write a space after '<', or it reads as an IRI.")
    if not compares and token.text in ("<", "<="):
        raise syntax_error(text, token.start, "an IRI is not closed, or has a space or sign it may not have.")


def _complaint(rest: str) -> str:
    if rest[0] in "'\"":
        return "a string is not closed, or has a wrong escape after a backslash."
    if rest[0] == "\\":
        return "a backslash may stand only in strings, IRIs and names."
    if rest[0] in "?$":
        return f"'{rest[0]}' wants the name of a variable after it."
    return f"the character {rest[0]!r} means nothing here."
