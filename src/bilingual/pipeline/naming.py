"""Settings, a source's head and the glossary → the credits of an edition, each name as every column writes it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from bilingual import furniture, glossary
from bilingual.config import FILE_NAME
from bilingual.credits import Credits, Wording
from bilingual.edition_settings import VolumeConfig
from bilingual.languages import language
from bilingual.model import Document, Edition, Role
from bilingual.project import Project, shown

Renderings = Mapping[str, str]
"""By BCP 47 tag."""

_SCRIPTS = {
    "[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]": ("zh-Hant", "zh-Hans", "ja"),
    "[\u3041-\u30ff]": ("ja",),
    "[\u1100-\u11ff\uac00-\ud7a3]": ("ko",),
    "[\u0370-\u03ff\u1f00-\u1fff]": ("el",),
    "[\u0400-\u052f]": ("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg"),
    "[\u0590-\u05ff]": ("he", "yi"),
    "[\u0600-\u06ff]": ("ar", "fa", "ur", "ps", "ug"),
    "[\u0900-\u097f]": ("hi", "mr", "ne", "sa"),
    "[\u0e01-\u0e5b]": ("th",),
}
"""Letters, and the languages whose readers know them; Latin ones are read everywhere."""
_SEVERAL = re.compile("[、,，;；]\\s*")


def article_credits(project: Project, document: Document, columns: Sequence[str]) -> tuple[Credits, str]:
    """Give what the settings say of who made an article, and its title.

    What these and the source's head name is there in each column's language, as far as anybody says.
    """
    said, head = project.config.article(document.article), document.metadata
    licence = said.licence or project.config.licence
    wordings = [
        (said.title, head.title),
        (said.author, head.author),
        (said.publisher, head.publisher),
        (licence, ""),
    ]
    found = [_worded(project, wording, plain, head.renderings) for wording, plain in wordings]
    title, author, publisher, licence = (
        text if wording else "" for (text, _), (wording, _) in zip(found, wordings, strict=True)
    )
    credits = Credits(
        author=author,
        publisher=publisher,
        published=said.published,
        url=said.url,
        licence=licence,
        renderings=_renderings(project, found, columns),
    )
    return credits, title


def volume_credits(
    project: Project, name: str, parts: Sequence[Edition], columns: Sequence[str]
) -> tuple[Credits, tuple[str, ...]]:
    """Give the credits of a volume of these articles, and its title in each column."""
    said = project.config.volumes.get(name, VolumeConfig())
    found = [_worded(project, wording, "") for wording in (said.title, said.editor, said.publisher)]
    (title, _), (editor, _), (publisher, _) = found
    licences = {part.credits.licence for part in parts}
    of_parts = (rendering for part in parts for rendering in part.credits.renderings)
    credits = Credits(
        editor=editor,
        publisher=publisher,
        published=said.published,
        licence=licences.pop() if len(licences) == 1 else "",
        renderings=tuple(dict.fromkeys([*_renderings(project, found, columns), *of_parts])),
    )
    own = said.title if isinstance(said.title, Mapping) else dict.fromkeys(columns, title)
    return credits, tuple(credits.rendering(title, tag) or own.get(tag) or name for tag in columns)


def warnings(project: Project, *made: Edition) -> tuple[str, ...]:
    """Say which credits of editions stand in letters that a column's readers can't be expected to know."""
    return tuple(warning for edition in made for warning in _unworded(project, edition))


def _worded(
    project: Project, wording: Wording, plain: str, head: Sequence[tuple[str, str, str]] = ()
) -> tuple[str, Renderings]:
    """A text of the settings, else the source's own, in the source's language; and what it is in others."""
    if isinstance(wording, str):
        text, said = wording or plain, {}
    else:
        said = dict(wording)
        text = said.get(project.config.source) or plain or next(iter(said.values()))
    return text, {**{tag: own for name, tag, own in head if name == text}, **said}


def _renderings(
    project: Project, found: Iterable[tuple[str, Renderings]], columns: Sequence[str]
) -> tuple[tuple[str, str, str], ...]:
    """What each text is in each column: as it is said there, else as the glossary has it."""
    terms = glossary.load(Path(shown(project.root / glossary.FILE_NAME)), source=project.config.source)
    return tuple(
        dict.fromkeys(
            (text, tag, own)
            for text, said in found
            for tag in columns
            if text and (own := _said(said, tag) or _known(terms, text, tag)) and own != text
        )
    )


def _said(said: Renderings, tag: str) -> str:
    """What is said for a language, else for another of the same kind: ``en`` stands in for ``en-GB``."""
    base = language(tag).base
    return said.get(tag) or next((own for other, own in said.items() if language(other).base == base), "")


def _known(terms: glossary.Glossary, text: str, tag: str) -> str:
    """What the glossary prefers for a name, or for each of several names."""
    if whole := terms.rendering(text, tag):
        return whole
    names = [name for name in _SEVERAL.split(text) if name]
    own = [terms.rendering(name, tag) for name in names]
    return furniture.listed(own, tag) if len(names) > 1 and all(own) else ""


def _unworded(project: Project, edition: Edition) -> Iterator[str]:
    source, credits = edition.source_language, edition.credits
    section = "volumes" if edition.article in project.config.volumes else "articles"
    texts = {key: getattr(credits, key) for key in ("author", "editor", "publisher", "licence")}
    if section == "articles" and not any(row.role is Role.TITLE for row in edition.rows):
        texts["title"] = next((t for t in edition.titles if t != edition.article and _foreign(t, "en")), "")
    for key, text in texts.items():
        lacking = [
            tag
            for tag in edition.languages
            if tag != source and not credits.rendering(text, tag) and _foreign(text, tag)
        ]
        if lacking and not (section == "volumes" and key == "licence"):
            by = ", ".join([f'{source} = "{text}"', *(f'{tag} = "…"' for tag in lacking)])
            yield (
                f"{edition.article}: no {key} in {' and '.join(lacking)}, “{text}” is printed as it is:"
                f" write {section}.{edition.article}.{key} = {{ {by} }} in {FILE_NAME}, or a row of {glossary.FILE_NAME}"
            )


def _foreign(text: str, tag: str) -> bool:
    """Whether a text has letters that are not those of a language."""
    base = language(tag).base
    return any(re.search(letters, text) for letters, own in _SCRIPTS.items() if base not in own)
