"""A Project and one of its articles → what each command does: the stages in a row.

::

    add            a file from anywhere ─▶ source
    read_article   source ─ readers ─▶ Document ─ segmentation ─▶ Segments
    sync           Segments ─ catalogs.merge ─▶ .po
    join, split    a wish ─▶ source/ARTICLE.segments, .po ─ catalogs.recut ─▶ .po
    accept_trivial .po ─ catalogs.accept_trivial ─▶ .po
    accept_stale   .po ─ catalogs.confirm ─▶ .po
    translate      .po ─ drafting(engine) ─▶ .po
    check          .po ─ checks ─▶ Findings
    merge_versions two versions of a .po + their base ─▶ .po
    review         .po ─ risk ─▶ Entries, the riskiest first
    status         .po ─▶ Status
    import_proof   PDF ─ pdf.read_remarks ─▶ .po
    verify         edition ─▶ Differences
    build          Document + Segments + .po ─ editions ─ layouts ─ pdf ─▶ PDF
    build_volume   several articles ─ editions ─ layouts ─ pdf ─▶ PDF
    build_twin     Document + Segments + .po ─ editions ─ web ─▶ HTML, EPUB

Every function works on one article and gives back what it did as a value (``translate_all`` on many, for a model
is fastest with many texts); only ``cli`` prints.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bilingual.pipeline.accepting import Approved, accept_stale, accept_trivial
    from bilingual.pipeline.adding import Added, add
    from bilingual.pipeline.anycatalog import Checked, check_path, refusal
    from bilingual.pipeline.articles import read_article, read_catalog, unused_overrides, update
    from bilingual.pipeline.binding import build_volume, compose_volume, volume_articles
    from bilingual.pipeline.building import compose
    from bilingual.pipeline.checking import Status, check, check_catalog, check_source, refuse_unknown, status
    from bilingual.pipeline.doubts import doubts
    from bilingual.pipeline.judging import likelihood
    from bilingual.pipeline.places import Place, find
    from bilingual.pipeline.proofs import Imported, import_proof
    from bilingual.pipeline.recutting import Recut, join, split
    from bilingual.pipeline.reviewing import Entry, Open, open_entries, riskiest_first, to_review
    from bilingual.pipeline.standing import Built, build, build_twin, refuse_unknown_formats
    from bilingual.pipeline.syncing import Written, sync
    from bilingual.pipeline.terms import Terms, terms
    from bilingual.pipeline.translating import Drafted, Rejected, translate, translate_all
    from bilingual.pipeline.verifying import Difference, verify
    from bilingual.pipeline.versions import Versions, merge_versions


__all__ = [
    "Added",
    "Approved",
    "Built",
    "Checked",
    "Difference",
    "Drafted",
    "Entry",
    "Imported",
    "Open",
    "Place",
    "Recut",
    "Rejected",
    "Status",
    "Terms",
    "Versions",
    "Written",
    "accept_stale",
    "accept_trivial",
    "add",
    "build",
    "build_twin",
    "build_volume",
    "check",
    "check_catalog",
    "check_path",
    "check_source",
    "compose",
    "compose_volume",
    "doubts",
    "find",
    "import_proof",
    "join",
    "likelihood",
    "merge_versions",
    "open_entries",
    "read_article",
    "read_catalog",
    "refusal",
    "refuse_unknown",
    "refuse_unknown_formats",
    "riskiest_first",
    "split",
    "status",
    "sync",
    "terms",
    "to_review",
    "translate",
    "translate_all",
    "unused_overrides",
    "update",
    "verify",
    "volume_articles",
]

_HOMES = {
    "accepting": ("Approved", "accept_stale", "accept_trivial"),
    "adding": ("Added", "add"),
    "anycatalog": ("Checked", "check_path", "refusal"),
    "articles": ("read_article", "read_catalog", "unused_overrides", "update"),
    "building": ("compose",),
    "checking": ("Status", "check", "check_catalog", "check_source", "refuse_unknown", "status"),
    "doubts": ("doubts",),
    "judging": ("likelihood",),
    "places": ("Place", "find"),
    "proofs": ("Imported", "import_proof"),
    "recutting": ("Recut", "join", "split"),
    "reviewing": ("Entry", "Open", "open_entries", "riskiest_first", "to_review"),
    "standing": ("Built", "build", "build_twin", "refuse_unknown_formats"),
    "syncing": ("Written", "sync"),
    "terms": ("Terms", "terms"),
    "translating": ("Drafted", "Rejected", "translate", "translate_all"),
    "binding": ("build_volume", "compose_volume", "volume_articles"),
    "verifying": ("Difference", "verify"),
    "versions": ("Versions", "merge_versions"),
}
"""Which module each name is from: a command loads what it needs, for all of them take half a second."""


def __getattr__(name: str) -> Any:
    """Load the module of a name when it is first asked for (PEP 562)."""
    for home, names in _HOMES.items():
        if name in names:
            found = getattr(import_module(f"bilingual.pipeline.{home}"), name)
            globals()[name] = found
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
