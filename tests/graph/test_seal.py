"""Any change to any file of a build is found."""

import json
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from libgraph.graph.seal import DATASET, SEAL, STORE, DamagedBuild, read_seal, seal, verify
from libgraph.graph.store import GraphStore

NQUADS = b"".join(b'<http://e/%d> <http://e/p> "%d" <http://e/g> .\n' % (i, i) for i in range(1000, 1200))


def small(folder: Path) -> Path:
    build = folder / "build"
    (build / "maps" / "deep").mkdir(parents=True)
    (build / DATASET).write_bytes(NQUADS)
    (build / "maps" / "deep" / "ž.html").write_text("<html>", "utf-8")
    (build / "empty").write_bytes(b"")
    return build


def files_of(build: Path) -> list[Path]:
    return sorted(path for path in build.rglob("*") if path.is_file())


def test_a_seal_tells_what_a_build_is(tmp_path: Path) -> None:
    build = small(tmp_path)
    made = seal(build)
    assert made == read_seal(build) == verify(build)
    assert made.quads == 200
    assert made.dataset == made.files[DATASET].sha256
    assert list(made.files) == ["empty", DATASET, "maps/deep/ž.html"]
    assert made.files["empty"].size == 0


def test_the_same_files_have_the_same_seal_at_any_time(tmp_path: Path) -> None:
    texts = []
    for name in ("one", "two"):
        build = small(tmp_path / name)
        seal(build)
        texts.append((build / SEAL).read_bytes())
        time.sleep(0.01)
    assert texts[0] == texts[1]


def test_sealing_again_changes_nothing(tmp_path: Path) -> None:
    build = small(tmp_path)
    assert seal(build) == seal(build)


def test_the_content_leaves_the_store_out(tmp_path: Path) -> None:
    seals = []
    for name in ("one", "two"):
        build = small(tmp_path / name)
        GraphStore.create(build / STORE, NQUADS)
        seals.append(seal(build))
    assert seals[0].content == seals[1].content
    assert seals[0].digest != seals[1].digest
    (build / "empty").write_bytes(b"x")
    assert seal(build).content != seals[0].content


def cut(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:-1])


def lengthen(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\0")


def remove(path: Path) -> None:
    path.unlink()


def flip(path: Path, bit: int) -> None:
    with path.open("r+b") as file:
        file.seek(bit // 8)
        byte = file.read(1)[0] ^ 1 << bit % 8
        file.seek(bit // 8)
        file.write(bytes([byte]))


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    build = small(tmp_path_factory.mktemp("sealed"))
    GraphStore.create(build / STORE, NQUADS)
    seal(build)
    return build


def assert_found(build: Path, path: Path, what: str) -> None:
    with pytest.raises(DamagedBuild) as caught:
        verify(build)
    assert caught.value.file == path.relative_to(build).as_posix()
    assert what in caught.value.what


@pytest.mark.parametrize(
    ("damage", "what"),
    [(cut, "bytes instead of"), (lengthen, "bytes instead of"), (remove, "is missing")],
)
def test_every_file_that_is_cut_lengthened_or_missing_is_found(
    sealed: Path, damage: Callable[[Path], None], what: str
) -> None:
    for path in files_of(sealed):
        before = path.read_bytes()
        if not before and damage is cut:
            continue
        damage(path)
        is_seal = path.name == SEAL and damage is not remove
        assert_found(sealed, path, "has been changed" if is_seal else what)
        path.write_bytes(before)
        assert verify(sealed)


def test_every_single_bit_that_is_changed_is_found(sealed: Path) -> None:
    """Some bits of each file; the first and the last are always among them."""
    chance = random.Random(7)
    for path in files_of(sealed):
        size = path.stat().st_size * 8
        bits = {0, size - 1, *(chance.randrange(size) for _ in range(6))} if size else set()
        for bit in bits:
            flip(path, bit)
            assert_found(sealed, path, "has been changed")
            flip(path, bit)
    assert verify(sealed)


def test_every_bit_of_the_seal_itself_matters(tmp_path: Path) -> None:
    build = small(tmp_path)
    seal(build)
    for bit in range((build / SEAL).stat().st_size * 8):
        flip(build / SEAL, bit)
        with pytest.raises(DamagedBuild):
            read_seal(build)
        flip(build / SEAL, bit)
    assert read_seal(build)


@pytest.mark.parametrize("name", ["extra", "maps/extra", f"{STORE}/000099.sst"])
def test_a_file_that_does_not_belong_is_found(sealed: Path, name: str) -> None:
    (sealed / name).write_bytes(b"")
    assert_found(sealed, sealed / name, "does not belong to it")
    (sealed / name).unlink()


def test_files_that_change_places_are_found(tmp_path: Path) -> None:
    build = small(tmp_path)
    (build / "other").write_bytes(b"<http:>")
    (build / "another").write_bytes(b"<HTTP:>")
    seal(build)
    (build / "other").rename(build / "swap")
    (build / "another").rename(build / "other")
    (build / "swap").rename(build / "another")
    with pytest.raises(DamagedBuild, match="another has been changed"):
        verify(build)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "null",
        "7",
        '{"digest": 1}',
        '{"digest": "x", "format": 1, "files": []}',
        "\x00",
        "[" * 99_999,
    ],
)
def test_what_is_no_seal_is_damage(tmp_path: Path, text: str) -> None:
    build = small(tmp_path)
    (build / SEAL).write_text(text)
    with pytest.raises(DamagedBuild, match=r"seal\.json has been changed"):
        verify(build)


def test_a_seal_written_by_another_version_is_not_trusted(tmp_path: Path) -> None:
    build = small(tmp_path)
    seal(build)
    body = json.loads((build / SEAL).read_text("utf-8"))
    (build / SEAL).write_text(json.dumps({**body, "quads": 1}), "utf-8")
    with pytest.raises(DamagedBuild):
        verify(build)


def test_a_link_is_no_file_of_a_build(tmp_path: Path) -> None:
    build = small(tmp_path)
    (build / "link").symlink_to(build / "empty")
    with pytest.raises(DamagedBuild, match="link is neither file nor folder"):
        seal(build)


def test_a_build_without_quads_cannot_be_sealed(tmp_path: Path) -> None:
    build = small(tmp_path)
    (build / DATASET).unlink()
    with pytest.raises(DamagedBuild, match=r"graph\.nq is missing"):
        seal(build)


def test_the_message_names_the_file_and_the_next_steps(tmp_path: Path) -> None:
    build = small(tmp_path)
    seal(build)
    cut(build / DATASET)
    with pytest.raises(DamagedBuild) as caught:
        verify(build)
    text = str(caught.value)
    assert str(build / DATASET) in text
    assert f"has {len(NQUADS) - 1} bytes instead of {len(NQUADS)}" in text
    assert "libgraph build --rollback" in text


def test_a_small_build_is_verified_at_once(sealed: Path) -> None:
    times = []
    for _ in range(5):
        begin = time.perf_counter()
        verify(sealed)
        times.append(time.perf_counter() - begin)
    assert min(times) < 0.03
