"""A publication → its style sheets as one: ours, what follows from its languages, and the project's, which win."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bilingual.config import PageConfig
from bilingual.errors import ConfigError
from bilingual.languages import language
from bilingual.layouts import FOLDER, sizes
from bilingual.layouts.templates import asset
from bilingual.model import Edition
from bilingual.page_settings import family
from bilingual.typography import measure
from bilingual.web.publication import Publication

HOME = "bilingual.web"
_NARROWEST = 21
"""Rem of the screen that each of several columns needs."""
_LEAST = 16.5
"""Rem below which no column goes while the screen has them: 15 ideographs; with fewer a Latin word makes
a justified line gape."""
_WIDEST = 30
"""Rem of a column beyond which a line is too long to find the next one."""
_LOADING = re.compile(r"@import\b|url\(\s*[\"']?(?!data:|#)", re.IGNORECASE)
_KNOWN = frozenset({"zh-Hant", "zh-Hans", "ja", "ko"})


def sheet(names: tuple[str, ...], own: Mapping[str, str], generated: str = "") -> str:
    """Give our style sheets of these names, what was made for one publication, and the project's own of the last name.

    A file of the project's with the name of one of the others stands in for it. Raises ConfigError for a style
    sheet that would load something: what is published stands alone.
    """
    parts = [own.get(f"{name}.css") or asset(f"{name}.css", HOME) for name in names[:-1]]
    parts += [asset(f"{names[-1]}.css", HOME), generated, own.get(f"{names[-1]}.css", "")]
    for name in names:
        _refuse_loading(f"{name}.css", own.get(f"{name}.css", ""))
    return "\n".join(part.strip() for part in parts if part.strip()) + "\n"


def _refuse_loading(name: str, text: str) -> None:
    found = _LOADING.search(
        re.sub(r"/\*.*?\*/", lambda comment: " " * len(comment[0]), text, flags=re.DOTALL)
    )
    if found:
        raise ConfigError(
            "a style sheet of a web page or an e-book may load nothing",
            path=f"{FOLDER}/{name}",
            line=text.count("\n", 0, found.start()) + 1,
            hint="use a data: URL",
        )


def of_page(publication: Publication, paired: int) -> str:
    """Give the rules that a web page needs for its own languages: fonts, widths, what is shown, what is paired."""
    rules = [
        *_fonts(publication.languages, publication.whole.source_language, publication.page),
        *_chosen(len(publication.languages)),
        *(_beside(publication) if publication.side_by_side else ()),
        *_paired(paired if len(publication.languages) > 1 else 0),
    ]
    return "\n".join(rules)


def _fonts(tags: tuple[str, ...], source: str, page: PageConfig) -> Iterator[str]:
    for tag in sorted({*tags, source, *_KNOWN}, key=len):  # zh before zh-Hant-HK, which is closer
        base = language(tag).base
        stack = f"var(--{base if base in _KNOWN else 'latin'})"
        own = [family(page.fonts[tag])] if tag in page.fonts else []
        yield f":lang({tag}) {{ font-family: {', '.join([*own, stack])} }}"


def _chosen(count: int) -> Iterator[str]:
    """Hide what is not chosen; where nothing is, that was a slip, and everything is shown."""
    for n in range(1, count + 1) if count > 1 else ():
        yield f"body:has(.chooser :checked):has(#show-{n}:not(:checked)) .c{n} {{ display: none }}"


def _beside(publication: Publication) -> Iterator[str]:
    """Set the columns side by side where those that are shown have the room."""
    count = len(publication.languages)
    for hidden in range(count):
        shown = count - hidden
        unchosen = " ~ ".join(["input:not(:checked)"] * hidden)
        body = f".side-by-side:has(.chooser :checked):has(.chooser {unchosen})" if hidden else ".side-by-side"
        if shown == 1:
            yield f"{body} :is(main, footer) {{ max-width: 40rem }}"
            yield f"{body} [data-name]::before {{ display: none }}"
            continue
        yield f"@media (min-width: {shown * _NARROWEST}rem), print {{"
        yield f"  {body} :is(main, footer) {{ max-width: {shown * _WIDEST}rem }}"
        yield f"  {body} .row {{ display: flex; gap: 2.25rem; align-items: baseline }}"
        yield f"  {body} .row > .cell {{ flex: 1 1 0; min-width: min({_LEAST}rem, {90 // shown}%); margin: 0; border: 0; padding: 0 }}"
        yield f"  {body} .row:not(.title) > [data-name]::before {{ display: none }}"
        for n, share in enumerate(shares(publication.editions, publication.page), 1):
            yield f"  {body} .row > .c{n} {{ flex-grow: {share} }}"
        yield "}"


def of_book(publication: Publication) -> str:
    """Give the rules of an e-book: side by side where a page is wide, by tables, which every reader can break."""
    if not publication.side_by_side:
        return ""
    count = len(publication.languages)
    parts = shares(publication.editions, publication.page)
    columns = [f"  .row > .c{n} {{ width: {100 * p / sum(parts):.1f}% }}" for n, p in enumerate(parts, 1)]
    return "\n".join(
        [
            ".side-by-side > section { container-type: inline-size }",
            f"@container (min-width: {count * _NARROWEST}em) {{",
            "  .row { display: table; table-layout: fixed; width: 100%; border-spacing: 0 }",
            "  .row > .cell { display: table-cell; vertical-align: baseline; border: 0; padding: 0 0 0 1.5rem }",
            "  .row > .c1 { padding-left: 0 }",
            "  .row:not(.title) > [data-name]::before { display: none }",
            *columns,
            "}",
        ]
    )


def shares(editions: tuple[Edition, ...], page: PageConfig) -> tuple[int, ...]:
    """Divide the width among the columns, per cent: as configured, else so that they are about equally long."""
    count = len(editions[0].languages)
    parts = [0.0] * count
    for n, tag in enumerate(editions[0].languages):
        script = language(tag).script
        depth = sizes.OPTICAL[script] * sizes.LEADING[script]
        texts = (piece.text for one in editions for row in one.rows for piece in row.cells[n].pieces)
        parts[n] = depth * sum(sum(map(sum, measure.extent(text, tag).breaks)) for text in texts)
    if len(page.ratio) == count:
        parts = list(page.ratio)
    total = sum(parts) or 1.0
    least = 0.6 / count  # a language that says little keeps a column that can be read
    return tuple(round(100 * max(part / total, least)) for part in parts)


def _paired(most: int) -> Iterator[str]:
    yield ".s:target { background: var(--pair) }"
    for n in range(1, most + 1):
        yield f".row:has(.s{n}:is(:hover, :focus, :target)) .s{n} {{ background: var(--pair) }}"
