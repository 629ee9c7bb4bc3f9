"""Two languages and the settings → the installed package, checked and loaded on the processor or the graphics card."""

from __future__ import annotations

import os
from typing import Any

from bilingual import models
from bilingual.config import TranslateConfig
from bilingual.engines.argos.model import Model, unusable
from bilingual.engines.argos.tokenizers import tokenizer
from bilingual.errors import MissingError


def load(source: str, target: str, config: TranslateConfig) -> Model:
    """Load the model for two BCP 47 tags.

    Raises MissingError if there is no package, no library to run it or no graphics card where one is asked for;
    PackageError if the package is damaged.
    """
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
    workers = config.threads or cores()
    if config.device != "cpu" and (translator := _on_card(ctranslate2, package, config.device)):
        return Model(package, translator, tokenizer(package))
    try:
        translator = ctranslate2.Translator(
            str(package.path / "model"), device="cpu", inter_threads=workers, intra_threads=1
        )
    except (RuntimeError, ValueError, OSError) as error:
        raise unusable(package, error) from error
    return Model(package, translator, tokenizer(package), workers)


def _on_card(ctranslate2: Any, package: models.Package, device: str) -> Any:
    """Load the model on the graphics card and try it there; None if ``auto`` finds that this can't be.

    A driver without its libraries shows only when the first sentence is translated.
    """
    try:
        if not ctranslate2.get_cuda_device_count():
            raise RuntimeError("no CUDA device")
        translator = ctranslate2.Translator(str(package.path / "model"), device="cuda")
        translator.translate_batch([["</s>"]], max_decoding_length=1)
    except (RuntimeError, ValueError, OSError) as error:
        if device == "auto":
            return None
        raise MissingError(
            f"can't use the graphics card: {str(error).strip().splitlines()[0]}",
            hint='install the NVIDIA driver, CUDA and cuBLAS, or leave it out: --device cpu, device = "cpu"',
        ) from error
    return translator


def cores() -> int:
    """Give the cores that we may use: one worker each with one thread was fastest of what was measured."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
