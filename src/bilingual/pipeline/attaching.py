"""An article → the files that its edition carries on request: the source, and the catalog of each column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from bilingual import files
from bilingual.errors import ConfigError
from bilingual.languages import display_name
from bilingual.pdf import Attachment
from bilingual.pipeline.articles import read_catalog
from bilingual.project import Article, Project, shown

_TYPES = {
    ".po": "text/x-gettext-translation", ".txt": "text/plain", ".md": "text/markdown", ".markdown": "text/markdown",
    ".html": "text/html", ".htm": "text/html", ".xhtml": "application/xhtml+xml", ".epub": "application/epub+zip",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip
"""Media types (IANA); the system's own list differs from machine to machine, and the same file is to have the same one."""


def attachments(project: Project, article: Article, columns: Sequence[str]) -> tuple[Attachment, ...]:
    """Read the source and the catalogs of these columns, if the project wants them in its PDFs.

    Each is dated by what it says itself. Raises ConfigError for a standard that allows no such files.
    """
    wanted = project.config.pdf
    if not wanted.attach:
        return ()
    if wanted.variant.startswith("pdf/a-2"):
        with project.blaming("pdf.variant"):
            raise ConfigError(
                f"“{wanted.variant}” allows no files but PDFs inside a PDF",
                hint=f"take another variant, e.g. pdf/a-3u, or leave {project.told.get('pdf.attach', 'pdf.attach')} out",
            )
    return tuple(_found(project, article, columns))


def _found(project: Project, article: Article, columns: Sequence[str]) -> Iterator[Attachment]:
    catalogs = {}
    for tag in columns:
        catalog = read_catalog(project, article, tag) if tag != project.config.source else None
        if catalog:
            catalogs[tag] = catalog
    newest = max((catalog.revised for catalog in catalogs.values()), default="")
    source = Path(shown(article.path))
    yield Attachment(
        source.name, files.read(source), _type(source), "Source", "The article as it was written", newest
    )
    for tag, catalog in catalogs.items():
        path = Path(shown(project.catalog(article.name, tag)))
        words = f"Its translation into {display_name(tag, 'en')}, a gettext catalog"
        yield Attachment(
            f"{article.name}.{tag}.po", files.read(path), _type(path), "Supplement", words, catalog.revised
        )


def _type(path: Path) -> str:
    return _TYPES.get(path.suffix.lower(), "application/octet-stream")
