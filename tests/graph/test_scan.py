"""The scanner reads SPARQL text as Oxigraph does, or refuses it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libgraph.graph.scan import QuerySyntaxError, position, tokens_of


def texts(query: str) -> list[str]:
    return [token.text for token in tokens_of(query)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("FILTER(?a < ?b)", ["FILTER", "(", "?a", "<", "?b", ")"]),
        ("FILTER(?a<=?b)", ["FILTER", "(", "?a", "<=", "?b", ")"]),
        ("{?s <http://a/#b> 'x'}", ["{", "?s", "<http://a/#b>", "'x'", "}"]),
        ("FILTER(<http://a/>=?b)", ["FILTER", "(", "<http://a/>", "=", "?b", ")"]),
        ("{ ?s (<http://a/>|<http://b/>)+ ?o }", None),
        ("{ ?s a (<http://a/> <http://b/>) ; <http://p/> (<http://a/> <http://b/>) }", None),
        ("VALUES (?a ?b) { (<http://x/#(> <http://y/#>) }", None),
        (r"'a\'b' # ' }" + "\n.", [r"'a\'b'", "."]),
        ("'''a'b''c\n''' \"\"\"\"x\"\"\"", ["'''a'b''c\n'''", '""""x"""']),
        ("'' \"\"", ["''", '""']),
        ("'{' \"#\"", ["'{'", '"#"']),
        (r"ex:a\(b%20c ex:a.b.c. :", [r"ex:a\(b%20c", "ex:a.b.c", ".", ":"]),
        ("1.5e-3 .5 1. -2", ["1.5e-3", ".5", "1", ".", "-", "2"]),
        ("_:b1. 'a'@en-GB--ltr", ["_:b1", ".", "'a'", "@en-GB--ltr"]),
        ("?ą $x1 ?x.", ["?ą", "$x1", "?x", "."]),
        ("<<( ?s ?p ?o )>> {| |} ||", ["<<(", "?s", "?p", "?o", ")>>", "{|", "|}", "||"]),
        ("# only\r# comments", []),
    ],
)
def test_tokens(query: str, expected: list[str] | None) -> None:
    if expected is None:
        assert "".join(texts(query)) == query.replace(" ", "")
    else:
        assert texts(query) == expected


@pytest.mark.parametrize(
    ("query", "line", "column", "what"),
    [
        ("SELECT ?x {\n ?x <http://a b> 1 }", 2, 5, "an IRI is not closed"),
        ("ASK { ?s ?p 'a }", 1, 13, "a string is not closed"),
        ("ASK { ?s ?p 'a\n' }", 1, 13, "a string is not closed"),
        ('ASK { ?s ?p """a" }', 1, 13, "a string is not closed"),
        (r"ASK { ?s ?p 'a\q' }", 1, 13, "wrong escape"),
        ("ASK { ?s ?p 1 }\N{NO-BREAK SPACE}", 1, 16, "means nothing here"),
        ("?a<?b", 1, 3, "an IRI is not closed"),
        ("ASK { $ }", 1, 7, "the name of a variable"),
        (r"ASK { \u0041 }", 1, 7, "a backslash"),
        ("ASK { FILTER(?a<b#>\n) }", 1, 16, "a space after '<'"),
        ("ASK { FILTER(?a<<http://x>) }", 1, 16, "a space after '<'"),
        ("SELECT ?a (?b<1#>\n AS ?c) {}", 1, 14, "a space after '<'"),
        ("ASK { FILTER ex:f(1<1#>) }", 1, 20, "a space after '<'"),
        ("ASK { ?s ?p ?o } HAVING (?a<1#>)", 1, 28, "a space after '<'"),
        ("ASK { { SELECT ?a {} GROUP BY (?a<1#>) } }", 1, 34, "a space after '<'"),
    ],
)
def test_what_is_no_token_is_named_with_its_place(query: str, line: int, column: int, what: str) -> None:
    with pytest.raises(QuerySyntaxError, match=what) as caught:
        tokens_of(query)
    assert (caught.value.line, caught.value.column) == (line, column)


def test_the_message_shows_the_line_with_a_mark_and_ends_with_the_next_step() -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        tokens_of("SELECT ?x\n WHERE { ?x 'oops }")
    first, shown, mark, last = str(caught.value).split("\n")
    assert first.startswith("The query has a mistake in line 2, column 13:")
    assert shown[mark.index("^")] == "'"
    assert last.startswith("Correct it there")


def test_a_long_line_is_cut_around_the_mark() -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        tokens_of("?a " * 1000 + "\\")
    shown, mark = str(caught.value).split("\n")[1:3]
    assert len(shown) < 110
    assert shown[mark.index("^")] == "\\"


@given(st.text(alphabet="ąA1 \n\r\t", max_size=40), st.integers(0, 40))
def test_position_counts_lines_and_code_points_from_one(text: str, offset: int) -> None:
    offset = min(offset, len(text))
    line, column = position(text, offset)
    assert len("".join(part + "\n" for part in text.split("\n")[: line - 1])) + column - 1 == offset


@given(st.text(alphabet="?s <>'\"#\n{}().:\\abc@^", max_size=60))
def test_tokens_and_what_is_between_them_are_the_text(text: str) -> None:
    try:
        tokens = tokens_of(text)
    except QuerySyntaxError:
        return
    end = 0
    for token in tokens:
        between = text[end : token.start]
        assert not between.strip() or "#" in between
        assert text.startswith(token.text, token.start)
        end = token.start + len(token.text)
