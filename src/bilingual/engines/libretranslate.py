"""A LibreTranslate server as an engine: passages → drafts, in batches, by its published HTTP API."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Iterator, Sequence
from typing import Any

from bilingual.config import TranslateConfig
from bilingual.engines.http import RefusedError, Server
from bilingual.engines.protocol import Access, Engine, Sending, Way, refuse_unapproved
from bilingual.errors import EngineError
from bilingual.languages import language
from bilingual.model import Draft, Passage

KEY = "LIBRETRANSLATE_API_KEY"
BATCH = 25
"""Texts in one request. A server translates them one after another, so that larger ones save little (a request
costs about 10 ms, a sentence 100 ms and more) and lose more when it dies half-way."""
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|\w+);")
_TEXT, _HTML = "text", "html"
_ENDS = {"。": ".", "！": "!", "？": "?", "，": ",", "；": ";", "：": ":"}
_TOO_MUCH = re.compile(r"limit|too (?:long|large|many)", re.IGNORECASE)


class LibreTranslate(Engine):
    """The server that ``[translate.libretranslate] url`` names."""

    way = Way.ENGLISH
    portion = BATCH

    def __init__(self, config: TranslateConfig, access: Access) -> None:
        settings = config.libretranslate
        self._server = Server(
            "libretranslate", settings.url, settings.timeout, os.environ.get(KEY, "").strip(), KEY
        )
        self._access = access
        self._offered: dict[str, tuple[str, ...]] = {}

    def sending(self, passages: Sequence[Passage], source: str, target: str) -> Sending:  # noqa: ARG002  # the protocol's
        """Say what would be sent."""
        return Sending(
            "libretranslate",
            self._server.host,
            self._server.local,
            len(passages),
            sum(len(passage.text) for passage in passages),
            -(-len(passages) // BATCH),
            language=target,
        )

    def translate(self, passages: Sequence[Passage], source: str, target: str) -> list[Draft | None]:
        """Draft every passage; None for an empty one, one that is too long for the server, or no answer to it.

        Raises EngineError if the server can't be used or doesn't have the pair.
        """
        texts = [passage.text for passage in passages]
        wanted = [n for n, text in enumerate(texts) if text.strip()]
        drafts: list[Draft | None] = [None] * len(texts)
        if not wanted:
            return drafts
        refuse_unapproved(self._access, self.sending(passages, source, target))
        pair = self._codes(source, target)
        spaced = not language(target).cjk
        for kind, part in _parts(texts, wanted, cjk=language(source).cjk):
            for n, answer in zip(part, self._batch([texts[n] for n in part], pair, kind), strict=True):
                text = _ended(answer) if spaced else answer
                drafts[n] = Draft(text, f"libretranslate {pair[0]}-{pair[1]}") if text else None
        return drafts

    def _batch(self, texts: Sequence[str], pair: tuple[str, str], kind: str) -> list[str]:
        """Translate the texts in one request; in smaller ones if that is too much or the answer doesn't fit."""
        sent = [html.escape(text, quote=False) for text in texts] if kind == _HTML else list(texts)
        body: dict[str, Any] = {"q": sent, "source": pair[0], "target": pair[1], "format": kind}
        if self._server.key:
            body["api_key"] = self._server.key
        try:
            answers = _answers(self._server.ask("/translate", body), texts, escaped=kind == _HTML)
        except RefusedError as error:
            if not _TOO_MUCH.search(error.said):
                raise
            answers = None
        if answers is not None:
            return answers
        if len(texts) == 1:
            return [""]
        middle = len(texts) // 2
        return self._batch(texts[:middle], pair, kind) + self._batch(texts[middle:], pair, kind)

    def _codes(self, source: str, target: str) -> tuple[str, str]:
        """Give both languages as the server calls them."""
        if not self._offered:
            self._offered = _offered(self._server.ask("/languages"))
        for code in self._offered:
            if code.lower() in _names(source):
                for other in self._offered[code]:
                    if other.lower() in _names(target):
                        return code, other
        pairs = ", ".join(f"{code} → {' '.join(others)}" for code, others in self._offered.items())
        raise EngineError(
            f"libretranslate: {self._server.host} does not translate {source} → {target}",
            hint=f"it has: {pairs}" if pairs else "its list of languages is empty or can't be read",
        )


def _names(tag: str) -> tuple[str, ...]:
    """The codes by which servers have called a language, old and new: zt became zh-Hant."""
    facts = language(tag)
    return (facts.tag.lower(), facts.base.lower(), facts.argos)


def _offered(answer: Any) -> dict[str, tuple[str, ...]]:
    """Read ``GET /languages``; servers before 1.3 don't say the targets and have all of them."""
    entries = (
        [e for e in answer if isinstance(e, dict) and isinstance(e.get("code"), str)]
        if isinstance(answer, list)
        else []
    )
    codes = tuple(entry["code"] for entry in entries)
    return {
        entry["code"]: tuple(filter(_is_text, entry["targets"]))
        if isinstance(entry.get("targets"), list)
        else codes
        for entry in entries
    }


def _parts(texts: Sequence[str], wanted: Sequence[int], *, cjk: bool) -> Iterator[tuple[str, list[int]]]:
    """Cut what is wanted into batches of one format.

    A server gives a text the case of its source: whole sentences of Chinese with one acronym in them come back in
    capitals (LibreTranslate 1.9, ``improve_translation_formatting``). Texts in its HTML format are spared that.
    """
    one_case = [n for n in wanted if cjk and (texts[n].isupper() or texts[n].islower())]
    for kind, rest in ((_TEXT, [n for n in wanted if n not in one_case]), (_HTML, one_case)):
        for start in range(0, len(rest), BATCH):
            yield kind, rest[start : start + BATCH]


def _ended(text: str) -> str:
    """End a text in an alphabet with a mark of its own: servers copy the last mark of the source, 。 and all."""
    return text[:-1] + _ENDS[text[-1]] if text[-1:] in _ENDS else text


def _answers(answer: Any, texts: Sequence[str], *, escaped: bool) -> list[str] | None:
    """Read the answer to ``POST /translate``: as many texts as were asked for, or None."""
    translated = answer.get("translatedText") if isinstance(answer, dict) else None
    if isinstance(translated, str):
        translated = [translated]
    if not isinstance(translated, list) or len(translated) != len(texts):
        return None
    return [
        _unescaped(text, "" if escaped else source) if _is_text(text) else ""
        for text, source in zip(translated, texts, strict=True)
    ]


def _unescaped(text: str, source: str) -> str:
    """Undo HTML entities, which some servers leave in a quarter of all sentences, unless the source has some."""
    return (text if _ENTITY.search(source) else html.unescape(text)).strip()


def _is_text(value: object) -> bool:
    return isinstance(value, str)
