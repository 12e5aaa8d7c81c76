"""Builds take over by one rename; the one before is kept; the second builder is told who the first is."""

import errno
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from libgraph.graph.builder_lock import BuilderAtWork
from libgraph.graph.pointer import POINTER, NoBuild, Pointer, read_pointer, write_pointer
from libgraph.graph.seal import DATASET, SEAL, STORE, DamagedBuild, verify
from libgraph.graph.store import GraphStore
from libgraph.graph.swap import BuildFolder, Commit, DiskFull


def nquads(version: int, size: int = 3) -> bytes:
    return b"".join(
        b'<http://e/%d> <http://e/version> "%d" <http://e/g> .\n' % (i, version) for i in range(size)
    )


def build(folder: BuildFolder, version: int, *, store: bool = False) -> Commit:
    with folder.begin() as place:
        (place / DATASET).write_bytes(nquads(version))
        if store:
            GraphStore.create(place / STORE, nquads(version))
        return folder.commit(place)


def version_of(path: Path) -> int:
    return int((path / DATASET).read_text().split('"')[1])


def names(path: Path) -> set[str]:
    return {each.name for each in path.iterdir()}


@pytest.fixture
def folder(tmp_path: Path) -> BuildFolder:
    return BuildFolder(tmp_path / "data" / "build")


def test_the_first_build(folder: BuildFolder) -> None:
    with pytest.raises(NoBuild, match=r"There is no build in .*build\. Make one with: libgraph build"):
        folder.current()
    made = build(folder, 1, store=True)
    assert made.changed
    assert made.path == folder.current() == folder.path / "builds" / made.seal.digest[:16]
    assert verify(made.path) == made.seal
    assert len(GraphStore.on_disk(made.path / STORE)) == 3
    assert names(folder.path) == {POINTER, "LOCK", "builds"}


def test_two_builds_are_kept(folder: BuildFolder) -> None:
    for version in range(1, 5):
        assert version_of(build(folder, version).path) == version
    assert {version_of(path) for path in (folder.path / "builds").iterdir()} == {3, 4}
    assert version_of(folder.current()) == 4


def test_rollback_goes_back_and_forth(folder: BuildFolder) -> None:
    with pytest.raises(NoBuild):
        folder.rollback()
    build(folder, 1)
    with pytest.raises(NoBuild, match="no build before the current one"):
        folder.rollback()
    build(folder, 2)
    assert version_of(folder.rollback()) == 1
    assert version_of(folder.current()) == 1
    assert version_of(folder.rollback()) == 2
    folder.rollback()
    build(folder, 3)
    assert version_of(folder.rollback()) == 1


@pytest.mark.parametrize("store", [False, True])
def test_the_same_content_changes_nothing(folder: BuildFolder, store: bool) -> None:
    build(folder, 1, store=store)
    second = build(folder, 2, store=store)
    before = (folder.path / POINTER).read_bytes()
    again = build(folder, 2, store=store)
    assert not again.changed
    assert (again.path, again.seal) == (second.path, second.seal)
    assert (folder.path / POINTER).read_bytes() == before
    assert version_of(folder.rollback()) == 1


def test_the_same_content_repairs_a_damaged_build(folder: BuildFolder) -> None:
    build(folder, 1)
    made = build(folder, 2)
    (made.path / DATASET).write_bytes(b"damage")
    assert build(folder, 2).changed
    assert version_of(folder.current()) == 2
    assert version_of(folder.rollback()) == 1


def test_a_damaged_build_is_never_kept_as_the_one_before(folder: BuildFolder) -> None:
    build(folder, 1)
    made = build(folder, 2)
    (made.path / SEAL).unlink()
    build(folder, 3)
    assert version_of(folder.current()) == 3
    assert version_of(folder.rollback()) == 1


def test_building_the_one_before_again_brings_it_back(folder: BuildFolder) -> None:
    first = build(folder, 1).path / DATASET
    file = first.stat().st_ino
    build(folder, 2)
    assert build(folder, 1).changed
    assert version_of(folder.current()) == 1
    assert first.stat().st_ino == file, "it was taken away for a moment"
    assert version_of(folder.rollback()) == 2


def test_no_build_is_its_own_one_before(folder: BuildFolder) -> None:
    build(folder, 1)
    (build(folder, 2).path / DATASET).unlink()
    build(folder, 1)
    with pytest.raises(NoBuild):
        folder.rollback()


def test_a_full_disk_is_known_in_any_language(folder: BuildFolder) -> None:
    build(folder, 1)
    with (
        pytest.raises(DiskFull, match=r"no room for the build .*\(Įrenginyje neliko vietos\).*in use"),
        folder.begin(),
    ):
        raise OSError(errno.ENOSPC, "Įrenginyje neliko vietos")
    with pytest.raises(PermissionError), folder.begin():
        raise PermissionError(errno.EACCES, "no")


def test_what_fails_leaves_the_build_before(folder: BuildFolder) -> None:
    build(folder, 1)
    with pytest.raises(DamagedBuild), folder.begin() as place:
        folder.commit(place)
    assert version_of(folder.current()) == 1
    assert names(folder.path) == {POINTER, "LOCK", "builds"}
    with folder.begin() as place:
        (place / DATASET).write_bytes(nquads(2))
    assert version_of(folder.current()) == 1


def test_only_what_begin_gave_is_committed(folder: BuildFolder, tmp_path: Path) -> None:
    with folder.begin(), pytest.raises(ValueError, match="is not what begin"):
        folder.commit(tmp_path)


def test_leftovers_of_killed_builders_are_removed(folder: BuildFolder) -> None:
    build(folder, 1)
    build(folder, 2)
    for name in ("building/store", "builds/0123456789abcdef/store"):
        (folder.path / name).mkdir(parents=True)
        (folder.path / name / "bulk.sst").write_bytes(b"x")
    (folder.path / f"{POINTER}.new").write_bytes(b"x")
    assert version_of(folder.current()) == 2
    with folder.begin() as place:
        assert not list(place.iterdir())
        assert len(names(folder.path / "builds")) == 2
    build(folder, 3)
    assert names(folder.path) == {POINTER, "LOCK", "builds"}


def test_every_bit_of_the_pointer_matters(folder: BuildFolder) -> None:
    build(folder, 1)
    build(folder, 2)
    path = folder.path / POINTER
    data = path.read_bytes()
    with path.open("r+b", buffering=0) as file:
        for bit in range(len(data) * 8):
            changed = bytearray(data)
            changed[bit // 8] ^= 1 << bit % 8
            file.seek(0)
            file.write(changed)
            with pytest.raises(DamagedBuild, match=r"CURRENT\.json has been changed"):
                read_pointer(folder.path)
    for text in (b"", data[:-1], b"[1]", b"[" * 99_999, b'{"current": [], "previous": 1}'):
        path.write_bytes(text)
        with pytest.raises(DamagedBuild, match=r"CURRENT\.json"):
            folder.current()
    with pytest.raises(DamagedBuild, match=r"CURRENT\.json"):
        folder.rollback()
    build(folder, 3)
    assert version_of(folder.current()) == 3


def test_damage_to_any_file_of_the_current_build_is_found(folder: BuildFolder) -> None:
    chance = random.Random(3)
    made = build(folder, 1, store=True)
    for path in sorted(each for each in made.path.rglob("*") if each.is_file()):
        data = path.read_bytes()
        spoilt = [data[:-1], data[: len(data) // 2]] if data else []
        if data:
            one_bit = bytearray(data)
            one_bit[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            spoilt.append(bytes(one_bit))
        for content in [*spoilt, None]:
            path.unlink() if content is None else path.write_bytes(content)
            with pytest.raises(DamagedBuild) as caught:
                folder.current()
            assert caught.value.build / caught.value.file == path
            path.write_bytes(data)
    assert folder.current() == made.path


def test_a_build_in_the_place_of_another_is_found(folder: BuildFolder) -> None:
    old, new = build(folder, 1).path, build(folder, 2).path
    new.rename(folder.path / "aside")
    old.rename(new)
    with pytest.raises(DamagedBuild, match=r"seal\.json is of another build"):
        folder.current()


def test_a_build_that_a_builder_removes_meanwhile_is_looked_up_again(
    folder: BuildFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(folder, 1)
    late = read_pointer(folder.path)
    build(folder, 2)
    build(folder, 3)
    pointers = iter([late])
    monkeypatch.setattr(
        "libgraph.graph.swap.read_pointer", lambda path: next(pointers, None) or read_pointer(path)
    )
    assert version_of(folder.current()) == 3


SECOND = """
import sys
from pathlib import Path
from libgraph.errors import LibgraphError
from libgraph.graph.swap import BuildFolder
folder = BuildFolder(Path(sys.argv[1]))
try:
    folder.rollback() if sys.argv[2] == "rollback" else folder.begin().__enter__()
except LibgraphError as error:
    print(error)
"""


@pytest.mark.parametrize("what", ["build", "rollback"])
def test_a_second_builder_is_told_who_the_first_is(folder: BuildFolder, what: str) -> None:
    build(folder, 1)
    build(folder, 2)
    with folder.begin():
        command = [sys.executable, "-c", SECOND, str(folder.path), what]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert done.stdout.startswith(f"Process {os.getpid()} of ")
        assert f"is building in {folder.path}. Wait until it has finished, or stop it" in done.stdout
        with (
            pytest.raises(BuilderAtWork, match=f"Process {os.getpid()} of"),
            BuildFolder(folder.path).begin(),
        ):
            pass
    with folder.begin():
        pass


def test_the_holder_may_be_unknown(folder: BuildFolder) -> None:
    with folder.begin():
        (folder.path / "LOCK.holder").write_text("[]")
        with pytest.raises(BuilderAtWork, match=r"^Another process is building in"), folder.begin():
            pass


def test_the_pointer_has_no_clock(tmp_path: Path) -> None:
    write_pointer(tmp_path, Pointer("a", ""))
    assert set(json.loads((tmp_path / POINTER).read_text())) == {"current", "previous", "digest"}


def test_other_users_may_read_a_build(folder: BuildFolder) -> None:
    made = build(folder, 1)
    usual = folder.path.stat().st_mode
    assert made.path.stat().st_mode == usual
