"""A folder → Project: where the sources, catalogs and editions of its articles stand."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bilingual import config as configuration
from bilingual.errors import ConfigError, FileError, UsageError
from bilingual.languages import language

SOURCES = "source"
CATALOGS = "locales"
EDITIONS = "build"


@dataclass(frozen=True, slots=True)
class Article:
    """One source file; its name is the gettext domain of its catalogs."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with ``source/``, ``locales/`` and perhaps ``bilingual.toml`` and ``glossary.csv``."""

    root: Path
    config: configuration.Config

    def template(self, article: str) -> Path:
        return self.root / CATALOGS / f"{article}.pot"

    def catalog(self, article: str, tag: str) -> Path:
        return self.root / CATALOGS / language(tag).gettext / "LC_MESSAGES" / f"{article}.po"

    def edition(
        self, article: str, columns: Sequence[str], layout: str = "columns", suffix: str = "pdf"
    ) -> Path:
        """Where an edition stands; one in columns has the plain name."""
        parts = [article, *columns, *([] if layout == "columns" else [layout])]
        return self.root / EDITIONS / f"{'_'.join(parts)}.{suffix}"

    def reference(self, path: Path) -> str:
        """The path as catalogs refer to it: from the project's root, with slashes."""
        return path.relative_to(self.root).as_posix()

    def articles(self, names: Sequence[str], suffixes: Sequence[str]) -> tuple[Article, ...]:
        """Find the articles with the given names or paths; with none, all of them, sorted by name.

        ``suffixes`` are those of the files that can be read. Raises UsageError for an unknown name.
        """
        known = dict(sorted(self._sources(suffixes)))
        if not known and not names:
            raise UsageError(
                f"no article in {shown(self.root / SOURCES)}/",
                hint=f"put a text into {SOURCES}/, for example {SOURCES}/my-article.txt",
            )
        return tuple(Article(n, known[n]) for n in (self._name(n, known, suffixes) for n in names)) or tuple(
            Article(n, p) for n, p in known.items()
        )

    def _sources(self, suffixes: Sequence[str]) -> Iterator[tuple[str, Path]]:
        folder = self.root / SOURCES
        taken: dict[str, Path] = {}
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.suffix.lower() not in suffixes or path.name.startswith(".") or not path.is_file():
                continue
            if path.stem in taken:
                raise FileError(
                    f"{taken[path.stem].name} and {path.name} would share their catalogs",
                    path=shown(path),
                    hint="rename one of them: the name without its ending is the article's name",
                )
            taken[path.stem] = path
            yield path.stem, path

    def _name(self, given: str, known: dict[str, Path], suffixes: Sequence[str]) -> str:
        if given in known:
            return given
        path = Path(given)
        for name, source in known.items():
            if path.exists() and path.samefile(source):
                return name
        if path.exists() and path.resolve().parent == self.root / SOURCES:
            raise UsageError(
                f"{given} is in no format that can be read", hint=f"formats: {', '.join(suffixes)}"
            )
        if path.exists():
            raise UsageError(
                f"{given} is not an article of the project in {shown(self.root)}",
                hint=f"put it into {shown(self.root / SOURCES)}/ and name it there",
            )
        listed = ", ".join(known) or "none yet"
        raise UsageError(
            f"no article “{given}” in {shown(self.root / SOURCES)}/", hint=f"articles there: {listed}"
        )


def find(start: Path, *, folder: Path | None = None) -> Project:
    """Open the project in ``folder``, or the nearest one at ``start`` or above it.

    A project is a folder with a ``bilingual.toml``, or with ``source/`` and ``locales/``; at ``start`` itself
    ``source/`` is enough, for that is how one begins. Raises UsageError if there is none, and ConfigError for
    a broken ``bilingual.toml``.
    """
    if folder is not None:
        if not folder.is_dir():
            raise UsageError(f"no folder {folder}", hint="name the folder that holds source/ and locales/")
        return _open(folder.resolve())
    start = start.resolve()
    for candidate in (start, *start.parents):
        has_sources = (candidate / SOURCES).is_dir()
        if (candidate / configuration.FILE_NAME).is_file() or (
            has_sources and (candidate == start or (candidate / CATALOGS).is_dir())
        ):
            return _open(candidate)
    raise UsageError(
        "no project here: neither a bilingual.toml nor the folders source/ and locales/",
        hint="change into the project's folder, name it with --project, or begin one: mkdir source",
    )


def owner(catalog: Path) -> Project | None:
    """Open the project that a catalog stands in, below its ``locales/``; None if it belongs to no project.

    Raises ConfigError for that project's broken ``bilingual.toml``.
    """
    catalog = catalog.resolve()
    try:
        found = find(catalog.parent)
    except ConfigError:
        raise
    except UsageError:
        return None
    return found if catalog.is_relative_to(found.root / CATALOGS) else None


def _open(root: Path) -> Project:
    path = root / configuration.FILE_NAME
    return Project(root, configuration.load(Path(shown(path))))


def shown(path: Path) -> str:
    """The path as a person should read it: relative to where they stand, if it lies below."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return os.fspath(path)
