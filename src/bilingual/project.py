"""A folder → Project: where the sources, catalogs and editions of its articles stand."""

from __future__ import annotations

import difflib
import os
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
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
    told: Mapping[str, str] = field(default_factory=dict)
    """The options of the command line that say a setting instead of ``bilingual.toml``, by its name."""

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

        ``suffixes`` are those of the files that can be read. Two files of one name are no article: see
        ``clashes``. Raises UsageError for an unknown name, and FileError for one that two files have.
        """
        files = self._sources(suffixes)
        known = {name: paths[0] for name, paths in sorted(files.items()) if len(paths) == 1}
        for given in names:
            inside = Path(given).resolve().parent == self.root / SOURCES
            clash = files.get(given) or (files.get(Path(given).stem) if inside else None) or []
            if len(clash) > 1:
                raise _clash(clash)
        if not files and not names:
            raise UsageError(
                f"no article in {shown(self.root / SOURCES)}/",
                hint=f"put a text into {SOURCES}/, for example {SOURCES}/my-article.txt",
            )
        return tuple(Article(n, known[n]) for n in (self._name(n, known, suffixes) for n in names)) or tuple(
            Article(n, p) for n, p in known.items()
        )

    def clashes(self, suffixes: Sequence[str]) -> tuple[FileError, ...]:
        """Give an error for each name that several files in ``source/`` have; the other articles are fine."""
        files = self._sources(suffixes)
        return tuple(_clash(paths) for _, paths in sorted(files.items()) if len(paths) > 1)

    def names(self, suffixes: Sequence[str]) -> tuple[str, ...]:
        """Give the names of all articles, also those that several files have."""
        return tuple(self._sources(suffixes))

    def unknown_sections(self, suffixes: Sequence[str]) -> tuple[ConfigError, ...]:
        """Give a complaint for each ``[articles.NAME]``, and each article of a volume, that has no source."""
        names = self._sources(suffixes)
        found = [
            self._no_article(f"articles.{name}", f"[articles.{name}]: there is no such article", name, names)
            for name in self.config.articles
            if name not in names
        ]
        found += [
            self._no_article(
                f"volumes.{volume}.articles", f"[volumes.{volume}]: no article “{name}”", name, names
            )
            for volume, said in self.config.volumes.items()
            for name in said.articles
            if name not in names
        ]
        return tuple(found)

    def _no_article(self, setting: str, message: str, name: str, names: Iterable[str]) -> ConfigError:
        near = difflib.get_close_matches(name, names, n=1)
        known = f"articles there: {', '.join(sorted(names)) or 'none'}"
        error = ConfigError(f"{message} in {SOURCES}/", hint=f"did you mean “{near[0]}”?" if near else known)
        return self._placed(setting, error)

    @contextmanager
    def blaming(self, setting: str) -> Iterator[None]:
        """Let an error that says no place name where this setting is said: by an option, or in bilingual.toml."""
        try:
            yield
        except UsageError as error:
            raise (error if error.path else self._placed(setting, error)) from None

    def _placed(self, setting: str, error: UsageError) -> ConfigError:
        path = self.root / configuration.FILE_NAME
        if option := self.told.get(setting):
            return ConfigError(f"{option}: {error.message}", hint=error.hint)
        line = configuration.line_of(path, setting)
        return ConfigError(error.message, path=shown(path) if line else "", line=line, hint=error.hint)

    def _sources(self, suffixes: Sequence[str]) -> dict[str, list[Path]]:
        """Give the files that can be read, by the names of their articles."""
        folder = self.root / SOURCES
        found: dict[str, list[Path]] = {}
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.suffix.lower() in suffixes and not path.name.startswith(".") and path.is_file():
                found.setdefault(path.stem, []).append(path)
        return found

    def _name(self, given: str, known: dict[str, Path], suffixes: Sequence[str]) -> str:
        if given in known:
            return given
        path = Path(given)
        for name, source in known.items():
            if path.exists() and path.samefile(source):
                return name
        if path.is_dir():
            raise UsageError(
                f"{given} is a folder",
                hint=f"name articles: {', '.join(known) or 'none yet'}; or a file in {SOURCES}/",
            )
        if path.exists() and path.resolve().parent == self.root / SOURCES:
            raise UsageError(
                f"{given} is in no format that can be read", hint=f"formats: {', '.join(suffixes)}"
            )
        listed = ", ".join(known) or "none yet"
        if given in (self.config.source, *self.config.targets) and not path.exists():
            raise UsageError(
                f"{given} is a language, and here stand articles",
                hint=f"articles there: {listed}; --help says how a language is told",
            )
        if path.exists() and path.suffix.lower() not in suffixes:
            own = path.resolve() == self.root / configuration.FILE_NAME
            what = "holds the project’s settings" if own else "is in no format that an article can be in"
            raise UsageError(f"{given} is no article: it {what}", hint=f"articles there: {listed}")
        if path.exists():
            where = "" if shown(self.root) == "." else f" of the project in {shown(self.root)}"
            raise UsageError(
                f"{given} does not stand in {SOURCES}/{where}",
                hint=f"take it into the project first: bilingual add {shlex.quote(given)}",
            )
        raise UsageError(
            f"no article “{given}” in {shown(self.root / SOURCES)}/", hint=f"articles there: {listed}"
        )


def _clash(paths: Sequence[Path]) -> FileError:
    return FileError(
        f"{' and '.join(path.name for path in paths)} would share their catalogs",
        path=shown(paths[-1]),
        hint="rename one of them: the name without its ending is the article's name",
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
        hint="change into the project's folder, name it with --project, or begin one here: bilingual init",
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
