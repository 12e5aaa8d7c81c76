"""A damaged `CURRENT.json` is told with what cures it, and that cures it."""

import pickle
from pathlib import Path

import pytest

from libgraph.graph.pointer import DamagedPointer, Pointer, read_pointer, write_pointer
from libgraph.messages import LANGUAGES, messages


@pytest.mark.parametrize("text", ["", "{}", "[", '{"current": "a", "previous": "", "digest": "x"}'])
def test_a_changed_pointer_says_exactly_what_to_do(tmp_path: Path, text: str) -> None:
    write_pointer(tmp_path, Pointer("a", ""))
    (tmp_path / "CURRENT.json").write_text(text, "utf-8")
    with pytest.raises(DamagedPointer) as caught:
        read_pointer(tmp_path)
    assert "Run 'libgraph build'" in str(caught.value)
    assert "rollback" not in str(caught.value)  # it would need the pointer
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
    told = {messages(lang).say("error-DamagedPointer", **vars(caught.value)) for lang in LANGUAGES}
    assert len(told) == 3
    assert all("libgraph build" in text and str(tmp_path) in text for text in told)
    write_pointer(tmp_path, Pointer("b", ""))
    assert read_pointer(tmp_path).current == "b"
