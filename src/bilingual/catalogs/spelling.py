"""Two texts → whether they say the same but for typography: width, spacing, style of punctuation, 臺 or 台."""

from __future__ import annotations

import re
import unicodedata

_WIDTH = {0xFF00 + n: 0x20 + n for n in range(1, 0x5F)} | {0x3000: 0x20}
"""Full-width forms of ASCII."""
_STYLES = str.maketrans("。「」『』“”‘’〝〞﹁﹂﹃﹄‧・•∙〜", '.""\'\'""\'\'""""\'\'····~')
_VARIANTS = str.maketrans("臺峯裏啟線爲眞敎", "台峰裡啓綫為真教")
_ELLIPSIS = re.compile(r"\.{3,}|[…⋯]+")
_DASH = re.compile("[—―─⸺⸻]+|-{2,}")
_SPACE = re.compile("[\\s\u200b\u2060\ufeff]+")
_SPACED = "[^\\W_\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]"
"""A letter or digit of a script that sets words apart by spaces; a space or a mark between two of them counts."""
_WORD = re.compile(rf"{_SPACED}+(?:[!-/:-@\[-`{{-~]{_SPACED}+)*")


def folded(text: str) -> str:
    """Strip all that may be only typography, so that what is left finds a sentence again.

    It strips more than ``typographic`` forgives: letter case, 、 for a comma, the spaces between Latin words.

    >>> folded("「臺灣」，25 日") == folded('"台灣",25日')
    True
    """
    return unicodedata.normalize("NFKC", _plain(text)).replace("、", ",").casefold()


def typographic(before: str, after: str) -> bool:
    """Tell whether a translation of one text is one of the other, because nothing but typography differs.

    What may differ is the width of characters, spacing, the style of quotation marks, full stops, dashes,
    ellipses and middle dots, and variants of a character. Law: every number and every word of a script with
    spaces (Latin, Cyrillic …) is the same in both, in letter case and inner punctuation too.

    >>> typographic("「臺灣」,25 日", "“台灣”，25日")
    True
    >>> typographic("3.5 倍", "3。5 倍"), typographic("5、6 人", "5,6 人"), typographic("IT 業", "it 業")
    (False, False, False)
    """
    return _plain(before) == _plain(after) and _words(before) == _words(after)


def _plain(text: str) -> str:
    text = _narrow(text).translate(_STYLES).translate(_VARIANTS)
    return _SPACE.sub("", _DASH.sub("—", _ELLIPSIS.sub("…", text)))


def _words(text: str) -> list[str]:
    return _WORD.findall(_narrow(text))


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFC", text).translate(_WIDTH)
