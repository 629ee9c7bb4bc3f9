"""The names of temporary files, and a folder → the same folder without those of a run that was killed.

Two kinds stand in a folder while a file is written, and only while the folder is locked:

``.bilingual-part-…``   what is being written; after a kill it is rubbish.
``.bilingual-save-…``   what changes places with the file; after a kill it may be the former file, or, if somebody saved
                        in that very moment, *their* text. Its name says which file it belongs to and what the former
                        and the new text are (checksums), so that theirs can be told and given back.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path

from bilingual.errors import FileChangedError
from bilingual.files import exchanging, watching
from bilingual.files.locking import locked, uninterrupted

PART = ".bilingual-part-"
SAVE = ".bilingual-save-"
SUFFIX = ".tmp"

_cleared: set[Path] = set()
"""The folders that this process has looked at: once is enough, a scan for every file would cost more than it brings."""


def checksum(data: bytes) -> str:
    """Give a short checksum of a file's bytes."""
    return hashlib.blake2b(data, digest_size=8).hexdigest()


def save_name(part: Path, target: Path, old: bytes, new: bytes) -> Path:
    """Name the temporary file that is about to change places with a target."""
    mark = part.name.removeprefix(PART).removesuffix(SUFFIX)
    tag = checksum(os.fsencode(target.name))
    return part.with_name(f"{SAVE}{tag}-{checksum(old)}-{checksum(new)}-{mark}{SUFFIX}")


def clear(target: Path) -> None:
    """Delete what killed runs left in a file's folder, and give back a save that one of them had taken out.

    Nothing is touched while another process writes there, nor where that can't be told. Raises FileChangedError
    for a save of this file that can't be given back, because the file has been changed since.
    """
    folder = target.parent
    if folder in _cleared or not folder.is_dir():
        return
    stranded = []
    if _found(folder):
        with locked(folder) as sole, uninterrupted():
            if not sole:
                return
            stranded = [error for path in _found(folder) if (error := _settle(path))]
    for error in stranded:
        if error.path == str(target):
            raise error
    if not stranded:
        _cleared.add(folder)


def _found(folder: Path) -> list[Path]:
    with contextlib.suppress(PermissionError), os.scandir(folder) as files:
        return [
            folder / file.name
            for file in files
            if file.name.startswith((PART, SAVE)) and file.name.endswith(SUFFIX)
        ]
    return []


def _settle(path: Path) -> FileChangedError | None:
    """Deal with one of them; give the error if it must stay."""
    if path.name.startswith(PART):
        path.unlink()
        return None
    tag, old, new, *_ = path.name.removeprefix(SAVE).split("-")
    if checksum(path.read_bytes()) in {old, new}:
        path.unlink()
        return None
    target = next((p for p in path.parent.iterdir() if checksum(os.fsencode(p.name)) == tag), None)
    ours = watching.quiet(target) if target else None
    if target is None or ours is None or checksum(ours) != new:
        return _stranded(path, target)
    exchanging.exchange(path, target)
    if watching.same(path, ours):
        path.unlink()
        return None
    exchanging.exchange(path, target)  # somebody saved in this very moment
    return _stranded(path, target)


def _stranded(path: Path, target: Path | None) -> FileChangedError:
    return FileChangedError(
        f"an earlier run was killed while somebody saved this file: their text is in {path.name}",
        path=str(target or ""),
        hint=f"copy what is missing from {path} into the file, and delete it",
    )
