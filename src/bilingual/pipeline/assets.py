"""An edition → the pictures and files that its pages may show, and what is to be said of them."""

from __future__ import annotations

from bilingual import files, imaging, layouts, pdf
from bilingual.model import Edition
from bilingual.pipeline.picturing import IMAGES
from bilingual.project import Project

_SHOWN = 60
"""Characters of an address that messages repeat."""
_AS_THEY_ARE = frozenset({".woff2", ".woff", ".otf", ".ttf", ".css"})


def assets(project: Project, *made: Edition) -> pdf.Assets:
    """Give what the pages of these editions may show: their pictures, and files for the look of all pages.

    These are pictures and fonts in ``images/`` and ``layouts/``, which own style sheets name from the project's root.
    """

    def own(name: str) -> bytes | None:
        path = project.root / name.replace("\0", "")
        folders = [(project.root / folder).resolve() for folder in (IMAGES, layouts.FOLDER)]
        if not any(path.resolve().is_relative_to(folder) for folder in folders):
            return None
        if not (files.exists(path) and path.is_file()):
            return None
        if path.suffix.lower() in imaging.SUFFIXES:
            return imaging.prepared(files.read(path), name, name).data or None
        return files.read(path) if path.suffix.lower() in _AS_THEY_ARE else None

    found = [row.picture for edition in made for row in edition.rows if row.picture]
    return pdf.Assets({picture.name: picture for picture in found if picture.data}, own)


def warnings(edition: Edition) -> tuple[str, ...]:
    """Say which pictures of an edition are not printed as they are, and what to do."""
    found = dict.fromkeys(row.picture for row in edition.rows if row.picture)
    return tuple(
        f"{picture.address[:_SHOWN]}: {words}"
        for picture in found
        for words in (picture.problem, *picture.notes)
        if words
    )
