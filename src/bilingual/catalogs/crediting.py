"""A catalog's header → the people and the means behind the translation, as it tells them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bilingual.catalogs.entries import Entry
from bilingual.catalogs.headers import FOR_TRANSLATORS, header_values
from bilingual.credits import HeaderCredits

_ADDRESSED = re.compile(r"(?P<name>[^<>]*)<[^<>]*>(?P<years>[\s,\d–-]*)\.?")
"""``Name <address>, 2023, 2024.``, as gettext's tools write translators into the comment."""
_DATED = re.compile(r"(?P<name>[^<>,]+?)(?:,\s*[\d,\s–-]*\d)?\.?")
"""The same without an address; only below ``Translators:``."""
_HEADING = re.compile(r"translators?\s*:", re.IGNORECASE)
_NOBODY = frozenset(
    {
        "anonymous", "automatically generated", "bilingual", "first author", "full name", "hosted weblate", "none",
        "translator", "transifex bot", "unknown", "weblate", "weblate translation memory", "your name",
    }
)  # fmt: skip
"""What programs write where a person's name belongs."""
_MACHINES = re.compile(
    r"\b(?:AI|LLMs?|MT|GPT\S*|ChatGPT|Claude|Gemini|DeepL|Argos|LibreTranslate|Google Translate)\b"
    r"|(?i:\bmachines?\b|\bmachine-|language model|artificial intelligence|neural|automatic(?:ally)? translat)"
    r"|機器翻譯|机器翻译|語言模型|语言模型|人工智慧|人工智能|機械翻訳|言語モデル|生成AI|기계\s*번역|언어\s*모델|인공지능"
)
_SENTENCE_END = (".", "!", "?", ":", "。", "！", "？")
_OURS = frozenset(FOR_TRANSLATORS.splitlines())


def header_credits(header: Entry) -> HeaderCredits:
    """Read who translated and what the header's comment discloses of machines.

    Names come from the comment (``Name <address>, year``, or lines below ``Translators:``), then from
    Last-Translator, each once; addresses, and what programs write in place of a name, are left out.
    """
    lines = [line.strip() for line in header.fields.tcomment.split("\n")]
    last = header_values(header).get("Last-Translator", "").partition("<")[0]
    named = dict(_named(lines))
    names = dict.fromkeys(filter(_is_name, (name.strip(" ,.") for name in [*named.values(), last])))
    once = {name.casefold(): name for name in reversed(names)}
    people = {line for line in named if not _MACHINES.search(line)}
    told = _paragraphs("" if line in people else line for line in lines if line not in _OURS)
    return HeaderCredits(tuple(reversed(once.values())), tuple(t for t in told if _MACHINES.search(t)))


def _named(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Give each line that names somebody, and the name."""
    below = False
    for line in lines:
        if _HEADING.match(line):
            below = True
            said = line.partition(":")[2].strip()
            if not said:
                continue
        else:
            said = line
        below = below and bool(said)
        found = _ADDRESSED.fullmatch(said) or (_DATED.fullmatch(said) if below else None)
        if found:
            yield line, found["name"].strip()


def _is_name(text: str) -> bool:
    return text.casefold() not in _NOBODY and "@" not in text and any(map(str.isalpha, text))


def _paragraphs(lines: Iterable[str]) -> Iterator[str]:
    """Join lines that a wrapped sentence runs over."""
    text = ""
    for line in [*lines, ""]:
        text = f"{text} {line}".strip()
        if text and (not line or line.endswith(_SENTENCE_END)):
            yield text
            text = ""
