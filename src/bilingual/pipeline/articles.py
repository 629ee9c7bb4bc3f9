"""An article's files → its Document, Segments and Catalogs; and the way back into a catalog."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from bilingual import catalogs, files, readers, segmentation
from bilingual.errors import CatalogError, FileChangedError
from bilingual.model import Document, Segment
from bilingual.pipeline.picturing import illustrated
from bilingual.project import Article, Project, shown
from bilingual.segmentation import overrides, srx

T = TypeVar("T")

_PAUSES = (0.0, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.2, 0.3, 0.5)
"""Seconds after which a change is made anew on top of what an editor saved meanwhile."""

_HALF_SAVED = (0.02, 0.05, 0.1, 0.2, 0.4)
"""Seconds after which a file is read again that is broken because an editor is still saving it."""

_AT_ONCE = 0.05
"""Up to this pause it is read again whether somebody seems to be saving it or not."""


def read_article(project: Project, article: Article) -> tuple[Document, tuple[Segment, ...]]:
    """Read a source and cut it into segments, as the rules and its translators want them."""
    document, segments = read_source(project, article)
    return document, overrides.apply(document, segments, read_overrides(article.path)).segments


def read_overrides(source: Path) -> tuple[overrides.Record, ...]:
    """Read the joins and splits that stand beside a source; none if there is no such file."""
    path = Path(shown(source.with_suffix(overrides.SUFFIX)))
    return overrides.read(files.read(path), str(path)) if files.exists(path) else ()


def unused_overrides(project: Project, article: Article) -> tuple[tuple[str, int, str], ...]:
    """Give the path, line and text of the joins and splits whose text the source has not (any more)."""
    records = read_overrides(article.path)
    if not records:
        return ()
    document, segments = read_source(project, article)
    path = shown(article.path.with_suffix(overrides.SUFFIX))
    found = overrides.apply(document, segments, records).unused
    return tuple((path, one.line, f"{one.kind}: {' | '.join(one.pieces)}") for one in found)


def read_source(project: Project, article: Article) -> tuple[Document, tuple[Segment, ...]]:
    """Read a source and cut it into segments by the rules alone."""
    own = project.config.article(article.name)
    document = readers.read(
        files.read(Path(shown(article.path))),
        path=project.reference(article.path),
        article=article.name,
        language=project.config.source,
        options=readers.Options(own.encoding, own.selector, own.wrapped),
    )
    document = illustrated(project, article, document)
    return document, segmented(project, document)


def segmented(project: Project, document: Document) -> tuple[Segment, ...]:
    """Cut a document by the project's own rules, if it has some for the language, else by ours."""
    rules = read_srx(project.root / srx.FILE_NAME)
    return segmentation.segment(document, project.config.cutting(document.article), rules)


def read_srx(path: Path) -> srx.Srx | None:
    """Read a project's ``segmentation.srx``; None if there is no such file."""
    path = Path(shown(path))
    return srx.parse(files.read(path), str(path)) if files.exists(path) else None


def read_catalog(project: Project, article: Article, tag: str) -> catalogs.Catalog | None:
    """Read a catalog; None if there is none yet."""
    path = Path(shown(project.catalog(article.name, tag)))

    def parsed(data: bytes | None) -> catalogs.Catalog | None:
        return None if data is None else catalogs.parse(data, path=str(path), language=tag)

    return _patiently(path, parsed)[1]


def update(path: Path, change: Callable[[bytes | None], bytes]) -> bool:
    """Replace a catalog by what ``change`` makes of it; made anew on top of whatever is saved meanwhile.

    So a person's text always stands, and ours is made again beside it. Raises FileChangedError if somebody
    saves without a pause, and CatalogError for a catalog that is broken, not just half saved.
    """
    there = False
    overtaken: list[tuple[bytes, bytes]] = []

    def changed(old: bytes | None) -> bytes:
        for base, earlier in overtaken:
            old = (
                old
                if old is None
                else catalogs.three_way(base, old, earlier, path=str(path), prefer_ours=True).data
            )
        return change(old)

    for attempt, pause in enumerate((*_PAUSES, None)):
        # Of several runs that overtake each other none would ever finish: from the second time on one waits.
        with files.alone(path) if attempt else contextlib.nullcontext():
            old, new = _patiently(path, changed)
            there = there or old is not None
            taken_away = old is None and there  # by an editor that makes a backup first
            try:
                if not taken_away or pause is None:
                    return files.write(path, new, expected=old)
            except FileChangedError as error:
                if error.overtaken:
                    overtaken.append(error.overtaken)
                if pause is None:
                    raise
        time.sleep(pause or 0)
    raise AssertionError("unreachable")


def _patiently(path: Path, use: Callable[[bytes | None], T]) -> tuple[bytes | None, T]:
    """Give a file's bytes and what ``use`` makes of them; again, while an editor turns out to be saving it."""
    for pause in _HALF_SAVED:
        data = files.settled(path)
        try:
            return data, use(data)
        except CatalogError:
            if pause > _AT_ONCE and not files.in_flux(path, data):
                raise
            time.sleep(pause)
    data = files.settled(path)
    return data, use(data)
