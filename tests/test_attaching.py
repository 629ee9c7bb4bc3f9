"""``build --attach`` and ``--variant``: what a publisher asks for and gets, and what can't be had together."""

from __future__ import annotations

from pathlib import Path

import pikepdf

import conformance
from conftest import ARTICLE, Run

PAIR = ("--columns", "zh-Hant,en")


def built(folder: Path) -> Path:
    return folder / "build" / f"{ARTICLE}_zh-Hant_en.pdf"


def test_source_and_catalogs_are_in_the_file_as_they_are(call: Run, shipped: Path) -> None:
    assert call("build", *PAIR, "--variant", "pdf/a-3u", "--attach", cwd=shipped).status == 0
    source = shipped / "source" / f"{ARTICLE}.txt"
    catalog = shipped / "locales" / "en" / "LC_MESSAGES" / f"{ARTICLE}.po"
    assert conformance.violations(built(shipped).read_bytes(), archival="3u") == []
    with pikepdf.open(built(shipped)) as document:
        found = {name: document.attachments[name] for name in document.attachments}
        assert set(found) == {source.name, f"{ARTICLE}.en.po"}
        assert found[source.name].get_file().read_bytes() == source.read_bytes()
        assert found[f"{ARTICLE}.en.po"].get_file().read_bytes() == catalog.read_bytes()
        relations = {str(file.UF): str(file.AFRelationship) for file in document.Root.AF}
        assert relations == {source.name: "/Source", f"{ARTICLE}.en.po": "/Supplement"}
        revised = str(document.docinfo["/ModDate"])
        assert {str(file.EF.F.Params.ModDate) for file in document.Root.AF} == {revised}


def test_an_edition_with_files_verifies_as_one_without_and_is_the_same_every_time(
    call: Run, shipped: Path
) -> None:
    copies = []
    for zone in ("Asia/Seoul", "America/New_York"):
        assert call("build", *PAIR, "--attach", cwd=shipped, TZ=zone).status == 0
        copies.append(built(shipped).read_bytes())
        assert call("verify", built(shipped), cwd=shipped).status == 0
        built(shipped).unlink()
    assert copies[0] == copies[1]
    assert call("build", *PAIR, cwd=shipped).status == 0
    with pikepdf.open(built(shipped)) as document:
        assert len(document.attachments) == 0 and "/AF" not in document.Root


def test_settings_and_options_say_the_same(call: Run, shipped: Path) -> None:
    settings = shipped / "bilingual.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f'{text}\n[pdf]\nvariant = "pdf/a-3a"\nattach = true\n', encoding="utf-8")
    assert call("build", *PAIR, cwd=shipped).status == 0
    assert conformance.violations(built(shipped).read_bytes(), archival="3a") == []
    with pikepdf.open(built(shipped)) as document:
        assert len(document.attachments) == 2
    assert call("build", *PAIR, "--no-attach", "--variant", "pdf/ua-1", cwd=shipped).status == 0
    with pikepdf.open(built(shipped)) as document:
        assert len(document.attachments) == 0 and "/OutputIntents" not in document.Root


def test_a_standard_that_allows_no_files_is_refused_with_them(call: Run, shipped: Path) -> None:
    done = call("build", *PAIR, "--variant", "pdf/a-2u", "--attach", cwd=shipped)
    assert done.status == 2 and "pdf/a-3u" in done.err and not built(shipped).exists()
    assert call("build", *PAIR, "--variant", "pdf/x-4", cwd=shipped).status == 2
