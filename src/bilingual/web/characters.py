"""Text → the same without the characters that neither HTML nor XML may hold."""

from __future__ import annotations

import re

UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
"""Characters that neither HTML nor XML may hold."""


def fit(text: str) -> str:
    """Drop what neither HTML nor XML may hold."""
    return UNFIT.sub("", text)
