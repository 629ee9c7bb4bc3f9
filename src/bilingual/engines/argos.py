"""Argos packages as an engine: texts → drafts, all of them in one call of CTranslate2."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, Protocol

from bilingual import models
from bilingual.config import TranslateConfig
from bilingual.engines.protocol import Engine, Way
from bilingual.errors import MissingError, PackageError
from bilingual.languages import language
from bilingual.model import Draft, Passage

MAX_SOURCE_TOKENS = 230
"""A longer text is translated in parts. With the cap below no draft passes position 512, the least that a
transformer for translation has; models are trained on sentences, and drop clauses of anything longer."""
BATCH_TOKENS = 512
"""Tokens per batch of CTranslate2. Measured on the article (75 sentences) with a model of real size, CPU seconds:
256: 8.9-10.3, 512: 8.2-8.7, 1,024: 7.8-7.9; 512 leaves six batches to share out among the cores, 1,024 only three."""
LENGTH_PENALTY = 1.0
"""Argos's own 0.2 writes too short: length ratio .885 against .96 with 1.0 on a trained toy."""

_ENDS = (r"[。！？!?…][」』”’\"）)]*", r"[;；:：─—]+", r"[,，、]+", r"\s+")
"""Where a text that is too long is cut, best first."""


def decoding_cap(source_tokens: int) -> int:
    """Give the most target tokens for a source of this length; a draft that gets there has run away.

    Real translations have about 0.9 (zh → en) to 1.2 tokens per source token; the rest is for short texts.
    """
    return 2 * source_tokens + 32


class Argos(Engine):
    """The installed Argos packages; each model is loaded once, when it is first needed."""

    way = Way.MODELS

    def __init__(self, config: TranslateConfig) -> None:
        self._beam = config.beam
        self._loaded: dict[tuple[str, str], _Model] = {}

    def translate(self, passages: Sequence[Passage], source: str, target: str) -> list[Draft | None]:
        """Draft every passage; None for an empty one and for one on which the model ran away.

        Raises MissingError if there is no package for this very pair or no CTranslate2 to run it; PackageError if
        the package is damaged.
        """
        texts = [passage.text for passage in passages]
        if not any(text.strip() for text in texts):
            return [None] * len(texts)
        model = self._model(source, target)
        parts = [list(model.split(text)) for text in texts]
        drafts = iter(model.run([part for own in parts for part in own], self._beam))
        joiner = language(target).joiner
        return [model.draft([next(drafts) for _ in own], joiner) for own in parts]

    def _model(self, source: str, target: str) -> _Model:
        codes = (language(source).argos, language(target).argos)
        if codes not in self._loaded:
            self._loaded[codes] = _load(source, target)
        return self._loaded[codes]


class _Tokenizer(Protocol):
    def encode(self, sentence: str) -> list[str]: ...
    def decode(self, tokens: list[str]) -> str: ...


@dataclass(frozen=True, slots=True)
class _Model:
    """A loaded package."""

    package: models.Package
    translator: Any
    tokenizer: _Tokenizer

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

    def run(self, parts: Sequence[str], beam: int) -> list[str | None]:
        """Translate the parts in one call; None where the model found no end."""
        if not parts:
            return []
        tokens = [self.tokenizer.encode(part) for part in parts]
        prefix = self.package.target_prefix
        try:
            results = self.translator.translate_batch(
                tokens,
                target_prefix=[[prefix]] * len(tokens) if prefix else None,
                batch_type="tokens",
                max_batch_size=BATCH_TOKENS,
                beam_size=beam,
                length_penalty=LENGTH_PENALTY,
                max_input_length=0,  # the default cuts the source at 1,024 tokens without a word
                max_decoding_length=decoding_cap(max(map(len, tokens))),
                replace_unknowns=True,
            )
        except (RuntimeError, ValueError) as error:
            raise _unusable(self.package, error) from error
        return [
            self._text(result.hypotheses[0], len(source))
            for result, source in zip(results, tokens, strict=True)
        ]

    def _text(self, tokens: list[str], source_tokens: int) -> str | None:
        """Put the tokens of a translation together, if it came to its end before the cap of its own source."""
        if len(tokens) >= decoding_cap(source_tokens):
            return None
        if self.package.target_prefix and tokens[:1] == [self.package.target_prefix]:
            tokens = tokens[1:]
        return self.tokenizer.decode(tokens).strip()

    def draft(self, parts: Sequence[str | None], joiner: str) -> Draft | None:
        """Make one draft of the translations of a text's parts; None unless every part has one."""
        whole = [part for part in parts if part]
        if not whole or len(whole) < len(parts):
            return None
        notes = (f"translated in {len(parts)} parts because of its length",) if len(parts) > 1 else ()
        return Draft(joiner.join(whole), f"argos {self.package.name}", notes)


def _cut(text: str, middle: int) -> int:
    """Give the offset nearest to the middle after a sentence, else a clause, else a word; else the middle."""
    for pattern in _ENDS:
        ends = [m.end() for m in re.finditer(pattern, text) if len(text) / 8 < m.end() < len(text) * 7 / 8]
        if ends:
            return min(ends, key=lambda end: abs(end - middle))
    return middle


def _load(source: str, target: str) -> _Model:
    package = models.find(source, target)
    if package is None:
        raise MissingError(
            f"no Argos package translates {source} → {target} straight",
            hint=f"install it: bilingual models install {source} {target}",
        )
    models.verify(package)
    try:
        import ctranslate2
    except ImportError as error:
        raise MissingError(
            "CTranslate2, which runs the models, is not installed", hint="install it: pip install ctranslate2"
        ) from error
    try:
        translator = ctranslate2.Translator(
            str(package.path / "model"), device="cpu", inter_threads=_cores(), intra_threads=1
        )
    except (RuntimeError, ValueError, OSError) as error:
        raise _unusable(package, error) from error
    return _Model(package, translator, _tokenizer(package))


def _cores() -> int:
    """Give the cores we may use: one worker each with one thread was fastest of what was measured."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _tokenizer(package: models.Package) -> _Tokenizer:
    path = package.path / "sentencepiece.model"
    if not path.exists():
        return _bpe_tokenizer(package)
    try:
        import sentencepiece
    except ImportError as error:
        raise MissingError(
            "SentencePiece, which cuts text into tokens, is not installed",
            hint="install it: pip install sentencepiece",
        ) from error
    try:
        return _SentencePiece(sentencepiece.SentencePieceProcessor(model_file=str(path)))
    except (RuntimeError, OSError) as error:
        raise PackageError(
            f"the model {package.name} has a damaged file",
            path=str(path),
            hint=f"install it again: {package.reinstall}",
        ) from error


@dataclass(frozen=True, slots=True)
class _SentencePiece:
    """Like argostranslate's, but a ``_`` of the text stays one (theirs makes it a space)."""

    processor: Any

    def encode(self, sentence: str) -> list[str]:
        pieces: list[str] = self.processor.encode(sentence, out_type=str)
        return pieces

    def decode(self, tokens: list[str]) -> str:
        return str(self.processor.decode_pieces(tokens)).replace("▁", " ")


def _bpe_tokenizer(package: models.Package) -> _Tokenizer:
    """Use argostranslate's tokenizer for packages with a ``bpe.model``; it needs sacremoses."""
    try:
        if find_spec("sacremoses") is None:  # argostranslate would notice in the middle of the work
            raise ImportError("sacremoses")
        from argostranslate.tokenizer import BPETokenizer
    except ImportError as error:
        raise MissingError(
            f"the model {package.name} is of the kind that needs argostranslate and sacremoses",
            path=str(package.path / "bpe.model"),
            hint='install them: pip install "sacremoses<0.2" && pip install --no-deps argostranslate',
        ) from error
    tokenizer: _Tokenizer = BPETokenizer(package.path / "bpe.model", package.source, package.target)
    return tokenizer


def _unusable(package: models.Package, error: Exception) -> PackageError:
    reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return PackageError(
        f"CTranslate2 can't use the model {package.name}: {reason}",
        path=str(package.path / "model"),
        hint=f"install it again: {package.reinstall}",
    )
