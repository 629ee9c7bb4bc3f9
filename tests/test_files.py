from __future__ import annotations

import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bilingual import files
from bilingual.errors import FileChangedError, FileError


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
