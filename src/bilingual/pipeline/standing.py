"""An edition built before from the same inputs, by the same programs, with the same fonts → it stands as it is.

Laying out takes seconds; finding that nothing has changed takes hundredths of one. Beside the editions, in
``build/.inputs/``, a small file an edition says what it was built from:

- every file and folder that was read, with a digest: the source, the catalogs, the project's own layouts …;
- the settings and what was asked for;
- the programs: the files of this package, the installed Python packages, the libraries that set the type;
- the fonts: every folder where fontconfig looks, its settings, and the font files that were used.

Anything else than exactly that, or an edition whose bytes are no longer those that were written, is built anew.
Nothing here is a promise to anybody: deleting the folder costs one build.
"""

from __future__ import annotations

import json
import os
import sys
import sysconfig
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from bilingual import files
from bilingual.errors import FileError
from bilingual.pipeline.limiting import limited
from bilingual.project import Article, Project, shown

FOLDER = ".inputs"
PDF = "pdf"
_VARIABLES = ("FONTCONFIG_", "PANGO", "XDG_", "HOME", "LANG", "LC_", "SOURCE_DATE_EPOCH")
"""Beginnings of the names of environment variables by which fonts are found and text is shaped."""


@dataclass(frozen=True, slots=True)
class Built:
    """One edition."""

    path: str
    columns: tuple[str, ...]
    pages: int
    """0 of what has none: a web page, an e-book."""
    changed: bool
    drafts: int
    missing: int
    warnings: tuple[str, ...] = ()
    format: str = PDF


def build(project: Project, article: Article, columns: Sequence[str], *, final: bool = False) -> Built:
    """Typeset one edition, unless the one that is there was built from exactly the same.

    With ``final`` it raises NotFinalError if any text in it is not reviewed.
    """

    def work() -> Built:
        from bilingual.pipeline import building

        with limited(project.config.limits, path.name):
            return building.build(project, article, columns, final=final)

    path = Path(shown(project.edition(article.name, columns, project.config.layout)))
    return standing(path, (project.config, article, columns, final), work)


def build_twin(
    project: Project, article: Article, columns: Sequence[str], suffix: str, *, final: bool = False
) -> Built:
    """Build one edition in a format of ``web.FORMATS``, unless the one that is there was built from the same.

    With ``final`` it raises NotFinalError if any text in it is not reviewed, or has errors; what was there stays.
    Raises ConfigError for a layout that nobody knows.
    """

    def work() -> Built:
        from bilingual.pipeline import twins

        return twins.build_twin(project, article, columns, suffix, final=final)

    path = Path(shown(project.edition(article.name, columns, project.config.layout, suffix)))
    return standing(path, (project.config, article, columns, suffix, final), work, typeset=False)


def refuse_unknown_formats(project: Project) -> None:
    """Raise ConfigError for a format that nobody knows."""
    for name in project.config.formats:
        if name != PDF:  # which needs nothing to be loaded
            from bilingual.pipeline import twins

            with project.blaming("formats"):
                twins.refuse_unknown(name)


def standing(path: Path, wish: Any, work: Callable[[], Built], *, typeset: bool = True) -> Built:
    """Give what ``work`` built at ``path`` when it last ran for this ``wish``, if that still stands; else run it.

    ``wish`` is all that the work depends on beside the files that it reads; its ``repr`` must say it whole.
    ``typeset`` says whether it depends on the system's fonts and libraries as well.
    """
    beside = path.parent / FOLDER / f"{path.name}.json"
    now = files.digest(repr((wish, _programs())).encode("utf-8", "surrogateescape"))
    if found := _recalled(path, beside, now):
        return found
    with files.noted() as notes:
        built = work()
    _remember(path, beside, now, notes, built, typeset=typeset)
    return built


def _recalled(path: Path, beside: Path, now: str) -> Built | None:
    try:
        kept = json.loads(files.read(beside)) if files.exists(beside) else {}
        same = kept and (
            kept["asked"] == now
            and kept["edition"] == _digest(path)
            and kept["system"] == _marks(mark[0] for mark in kept["system"])
            and files.unaltered(kept["read"])
        )
        if not same:
            return None
        said: dict[str, Any] = kept["built"]
        lists = {name: tuple(said[name]) for name in ("columns", "warnings")}
        return Built(**{**said, **lists, "path": str(path)})
    except (FileError, KeyError, TypeError, ValueError):
        return None  # not ours, or of another version: as if it were not there


def _remember(path: Path, beside: Path, now: str, notes: files.Notes, built: Built, *, typeset: bool) -> None:
    """Keep what an edition was built from; where the system can't be asked for its libraries, nothing is kept."""
    from bilingual import pdf

    system = pdf.traces() if typeset else ()
    own = os.path.realpath(path)
    if typeset and not system:
        return
    kept = {
        "asked": now,
        "edition": _digest(path),
        "system": _marks(system),
        "read": {name: found for name, found in notes.items() if name != own},
        "built": asdict(replace(built, path="", changed=False)),
    }
    try:
        files.write(beside, json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n")
    except FileError:
        return  # the edition is built; that the next one takes as long is no reason to fail


def _digest(path: Path) -> str:
    return files.digest(files.read(path) if files.exists(path) else None)


@lru_cache(maxsize=1)
def _programs() -> tuple[Any, ...]:
    """Python, the packages installed beside it, this package's own files, and the environment that fonts depend on."""
    folders = dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib"))
    installed = [sorted(n for n in files.names(Path(f)) if n.endswith("-info")) for f in folders]
    own = [
        (entry.path, entry.stat().st_size, entry.stat().st_mtime_ns)
        for entry in _walk(Path(__file__).parents[1])
        if not entry.name.endswith(".pyc")
    ]
    variables = sorted(item for item in os.environ.items() if item[0].startswith(_VARIABLES))
    return sys.version, tuple(map(tuple, installed)), tuple(own), tuple(variables)


def _walk(folder: Path) -> Iterator[os.DirEntry[str]]:
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _walk(Path(entry.path))
        else:
            yield entry


def _marks(paths: Iterable[str]) -> list[list[str | int]]:
    """By path the time and the size of what stands there, as JSON gives them back; zeros for nothing."""
    found: list[list[str | int]] = []
    for path in paths:
        try:
            there = os.stat(path)  # noqa: PTH116  # hundreds of them: Path takes three times as long
            found.append([path, there.st_mtime_ns, there.st_size])
        except OSError:
            found.append([path, 0, 0])
    return found
