"""A Project → what is probably wrong with it as a whole, and stops nothing: settings that mean nothing, lost sources."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path

from bilingual import files, readers
from bilingual.config import FILE_NAME, line_of
from bilingual.errors import BilingualError, CatalogError, ConfigError
from bilingual.page_settings import HEADS
from bilingual.project import CATALOGS, SOURCES, Project, shown

_NEAR = 0.7
"""How alike a running head and one of the words for it must be: “titel”, “sections”, “non” are, “Tides” is not."""


def doubts(project: Project, *, whole: bool = True) -> tuple[BilingualError, ...]:
    """Give a complaint for each setting that can't mean what it says, and for each article whose source is gone.

    Without ``whole`` only the settings are looked at.
    """
    return (
        *project.unknown_sections(tuple(readers.READERS)),
        *_heads(project),
        *_checks(project),
        *(_lost(project) if whole else ()),
    )


def _heads(project: Project) -> Iterator[ConfigError]:
    """Running heads that look like a word for one, misspelled."""
    for words in dict.fromkeys(words for side in project.config.page.head for words in side.values()):
        near = difflib.get_close_matches(words.lower(), HEADS, n=1, cutoff=_NEAR)
        if near and words not in HEADS:
            yield _setting(
                project,
                "page.head",
                f"“page.head” prints “{words}” on every page",
                f"did you mean “{near[0]}”?",
            )


def _checks(project: Project) -> Iterator[ConfigError]:
    """Codes in ``check.ignore`` that no check has: the commands that check refuse them, the others go on."""
    if not project.config.check.ignore:
        return
    from bilingual.pipeline import checking  # takes a while to load, and an unchanged build doesn't need it

    try:
        checking.ignored(project)
    except ConfigError as error:
        yield error


def _lost(project: Project) -> Iterator[CatalogError]:
    """Articles that have catalogs, but no source any more."""
    catalogs: dict[str, list[Path]] = {}
    for path in sorted((project.root / CATALOGS).glob("*/LC_MESSAGES/*.po")):
        catalogs.setdefault(path.stem, []).append(path)
    sources = set(project.names(tuple(readers.READERS)))
    fresh = sorted(sources - set(catalogs))
    for name, paths in catalogs.items():
        if name not in sources and any(_is_ours(path, name) for path in paths):
            yield _gone(project, name, paths, fresh)


def _is_ours(path: Path, name: str) -> bool:
    """Whether a catalog is of an article, by its references; another program may have its own beside ours."""
    return f"#: {SOURCES}/{name}.".encode() in files.read(path)


def _gone(project: Project, name: str, paths: Sequence[Path], fresh: Sequence[str]) -> CatalogError:
    others = ", ".join(path.parts[-3] for path in paths[1:])
    folders = shown(project.root / CATALOGS)
    new = fresh[0] if len(fresh) == 1 else "NEW-NAME"
    return CatalogError(
        f"no source: there is no {SOURCES}/{name}.… any more, so nothing is done with this catalog"
        + (f" (nor with those in {others})" if others else ""),
        path=shown(paths[0]),
        hint=f"put the source back; if it has a new name, give it to its catalogs: {name}.po → {new}.po; "
        f"if the article is gone: rm {folders}/*/LC_MESSAGES/{name}.po {folders}/{name}.pot",
    )


def _setting(project: Project, name: str, message: str, hint: str) -> ConfigError:
    path = project.root / FILE_NAME
    return ConfigError(message, path=shown(path), line=line_of(path, name), hint=hint)
