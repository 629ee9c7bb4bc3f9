"""An article's files → its Document, Segments and Catalogs; and the way back into a catalog."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bilingual import catalogs, files, readers, segmentation
from bilingual.errors import FileChangedError
from bilingual.model import Document, Segment
from bilingual.project import Article, Project, shown

_ATTEMPTS = 5
"""How often a change is made anew on top of what an editor saved meanwhile."""


def read_article(project: Project, article: Article) -> tuple[Document, tuple[Segment, ...]]:
    """Read a source and cut it into segments."""
    document = readers.read(
        files.read(Path(shown(article.path))),
        path=project.reference(article.path),
        article=article.name,
        language=project.config.source,
    )
    return document, segmentation.segment(document, project.config.segmentation)


def read_catalog(project: Project, article: Article, tag: str) -> catalogs.Catalog | None:
    """Read a catalog; None if there is none yet."""
    path = Path(shown(project.catalog(article.name, tag)))
    return catalogs.parse(files.read(path), path=str(path), language=tag) if files.exists(path) else None


def update(path: Path, change: Callable[[bytes | None], bytes]) -> bool:
    """Replace a file by what ``change`` makes of it; made anew if an editor saves it meanwhile."""
    for attempt in range(_ATTEMPTS):
        old = files.read(path) if files.exists(path) else None
        try:
            return files.write(path, change(old), expected=old)
        except FileChangedError:
            if attempt == _ATTEMPTS - 1:
                raise
    raise AssertionError("unreachable")
