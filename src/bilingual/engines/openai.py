"""A chat model behind OpenAI's API as an engine: passages → drafts, a group of blocks in one question.

Ollama, llama.cpp's server, vLLM and hosted services all speak it. What is asked stands in ``prompts``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bilingual.config import TranslateConfig
from bilingual.engine_settings import OpenAIConfig
from bilingual.engines import prompts
from bilingual.engines.http import RefusedError, Server
from bilingual.engines.protocol import Access, Engine, Sending, Terms, refuse_unapproved
from bilingual.errors import ConfigError, EngineError
from bilingual.inline import unmarked
from bilingual.model import Draft, Passage

KEY = "OPENAI_API_KEY"
OWN_HOST = "api.openai.com"
GROUP_CHARACTERS = 800
"""A question holds whole blocks up to about this length, some five sentences of Chinese news. With its answer that is
about 2,000 tokens: Ollama cuts what is longer than its default context (2,048 or 4,096) without a word."""
PORTION = 12
"""About two questions: what is lost if the server dies in the middle."""


class OpenAI(Engine):
    """The model that ``[translate.openai]`` names."""

    terms = Terms.TOLD
    portion = PORTION

    def __init__(self, config: TranslateConfig, access: Access) -> None:
        settings = config.openai
        if not settings.model:
            raise ConfigError(
                "the engine openai needs the name of a model",
                hint='write it under [translate.openai]: model = "…", as the server calls it',
            )
        variable = settings.key or (KEY if urlsplit(settings.url).hostname == OWN_HOST else "")
        key = os.environ.get(variable, "").strip() if variable else ""
        self._settings = settings
        self._access = access
        self._server = Server("openai", settings.url, settings.timeout, key, variable)
        self._extras: dict[str, Any] = {"temperature": 0, "response_format": {"type": "json_object"}}
        self._understood = False

    def sending(self, passages: Sequence[Passage], source: str, target: str) -> Sending:
        """Say what would be sent: the requests, and about how many tokens they take in both directions."""
        groups = list(_groups(passages))
        asked = [prompts.question(group, source, target) for group in groups]
        question = sum(prompts.tokens(prompts.SYSTEM) + prompts.tokens(text) for text in asked)
        answer = sum(prompts.answer_tokens(group, source, target) for group in groups)
        return Sending(
            "openai",
            self._server.host,
            self._server.local,
            len(passages),
            sum(len(prompts.SYSTEM) + len(text) for text in asked),
            len(groups),
            question + answer,
            _cost(self._settings, question, answer),
            target,
        )

    def translate(self, passages: Sequence[Passage], source: str, target: str) -> list[Draft | None]:
        """Draft every passage; None where two questions brought no answer that can be read.

        Raises EngineError if the server can't be used, or if the model has not understood a single question.
        """
        drafts: list[Draft | None] = [None] * len(passages)
        wanted = [n for n, passage in enumerate(passages) if passage.text.strip()]
        if not wanted:
            return drafts
        refuse_unapproved(self._access, self.sending(passages, source, target))
        place = iter(wanted)
        for group in _groups([passages[n] for n in wanted]):
            answers = self._group(group, _Pair(source, target))
            for passage, text in zip(group, answers, strict=True):
                drafts[next(place)] = self._draft(passage, text) if text else None
        return drafts

    def _draft(self, passage: Passage, text: str) -> Draft:
        """Read an answer, with the tags that it kept."""
        found = unmarked(text, {number for number, _, _ in passage.tags})
        return Draft(found.text, f"openai {self._settings.model}", tags=found.spans)

    def _group(self, group: Sequence[Passage], pair: _Pair) -> list[str]:
        """Ask for a group, and once more, in two halves, for what the answer lacks."""
        found = self._ask(group, pair)
        missing = [n for n in range(len(group)) if n not in found]
        half = -(-len(missing) // 2) or 1
        for part in (missing[:half], missing[half:]):
            again = self._ask([group[n] for n in part], pair) if part else {}
            found |= {part[n]: text for n, text in again.items()}
        self._understood = self._understood or bool(found)
        if not self._understood:
            raise EngineError(
                f"openai: {self._settings.model} gives no answer that can be read",
                hint="it must answer in JSON as it is asked to; try a larger model",
            )
        return [found.get(n, "") for n in range(len(group))]

    def _ask(self, group: Sequence[Passage], pair: _Pair) -> dict[int, str]:
        """Ask one question; give the answers by the place of their passage, as far as they can be read."""
        body = {
            "model": self._settings.model,
            "messages": [
                {"role": "system", "content": prompts.SYSTEM},
                {"role": "user", "content": prompts.question(group, pair.source, pair.target)},
            ],
            "stream": False,
        }
        return prompts.read_answer(self._completion(body), group)

    def _completion(self, body: dict[str, Any]) -> Any:
        """Ask the server; one that doesn't know an extra setting is asked without it from then on."""
        while True:
            try:
                return self._server.ask("/chat/completions", {**body, **self._extras}, bearer=True)
            except RefusedError as error:
                unknown = [name for name in self._extras if name in error.said]
                if not unknown:
                    raise
                for name in unknown:
                    del self._extras[name]


@dataclass(frozen=True, slots=True)
class _Pair:
    source: str
    target: str


def _groups(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    """Cut the passages into groups of whole blocks; a block that is longer than a group is cut where it must be."""
    group: list[Passage] = []
    size = 0
    for block in _blocks(passages):
        length = sum(len(passage.text) for passage in block)
        if group and size + length > GROUP_CHARACTERS:
            yield group
            group, size = [], 0
        for passage in block:
            if group and size + len(passage.text) > GROUP_CHARACTERS:
                yield group
                group, size = [], 0
            group.append(passage)
            size += len(passage.text)
    if group:
        yield group


def _blocks(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    block: list[Passage] = []
    for passage in passages:
        if block and not passage.continued:
            yield block
            block = []
        block.append(passage)
    if block:
        yield block


def _cost(settings: OpenAIConfig, question: int, answer: int) -> float | None:
    if not settings.price:
        return None
    return (question * settings.price[0] + answer * settings.price[1]) / 1e6
