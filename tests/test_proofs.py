"""An edition goes out as a PDF and comes back: remarks find their entries, and the edition knows what has changed."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pikepdf
import polib
import pytest
from pikepdf import Array, Dictionary, Name, String

from bilingual.model import entry_id
from bilingual.pdf.record import parsed, record_of
from conftest import ARTICLE, Run, snapshot
from pages import glyphs

PAIR = "zh-Hant,en"


@pytest.fixture
def edition(run: Run, shipped: Path) -> Path:
    assert run("build", "--columns", PAIR, cwd=shipped).status == 0
    return shipped / "build" / f"{ARTICLE}_zh-Hant_en.pdf"


def catalog(folder: Path, tag: str = "en") -> Path:
    return folder / "locales" / tag / "LC_MESSAGES" / f"{ARTICLE}.po"


def place(data: bytes, words: str) -> tuple[int, tuple[float, float, float, float]]:
    """Page and rectangle of the first occurrence of some words, as a person would drag over them."""
    found = [g for g in glyphs(data) if not g.artifact]
    text = "".join(g.text for g in found)
    at = text.index(words)
    hit = found[at : at + len(words)]
    with pikepdf.open(io.BytesIO(data)) as document:
        height = float(document.pages[hit[0].page - 1].mediabox[3])
    line = [g for g in hit if g.baseline == hit[0].baseline]
    bottom = height - line[0].baseline
    return hit[0].page - 1, (line[0].left, bottom - 2, line[-1].right, bottom + 8)


def annotated(path: Path, *annotations: tuple[str, str, tuple[float, float, float, float], int]) -> Path:
    """Write annotations as viewers do: subtype, contents, rectangle, page."""
    out = path.with_name("proof.pdf")
    with pikepdf.open(path) as document:
        for kind, words, box, number in annotations:
            left, bottom, right, top = box
            value = Dictionary(
                Type=Name.Annot, Subtype=Name(kind), Rect=Array(box), Contents=String(words), T=String("Wang"),
                M=String("D:20261120101500+08'00'"),
            )  # fmt: skip
            if kind in {"/Highlight", "/StrikeOut"}:
                value.QuadPoints = Array([left, top, right, top, left, bottom, right, bottom])
            page = document.pages[number]
            page.obj.Annots = Array([*page.obj.get("/Annots", ()), document.make_indirect(value)])
        document.save(out)
    return out


def line_of(path: Path, msgid: str) -> int:
    return path.read_text(encoding="utf-8").splitlines().index(f'msgid "{msgid}"') + 1


def entry(folder: Path, words: str, tag: str = "en") -> polib.POEntry:
    return next(e for e in polib.pofile(str(catalog(folder, tag))) if words in e.msgstr)


def test_a_remark_on_a_word_becomes_a_comment_of_its_entry(run: Run, shipped: Path, edition: Path) -> None:
    words = "historic milestone"
    number, box = place(edition.read_bytes(), "historic")
    proof = annotated(edition, ("/Highlight", "too grand?\nsay “new”", box, number))
    before = catalog(shipped).read_text(encoding="utf-8").splitlines()
    done = run("import", proof, cwd=shipped)
    assert done.status == 0, done.err
    found = entry(shipped, words)
    assert found.tcomment == "Proof (Wang, 2026-11-20): too grand? say “new”"
    line = line_of(catalog(shipped), found.msgid)
    assert f"{ARTICLE}.po:{line}: noted: Wang: too grand?" in done.out
    after = catalog(shipped).read_text(encoding="utf-8").splitlines()
    assert [line for line in after if line not in before] == [f"# {found.tcomment}"]
    assert len(after) == len(before) + 1


def test_importing_a_proof_again_writes_nothing(run: Run, shipped: Path, edition: Path) -> None:
    number, box = place(edition.read_bytes(), "historic")
    proof = annotated(edition, ("/Text", "check", box, number))
    run("import", proof, cwd=shipped)
    before = snapshot(shipped)
    done = run("import", proof, cwd=shipped)
    assert "noted before" in done.out
    assert snapshot(shipped) == before


def test_the_same_words_about_another_entry_are_noted_too(run: Run, shipped: Path, edition: Path) -> None:
    first, second = (place(edition.read_bytes(), words) for words in ("historic", "declaration aims"))
    run("import", annotated(edition, ("/Text", "check", first[1], first[0])), cwd=shipped)
    notes = [("/Text", "check", box, number) for number, box in (first, second)]
    told = run("import", annotated(edition, *notes), cwd=shipped).out.splitlines()
    assert sorted(line.split(": ")[1] for line in told) == ["noted", "noted before"]


def test_a_dry_import_writes_nothing_and_says_what_it_would(run: Run, shipped: Path, edition: Path) -> None:
    number, box = place(edition.read_bytes(), "historic")
    proof = annotated(edition, ("/Text", "check", box, number))
    before = snapshot(shipped)
    assert "would note: Wang: check" in run("import", "--dry-run", proof, cwd=shipped).out
    assert snapshot(shipped) == before


def test_each_sentence_of_a_paragraph_is_told_apart(run: Run, shipped: Path, edition: Path) -> None:
    data = edition.read_bytes()
    firsts = ["talks also produced", "declaration aims", "Experts, however"]
    boxes = [place(data, words[:12]) for words in firsts]
    notes = [("/Highlight", f"remark {n}", box, number) for n, (number, box) in enumerate(boxes)]
    run("import", annotated(edition, *notes), cwd=shipped)
    for n, words in enumerate(firsts):
        assert f"remark {n}" in entry(shipped, words).tcomment


def test_a_note_in_the_margin_belongs_to_the_text_beside_it(run: Run, shipped: Path, edition: Path) -> None:
    number, (_, bottom, _, top) = place(edition.read_bytes(), "historic")
    proof = annotated(edition, ("/Text", "in the margin", (560.0, bottom, 578.0, top), number))
    run("import", proof, cwd=shipped)
    noted = [e for e in polib.pofile(str(catalog(shipped))) if "in the margin" in e.tcomment]
    assert len(noted) == 1


def test_a_remark_on_the_source_is_told_with_its_line_and_not_written(
    run: Run, shipped: Path, edition: Path
) -> None:
    number, box = place(edition.read_bytes(), "韓國總統尹錫悅")
    before = snapshot(shipped)
    done = run("import", annotated(edition, ("/Highlight", "誤植", box, number)), cwd=shipped)
    assert f"source/{ARTICLE}.txt:" in done.out
    assert "on the source: Wang: 誤植" in done.out
    assert {k: v for k, v in snapshot(shipped).items() if "proof.pdf" not in k} == before


def test_struck_out_words_without_a_comment_still_count(run: Run, shipped: Path, edition: Path) -> None:
    number, box = place(edition.read_bytes(), "historic")
    run("import", annotated(edition, ("/StrikeOut", "", box, number)), cwd=shipped)
    assert "struck out" in entry(shipped, "historic milestone").tcomment


def test_remarks_survive_a_program_that_writes_the_file_anew(run: Run, shipped: Path, edition: Path) -> None:
    number, box = place(edition.read_bytes(), "historic")
    proof = annotated(edition, ("/Text", "after qpdf", box, number))
    other = proof.with_name("rewritten.pdf")
    subprocess.run(["qpdf", "--linearize", "--object-streams=disable", proof, other], check=True)
    run("import", other, cwd=shipped)
    assert "after qpdf" in entry(shipped, "historic milestone").tcomment


def test_every_entry_has_its_place_on_the_page(edition: Path, shipped: Path) -> None:
    with parsed(edition.read_bytes(), "") as document:
        record, areas = record_of(document, "")
        pages = len(document.pages)
    assert record["columns"] == PAIR.split(",")
    for tag in PAIR.split(","):
        assert {a.entry for a in areas if a.language == tag} == set(record["texts"][tag])
    assert all(a.left < a.right and a.bottom < a.top and 0 <= a.page < pages for a in areas)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 broken", b"msgid"])
def test_what_is_no_pdf_is_said_to_be_none(run: Run, shipped: Path, content: bytes) -> None:
    (shipped / "x.pdf").write_bytes(content)
    for command in ("import", "verify"):
        done = run(command, "x.pdf", cwd=shipped)
        assert done.status == 4
        assert "x.pdf" in done.err


def test_a_foreign_pdf_is_named_as_one(run: Run, shipped: Path) -> None:
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(shipped / "x.pdf")
    done = run("import", "x.pdf", cwd=shipped)
    assert (done.status, "no edition of ours" in done.err) == (4, True)


def test_a_fresh_edition_verifies(run: Run, shipped: Path, edition: Path) -> None:
    done = run("verify", edition, cwd=shipped)
    assert (done.status, "says what the project says" in done.out) == (0, True)


def test_verify_names_the_entry_that_changed(run: Run, shipped: Path, edition: Path) -> None:
    path = catalog(shipped)
    path.write_text(
        path.read_text(encoding="utf-8").replace("historic milestone", "milestone"), encoding="utf-8"
    )
    done = run("verify", edition, cwd=shipped)
    assert done.status == 1
    line = line_of(path, entry(shipped, "a milestone").msgid)
    assert f"{ARTICLE}.po:{line}: changed: " in done.out
    assert "1 difference" in done.out


def test_verify_names_settings_and_templates(run: Run, shipped: Path, edition: Path) -> None:
    (shipped / "layouts").mkdir()
    (shipped / "layouts" / "project.css").write_text("p { color: red }")
    with (shipped / "bilingual.toml").open("a", encoding="utf-8") as file:
        file.write("\n[page]\nfont_size = 9\n")
    done = run("verify", edition, "--json", cwd=shipped)
    assert {one["what"] for one in done.json["results"]} == {"settings", "templates"}


def test_an_edition_of_another_project_is_refused(run: Run, shipped: Path, edition: Path) -> None:
    shutil.move(shipped / "source" / f"{ARTICLE}.txt", shipped / "source" / "other.txt")
    done = run("verify", edition, cwd=shipped)
    assert (done.status, ARTICLE in done.err) == (4, True)


def test_a_draft_bears_the_name_by_which_find_finds_it(run: Run, shipped: Path) -> None:
    path = catalog(shipped)
    wanted = entry(shipped, "historic milestone")
    text = path.read_text(encoding="utf-8")
    at = text.index(f'msgid "{wanted.msgid}"')
    path.write_text(text[:at] + "#, fuzzy\n" + text[at:], encoding="utf-8")
    run("build", "--columns", PAIR, cwd=shipped)
    name = entry_id((wanted.msgctxt or "", wanted.msgid))
    printed = "".join(g.text for g in glyphs((shipped / "build" / f"{ARTICLE}_zh-Hant_en.pdf").read_bytes()))
    assert printed.count(name) == 1
    assert "Proof,notforpublication" in printed.replace(" ", "")
    done = run("find", name, cwd=shipped)
    assert done.status == 0
    assert [line.split(":")[2].strip() for line in done.out.splitlines()] == ["zh-Hant", "en", "ko"]


def test_a_name_that_no_entry_has_is_said_so(run: Run, shipped: Path) -> None:
    assert run("find", "ffffff", cwd=shipped).status == 2


def edited(run: Run, folder: Path, words: str) -> tuple[str, str]:
    """Edit the sentence of a translation in the source, and give the names that it had and has."""
    own = entry(folder, words)
    source = folder / "source" / f"{ARTICLE}.txt"
    text = source.read_text(encoding="utf-8")
    assert text.count(own.msgid) == 1
    now = own.msgid[:2] + "今天" + own.msgid[2:]
    source.write_text(text.replace(own.msgid, now), encoding="utf-8")
    assert run("sync", cwd=folder).status == 0
    return entry_id(("", own.msgid)), entry_id(("", now))


def test_an_edited_sentence_is_told_once_with_what_it_was(run: Run, shipped: Path, edition: Path) -> None:
    then, now = edited(run, shipped, "historic milestone")
    results = run("verify", edition, "--json", cwd=shipped).json["results"]
    told = [(one["what"], one["entry"], one["former"]) for one in results if one["entry"]]
    assert told == [("edited", now, [then])]
    done = run("find", then, cwd=shipped)
    assert [line.split(": ")[1:3] for line in done.out.splitlines()] == [
        [tag, "edited since"] for tag in ("zh-Hant", "en", "ko")
    ]


def test_a_remark_on_a_sentence_that_was_edited_since_finds_it(
    run: Run, shipped: Path, edition: Path
) -> None:
    number, box = place(edition.read_bytes(), "historic")
    proof = annotated(edition, ("/Highlight", "too grand?", box, number))
    edited(run, shipped, "historic milestone")
    assert run("import", proof, cwd=shipped).status == 0
    assert "too grand?" in entry(shipped, "historic milestone").tcomment
