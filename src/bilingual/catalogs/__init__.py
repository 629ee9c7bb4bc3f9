"""Segments ↔ gettext catalogs, byte for byte: the only place that knows polib and babel.messages.

::

    bytes ─ scanning ─▶ tokens ─ grammar, reading ─▶ entries ─ states ─▶ Messages          parse
    entries + Segments ─ matching, merging ─▶ entries ─ reading.encoded ─▶ bytes  merge, template
    entries ─ accepting ─▶ entries ─ reading.encoded ─▶ bytes                     accept_trivial
    entries ─ confirming ─▶ entries ─ reading.encoded ─▶ bytes                    confirm
    entries + joined, split Segments ─ recutting ─▶ entries ─ merge ─▶ bytes      recut
    entries + texts ─ filling ─▶ entries ─ reading.encoded ─▶ bytes               add_drafts, add_translations
    two versions + their base ─ versions, agreeing ─▶ bytes                       three_way

Every entry keeps the raw text that it was read from; only the parts of an entry that say something new are written
again, one line a string, in the file's own line ends. So a catalog that any editor has saved, in whatever style,
stays as it is until there is something to change.

Decisions that users feel:

- Living entries stand in the source's order. A file that an editor sorted is put back in order once, its entries'
  lines untouched; the change is reported as ``reordered``.
- ``#. role:``, ``#. mt:`` and ``#. before:`` lines are ours; other ``#.`` lines stay while their sentence stays.
- A machine draft that nobody touched is dropped when its sentence is edited, to be drafted anew.
- A translation whose flag or hash says that a person was there is never dropped: see ``merging.merge``.
- The header of an existing catalog is never touched, but for values that ``add_translations`` is asked to set.
"""

from __future__ import annotations

from bilingual.catalogs.accepting import Accepted, Suggestion, Verdict, accept_trivial
from bilingual.catalogs.confirming import Confirmed, confirm
from bilingual.catalogs.filling import add_drafts, add_remarks, add_translations, without_machine_remarks
from bilingual.catalogs.merging import Change, ChangeKind, Merged, merge, template
from bilingual.catalogs.parsing import Catalog, parse
from bilingual.catalogs.recutting import recut
from bilingual.catalogs.versions import ThreeWay, three_way

__all__ = [
    "Accepted",
    "Catalog",
    "Change",
    "ChangeKind",
    "Confirmed",
    "Merged",
    "Suggestion",
    "ThreeWay",
    "Verdict",
    "accept_trivial",
    "add_drafts",
    "add_remarks",
    "add_translations",
    "confirm",
    "merge",
    "parse",
    "recut",
    "template",
    "three_way",
    "without_machine_remarks",
]
