from __future__ import annotations

import contextlib
import os
import signal
import stat
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from bilingual import files
from bilingual.errors import FileChangedError, FileError
from bilingual.files import leftovers, locking, watching


def test_the_same_bytes_are_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.po"
    assert files.write(path, b"one")
    before = path.stat()
    assert not files.write(path, b"one")
    assert path.stat().st_mtime_ns == before.st_mtime_ns


def test_a_rehearsal_reads_what_it_wrote_and_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x" / "a.po"
    with files.rehearsal():
        assert files.write(path, b"one")
        assert files.exists(path)
        assert files.read(path) == b"one"
        assert not files.write(path, b"one")
    assert not files.exists(path)
    assert list(tmp_path.iterdir()) == []


def test_permissions_and_links_survive(tmp_path: Path) -> None:
    real = tmp_path / "real.po"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link = tmp_path / "link.po"
    link.symlink_to(real)
    files.write(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_a_hard_link_keeps_the_old_text_under_its_other_name(tmp_path: Path) -> None:
    path, snapshot = tmp_path / "a.po", tmp_path / "snapshot.po"
    path.write_bytes(b"old")
    os.link(path, snapshot)
    files.write(path, b"new", expected=b"old")
    assert (path.read_bytes(), snapshot.read_bytes()) == (b"new", b"old")


NOBODY = 0xFFFFFFFF
ACCESS = struct.pack("<I", 2) + b"".join(
    struct.pack("<HHI", tag, rights, who)
    for tag, rights, who in ((1, 6, NOBODY), (2, 4, 1000), (4, 4, NOBODY), (16, 6, NOBODY), (32, 0, NOBODY))
)
"""An access list that lets user 1000 read (linux/posix_acl_xattr.h)."""


def test_owner_access_list_and_extended_attributes_survive(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(b"old")
    if os.geteuid() == 0:
        os.chown(path, 12345, 54321)
    path.chmod(0o664)
    with contextlib.suppress(OSError):  # a file system without them has nothing to keep
        os.setxattr(path, "user.note", b"kept")
    with contextlib.suppress(OSError):
        os.setxattr(path, "system.posix_acl_access", ACCESS)
    before = path.stat()
    attributes = {name: os.getxattr(path, name) for name in os.listxattr(path)}
    files.write(path, b"new", expected=b"old")
    after = path.stat()
    assert (after.st_uid, after.st_gid, after.st_mode) == (before.st_uid, before.st_gid, before.st_mode)
    assert {name: os.getxattr(path, name) for name in os.listxattr(path)} == attributes


def test_a_new_file_never_replaces_one_that_somebody_made_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(b"theirs")
    with pytest.raises(FileChangedError):
        files.write(path, b"ours", expected=None)
    assert path.read_bytes() == b"theirs"
    assert [p.name for p in tmp_path.iterdir()] == ["a.po"]


def test_a_file_that_is_gone_is_not_written_anew_as_if_it_were_there(tmp_path: Path) -> None:
    with pytest.raises(FileChangedError):
        files.write(tmp_path / "a.po", b"ours", expected=b"read before")
    assert list(tmp_path.iterdir()) == []


def test_an_editor_that_is_writing_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(b"old")
    file = path.open("r+b")
    if not watching.knows(path):
        file.close()
        pytest.skip("no leases on this file system: what settled() then does is read")
    closing = threading.Timer(0.3, lambda: (file.write(b"new"), file.close()))
    closing.start()
    assert files.settled(path) == b"new"


def test_an_editor_that_never_closes_the_file_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(b"old")
    monkeypatch.setattr(files, "_PATIENCE", 0.1)
    with path.open("r+b"):
        if not watching.knows(path):
            pytest.skip("no leases on this file system")
        with pytest.raises(FileChangedError, match="another program is writing"):
            files.settled(path)
        with pytest.raises(FileChangedError):
            files.write(path, b"new", expected=b"old")
    assert path.read_bytes() == b"old"
    assert files.write(path, b"new", expected=b"old")


def test_a_lease_does_not_outlive_the_reading(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(b"old")
    assert watching.quiet(path) == b"old"
    with path.open("r+b", buffering=0) as file:
        file.write(b"new")
    assert path.read_bytes() == b"new"


def left_by_a_kill(path: Path, old: bytes, new: bytes, content: bytes) -> Path:
    part = path.with_name(f"{leftovers.PART}abc{leftovers.SUFFIX}")
    save = leftovers.save_name(part, path, old, new)
    save.write_bytes(content)
    return save


def test_what_a_killed_run_left_is_cleared(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(b"old")
    (tmp_path / f"{leftovers.PART}xyz{leftovers.SUFFIX}").write_bytes(b"hal")
    (tmp_path / ".bilingual-notes").write_bytes(b"somebody's own")
    left_by_a_kill(path, b"old", b"new", b"new")
    left_by_a_kill(path, b"older", b"old", b"older")
    files.write(path, b"new", expected=b"old")
    assert sorted(p.name for p in tmp_path.iterdir()) == [".bilingual-notes", "a.po"]


def test_a_save_that_a_killed_run_had_taken_out_is_given_back(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(b"ours")
    left_by_a_kill(path, b"base", b"ours", b"a person's")
    with pytest.raises(FileChangedError):
        files.write(path, b"ours, later", expected=b"ours")
    assert path.read_bytes() == b"a person's"
    assert [p.name for p in tmp_path.iterdir()] == ["a.po"]


def test_a_save_that_cannot_be_given_back_is_reported_and_kept(tmp_path: Path) -> None:
    path, other = tmp_path / "a.po", tmp_path / "b.po"
    path.write_bytes(b"edited since")
    save = left_by_a_kill(path, b"base", b"ours", b"a person's")
    for _ in range(2):
        with pytest.raises(FileChangedError, match="an earlier run was killed") as caught:
            files.write(path, b"ours, later", expected=b"edited since")
        assert save.name in caught.value.hint
    assert save.read_bytes() == b"a person's"
    assert path.read_bytes() == b"edited since"
    assert files.write(other, b"is written all the same")


def test_nothing_is_cleared_while_another_run_is_writing(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    part = tmp_path / f"{leftovers.PART}xyz{leftovers.SUFFIX}"
    part.write_bytes(b"hal")
    with locking.locked(tmp_path) as sole:
        assert sole
        waiting = threading.Thread(target=files.write, args=(path, b"ours"))
        waiting.start()
        time.sleep(0.2)
        assert part.exists()
        assert not path.exists()
    waiting.join()
    assert path.read_bytes() == b"ours"
    assert not part.exists()


def test_what_somebody_saved_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(b"theirs")
    with pytest.raises(FileChangedError):
        files.write(path, b"ours", expected=b"read before")
    assert path.read_bytes() == b"theirs"
    assert [p.name for p in tmp_path.iterdir()] == ["a.po"]


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from bilingual import files
from bilingual.errors import FileError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    files.write(Path(sys.argv[1]), b"x" * 5000)
except FileError as error:
    print(error.exit_status, error)
"""


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(b"old")
    done = subprocess.run([sys.executable, "-c", FULL_DISK, path], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("4 ")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.po"]


LOOP = """
import sys
from pathlib import Path
from bilingual import files
n = 0
while True:
    n += 1
    files.write(Path(sys.argv[1]), bytes([n % 256]) * 300_000)
"""


def test_a_killed_writer_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    for n in range(6):
        writer = subprocess.Popen([sys.executable, "-c", LOOP, path])
        time.sleep(0.2 + 0.03 * n)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        if path.exists():
            data = path.read_bytes()
            assert len(data) == 300_000
            assert len(set(data)) == 1
    assert path.exists()


def test_reading_says_why_not(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no such file"):
        files.read(tmp_path / "none")
    with pytest.raises(FileError, match="is a directory") as caught:
        files.read(tmp_path)
    assert caught.value.hint == "name a file, not a folder"
