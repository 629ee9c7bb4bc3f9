"""Times the Argos engine against argostranslate's own way of calling CTranslate2, on the shipped article.

The model has the size of a real package (6 + 6 layers of 512, 8 heads, 32,000 words, int8) and is wired by hand: it
maps character to character, so that both ways must give the same text and the work is that of a real model.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import wired  # noqa: E402  (it lies with the tests)
from bilingual import models  # noqa: E402
from bilingual.config import TranslateConfig  # noqa: E402
from bilingual.engines.argos import Argos  # noqa: E402
from bilingual.model import Passage  # noqa: E402

REAL = wired.Shape(width=512, layers=6, heads=8, feed_forward=2048, quantization="int8")
WORDS = 32_000
SEGMENTS = 24
T = TypeVar("T")


def main() -> None:
    """Build the model, run the article's first sentences every way, print CPU seconds and ratios."""
    text = (ROOT / "source" / "washington-declaration.txt").read_text(encoding="utf-8")
    segments = [s for s in text.replace("。", "。\n").split("\n") if s.strip()][:SEGMENTS]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ARGOS_PACKAGES_DIR"] = f"{folder}/packages"
        package, seconds = timed(lambda: install(Path(folder), sorted(set(text) - {"\n"})))
        print(f"model: {package.size / 1e6:.0f} MB, built and installed in {seconds:.0f} s of CPU time")
        for beam in (4, 1):
            compare(package, segments, beam)


def install(folder: Path, letters: list[str]) -> models.Package:
    pairs = {wired.SPACE: wired.SPACE, **{letter: letter for letter in letters if letter != " "}}
    pairs |= {f"▁t{n}": f"▁t{n}" for n in range(WORDS - len(pairs))}
    return models.install_file(wired.package(folder, "zt", "en", "1.9", pairs, shape=REAL))


def compare(package: models.Package, segments: list[str], beam: int) -> None:
    engine = Argos(TranslateConfig(beam=beam))
    engine.translate([Passage("韓國")], "zh-Hant", "en")
    one_by_one = argos_pattern(package, beam)
    one_by_one(["韓國"])
    theirs, slow = timed(lambda: one_by_one(segments))
    drafts, fast = timed(lambda: engine.translate([Passage(text) for text in segments], "zh-Hant", "en"))
    ours = [draft.text if draft else "" for draft in drafts]
    tokens = sum(map(len, segments))
    same = sum(a == b for a, b in zip(theirs, ours, strict=True))
    print(
        f"beam {beam}: one call a segment {slow:.1f} s of CPU time, one call for all {fast:.1f} s: "
        f"ratio {slow / fast:.2f}, {tokens / fast:.0f} tokens a CPU-second, "
        f"{same} of {len(segments)} texts the same"
    )


def argos_pattern(package: models.Package, beam: int) -> Callable[[list[str]], list[str]]:
    """Call CTranslate2 with the settings of argostranslate 1.11, translate.py: apply_packaged_translation."""
    import ctranslate2
    import sentencepiece

    translator = ctranslate2.Translator(
        str(package.path / "model"), inter_threads=1, intra_threads=0, compute_type="auto"
    )
    processor = sentencepiece.SentencePieceProcessor(model_file=str(package.path / "sentencepiece.model"))

    def translate(segments: list[str]) -> list[str]:
        texts = []
        for segment in segments:
            (result,) = translator.translate_batch(
                [processor.encode(segment, out_type=str)],
                replace_unknowns=True,
                max_batch_size=32,
                batch_type="tokens",
                beam_size=beam,
                num_hypotheses=1,
                length_penalty=0.2,
                return_scores=True,
            )
            texts.append(processor.decode_pieces(result.hypotheses[0]).replace("▁", " ").strip())
        return texts

    return translate


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """Give what the work gives and the CPU seconds of all threads that it took."""
    start = time.process_time()
    return work(), time.process_time() - start


if __name__ == "__main__":
    main()
