"""Packages come in whole or not at all, argostranslate sees ours, and we see its."""

from __future__ import annotations

import functools
import http.server
import json
import os
import resource
import shutil
import signal
import stat
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import wired
from bilingual import models
from bilingual.errors import BilingualError, FileError, MissingError, PackageError, UsageError
from bilingual.models import archives, packages, workspace
from conftest import Run

ZT_EN, EN_KO = "translate-zt_en-1_9", "translate-en_ko-1_1"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    return wired.packages(tmp_path_factory.mktemp("built"))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of our own, as argostranslate would find it."""
    for name in [name for name in os.environ if name.startswith(("ARGOS_", "XDG_"))]:
        monkeypatch.delenv(name)
    folder = tmp_path / "home-here"  # beside that of the commands
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def entries_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(tmp_path: Path, original: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """A copy of a package in which something is not as it should be."""
    entries = entries_of(original)
    change(entries)
    path = tmp_path / "changed.argosmodel"
    wired.write_zip(path, entries)
    return path


def with_metadata(tmp_path: Path, original: Path, **values: object) -> Path:
    name = f"{original.stem}/metadata.json"

    def change(entries: dict[str, bytes]) -> None:
        entries[name] = json.dumps(json.loads(entries[name]) | values).encode()

    return changed(tmp_path, original, change)


def argospm_list() -> list[str]:
    """What the real argospm lists."""
    code = "from argostranslate.argospm import main; main()"
    ran = subprocess.run([sys.executable, "-c", code, "list"], capture_output=True, text=True, check=True)
    assert ran.stderr == ""
    return sorted(ran.stdout.split())


def beside() -> list[str]:
    """What lies beside the packages, but for the list of known hashes."""
    return sorted(p.name for p in models.folder().parent.iterdir() if p.name != packages.KNOWN)


def refused(path: Path) -> PackageError:
    """Try to install; check that it is refused with advice and that nothing is on disk."""
    before = contents(models.folder().parent) if models.folder().parent.exists() else {}
    with pytest.raises(PackageError) as caught:
        models.install_file(path)
    after = contents(models.folder().parent) if models.folder().parent.exists() else {}
    assert after == before
    assert caught.value.hint
    assert caught.value.path
    return caught.value


# Installed from a file


def test_both_packages_install_and_are_listed(built: tuple[Path, ...]) -> None:
    for path in built:
        models.install_file(path)
    assert [package.name for package in models.installed()] == ["en-ko 1.1", "zt-en 1.9"]
    assert models.pairs() == {("zh-Hant", "en"), ("en", "ko")}
    package = models.find("zh-TW", "en-GB")
    assert package is not None
    assert package.path == models.folder() / ZT_EN
    assert package.size == sum(p.stat().st_size for p in package.path.rglob("*") if p.is_file())
    assert package.sha256 == packages.file_sha256(built[0])
    models.verify(package)


def test_argostranslate_sees_ours_and_we_see_its(built: tuple[Path, ...], home: Path) -> None:
    models.install_file(built[0])
    code = """
import json, zipfile
from argostranslate import package, settings
zipfile.ZipFile({}).extractall(settings.package_data_dir)  # what argospm does
print(json.dumps(sorted([p.from_code, p.to_code, p.package_version, str(p.package_path)]
    for p in package.get_installed_packages())))
"""
    ran = subprocess.run(
        [sys.executable, "-c", code.replace("{}", repr(str(built[1])))],
        capture_output=True,
        text=True,
        check=True,
    )
    theirs = json.loads(ran.stdout)
    assert theirs == [[p.source, p.target, p.version, str(p.path)] for p in models.installed()]
    assert [p.sha256 != "" for p in models.installed()] == [False, True]
    for package in models.installed():
        models.verify(package)


def test_the_same_again_changes_nothing(built: tuple[Path, ...]) -> None:
    first = models.install_file(built[0])
    inode = first.path.stat().st_ino
    assert models.install_file(built[0]) == first
    assert first.path.stat().st_ino == inode


def test_a_damaged_package_is_mended_by_the_same_file(built: tuple[Path, ...]) -> None:
    weights = models.install_file(built[0]).path / packages.WEIGHTS
    good = weights.read_bytes()
    weights.write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
    models.verify(models.install_file(built[0]))
    assert weights.read_bytes() == good


def test_a_newer_version_takes_the_olders_place(tmp_path: Path) -> None:
    old = models.install_file(wired.package(tmp_path, "en", "ko", "1.9", wired.ENGLISH_KOREAN))
    new = models.install_file(wired.package(tmp_path, "en", "ko", "1.10", wired.ENGLISH_KOREAN))
    assert models.installed() == (new,)
    assert not old.path.exists()
    error = refused(tmp_path / "translate-en_ko-1_9.argosmodel")
    assert "older" in error.message
    assert "bilingual models remove en ko" in error.hint


def test_removing(built: tuple[Path, ...]) -> None:
    for path in built:
        models.install_file(path)
    assert [p.name for p in models.remove("zh-Hant", "en")] == ["zt-en 1.9"]
    assert [p.name for p in models.installed()] == ["en-ko 1.1"]
    assert beside() == ["packages"]
    with pytest.raises(MissingError, match="zh-Hant → en"):
        models.remove("zh-Hant", "en")


def test_nothing_is_created_by_looking(home: Path) -> None:
    assert models.installed() == ()
    assert models.find("zh-Hant", "en") is None
    assert list(home.iterdir()) == []


def test_stray_things_in_the_folder_are_passed_over(built: tuple[Path, ...]) -> None:
    models.install_file(built[0])
    folder = models.folder()
    (folder / "empty").mkdir()
    (folder / "note.txt").write_text("?")
    for name, text in {"a": "{", "b": "[]", "c": '{"type": "sbd"}', "d": '{"from_code": 1}'}.items():
        (folder / name).mkdir()
        (folder / name / "metadata.json").write_text(text)
    (folder / "e" / "metadata.json").mkdir(parents=True)
    (folder / "dangling").symlink_to("nowhere")
    assert [p.name for p in models.installed()] == ["zt-en 1.9"]


@pytest.mark.parametrize("variable", ["ARGOS_PACKAGES_DIR", "XDG_DATA_HOME"])
def test_the_folder_is_where_argostranslate_has_it(
    variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, str(tmp_path / "elsewhere"))
    assert _argos_folder() == models.folder()


def test_the_folder_may_come_from_argostranslates_settings_file(home: Path) -> None:
    settings = home / ".config" / "argos-translate" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"ARGOS_PACKAGES_DIR": str(home / "chosen")}))
    assert models.folder() == home / "chosen" == _argos_folder()
    settings.write_text("[")
    assert models.folder() == home / ".local" / "share" / "argos-translate" / "packages"


def _argos_folder() -> Path:
    code = "from argostranslate import settings; print(settings.package_data_dir)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return Path(ran.stdout.strip())


# Files that are no good


def test_not_a_zip(tmp_path: Path) -> None:
    path = tmp_path / "page.argosmodel"
    path.write_text("<html>Not found</html>")
    assert "damaged archive" in refused(path).message


def test_no_such_file(tmp_path: Path) -> None:
    assert "no such file" in refused(tmp_path / "missing.argosmodel").message


def test_a_folder_is_not_a_package_file(tmp_path: Path) -> None:
    assert "directory" in refused(tmp_path).message


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.99])
def test_a_truncated_zip(share: float, tmp_path: Path, built: tuple[Path, ...]) -> None:
    path = tmp_path / "half.argosmodel"
    data = built[0].read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    refused(path)


def test_a_flipped_bit_in_the_weights(tmp_path: Path, built: tuple[Path, ...]) -> None:
    path = tmp_path / "flipped.argosmodel"
    data = bytearray(built[0].read_bytes())
    with zipfile.ZipFile(built[0]) as archive:
        weights = archive.getinfo(f"{ZT_EN}/model/model.bin")
    data[weights.header_offset + 1000] ^= 4
    path.write_bytes(data)
    assert "damaged archive" in refused(path).message


def test_an_empty_zip(tmp_path: Path) -> None:
    path = tmp_path / "empty.argosmodel"
    wired.write_zip(path, {})
    assert "empty" in refused(path).message


def test_two_top_folders(tmp_path: Path, built: tuple[Path, ...]) -> None:
    path = changed(tmp_path, built[0], lambda e: e.update({"other/metadata.json": b"{}"}))
    assert "2 top folders" in refused(path).message


@pytest.mark.parametrize(
    "name",
    [
        "../outside",
        f"{ZT_EN}/../../outside",
        "/outside",
        f"{ZT_EN}/..",
        f"{ZT_EN}\\..\\outside",
        "C:/outside",
    ],
)
def test_an_entry_that_points_outside(name: str, tmp_path: Path, built: tuple[Path, ...]) -> None:
    path = changed(tmp_path, built[0], lambda e: e.update({name: b"?"}))
    assert "points outside" in refused(path).message
    assert not list(tmp_path.rglob("outside*"))


def test_a_file_beside_the_folder(tmp_path: Path, built: tuple[Path, ...]) -> None:
    path = changed(tmp_path, built[0], lambda e: e.update({"readme": b"?"}))
    assert "outside the package's folder" in refused(path).message


def test_a_symbolic_link(tmp_path: Path, built: tuple[Path, ...]) -> None:
    path = tmp_path / "link.argosmodel"
    shutil.copy(built[0], path)
    link = zipfile.ZipInfo(f"{ZT_EN}/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    assert "a link" in refused(path).message


@pytest.mark.parametrize("top", [".hidden", "two words", "模型"])
def test_a_folder_name_that_is_none(top: str, tmp_path: Path, built: tuple[Path, ...]) -> None:
    path = tmp_path / "named.argosmodel"
    wired.write_zip(path, {name.replace(ZT_EN, top): data for name, data in entries_of(built[0]).items()})
    assert "can't be a package's name" in refused(path).message


def test_two_files_of_one_name(tmp_path: Path, built: tuple[Path, ...]) -> None:
    path = changed(tmp_path, built[0], lambda e: e.update({f"{ZT_EN}/METADATA.json": b"{}"}))
    assert "two files of one name" in refused(path).message


def test_a_zip_bomb(tmp_path: Path, built: tuple[Path, ...]) -> None:
    path = changed(tmp_path, built[0], lambda e: e.update({f"{ZT_EN}/zeros": bytes(80_000_000)}))
    assert path.stat().st_size < 200_000
    assert "expand" in refused(path).message


def test_a_zip_of_very_many_files(tmp_path: Path, built: tuple[Path, ...]) -> None:
    path = changed(tmp_path, built[0], lambda e: e.update({f"{ZT_EN}/{n}": b"" for n in range(1000)}))
    assert "files" in refused(path).message


@pytest.mark.parametrize(
    "part", ["metadata.json", "sentencepiece.model", "model/model.bin", "model/target_vocabulary.json"]
)
def test_a_package_that_lacks_a_part(part: str, tmp_path: Path, built: tuple[Path, ...]) -> None:
    path = changed(tmp_path, built[0], lambda e: e.pop(f"{ZT_EN}/{part}"))  # type: ignore[func-returns-value]
    assert "lacks" in refused(path).message


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({"from_code": None}, "from_code"),
        ({"to_code": "../x"}, "to_code"),
        ({"package_version": "new"}, "package_version"),
        ({"type": "sbd"}, "sbd"),
        ({"target_prefix": ["x"]}, "target_prefix"),
    ],
)
def test_metadata_that_makes_no_sense(
    values: dict[str, object], word: str, tmp_path: Path, built: tuple[Path, ...]
) -> None:
    error = refused(with_metadata(tmp_path, built[0], **values))
    assert word in error.message
    assert error.path.endswith("metadata.json")


def test_metadata_that_is_not_json(tmp_path: Path, built: tuple[Path, ...]) -> None:
    path = changed(tmp_path, built[0], lambda e: e.update({f"{ZT_EN}/metadata.json": b"{"}))
    assert "not valid JSON" in refused(path).message


def test_one_pair_can_not_overwrite_another(tmp_path: Path, built: tuple[Path, ...]) -> None:
    models.install_file(built[0])
    error = refused(with_metadata(tmp_path, built[0], from_code="zh"))
    assert "overwrite the package zt-en 1.9" in error.message


# A disk that is full or closed, and ctrl-C


def test_ctrl_c_while_unpacking_leaves_nothing(
    built: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    models.install_file(built[0])
    before = contents(models.folder().parent)

    def interrupted(descriptor: int) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(archives.os, "fsync", interrupted)
    # a run in the background (make test &) begins with the signal ignored
    former = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            models.install_file(built[1])
    finally:
        signal.signal(signal.SIGINT, former)
    assert contents(models.folder().parent) == before
    assert beside() == ["packages"]


def test_a_failed_replacement_brings_the_old_one_back(
    built: tuple[Path, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = models.install_file(built[0])
    before = contents(package.path)
    newer = with_metadata(tmp_path, built[0], argos_version="1.10")
    real = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if target == package.path and self.parent.name != workspace.FORMER:
            raise OSError(5, "Input/output error")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(FileError):
        models.install_file(newer)
    monkeypatch.undo()
    assert contents(package.path) == before


def test_a_full_disk_is_said_and_leaves_nothing(built: tuple[Path, ...], home: Path) -> None:
    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    code = """
import sys
from pathlib import Path
from bilingual import models
from bilingual.errors import FileError
try:
    models.install_file(Path(sys.argv[1]))
except FileError as error:
    print(type(error).__name__, error.exit_status, error.hint)
"""
    ran = subprocess.run(
        [sys.executable, "-c", code, str(built[0])],
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=limit,
    )
    assert ran.stdout.startswith("FileError 4 the disk is full")
    assert contents(home) == {}
    assert [p.name for p in models.folder().parent.iterdir()] == ["packages"]


@pytest.mark.skipif(os.geteuid() == 0 and not shutil.which("setpriv"), reason="root may write anywhere")
def test_a_folder_that_is_read_only(built: tuple[Path, ...], tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    (closed / "packages").mkdir(parents=True)
    for folder in (closed / "packages", closed):
        folder.chmod(0o555)
    code = """
import sys
from pathlib import Path
from bilingual import models
from bilingual.errors import FileError
try:
    models.install_file(Path(sys.argv[1]))
except FileError as error:
    print(error, "|", error.hint)
"""
    powerless = ["setpriv", "--bounding-set=-all"] if os.geteuid() == 0 else []  # root may write anywhere
    ran = subprocess.run(
        [*powerless, sys.executable, "-c", code, str(built[0])],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "ARGOS_PACKAGES_DIR": str(closed / "packages")},
    )
    closed.chmod(0o755)
    assert "permission denied" in ran.stdout
    assert "check the permissions" in ran.stdout
    assert contents(closed) == {}


# Killed in the middle

KILLED = """
import os, signal, sys
from pathlib import Path
from bilingual import models
from bilingual.models import archives
real, left = Path.rename, int(sys.argv[2])
def rename(self, target):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(self, target)
Path.rename = rename
if left < 0:
    archives.os.fsync = lambda descriptor: os.kill(os.getpid(), signal.SIGKILL)
models.install_file(Path(sys.argv[1]))
"""


@pytest.mark.parametrize("step", [-1, 0, 1], ids=["unpacking", "before the old goes", "before the new comes"])
def test_a_kill_leaves_nothing_that_breaks_argostranslate(
    step: int, built: tuple[Path, ...], tmp_path: Path
) -> None:
    models.install_file(built[1])
    old = models.install_file(built[0])
    newer = with_metadata(tmp_path, built[0], argos_version="1.10")
    killed = subprocess.run([sys.executable, "-c", KILLED, str(newer), str(step)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert len(beside()) == 2, "the workspace is left behind"
    assert set(argospm_list()) <= {"translate-en_ko", "translate-zt_en"}
    models.remove("en", "ko")  # whatever comes next clears it away
    assert beside() == ["packages"]
    assert [p.name for p in models.installed()] == ["zt-en 1.9"]
    models.verify(old)
    models.install_file(newer)
    assert beside() == ["packages"]


def test_a_workspace_in_use_is_left_alone(built: tuple[Path, ...]) -> None:
    with workspace.workspace() as first:
        models.install_file(built[0])
        assert first.is_dir()
    assert beside() == ["packages"]


# Damage after installing


def test_damaged_weights_are_noticed(built: tuple[Path, ...]) -> None:
    package = models.install_file(built[0])
    weights = package.path / packages.WEIGHTS
    data = bytearray(weights.read_bytes())
    data[len(data) // 2] ^= 1
    weights.write_bytes(data)
    with pytest.raises(PackageError, match="damaged") as caught:
        models.verify(package)
    assert caught.value.path == str(weights)
    assert "bilingual models install zh-Hant en" in caught.value.hint


@pytest.mark.parametrize("recorded", [True, False])
def test_a_missing_file_is_named(recorded: bool, built: tuple[Path, ...]) -> None:
    package = models.install_file(built[0])
    (package.path / packages.WEIGHTS).unlink()
    if not recorded:
        (package.path / packages.RECORD).unlink()
    with pytest.raises(PackageError, match="lacks a file") as caught:
        models.verify(package)
    assert caught.value.path.endswith("model.bin")


# From the index


class _Server(http.server.SimpleHTTPRequestHandler):
    """A file server that knows ranges and can break off."""

    asked: list[tuple[str, str]]
    break_after: int
    ranges: bool

    def log_message(self, *arguments: object) -> None:
        pass

    def do_HEAD(self) -> None:
        path = Path(self.directory) / self.path.lstrip("/")
        self.send_response(200 if path.is_file() else 404)
        if path.is_file():
            self.send_header("Content-Length", str(path.stat().st_size))
        self.end_headers()

    def do_GET(self) -> None:
        path = Path(self.directory) / self.path.lstrip("/")
        wanted = self.headers.get("Range", "")
        type(self).asked.append((self.path, wanted))
        if not path.is_file():
            self.send_error(404)
            return
        data = path.read_bytes()
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and self.ranges else 0
        if start >= len(data):
            self.send_error(416)
            return
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        self.send_header("Content-Length", str(len(data) - start))
        self.end_headers()
        end = len(data)
        if self.break_after and path.suffix == ".argosmodel":
            end, type(self).break_after = self.break_after, 0
        self.wfile.write(data[start:end])


@pytest.fixture
def server(
    tmp_path: Path, built: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch
) -> Iterator[type[_Server]]:
    """Serves an index of two real packages and of some that don't exist."""
    folder = tmp_path / "served"
    folder.mkdir()
    for path in built:
        shutil.copy(path, folder)
    handler = type("Handler", (_Server,), {"asked": [], "break_after": 0, "ranges": True})
    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(handler, directory=str(folder))
    ) as running:
        url = f"http://127.0.0.1:{running.server_address[1]}"
        (folder / "index.json").write_text(json.dumps(index(url)))
        monkeypatch.setenv("ARGOS_PACKAGE_INDEX", url)
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield handler
        running.shutdown()
        thread.join()


def index(url: str) -> list[object]:
    def entry(source: str, target: str, version: str, **more: object) -> dict[str, object]:
        name = f"translate-{source}_{target}-{version.replace('.', '_')}.argosmodel"
        link = f"{url}/{name}"
        return {
            "package_version": version, "from_code": source, "to_code": target, "links": [link], **more,
        }  # fmt: skip

    return [
        entry("zt", "en", "1.8"),
        entry("zt", "en", "1.9"),
        entry("en", "ko", "1.1", links=["translate-en_ko-1_1.argosmodel"]),
        entry("en", "fr", "1.0"),
        entry("en", "de", "1.0", links=["file:///etc/passwd"]),
        {"type": "sbd", "package_version": "1.0"},
        "nonsense",
    ]


def test_the_index_is_listed(server: type[_Server]) -> None:
    offers = models.available()
    assert [(o.source, o.target, o.version) for o in offers] == [
        ("en", "fr", "1.0"), ("en", "ko", "1.1"), ("zt", "en", "1.9"),
    ]  # fmt: skip


def test_three_languages_need_two_packages(server: type[_Server]) -> None:
    seen: list[tuple[str, int, int]] = []
    done = models.install(["zh-Hant", "en", "ko"], progress=lambda *step: seen.append(step))
    assert [p.name for p in done] == ["zt-en 1.9", "en-ko 1.1"]
    assert {p.path.name for p in models.installed()} == {ZT_EN, EN_KO}
    assert seen[-1][0] == f"{EN_KO}.argosmodel"
    assert seen[-1][1] == seen[-1][2] > 0
    assert models.install(["zh-Hant", "en", "ko"]) == ()
    downloads = [path for path, _ in server.asked if path.endswith(".argosmodel")]
    assert len(downloads) == 2


def test_korean_alone_brings_the_way_through_english(server: type[_Server]) -> None:
    plan = models.plan(["zh-Hant", "ko"], models.available())
    assert [o.pair for o in plan.download] == [("zh-Hant", "en"), ("en", "ko")]


def test_what_is_damaged_is_installed_again(server: type[_Server]) -> None:
    (package,) = models.install(["zh-Hant", "en"])
    (package.path / packages.WEIGHTS).write_bytes(b"?")
    assert models.install(["zh-Hant", "en"]) == (package,)
    models.verify(package)


@pytest.mark.parametrize("ranges", [True, False])
def test_a_broken_download_goes_on(ranges: bool, server: type[_Server]) -> None:
    server.break_after, server.ranges = 20_000, ranges
    with pytest.raises(MissingError, match="broke off") as caught:
        models.install(["zh-Hant", "en"])
    assert "run it again" in caught.value.hint
    assert models.installed() == ()
    models.verify(models.install(["zh-Hant", "en"])[0])
    assert server.asked[-1] == (f"/{ZT_EN}.argosmodel", "bytes=20000-")


def test_a_leftover_of_another_file_is_not_trusted(server: type[_Server], home: Path) -> None:
    part = home / ".cache" / "bilingual" / "downloads" / f"{ZT_EN}.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"?" * 5000)
    with pytest.raises(PackageError):
        models.install(["zh-Hant", "en"])
    models.install(["zh-Hant", "en"])  # the second attempt began anew
    assert contents(home / ".cache") == {}


def test_a_leftover_longer_than_the_file_is_thrown_away(server: type[_Server], home: Path) -> None:
    part = home / ".cache" / "bilingual" / "downloads" / f"{ZT_EN}.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"?" * 500_000)
    assert len(models.install(["zh-Hant", "en"])) == 1


def test_what_was_installed_once_is_known_again(server: type[_Server], tmp_path: Path) -> None:
    models.install(["zh-Hant", "en"])
    models.remove("zh-Hant", "en")
    served = tmp_path / "served" / f"{ZT_EN}.argosmodel"
    other = with_metadata(tmp_path, served, argos_version="6.6")
    shutil.copy(other, served)
    with pytest.raises(PackageError, match="not the one that was installed under this name before") as caught:
        models.install(["zh-Hant", "en"])
    assert models.installed() == ()
    assert f"bilingual models install {ZT_EN}.argosmodel" in caught.value.hint
    models.install_file(served)  # a person has looked at it
    models.remove("zh-Hant", "en")
    models.install(["zh-Hant", "en"])


@pytest.mark.parametrize("right", [True, False])
def test_the_hash_in_the_index_is_kept(
    right: bool, server: type[_Server], tmp_path: Path, built: tuple[Path, ...]
) -> None:
    path = tmp_path / "served" / "index.json"
    entries = json.loads(path.read_text())
    entries[1]["sha256"] = packages.file_sha256(built[0]).upper() if right else "0" * 64
    path.write_text(json.dumps(entries))
    if right:
        assert len(models.install(["zh-Hant", "en"])) == 1
    else:
        with pytest.raises(PackageError, match="not the one that the index names"):
            models.install(["zh-Hant", "en"])
        assert models.installed() == ()


def test_a_link_that_is_gone(server: type[_Server]) -> None:
    with pytest.raises(MissingError, match="404") as caught:
        models.install(["en", "fr"])
    assert "translate-en_fr-1_0.argosmodel" in caught.value.hint
    assert "another computer" in caught.value.hint


def test_a_language_that_the_index_lacks(server: type[_Server]) -> None:
    with pytest.raises(MissingError, match="neither straight nor through English"):
        models.install(["zh-Hant", "sw"])


def test_one_language_is_not_enough(server: type[_Server]) -> None:
    with pytest.raises(UsageError):
        models.install(["zh-Hant"])


def test_no_network_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", "http://127.0.0.1:9")
    with pytest.raises(MissingError, match="can't reach the index") as caught:
        models.install(["zh-Hant", "en", "ko"])
    assert "open http://127.0.0.1:9/index.json" in caught.value.hint
    assert caught.value.hint.endswith(
        "bilingual models install translate-zt_en-….argosmodel translate-en_ko-….argosmodel"
    )
    with pytest.raises(MissingError) as caught:
        models.available()
    assert "bilingual models install FILE.argosmodel" in caught.value.hint
    assert caught.value.exit_status == 3


@pytest.mark.parametrize("text", ["<html>", "{}", "[" * 100_000])
def test_an_index_that_is_none(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "index.json").write_text(text)
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", tmp_path.as_uri() + "/")
    with pytest.raises(PackageError, match="index of models"):
        models.available()


def test_an_index_on_disk(tmp_path: Path, built: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "index.json").write_text(json.dumps(index(built[0].parent.as_uri())))
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", tmp_path.as_uri())
    assert [p.name for p in models.install(["zh-Hant", "en"])] == ["zt-en 1.9"]


def test_the_address_of_the_index_is_argostranslates(home: Path, built: tuple[Path, ...]) -> None:
    (built[0].parent / "index.json").write_text(json.dumps(index(built[0].parent.as_uri())))
    configuration = home / ".config" / "argos-translate" / "settings.json"
    configuration.parent.mkdir(parents=True)
    configuration.write_text(json.dumps({"ARGOS_PACKAGE_INDEX": built[0].parent.as_uri() + "/"}))
    code = """
import sys
from bilingual import models
print([o.file_name for o in models.available()])
print("argostranslate.translate" in sys.modules)
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "translate-zt_en-1_9.argosmodel" in ran.stdout
    assert ran.stdout.splitlines()[-1] == "False"


def test_without_argostranslate_the_index_has_no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "argostranslate", None)
    with pytest.raises(MissingError, match="argostranslate") as caught:
        models.available()
    assert "pip install --no-deps argostranslate" in caught.value.hint


# As a command, and argospm's own


def test_the_size_is_shown_before_the_download(server: type[_Server], run: Run) -> None:
    index_url = os.environ["ARGOS_PACKAGE_INDEX"]
    dry = run("models", "install", "zh-Hant", "en", "ko", "--dry-run", ARGOS_PACKAGE_INDEX=index_url)
    assert dry.out.splitlines() == [
        "would download zt → en  1.9  0.0 MB",
        "would download en → ko  1.1  0.0 MB",
    ]
    assert not [path for path, _ in server.asked if path.endswith(".argosmodel")]
    done = run("models", "install", "zh-Hant", "en", "ko", ARGOS_PACKAGE_INDEX=index_url)
    lines = done.out.splitlines()
    assert [line.split()[0] for line in lines] == ["downloading", "downloading", "installed", "installed"]
    again = run("models", "install", "zh-Hant", "en", "ko", ARGOS_PACKAGE_INDEX=index_url)
    assert again.out.count("already installed") == 2
    listed = run("models", "list", "--available", "--json", ARGOS_PACKAGE_INDEX=index_url).json["results"]
    assert {(row["source"], row["target"]): row["state"] for row in listed} == {
        ("zt", "en"): "installed",
        ("en", "ko"): "installed",
        ("en", "fr"): "available",
    }


def test_an_update_is_offered(server: type[_Server], run: Run, tmp_path: Path) -> None:
    index_url = os.environ["ARGOS_PACKAGE_INDEX"]
    older = wired.package(tmp_path, "zt", "en", "1.5", wired.CHINESE_ENGLISH)
    assert run("models", "install", older).status == 0
    assert "1.9  update" in run("models", "list", "--available", ARGOS_PACKAGE_INDEX=index_url).out
    assert (
        "installed zt → en  1.9" in run("models", "install", "zh-TW", "en", ARGOS_PACKAGE_INDEX=index_url).out
    )
    assert run("models", "list").out.startswith("zt → en  1.9")


def test_a_folder_named_like_a_language_is_no_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "ko").mkdir()
    done = run("models", "install", "zh-Hant", "ko", ARGOS_PACKAGE_INDEX="http://127.0.0.1:9")
    assert done.status == 3
    assert "can't reach the index" in done.err


def test_files_and_languages_do_not_mix(run: Run, built: tuple[Path, ...]) -> None:
    done = run("models", "install", built[0], "ko")
    assert done.status == 2
    assert "“ko” is not a file" in done.err
    assert "no models installed" in run("models", "list").out


def test_one_bad_file_does_not_stop_the_others(run: Run, built: tuple[Path, ...], tmp_path: Path) -> None:
    bad = tmp_path / "bad.argosmodel"
    bad.write_bytes(b"PK")
    for dry in (["--dry-run"], []):
        done = run("models", "install", bad, built[0], *dry)
        assert done.status == 4
        assert "a damaged archive" in done.err
        assert ("would install zt-en 1.9" if dry else "installed zt → en") in done.out


def test_verify_tells_ours_from_argospms(run: Run, built: tuple[Path, ...], tmp_path: Path) -> None:
    assert run("models", "install", *built).status == 0
    folder = tmp_path / "home" / ".local" / "share" / "argos-translate" / "packages"
    (folder / ZT_EN / packages.RECORD).unlink()
    done = run("models", "verify")
    assert done.status == 0
    known, unknown = done.out.splitlines()
    assert known.startswith("en → ko  1.1")
    assert known.endswith("  ok")
    assert "nothing was recorded" in unknown
    (folder / EN_KO / packages.WEIGHTS).write_bytes(b"?")
    assert run("models", "verify").status == 4


def test_the_real_argospm_lists_ours(built: tuple[Path, ...]) -> None:
    for path in built:
        models.install_file(path)
    assert argospm_list() == ["translate-en_ko", "translate-zt_en"]


def test_errors_cross_a_process_border(tmp_path: Path) -> None:
    import pickle

    error = refused(tmp_path / "missing.argosmodel")
    again = pickle.loads(pickle.dumps(error))
    assert isinstance(again, BilingualError)
    assert (str(again), again.hint) == (str(error), error.hint)
