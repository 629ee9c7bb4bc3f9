"""A package's vocabulary → text in, tokens out, and back."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, Protocol

from bilingual.errors import MissingError, PackageError
from bilingual.models import Package


class Tokenizer(Protocol):
    """Cuts a sentence into the pieces that a model knows, and joins them."""

    def encode(self, sentence: str) -> list[str]: ...
    def decode(self, tokens: list[str]) -> str: ...


def tokenizer(package: Package) -> Tokenizer:
    """Load a package's tokenizer.

    Raises MissingError if its library is not installed, PackageError if its file is damaged.
    """
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


def _bpe_tokenizer(package: Package) -> Tokenizer:
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
    bpe: Tokenizer = BPETokenizer(package.path / "bpe.model", package.source, package.target)
    return bpe
