"""An article's file → its messages for ``pybabel extract``, the same that ``bilingual sync`` writes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from bilingual import readers, segmentation
from bilingual.config import SegmentationConfig
from bilingual.pipeline.articles import read_overrides, read_srx
from bilingual.segmentation import overrides

Extracted = tuple[int, str | None, str | tuple[str, str], list[str]]
"""Line, function name, message or (context, message), comments: what Babel asks of an extractor."""


def extract(
    fileobj: BinaryIO, _keywords: Collection[str], _tags: Collection[str], options: Mapping[str, str]
) -> Iterator[Extracted]:
    """Give the messages of one article.

    The entry point ``babel.extractors: bilingual``. In Babel's mapping file: ``[bilingual: source/**.txt]``,
    with the options ``language`` (BCP 47, default ``zh-Hant``), ``quotes`` and ``max_chars`` as in the
    ``[segmentation]`` section of bilingual.toml, and ``srx``, the path of an SRX file.
    """
    document = readers.read(
        fileobj.read(),
        path=str(getattr(fileobj, "name", "article.txt")),
        article="",
        language=options.get("language", "zh-Hant"),
    )
    config = SegmentationConfig(options.get("quotes", "whole"), int(options.get("max_chars", "0")))
    rules = read_srx(Path(options["srx"])) if "srx" in options else None
    records = read_overrides(Path(document.path))
    for segment in overrides.apply(document, segmentation.segment(document, config, rules), records).segments:
        line = document.blocks[segment.block].line
        context, text = segment.key
        comment = [f"role: {segment.role}{', continued' if segment.continued else ''}"]
        comment += [f"tag {number}: {tag}" for number, tag in segment.numbered.items()]
        yield (line, "pgettext", (context, text), comment) if context else (line, None, text, comment)
