"""Query files: their headers, and every fault in them."""

from pathlib import Path

import pytest

from libgraph.graph.params import Param
from libgraph.graph.queries import BadQueryFiles, UnknownQuery, find_query, load_queries, read_query

HEADER = """# title@en: Who directed an institution
# title@lt: Kas vadovavo įstaigai
# title@lv: Kas vadīja iestādi
# description@en: All who did,
#   as far as the sources say.
# description@lt: Visi vadovai.
# description@lv: Visi vadītāji.
"""
PARAMS = """# param institution: lg:Institution — the one asked about
# param date: edtf:EDTF = 2021
# param lang: lang = en
"""
BODY = """SELECT ?person WHERE {
  ?tenure lg:heldIn $institution ; lg:holder ?person ; lg:date ?date2 .
  FILTER(?date2 = $date && LANG(?person) = $lang)
}
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / f"{name}.rq"
    path.write_text(text, "utf-8")
    return path


def faults(path: Path) -> list[str]:
    with pytest.raises(BadQueryFiles) as caught:
        read_query(path)
    return [f"{fault.line}: {fault.what}. {fault.cure}" for fault in caught.value.faults]


def test_a_query_file_is_read(tmp_path: Path) -> None:
    query = read_query(write(tmp_path, "directors", HEADER + PARAMS + BODY))
    assert query.name == "directors"
    assert query.title == {
        "en": "Who directed an institution",
        "lt": "Kas vadovavo įstaigai",
        "lv": "Kas vadīja iestādi",
    }
    assert query.description["en"] == "All who did, as far as the sources say."
    assert query.params == (
        Param("institution", "lg:Institution", None, "the one asked about"),
        Param("date", "edtf:EDTF", "2021"),
        Param("lang", "lang", "en"),
    )
    assert [param.required for param in query.params] == [True, False, False]
    assert query.text == HEADER + PARAMS + BODY


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("# param a: xsd:string = one two — about it", Param("a", "xsd:string", "one two", "about it")),
        ("# param a: xsd:string = -- about it", Param("a", "xsd:string", "", "about it")),
        ("# param a: xsd:integer -- about it", Param("a", "xsd:integer", None, "about it")),
        ("#   param a: lg:Person", Param("a", "lg:Person")),
        ("#param  a:  lg:Person", Param("a", "lg:Person")),
    ],
)
def test_the_parts_of_a_parameter(tmp_path: Path, line: str, expected: Param) -> None:
    body = "SELECT * { ?s ?p $a }"
    if line.startswith("#   "):
        with pytest.raises(BadQueryFiles, match=r"\$a is not declared"):
            read_query(write(tmp_path, "q", f"{HEADER}{line}\n{body}"))
    else:
        assert read_query(write(tmp_path, "q", f"{HEADER}{line}\n{body}")).params == (expected,)


def test_what_is_missing_is_told_for_each_language(tmp_path: Path) -> None:
    path = write(tmp_path, "q", "# title@en: A\n# description@lv: B\n# description@lt:\nASK {}")
    assert faults(path) == [
        "1: title@lt is missing. Add a line: # title@lt: …",
        "1: title@lv is missing. Add a line: # title@lv: …",
        "1: description@lt is missing. Add a line: # description@lt: …",
        "1: description@en is missing. Add a line: # description@en: …",
    ]


@pytest.mark.parametrize(
    ("header", "body", "expected"),
    [
        ("# titel@en: x\n", "ASK {}", "8: 'titel@en: x' is no line of a header"),
        ("# title@de: x\n", "ASK {}", "8: title in 'de'. Choose one of lt, lv, en."),
        ("# title@en: again\n", "ASK {}", "8: a second title@en. Leave one out."),
        ("# param a: nothing\n", "ASK { ?s ?p $a }", "8: 'nothing' is no type of parameters"),
        ("# param a: qq:Person\n", "ASK { ?s ?p $a }", "8: 'qq:Person' is no type of parameters"),
        ("# param a: lg:person\n", "ASK { ?s ?p $a }", "8: 'lg:person' is no type of parameters"),
        ("# param a: xsd:date = 2021\n", "ASK { ?s ?p $a }",
         "8: the default '2021' is no whole date. Give a day as 2021-03-05."),
        ("# param a: lang\n# param a: lang\n", "ASK { ?s ?p $a }",
         "9: a second parameter 'a'. Leave one out."),
        ("# param a: lang\n", "ASK {}", "8: the parameter 'a' is not used. Write $a in the query."),
        ("# param a: lang\n", "ASK { ?s ?p '$a' } # $a", "8: the parameter 'a' is not used"),
        ("# param place: lang\n", "ASK {\n ?s $place $plase }",
         "10: column 12: $plase is not declared. Did you mean $place?"),
        ("", "ASK { ?s ?p $a }", "8: column 13: $a is not declared. Add a line: # param a: …"),
        ("# param a: lang\n", "ASK { ?s $a ?a }", "9: column 13: ?a is the parameter. Write $a."),
        ("", "SELEC * {}", "8: column 1: a query begins with SELECT"),
        ("", "ASK { ?s nope:x 1 }", "8: column 10: the prefix 'nope:' is not declared"),
        ("", "SELECT * { SERVICE <http://x/> {} }", "8: column 12: SERVICE sends data to another server"),
        ("", "INSERT DATA {}", "8: column 1: INSERT changes data"),
    ],
)  # fmt: skip
def test_each_fault_is_told_with_its_line(tmp_path: Path, header: str, body: str, expected: str) -> None:
    found = faults(write(tmp_path, "q", HEADER + header + body))
    assert len(found) == 1
    assert found[0].startswith(expected)


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    write(tmp_path, "one", HEADER + "# param a: lang\n# param b: what\nASK { ?s $c $b }")
    write(tmp_path, "two", "ASK {}")
    with pytest.raises(BadQueryFiles) as caught:
        load_queries([tmp_path])
    assert len(caught.value.faults) == 3 + 6
    lines = str(caught.value).splitlines()
    assert lines[0].startswith(f"{tmp_path / 'one.rq'}:8: ")
    assert lines[-1] == "Correct the header of the query, then ask again."


def test_queries_come_from_several_folders_in_order(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder / "inner").mkdir(parents=True)
    write(tmp_path / "a", "zebra", HEADER + "ASK {}")
    write(tmp_path / "b", "apple", HEADER + "ASK {}")
    write(tmp_path / "b" / "inner", "hidden", "not looked at")
    folders = [tmp_path / "a", tmp_path / "b", tmp_path / "missing"]
    assert list(load_queries(folders)) == ["apple", "zebra"]
    assert find_query("zebra", folders).path == tmp_path / "a" / "zebra.rq"


def test_two_queries_of_one_name_are_refused(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder, "same", HEADER + "ASK {}")
    folders = [tmp_path / "a", tmp_path / "b"]
    for ask in (lambda: load_queries(folders), lambda: find_query("same", folders)):
        with pytest.raises(
            BadQueryFiles, match=r"the name 'same' is taken\. Rename one; the other is .*a.same.rq"
        ):
            ask()


def test_one_query_is_found_though_another_is_faulty(tmp_path: Path) -> None:
    write(tmp_path, "good", HEADER + "ASK {}")
    write(tmp_path, "bad", "ASK {}")
    assert find_query("good", [tmp_path]).name == "good"


def test_an_unknown_name_gets_the_nearest(tmp_path: Path) -> None:
    write(tmp_path, "directors", HEADER + "ASK {}")
    with pytest.raises(UnknownQuery, match=r"no query named 'director'\. Did you mean 'directors'\?.*--list"):
        find_query("director", [tmp_path])


def test_a_file_that_is_not_utf8_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "q.rq"
    path.write_bytes(HEADER.encode("cp1257"))
    assert faults(path)[0].endswith("Save it as UTF-8.")
    path.write_bytes(b"\xef\xbb\xbf" + (HEADER + "ASK {}").encode())
    assert read_query(path).title["lt"] == "Kas vadovavo įstaigai"


def test_the_own_queries_of_the_project_have_no_faults() -> None:
    folder = Path(__file__).parents[2] / "queries"
    assert len(load_queries([folder])) >= 30
