"""``glossary.csv`` → Glossary: which words a term must be rendered with, and where terms occur in a text.

::

    bytes ─ reading ─▶ Terms ─▶ Glossary
    Glossary + text ─ matching (on folded text) ─▶ Hits
"""

from __future__ import annotations

from bilingual.glossary.folding import fold
from bilingual.glossary.matching import Hit, stands_in
from bilingual.glossary.reading import FILE_NAME, load
from bilingual.glossary.terms import ALTERNATIVES, Glossary, Rule, Term

__all__ = ["ALTERNATIVES", "FILE_NAME", "Glossary", "Hit", "Rule", "Term", "fold", "load", "stands_in"]
