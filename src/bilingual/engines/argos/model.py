"""A loaded package: texts → tokens → texts, batch after batch."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from bilingual.engines.argos.alignment import alignment
from bilingual.engines.argos.tokenizers import Tokenizer
from bilingual.errors import PackageError
from bilingual.model import Alignment, Draft
from bilingual.models import Package

MAX_SOURCE_TOKENS = 230
"""A longer text is translated in parts. With the cap below no draft passes position 512, the least that a
transformer for translation has; models are trained on sentences, and drop clauses of anything longer."""
BATCH_TOKENS = 512
GREEDY_BATCH_TOKENS = 1024
"""Source tokens per batch of CTranslate2, with padding; greedy search has one row a sentence where beam search has
four. Measured with a model of real size, 116 sentences of 25 tokens, CPU seconds: beam 4: 256: 7.7-7.9, 512: 7.0-7.1,
1,024: 6.7-7.2; beam 1: 512: 2.9, 1,024: 2.6-2.8, 2,048: 2.6-2.7. Smaller ones are shared out more evenly."""
LENGTH_PENALTY = 1.0
"""Argos's own 0.2 writes too short: length ratio .885 against .96 with 1.0 on a trained toy. With 1.0 the score of a
hypothesis is the mean log-probability of its tokens."""
_LOOK = 0.01
"""Seconds between two looks at the batches under way: a key press waits no longer than that."""

_ENDS = (r"[。！？!?…][」』”’\"）)]*", r"[;；:：─—]+", r"[,，、]+", r"\s+")
"""Where a text that is too long is cut, best first."""

_abandoned: list[Any] = []
"""Translators whose work was interrupted. Their end would wait for the batches that have begun: nothing can stop
CTranslate2 in the middle of one, but nobody has to wait for it."""


def decoding_cap(source_tokens: int) -> int:
    """Give the most target tokens for a source of this length; a draft that gets there has run away.

    Real translations have about 0.9 (zh → en) to 1.2 tokens per source token; the rest is for short texts.
    """
    return 2 * source_tokens + 32


@dataclass(frozen=True, slots=True)
class Search:
    """How the best translation is looked for."""

    beam: int = 4
    no_repeat: int = 0
    """Tokens in a row that may not come twice; 0 allows anything."""


@dataclass(frozen=True, slots=True)
class _Part:
    """The translation of a text, or of a part of a long one."""

    text: str
    tokens: int
    score: float
    cut: bool
    pieces: Sequence[str]
    attention: Sequence[Sequence[float]]
    """By piece, how much the model looked at each of the source; empty if nobody asked."""

    def alignment(self, source: str, pieces: Sequence[str]) -> Alignment:
        """Say which words of the translation stand for which of the source that was cut into these pieces."""
        return alignment(source, pieces, self.text, self.pieces, self.attention)


@dataclass(frozen=True, slots=True)
class Model:
    """A loaded package."""

    package: Package
    translator: Any
    tokenizer: Tokenizer
    workers: int = 1
    """Batches that are worked on at the same time."""

    def translate(
        self,
        texts: Sequence[str],
        search: Search,
        joiner: str,
        progress: Callable[[int], None],
        *,
        align: frozenset[int] = frozenset(),
    ) -> list[Draft | None]:
        """Draft every text; None for an empty one. What has parts is joined by ``joiner``.

        ``align`` are the places of the texts whose drafts are to say which words stand for which. ``progress`` is called with the number of texts that have got done since. Raises PackageError for a model
        that CTranslate2 can't use.
        """
        parts = [list(self.split(text)) for text in texts]
        owners = [n for n, own in enumerate(parts) for _ in own]
        tokens = [self.tokenizer.encode(part) for own in parts for part in own]
        left = [len(own) for own in parts]
        progress(left.count(0))
        done: list[_Part | None] = [None] * len(tokens)
        looked = frozenset(n for n, owner in enumerate(owners) if owner in align and len(parts[owner]) == 1)
        for at, part in self._run(tokens, search, looked):
            done[at] = part
            left[owners[at]] -= 1
            progress(left[owners[at]] == 0)
        ends = list(accumulate(len(own) for own in parts))
        drafts = [
            self._draft([part for part in done[end - len(own) : end] if part], joiner)
            for own, end in zip(parts, ends, strict=True)
        ]
        for n in looked:
            if (draft := drafts[owners[n]]) and (own := done[n]):
                drafts[owners[n]] = replace(draft, alignment=own.alignment(texts[owners[n]], tokens[n]))
        return drafts

    def scores(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Say how likely the model finds each translation of its source: the mean log-probability of its tokens.

        Texts that are too long for the model are judged by their beginnings. Raises PackageError as ``translate``.
        """
        sources = [self.tokenizer.encode(source)[:MAX_SOURCE_TOKENS] or [""] for source, _ in pairs]
        targets = [self.tokenizer.encode(text)[:MAX_SOURCE_TOKENS] or [""] for _, text in pairs]
        prefix = [self.package.target_prefix] if self.package.target_prefix else []
        try:
            results = self.translator.score_batch(
                sources,
                [prefix + target for target in targets],
                max_batch_size=BATCH_TOKENS,
                batch_type="tokens",
            )
        except (RuntimeError, ValueError) as error:
            raise unusable(self.package, error) from error
        return [sum(found.log_probs) / max(len(found.log_probs), 1) for found in results]

    def split(self, text: str) -> Iterator[str]:
        """Give the text without outer white space, or its parts if it is too long for the model; none if empty.

        Law: the parts joined are the text, but for white space where it was cut.
        """
        text = text.strip()
        tokens = self.tokenizer.encode(text) if text else []
        if text and (len(tokens) <= MAX_SOURCE_TOKENS or len(text) == 1):
            yield text
        elif text:
            first_half = self.tokenizer.decode(tokens[: len(tokens) // 2]).strip()
            fits = first_half and text.startswith(first_half)  # the tokenizer may have rewritten characters
            cut = _cut(text, len(first_half) if fits else len(text) // 2)
            yield from self.split(text[:cut])
            yield from self.split(text[cut:])

    def _run(
        self, tokens: Sequence[list[str]], search: Search, looked: frozenset[int]
    ) -> Iterator[tuple[int, _Part]]:
        """Translate, batch after batch, with one more waiting than are worked on; give each part with its place.

        ``looked`` are the parts of which it matters what the model looked at.
        """
        size = BATCH_TOKENS if search.beam > 1 else GREEDY_BATCH_TOKENS
        waiting = _batches([len(part) for part in tokens], size)
        running: list[tuple[list[int], list[Any]]] = []
        try:
            while waiting or running:
                while waiting and len(running) <= self.workers:
                    places = waiting.pop(0)
                    batch = [tokens[n] for n in places]
                    running.append(
                        (places, self._begin(batch, search, attention=not looked.isdisjoint(places)))
                    )
                ready = [one for one in running if one[1][-1].done()]
                running = [one for one in running if one not in ready]
                for places, results in ready:
                    for n, result in zip(places, results, strict=True):
                        yield n, self._part(result.result(), len(tokens[n]))
                if not ready:
                    time.sleep(_LOOK)
        except (RuntimeError, ValueError) as error:
            raise unusable(self.package, error) from error
        finally:
            if running:
                _abandoned.append(self.translator)

    def _begin(self, batch: list[list[str]], search: Search, *, attention: bool) -> list[Any]:
        prefix = self.package.target_prefix
        begun: list[Any] = self.translator.translate_batch(
            batch,
            target_prefix=[[prefix]] * len(batch) if prefix else None,
            asynchronous=True,
            beam_size=search.beam,
            no_repeat_ngram_size=search.no_repeat,
            length_penalty=LENGTH_PENALTY,
            max_input_length=0,  # the default cuts the source at 1,024 tokens without a word
            max_decoding_length=decoding_cap(max(map(len, batch))),
            replace_unknowns=True,
            return_scores=True,
            return_attention=attention,
        )
        return begun

    def _part(self, result: Any, source_tokens: int) -> _Part:
        """Put the tokens of a translation together, up to the cap of its own source."""
        tokens, cap = result.hypotheses[0], decoding_cap(source_tokens)
        if self.package.target_prefix and tokens[:1] == [self.package.target_prefix]:
            tokens = tokens[1:]
        text = self.tokenizer.decode(tokens[:cap]).strip()
        attention = result.attention[0] if result.attention else ()
        return _Part(text, len(tokens), result.scores[0], len(tokens) >= cap, tokens[:cap], attention)

    def _draft(self, parts: Sequence[_Part], joiner: str) -> Draft | None:
        """Make one draft of the translations of a text's parts."""
        if not parts:
            return None
        total = sum(part.tokens for part in parts)
        return Draft(
            joiner.join(part.text for part in parts if part.text),
            f"argos {self.package.name}",
            (f"translated in {len(parts)} parts because of its length",) if len(parts) > 1 else (),
            score=sum(part.score * part.tokens for part in parts) / total if total else None,
            cut=any(part.cut for part in parts),
        )


def _batches(lengths: Sequence[int], size: int) -> list[list[int]]:
    """Share out the places so that texts of like length come together, the longest first, so many tokens a batch.

    Padding counts: a batch is as many rows as the longest of them is long.
    """
    batches: list[list[int]] = []
    longest = 0
    for n in sorted(range(len(lengths)), key=lambda n: -lengths[n]):
        if not batches or (len(batches[-1]) + 1) * longest > size:
            batches.append([])
            longest = lengths[n]
        batches[-1].append(n)
    return batches


def _cut(text: str, middle: int) -> int:
    """Give the offset nearest to the middle after a sentence, else a clause, else a word; else the middle."""
    for pattern in _ENDS:
        ends = [m.end() for m in re.finditer(pattern, text) if len(text) / 8 < m.end() < len(text) * 7 / 8]
        if ends:
            return min(ends, key=lambda end: abs(end - middle))
    return middle


def unusable(package: Package, error: Exception) -> PackageError:
    """Say that CTranslate2 refuses a package, in its own words."""
    reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return PackageError(
        f"CTranslate2 can't use the model {package.name}: {reason}",
        path=str(package.path / "model"),
        hint=f"install it again: {package.reinstall}",
    )
