"""``bilingual add``: a file from anywhere becomes an article, and what was recognised is shown."""

from __future__ import annotations

from pathlib import Path

from conftest import Run, snapshot
from test_blind_trial import CASES, source

HTML = CASES / "html" / "daily.zh-Hant.html"
BOOK = CASES / "epub" / "sigil.zh-Hans.epub"


def project(folder: Path) -> Path:
    (folder / "p" / "source").mkdir(parents=True)
    (folder / "p" / "bilingual.toml").touch()
    (folder / "page.html").write_bytes(source(HTML))
    return folder / "p"


def test_a_page_is_taken_in_and_can_be_made(run: Run, tmp_path: Path) -> None:
    here = project(tmp_path)
    done = run("add", tmp_path / "page.html", "--name", "夜市", cwd=here)
    assert done.status == 0, done.err
    assert (here / "source" / "夜市.html").read_bytes() == source(HTML)
    assert "title     夜市攤商喊缺工" in done.out and "paragraph 4" in done.out and "left out" in done.out
    assert done.out.splitlines()[-1] == "Next: bilingual make source/夜市.html"
    before = snapshot(here)
    assert run("add", tmp_path / "page.html", "--name", "夜市", cwd=here).out.startswith("unchanged")
    assert snapshot(here) == before
    assert run("sync", cwd=here).status == 0
    template = (here / "locales" / "夜市.pot").read_text("utf-8")
    assert (
        'msgid "夜市管委會統計，312攤中有近四成長期缺工，其中以凌晨收攤的<1>清潔人力</1>最難找。"' in template
    )
    assert "#. tag 1: strong:" in template


def test_a_dry_run_writes_nothing(run: Run, tmp_path: Path) -> None:
    here = project(tmp_path)
    before = snapshot(here)
    done = run("add", tmp_path / "page.html", "--selector", "section", "--dry-run", cwd=here)
    assert done.status == 0 and done.out.startswith("would write")
    assert snapshot(here) == before


def test_json_has_roles_and_share(run: Run, tmp_path: Path) -> None:
    here = project(tmp_path)
    (result,) = run("add", tmp_path / "page.html", "--json", cwd=here).json["results"]
    assert result["roles"]["title"] == 1 and 0.5 < result["share"] < 1 and result["changed"]


def test_a_file_whose_name_says_nothing_is_named_by_its_title(run: Run, tmp_path: Path) -> None:
    here = project(tmp_path)
    (tmp_path / "index.html").write_bytes(source(HTML))
    assert run("add", tmp_path / "index.html", cwd=here).status == 0
    assert [p.name for p in (here / "source").iterdir()] == ["夜市攤商喊缺工-時薪220元仍找不到人.html"]


def test_each_chapter_of_a_book_is_an_article(run: Run, tmp_path: Path) -> None:
    here = project(tmp_path)
    (tmp_path / "book.epub").write_bytes(BOOK.read_bytes())
    done = run("add", tmp_path / "book.epub", cwd=here)
    assert done.status == 0
    assert sorted(p.name for p in (here / "source").iterdir()) == ["book-1.xhtml", "book-2.xhtml"]
    assert "title     第二篇 盐田" in done.out
    assert run("segments", "source/book-2.xhtml", cwd=here).status == 0


def test_what_is_said_of_a_source_is_kept_for_every_reading(run: Run, tmp_path: Path) -> None:
    here = project(tmp_path)
    (tmp_path / "old.txt").write_bytes("標題\n\n第一段，說得很清楚。".encode("cp950"))
    assert run("add", tmp_path / "old.txt", "--encoding", "big5", "--not-wrapped", cwd=here).status == 0
    assert (here / "bilingual.toml").read_text(
        "utf-8"
    ) == '[articles."old"]\nencoding = "big5"\nwrapped = false\n'
    assert run("segments", "source/old.txt", cwd=here).out.splitlines()[-1] == "2 blocks, 2 segments, big5"
    assert run("sync", cwd=here).status == 0


def test_a_page_without_an_article_is_refused_and_nothing_copied(run: Run, tmp_path: Path) -> None:
    here = project(tmp_path)
    (tmp_path / "menu.html").write_text("<ul><li><a href=/>首頁</a></ul>", encoding="utf-8")
    done = run("add", tmp_path / "menu.html", cwd=here)
    assert done.status == 4 and "--selector" in done.err
    assert not list((here / "source").iterdir())


def test_a_name_that_is_taken_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    here = project(tmp_path)
    (here / "source" / "page.txt").write_text("標題\n\n另一篇。", encoding="utf-8")
    done = run("add", tmp_path / "page.html", cwd=here)
    assert done.status == 2 and "--name page-2" in done.err
    assert [p.name for p in (here / "source").iterdir()] == ["page.txt"]


def test_names_that_cant_be(run: Run, tmp_path: Path) -> None:
    here = project(tmp_path)
    for name in ("a b", "../x", "a/b", "-"):
        assert run("add", tmp_path / "page.html", "--name", name, cwd=here).status == 2
    assert not list((here / "source").iterdir())


def test_a_file_that_is_no_article_at_all(run: Run, tmp_path: Path) -> None:
    here = project(tmp_path)
    for path in (tmp_path, tmp_path / "absent.html", Path("/dev/null")):
        done = run("add", path, cwd=here)
        assert done.status == 4 and done.err.count("\n") == 2, done.err


MARKET = """<html lang="zh-Hant"><body><nav><ul><li><a href="/">首頁</a></li><li><a href="/n">新聞</a></li></ul></nav>
<article><h1>夜市的燈</h1><p>花蓮的夜市關了四十天，昨天晚上燈又亮了。</p><form>訂閱電子報</form>
<p>原本的一百二十攤，只回來了八十攤左右。</p></article><aside>廣告:買茶送杯</aside><footer>版權所有</footer></body></html>"""


def test_what_was_left_out_was_listed_by_length_and_half_a_menu_only(call: Run, tmp_path: Path) -> None:
    (tmp_path / "bilingual.toml").touch()
    (tmp_path / "market.html").write_text(MARKET, encoding="utf-8")
    done = call("add", "market.html")
    shown = [line.split("left out  ")[1] for line in done.out.splitlines() if "left out" in line]
    assert shown == ["首頁 新聞", "訂閱電子報", "廣告:買茶送杯", "版權所有"]


def test_of_much_that_was_left_out_the_longest_parts_are_shown_in_the_order_of_the_page(
    call: Run, tmp_path: Path
) -> None:
    (tmp_path / "bilingual.toml").touch()
    menus = "".join(f"<nav>{'選' * n}</nav>" for n in (3, 9, 1, 8, 7, 2, 6, 4))
    (tmp_path / "market.html").write_text(MARKET.replace("<nav>", f"{menus}<nav>"), encoding="utf-8")
    done = call("add", "market.html")
    shown = [len(line.split("left out  ")[1]) for line in done.out.splitlines() if "left out" in line]
    assert shown == [9, 8, 7, 6, 5, 7]
    assert "and 6 shorter parts (--json has all)" in done.out


def test_a_mark_without_a_footnote_was_printed_without_a_word(call: Run, tmp_path: Path) -> None:
    here = project(tmp_path)
    (here / "bilingual.toml").write_text(
        'targets = ["en"]\nformats = ["html"]\ntranslate.engine = "pseudo"\n', encoding="utf-8"
    )
    (tmp_path / "a.md").write_text("# 題目\n\n今天很好。`[^code]`\n\n明天[^zz]也好。\n", encoding="utf-8")
    words = "line 5: [^zz] has no footnote, and is printed as it stands"
    assert f"  note      {words}\n" in call("add", tmp_path / "a.md", cwd=here).out
    made = call("make", "source/a.md", cwd=here)
    assert "source/a.md:5: [^zz] has no footnote, and is printed as it stands\n" in made.out
    assert "明天[^zz]也好。" in (here / "build/a_zh-Hant_en.html").read_text("utf-8")
