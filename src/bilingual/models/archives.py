"""An ``.argosmodel`` file → a package in argostranslate's folder, whole or not at all; and out again."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from bilingual.errors import FileError, MissingError, PackageError
from bilingual.languages import language
from bilingual.models import packages
from bilingual.models.packages import Package
from bilingual.models.workspace import FORMER, workspace

MAX_FILES = 1_000
MAX_SIZE = 4_000_000_000
"""Bytes unpacked; the largest package in the index (2026) is far below 1 GB."""
MAX_RATIO = 20
"""Bytes unpacked per byte of the archive: int8 weights give 1.1, a zip bomb up to 1,032."""
SMALL = 64_000_000
"""Bytes unpacked that need no ratio: vocabularies and toy models compress well."""
_CHUNK = 1 << 20
_AGAIN = "the file is not an intact Argos package: download it again"
_SAFE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")


def install_file(path: Path) -> Package:
    """Install a package file; installing the same file again changes nothing.

    It is unpacked beside the packages folder and moved in by one rename, so that neither a crash nor ctrl-C leaves
    half a package; then older versions of the same pair are removed. Raises PackageError for a file that is damaged,
    unsafe or incomplete, or that would replace a newer version or another pair; FileError if the disk or its
    permissions don't let it in. On any error what was installed before is as it was.
    """
    sha256 = packages.file_sha256(path)
    with _opened(path) as archive:
        top, files, metadata = _read(archive, path)
        same = _check_present(path, top, metadata, sha256)
        return same or _install(archive, files, packages.folder() / top, sha256)


def examine_file(path: Path) -> str:
    """Check a package file as ``install_file`` does, and install nothing; give its name, ``zt-en 1.9``."""
    sha256 = packages.file_sha256(path)
    with _opened(path) as archive:
        top, _, metadata = _read(archive, path)
        _check_present(path, top, metadata, sha256)
        return f"{metadata.source}-{metadata.target} {metadata.version}"


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open the archive; whatever it or the disk does wrong is an error of ours."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise PackageError(f"a damaged archive: {error}", path=str(path), hint=_AGAIN) from error
    except OSError as error:
        raise _not_written(error) from error


def _read(archive: zipfile.ZipFile, path: Path) -> tuple[str, dict[str, zipfile.ZipInfo], packages.Metadata]:
    top, files = _inspect(archive, path)
    return top, files, packages.read_metadata(archive.read(files[packages.METADATA]), _inside(path, top))


def _inside(path: Path, top: str) -> str:
    return f"{path}/{top}/{packages.METADATA}"


def _inspect(archive: zipfile.ZipFile, path: Path) -> tuple[str, dict[str, zipfile.ZipInfo]]:
    """Check an archive before anything is unpacked: its top folder, and its files by their name in it."""
    entries = archive.infolist()
    for defect in _defects(entries, path):
        raise PackageError(defect, path=str(path), hint="don't use it: no package is made like this")
    tops = {PurePosixPath(entry.filename).parts[0] for entry in entries}
    if len(tops) != 1:
        raise PackageError(
            f"holds {len(tops)} top folders instead of one", path=str(path), hint="choose an .argosmodel file"
        )
    top = tops.pop()
    if top.startswith(".") or not set(top) <= _SAFE:
        raise PackageError(f"the folder “{top}” can't be a package's name", path=str(path), hint=_AGAIN)
    files = {e.filename.removeprefix(f"{top}/"): e for e in entries if not e.is_dir()}
    lacking = packages.missing_part(frozenset(files))
    if lacking:
        raise PackageError(f"the package lacks {lacking}", path=str(path), hint=_AGAIN)
    return top, files


def _defects(entries: list[zipfile.ZipInfo], path: Path) -> Iterator[str]:
    if not entries:
        yield "an empty archive"
    if len(entries) > MAX_FILES:
        yield f"holds {len(entries):,} files; a package has a dozen"
    for entry in entries:
        yield from _entry_defects(entry)
    names = [entry.filename.rstrip("/").casefold() for entry in entries]
    if len(set(names)) < len(names):
        yield "holds two files of one name"
    size, limit = sum(entry.file_size for entry in entries), MAX_RATIO * path.stat().st_size
    if size > MAX_SIZE or size > max(SMALL, limit):
        yield f"would expand from {path.stat().st_size:,} to {size:,} bytes, which no model does"


def _entry_defects(entry: zipfile.ZipInfo) -> Iterator[str]:
    name = entry.filename
    parts = PurePosixPath(name).parts
    if "\\" in name or "\0" in name or name.startswith("/") or ".." in parts or ":" in name or not parts:
        yield f"the entry “{name}” points outside the package"
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        yield f"the entry “{name}” is a link or a device, not a file"
    if entry.flag_bits & 1:
        yield f"the entry “{name}” is encrypted"
    if len(parts) == 1 and not entry.is_dir():
        yield f"the file “{name}” stands outside the package's folder"


def _check_present(path: Path, top: str, metadata: packages.Metadata, sha256: str) -> Package | None:
    """Compare with what is installed: the same package if it is there and intact, None if it may be installed."""
    pair = (metadata.source, metadata.target)
    for package in packages.installed():
        if package.path.name == top and (package.source, package.target) != pair:
            raise PackageError(
                f"translates {'-'.join(pair)}, but would overwrite the package {package.name}",
                path=str(path),
                hint=f"don't use it; or remove the other first: {_removal(package)}",
            )
        if (package.source, package.target) != pair:
            continue
        if packages.version_key(package.version) > packages.version_key(metadata.version):
            raise PackageError(
                f"version {metadata.version} is older than the installed {package.version}",
                path=str(path),
                hint=f"to go back to it, first: {_removal(package)}",
            )
        if package.sha256 == sha256:
            with contextlib.suppress(PackageError):
                packages.verify(package)
                return package
    return None


def _removal(package: Package) -> str:
    return "bilingual models remove " + " ".join(package.pair)


def _install(
    archive: zipfile.ZipFile, files: dict[str, zipfile.ZipInfo], place: Path, sha256: str
) -> Package:
    place.parent.mkdir(parents=True, exist_ok=True)
    with workspace() as room:
        fresh = room / place.name
        hashes = _unpack(archive, files, fresh)
        record = {"archive": sha256, "files": hashes}
        _write(fresh / packages.RECORD, json.dumps(record, indent=1).encode())
        _swap(fresh, place, room / FORMER / place.name)
        package = next(p for p in packages.installed() if p.path == place)
        packages.remember_sha256(package.file_name, sha256)
        _remove_others(package, room)
    return package


def _unpack(archive: zipfile.ZipFile, files: dict[str, zipfile.ZipInfo], folder: Path) -> dict[str, str]:
    """Write the files below ``folder`` and give the SHA-256 of each; zipfile compares sizes and CRCs."""
    hashes = {}
    for name, entry in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with archive.open(entry) as packed, target.open("xb") as file:
            while chunk := packed.read(_CHUNK):
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        hashes[name] = digest.hexdigest()
    return hashes


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _swap(fresh: Path, place: Path, former: Path) -> None:
    """Move ``fresh`` into its place; what stood there goes to ``former``, and back if that fails."""
    if place.exists():
        former.parent.mkdir()
        place.rename(former)
    try:
        fresh.rename(place)
    except BaseException:
        if former.exists():
            former.rename(place)
        raise


def _remove_others(package: Package, room: Path) -> None:
    """Take older versions of the pair out of the folder; one that can't be moved stays, and does no harm."""
    for number, other in enumerate(packages.installed()):
        if (other.source, other.target) == (package.source, package.target) and other.path != package.path:
            with contextlib.suppress(OSError):
                other.path.rename(room / f"older-{number}")


def remove(source: str, target: str) -> tuple[Package, ...]:
    """Remove every version of the package for two BCP 47 tags; give what was removed.

    Raises MissingError if there is none, and FileError if the folder can't be changed.
    """
    codes = (language(source).argos, language(target).argos)
    doomed = tuple(p for p in packages.installed() if (p.source, p.target) == codes)
    if not doomed:
        raise MissingError(
            f"no model {source} → {target} is installed", hint="see what is: bilingual models list"
        )
    try:
        with workspace() as room:
            for number, package in enumerate(doomed):
                package.path.rename(room / str(number))
    except OSError as error:
        raise _not_written(error) from error
    return doomed


def _not_written(error: OSError) -> FileError:
    folder = packages.folder()
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        hint = "the disk is full: free some space and run the same command again; nothing was changed"
    elif error.errno == errno.EXDEV:
        hint = f"{folder} is a file system of its own: make the packages a folder inside it, set ARGOS_PACKAGES_DIR"
    else:
        hint = f"check the permissions of {folder} and of the folder around it, or set ARGOS_PACKAGES_DIR"
    return FileError(
        f"can't change the installed models: {(error.strerror or str(error)).lower()}",
        path=str(folder),
        hint=hint,
    )
