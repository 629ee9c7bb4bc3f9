"""Two versions of a catalog and their base, as files → the merged catalog in the place of the first."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bilingual import catalogs, files, git
from bilingual.errors import CatalogError


@dataclass(frozen=True, slots=True)
class Versions:
    """A catalog, merged from two versions."""

    path: str
    changed: bool
    conflicts: tuple[str, ...] = ()
    """The source texts for which people wrote different translations: both stand in the file."""
    text_conflicts: int = 0
    """Conflicts of a merge line by line."""
    broken: CatalogError | None = None
    """Why the versions could only be merged line by line."""


def merge_versions(base: Path, ours: Path, theirs: Path, *, name: str, marker_size: int = 7) -> Versions:
    """Merge two versions of a catalog into ``ours``; ``name`` is the catalog's, for messages.

    Versions that are not all valid catalogs are merged line by line, as git does it. Raises FileError.
    """
    data = [files.read(path) for path in (base, ours, theirs)]
    try:
        merged = catalogs.three_way(*data, path=name, marker_size=marker_size)
    except CatalogError as error:
        text, conflicts = git.merge_file(base, ours, theirs, marker_size=marker_size)
        changed = files.write(ours, text)
        return Versions(name, changed, text_conflicts=conflicts, broken=error)
    return Versions(name, files.write(ours, merged.data), merged.conflicts)
