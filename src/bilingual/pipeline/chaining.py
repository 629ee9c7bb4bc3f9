"""A project → its engines in a chain, with its glossary about each and its own translations for their memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bilingual import catalogs, engines, files, glossary, protection, readers
from bilingual.engines import tmx
from bilingual.errors import CatalogError
from bilingual.inline import plain
from bilingual.model import Draft, Passage, State
from bilingual.pipeline.articles import read_catalog
from bilingual.project import Article, Project, shown


def chain(project: Project, access: engines.Access) -> tuple[engines.Engine, ...]:
    """Make the engines of a project, each of which is asked for what those before it don't know.

    What the glossary alone can build is built before a machine is asked, but after what a person wrote before. Raises
    ConfigError for an unknown engine or a broken glossary.
    """
    terms = glossary.load(Path(shown(project.root / glossary.FILE_NAME)), source=project.config.source)
    made: list[engines.Engine] = []
    for engine in engines.chain(project.config.translate, access):
        free = engine.terms is engines.Terms.FREE
        if terms.terms and not free and not any(isinstance(one, _Built) for one in made):
            made.append(_Built(terms))
        made.append(engine if free else _Keeping(engine, terms))
    return tuple(made)


def access_of(project: Project, access: engines.Access) -> engines.Access:
    """Give an access that also knows what the project itself says: its translations, and where texts may go."""
    allowed = {name.lower() for name in project.config.translate.send_to}

    def approve(sending: engines.Sending) -> bool:
        names = {sending.host.lower(), sending.host.lower().rsplit(":", 1)[0]}  # a port may be left out
        return access.approve(replace(sending, settled=sending.local or bool(names & allowed)))

    return replace(
        access, known=lambda source, target: tuple(_known(project, source, target)), approve=approve
    )


class _Built(engines.Engine):
    """``protection.Built`` as a link of the chain."""

    terms = engines.Terms.FREE

    def __init__(self, terms: glossary.Glossary) -> None:
        self._built = protection.Built(terms)

    def translate(self, passages: Sequence[Passage], source: str, target: str) -> list[Draft | None]:
        return self._built.translate(passages, source, target)


class _Keeping(engines.Engine):
    """An engine whose drafts keep the glossary, in the way that suits it."""

    def __init__(self, engine: engines.Engine, terms: glossary.Glossary) -> None:
        guard = protection.Told if engine.terms is engines.Terms.TOLD else protection.Protected
        self.way, self.terms, self.portion = engine.way, engine.terms, engine.portion
        self._engine = engine
        self._first = guard(engine, terms)
        self._second = guard(_Again(engine), terms)

    def translate(self, passages: Sequence[Passage], source: str, target: str) -> list[Draft | None]:
        return self._first.translate(passages, source, target)

    def again(self, passages: Sequence[Passage], source: str, target: str) -> list[Draft | None]:
        return self._second.translate(passages, source, target)

    def sending(self, passages: Sequence[Passage], source: str, target: str) -> engines.Sending | None:
        return self._engine.sending(passages, source, target)


class _Again:
    """The other way of an engine, as an engine."""

    def __init__(self, engine: engines.Engine) -> None:
        self._engine = engine

    def translate(self, passages: Sequence[Passage], source: str, target: str) -> list[Draft | None]:
        return self._engine.again(passages, source, target)


def _known(project: Project, source: str, target: str) -> Iterator[engines.Unit]:
    """Give what people have translated: reviewed entries of all articles, then the TMX files."""
    for article in project.articles((), tuple(readers.READERS)):
        known = _reviewed(project, article, source)
        for key, (own, text) in _reviewed(project, article, target).items():
            wording = own if source == project.config.source else known.get(key, ("", ""))[1]
            if wording:
                yield engines.Unit(wording, text, article.name)
    for pattern in project.config.translate.memory.files:
        for path in sorted(project.root.glob(pattern)):
            yield from tmx.read(files.read(Path(shown(path))), source, target, path=shown(path))


def _reviewed(project: Project, article: Article, tag: str) -> dict[tuple[str, str], tuple[str, str]]:
    """Give the source text and the reviewed translation of each entry, without inline tags.

    Of a catalog that can't be read none, which its own article reports.
    """
    if tag not in project.config.targets:
        return {}
    try:
        catalog: catalogs.Catalog | None = read_catalog(project, article, tag)
    except CatalogError:
        return {}
    messages = catalog.messages if catalog else ()
    done = (m for m in messages if m.state is State.REVIEWED and not m.blank)
    return {m.key: (plain(m.id, m.tags), plain(m.text, m.tags)) for m in done}
