"""The glossary on the shipped article: what is found, what drafts lack without and with protection, what terms lists.

The drafts come from the hand-wired test models, which know the words of the article but not the glossary's.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import wired  # noqa: E402  (it lies with the tests)
from bilingual import engines, glossary, models, protection, readers, segmentation, terminology  # noqa: E402
from bilingual.config import SegmentationConfig, TranslateConfig  # noqa: E402
from bilingual.model import Passage  # noqa: E402


def main() -> None:
    """Print the counts."""
    terms = glossary.load(ROOT / "glossary.csv", source="zh-Hant")
    data = (ROOT / "source" / "washington-declaration.txt").read_bytes()
    document = readers.read(data, path="article.txt", article="article", language="zh-Hant")
    passages = [Passage(s.text, s.role) for s in segmentation.segment(document, SegmentationConfig())]
    hits = terms.find(document.text)
    found = {hit.value.source for hit in hits}
    only_inside = [term.source for term in terms.terms if term.source not in found]
    print(
        f"terms: {len(terms.terms)}, found {len(found)} in {len(hits)} places; inside longer ones only: {only_inside}"
    )
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ARGOS_PACKAGES_DIR"] = f"{folder}/packages"
        for path in wired.packages(Path(folder)):
            models.install_file(path)
        engine = engines.create(TranslateConfig())
        for source, target in (("zh-Hant", "en"), ("en", "ko")):
            plain = engine.translate(passages, source, target)
            kept = protection.Protected(engine, terms).translate(passages, source, target)
            wanted = [protection.wanted(passage.text, terms, source, target) for passage in passages]
            counts = [
                sum(len(protection.lacking(draft, own)) for draft, own in zip(drafts, wanted, strict=True))
                for drafts in (plain, kept)
            ]
            print(
                f"{source} → {target}: {sum(map(len, wanted))} places, {counts[0]} lost by the model, {counts[1]} with protection"
            )
            passages = [Passage(draft.text) for draft in kept if draft]
    desk = {glossary.fold(term.source.strip("《》")) for term in terms.terms}
    listed = [
        one.text for one in terminology.candidates([document], glossary.Glossary(language="zh-Hant"), {})
    ]
    right = [name for name in listed if glossary.fold(name).rstrip("s") in desk]
    print(
        f"terms without a glossary: {len(listed)} candidates, {len(right)} of them in the desk's own glossary"
    )


if __name__ == "__main__":
    main()
