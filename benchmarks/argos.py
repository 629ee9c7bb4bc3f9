"""Times the Argos engine against argostranslate's own way of calling CTranslate2, on the sentences of the shipped article.

Both use the same package, of a real one's size (6 + 6 layers of 512, 8 heads, 32,000 words, int8). It is wired by hand
and copies pieces of one or two characters (25 a sentence, like a real vocabulary), so that both ways must give the
same text, and the work is that of a real model: the speed of an int8 product does not depend on the numbers in it.

argostranslate's way is that of its translate.py, 1.11: one call a sentence, batches of 32 tokens, length_penalty 0.2,
one worker with a thread for each core (intra_threads=0). Such threads wait in CPU time, so it is timed with one
thread as well, which it never does by itself but is kinder to it. CPU seconds of all threads are compared, at the
same beam size on both sides; the last line compares what a user gets by default with what --fast gives.

The limit is what CTranslate2's own int8 product reaches on one core with nothing else to do: a model whose one layer is
so wide (512 × 65,536) that everything else in it is below one percent. It is compared with the products that the
article needs, counted in multiply-adds: what is missing is padding, attention, beams and the small batches of a
decoder.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import wired  # noqa: E402  (it lies with the tests)
from bilingual import models, pipeline, project  # noqa: E402
from bilingual.config import TranslateConfig  # noqa: E402
from bilingual.engines.argos import Argos  # noqa: E402
from bilingual.model import Passage  # noqa: E402

REAL = wired.Shape(width=512, layers=6, heads=8, feed_forward=2048, quantization="int8")
WIDE = wired.Shape(width=512, layers=1, heads=8, feed_forward=65_536, quantization="int8")
WORDS = 32_000
T = TypeVar("T")


def main() -> None:
    """Build the model, draft the article every way, print CPU seconds and ratios."""
    if len(sys.argv) == 3:
        alone(*sys.argv[1:])
        return
    texts = sentences()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ARGOS_PACKAGES_DIR"] = f"{folder}/packages"
        package = install(Path(folder), texts)
        lengths = token_counts(package, texts)
        print(f"{len(texts)} sentences, {sum(lengths):,} tokens; model of {package.size / 1e6:.0f} MB\n")
        loading(package)
        limit = product_limit(Path(folder))
        print(f"int8 product: {limit:.0f} GMAC a CPU-second\n")
        default, fast = (compare(package, texts, lengths, beam, limit) for beam in (4, 1))
        print(f"bilingual --fast against argostranslate's default (beam 4): {default[1] / fast[0]:.1f}\n")
        for who in ("argostranslate's way", "bilingual"):
            run = subprocess.run(
                [sys.executable, __file__, who, "4"], capture_output=True, text=True, check=True
            )
            print(f"peak memory, beam 4, {who}: {run.stdout.strip()}")


def sentences() -> list[str]:
    here = project.find(ROOT)
    _, segments = pipeline.read_article(here, here.articles((), (".txt",))[0])
    return list(dict.fromkeys(segment.text for segment in segments))


def install(folder: Path, texts: Sequence[str]) -> models.Package:
    pieces = {letter for text in texts for letter in text} | {
        text[n : n + 2] for text in texts for n in range(len(text) - 1)
    }
    copied = [wired.SPACE, *sorted(piece for piece in pieces if " " not in piece)]
    copied += [f"▁t{n}" for n in range(WORDS - len(copied))]
    pairs = {piece: piece for piece in copied}
    return models.install_file(wired.package(folder, "zt", "en", "1.9", pairs, shape=REAL))


def token_counts(package: models.Package, texts: Sequence[str]) -> list[int]:
    """Count the tokens of each text and the end of the sentence."""
    import sentencepiece

    processor = sentencepiece.SentencePieceProcessor(model_file=str(package.path / "sentencepiece.model"))
    return [len(processor.encode(text)) + 1 for text in texts]


def loading(package: models.Package) -> None:
    _, hashing = clocked(lambda: models.verify(package))
    engine = Argos(TranslateConfig(device="cpu"))
    _, first = clocked(lambda: engine.translate([Passage("韓國")], "zh-Hant", "en"))
    print(
        f"load: {first:.2f} s to the first sentence, {hashing:.2f} s of it to compare the weights with their hash"
    )


def compare(
    package: models.Package, texts: Sequence[str], lengths: Sequence[int], beam: int, limit: float
) -> tuple[float, float]:
    """Print the times at a beam size; give ours and argostranslate's."""
    engine = Argos(TranslateConfig(beam=beam, device="cpu"))
    engine.translate([Passage("韓國")], "zh-Hant", "en")
    drafts, ours = timed(lambda: engine.translate([Passage(text) for text in texts], "zh-Hant", "en"))
    found = [draft.text if draft else "" for draft in drafts]
    seconds = {}
    for threads in (1, 0):
        one_by_one = argos_pattern(package, beam, threads)
        one_by_one(["韓國"])
        theirs, seconds[threads] = timed(lambda way=one_by_one: way(texts))
    same = sum(a == b for a, b in zip(theirs, found, strict=True))
    rate = products(lengths, beam) / 1e9 / ours
    print(
        f"beam {beam}: argostranslate's way {seconds[0]:.1f} s ({seconds[1]:.1f} s with one thread), "
        f"bilingual {ours:.1f} s\n"
        f"        ratio {seconds[0] / ours:.2f} ({seconds[1] / ours:.2f}), {same} of {len(texts)} texts the same, "
        f"{sum(lengths) / ours:.0f} tokens a CPU-second\n"
        f"        {rate:.0f} GMAC a CPU-second: {rate / limit:.0%} of the limit\n"
    )
    return ours, seconds[0]


def products(lengths: Sequence[int], beam: int) -> float:
    """Multiply-adds of the matrix products that the texts need, without padding; drafts are as long as they are."""
    width, wide, layers = REAL.width, REAL.feed_forward, REAL.layers
    encoder = layers * (4 * width**2 + 2 * width * wide)
    memory = layers * 2 * width**2
    decoder = layers * (6 * width**2 + 2 * width * wide) + width * WORDS
    return sum(lengths) * (encoder + memory + beam * decoder)


def product_limit(folder: Path) -> float:
    """Give the GMAC a CPU-second of CTranslate2's int8 product: 2,048 rows, through 512 × 65,536 and back."""
    import ctranslate2

    model = folder / "wide" / "model"
    model.mkdir(parents=True)
    for name, data in wired.model({"a": "a"}, [*wired.SPECIAL, "a"], WIDE).items():
        (model.parent / name).write_bytes(data)
    translator = ctranslate2.Translator(str(model), device="cpu", inter_threads=1, intra_threads=1)
    batch = [["a"] * 63] * 32
    best = 0.0
    for _ in range(3):
        _, seconds = timed(lambda: translator.translate_batch(batch, beam_size=1, max_decoding_length=1))
        rows = sum(len(row) + 1 for row in batch)
        best = max(best, rows * 2 * WIDE.width * WIDE.feed_forward / 1e9 / seconds)
    return best


def argos_pattern(package: models.Package, beam: int, threads: int) -> Callable[[Sequence[str]], list[str]]:
    """Call CTranslate2 with the settings of argostranslate 1.11, translate.py: apply_packaged_translation."""
    import ctranslate2
    import sentencepiece

    translator = ctranslate2.Translator(
        str(package.path / "model"), device="cpu", inter_threads=1, intra_threads=threads, compute_type="auto"
    )
    processor = sentencepiece.SentencePieceProcessor(model_file=str(package.path / "sentencepiece.model"))

    def translate(segments: Sequence[str]) -> list[str]:
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


def alone(who: str, beam: str) -> None:
    """Draft the article in a process of its own and print the most memory it had."""
    texts = sentences()
    if who == "bilingual":
        engine = Argos(TranslateConfig(beam=int(beam), device="cpu"))
        engine.translate([Passage(text) for text in texts], "zh-Hant", "en")
    else:
        (package,) = models.installed()
        argos_pattern(package, int(beam), 0)(texts)
    # Not getrusage: a child begins with its parent's maximum.
    (most,) = re.findall(r"^VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"), re.M)
    print(f"{int(most) / 1024:.0f} MB")


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """Give what the work gives and the CPU seconds of all threads that it took."""
    start = time.process_time()
    return work(), time.process_time() - start


def clocked(work: Callable[[], T]) -> tuple[T, float]:
    start = time.perf_counter()
    return work(), time.perf_counter() - start


if __name__ == "__main__":
    main()
