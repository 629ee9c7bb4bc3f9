"""Whole projects drafted by servers, memory and glossary: what is asked, what is kept, and what never leaves."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import servers
from conftest import Run

SOURCE = """\
美韓峰會

拜登說好。北韓發射了3000萬美元的飛彈。記者問了第一個問題。記者問了第二個問題。
(圖/Twitter @POTUS)

他們在會議結束以後舉行了聯合記者會。
"""
NUMBERED = "\n\n".join(f"這是第{n}個句子,說的是同一件事情。" for n in range(60))


def project(folder: Path, settings: str, source: str = SOURCE, *, glossary: str = "") -> Path:
    (folder / "source").mkdir(parents=True)
    (folder / "source" / "a.txt").write_text(source, encoding="utf-8")
    (folder / "bilingual.toml").write_text(f'targets = ["en"]\n[translate]\n{settings}', encoding="utf-8")
    if glossary:
        (folder / "glossary.csv").write_text(glossary, encoding="utf-8")
    return folder


def libretranslate(url: str, before: str = "") -> str:
    names = [*before.split(), "libretranslate"]
    return f"engine = {json.dumps(names)}\n[translate.libretranslate]\nurl = {json.dumps(url)}\n"


def catalog(folder: Path, tag: str = "en") -> str:
    return (folder / "locales" / tag / "LC_MESSAGES" / "a.po").read_text(encoding="utf-8")


def drafted(folder: Path, tag: str = "en") -> int:
    return catalog(folder, tag).count("\n#. mt:")


def test_a_server_that_dies_half_way_loses_nothing_of_what_it_did(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "p"
    with servers.serving(servers.libretranslate()) as libre:
        project(folder, libretranslate(libre.url), NUMBERED)
        run("sync", cwd=folder)
        libre.faults = [None, servers.die]
        ran = run("translate", cwd=folder)
    assert ran.status == 3
    assert "nothing answers at 127.0.0.1" in ran.err
    assert drafted(folder) == 25
    assert "en: drafted 25 sentences" in ran.out
    assert "35 still untranslated" in ran.out
    with servers.serving(servers.libretranslate()) as libre:
        settings = 'targets = ["en"]\n[translate]\n' + libretranslate(libre.url)
        (folder / "bilingual.toml").write_text(settings, encoding="utf-8")
        assert run("translate", cwd=folder).status == 0
        assert drafted(folder) == 60
        assert [len(body["q"]) for body in libre.posts] == [25, 10]
        assert run("translate", cwd=folder).out == "en: nothing to draft (locales/en/LC_MESSAGES/a.po)\n"


def test_memory_and_glossary_are_asked_before_a_machine(
    tmp_path: Path, run: Run, libre: servers.Fake
) -> None:
    terms = "zh-Hant,en\n拜登,Biden\n北韓,North Korea\n圖/,Photo:\nTwitter,Twitter\n"
    folder = project(tmp_path / "p", libretranslate(libre.url, "memory"), glossary=terms)
    (folder / "memory").mkdir()
    (folder / "memory" / "old.tmx").write_text(
        '<tmx version="1.4"><header/><body><tu><tuv xml:lang="zh-TW"><seg>拜登說好。</seg></tuv>'
        '<tuv xml:lang="en-US"><seg>Biden agreed.</seg></tuv></tu><tu><tuv xml:lang="zh-Hant">'
        "<seg>我們在會議結束以後舉行了聯合記者會。</seg></tuv>"
        '<tuv xml:lang="en"><seg>A joint news conference followed.</seg></tuv></tu></body></tmx>',
        encoding="utf-8",
    )
    run("sync", cwd=folder)
    ran = run("translate", cwd=folder)
    assert ran.status == 0, ran.err
    text = catalog(folder)
    assert "#. mt: memory memory/old.tmx, draft" in text
    assert re.search(
        r"#\. mt: memory 9\d % memory/old\.tmx, draft \w+\n#\. mt-warning: translates a similar sentence, 9\d % alike: 我們在",
        text,
    )
    assert "#. mt: glossary, draft" in text
    assert 'msgstr "(Photo: Twitter @POTUS)"' in text
    sent = [line for body in libre.posts for line in body["q"]]
    assert "拜登說好。" not in sent
    assert "(圖/Twitter @POTUS)" not in sent
    assert "北韓發射了3000萬美元的飛彈。" in sent
    assert "Z1 發射了 Z2 的飛彈。" in sent
    assert 'msgstr "en: North Korea 發射了 $30 million 的飛彈."' in text


def test_the_projects_own_reviewed_translations_are_its_memory(tmp_path: Path, run: Run) -> None:
    folder = project(tmp_path / "p", 'engine = "memory"\n')
    (folder / "source" / "b.txt").write_text(
        "標題\n\n他走了。拜登說好。記者問了第三個問題。\n", encoding="utf-8"
    )
    run("sync", cwd=folder)
    path = folder / "locales" / "en" / "LC_MESSAGES" / "b.po"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('msgid "拜登說好。"\nmsgstr ""', 'msgid "拜登說好。"\nmsgstr "Biden agreed."')
        .replace('msgid "記者問了第三個問題。"', '#, fuzzy\nmsgid "記者問了第三個問題。"')
        .replace('第三個問題。"\nmsgstr ""', '第三個問題。"\nmsgstr "not looked at yet"'),
        encoding="utf-8",
    )
    run("translate", "a", cwd=folder)
    assert re.search(
        r'#\. mt: memory b, draft \w+\n.*\n#, fuzzy\nmsgid "拜登說好。"\nmsgstr "Biden agreed."',
        catalog(folder),
    )
    assert drafted(folder) == 1


def test_a_broken_memory_is_named(tmp_path: Path, run: Run) -> None:
    folder = project(tmp_path / "p", 'engine = "memory"\n')
    (folder / "memory").mkdir()
    (folder / "memory" / "old.tmx").write_text("<tmx>\n<body>", encoding="utf-8")
    run("sync", cwd=folder)
    ran = run("translate", cwd=folder)
    assert ran.status == 4
    assert "memory/old.tmx:2" in ran.err


def test_korean_comes_from_the_english_catalog_by_a_server_too(
    tmp_path: Path, run: Run, libre: servers.Fake
) -> None:
    folder = project(tmp_path / "p", libretranslate(libre.url))
    settings = (folder / "bilingual.toml").read_text(encoding="utf-8")
    (folder / "bilingual.toml").write_text(settings.replace('["en"]', '["en", "ko"]'), encoding="utf-8")
    run("sync", cwd=folder)
    assert run("translate", cwd=folder).status == 0
    pairs = {(body["source"], body["target"]) for body in libre.posts}
    assert pairs == {("zh-Hant", "en"), ("en", "ko")}
    assert re.search(r"#\. mt: libretranslate en-ko from en \w+, draft \w+", catalog(folder, "ko"))


def test_a_chat_model_goes_straight_and_learns_the_terms(
    tmp_path: Path, run: Run, chat: servers.Fake
) -> None:
    settings = f'engine = "openai"\n[translate.openai]\nurl = "{chat.url}/v1"\nmodel = "m"\nprice = [1, 2]\n'
    folder = project(tmp_path / "p", settings, glossary="zh-Hant,en\n拜登,Biden\n北韓,North Korea\n")
    run("sync", cwd=folder)
    ran = run("translate", cwd=folder)
    assert ran.status == 0, ran.err
    assert re.match(
        r"en: 7 sentences, [\d,]+ characters go to 127\.0\.0\.1:\d+ \(this machine\) by openai: "
        r"1 request, about \d{3} tokens, less than 0\.01 at the price in bilingual\.toml\n",
        ran.out,
    )
    question = json.loads(chat.posts[0]["messages"][1]["content"])
    assert question["glossary"] == {"拜登": "Biden", "北韓": "North Korea"}
    assert [p["role"] for p in question["passages"]][:2] == ["title", "caption"]
    assert "#. mt-warning: not as wanted: 拜登 (Biden)" in catalog(folder)


def test_pseudo_fills_every_entry_and_the_source_stays(tmp_path: Path, run: Run) -> None:
    folder = project(tmp_path / "p", 'engine = "pseudo"\n')
    run("sync", cwd=folder)
    assert run("translate", cwd=folder).status == 0
    assert catalog(folder).count("#. mt: pseudo, draft") == 7
    assert "@POTUS" in catalog(folder)


# Consent


AWAY = 'engine = "openai"\n{more}[translate.openai]\nurl = "https://mt.invalid/v1"\nmodel = "m"\n'


@pytest.mark.parametrize("command", ["translate", "make"])
def test_nobody_to_ask_is_a_no(tmp_path: Path, run: Run, command: str) -> None:
    folder = project(tmp_path / "p", AWAY.format(more=""))
    run("sync", cwd=folder)
    ran = run(command, *(["source/a.txt"] if command == "make" else []), cwd=folder)
    assert ran.status == 3
    assert "7 sentences" in ran.out
    assert "go to mt.invalid by openai: 1 request, about" in ran.out
    assert "nobody has agreed that texts go to mt.invalid" in ran.err
    assert 'send_to = ["mt.invalid"]' in ran.err
    assert drafted(folder) == 0


@pytest.mark.parametrize(("arguments", "more"), [(["--yes"], ""), ([], 'send_to = ["mt.invalid"]\n')])
def test_whoever_agrees_beforehand_is_not_asked(
    tmp_path: Path, run: Run, arguments: list[str], more: str
) -> None:
    folder = project(tmp_path / "p", AWAY.format(more=more))
    run("sync", cwd=folder)
    ran = run("translate", *arguments, cwd=folder, no_proxy="*")
    assert ran.status == 3
    assert "mt.invalid can't be reached" in ran.err


def test_a_dry_run_says_what_would_go_and_sends_nothing(tmp_path: Path, run: Run) -> None:
    folder = project(tmp_path / "p", AWAY.format(more='send_to = ["mt.invalid"]\n'))
    run("sync", cwd=folder)
    ran = run("translate", "--dry-run", "--yes", cwd=folder)
    assert ran.status == 0, ran.err
    assert "7 sentences" in ran.out
    assert "would go to mt.invalid" in ran.out
    assert ran.err == ""


@pytest.mark.parametrize("answer", ["n", "", "y"])
def test_somebody_at_the_terminal_is_asked_once(tmp_path: Path, run: Run, answer: str) -> None:
    settings = AWAY.format(more='send_to = ["x.invalid"]\n').replace("mt.invalid/", "mt.invalid:9/")
    folder = project(tmp_path / "p", settings)
    run("sync", cwd=folder)
    outside, inside = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "bilingual", "translate"],
        cwd=folder,
        env={**os.environ, "NO_COLOR": "1", "no_proxy": "*", "COLUMNS": "200", "TERM": "dumb"},
        stdin=inside,
        stdout=inside,
        stderr=inside,
    )
    os.close(inside)
    said = _until(outside, "[y/N]")
    os.write(outside, f"{answer}\n".encode())
    said += _until(outside, None)
    assert process.wait(60) == 3
    assert said.count("Send them to mt.invalid:9? [y/N]") == 1
    assert ("never asked again with send_to" in said) == (answer == "y")
    assert ("can't be reached" in said) == (answer == "y")
    assert ("nobody has agreed" in said) == (answer != "y")


def _until(terminal: int, words: str | None) -> str:
    said = ""
    while words is None or words not in said:
        try:
            piece = os.read(terminal, 4096)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        said += piece.decode("utf-8", "replace")
    return said


def test_a_key_in_the_settings_is_refused(tmp_path: Path, run: Run) -> None:
    secret = "sk-123"
    for line in (f'url = "https://me:{secret}@mt.invalid/v1"', f'key = "{secret}"'):
        folder = project(tmp_path / line[:3], f"engine = 'openai'\n[translate.openai]\nmodel = 'm'\n{line}\n")
        ran = run("translate", cwd=folder)
        assert ran.status == 2
        assert secret not in ran.err + ran.out
        assert "environment" in ran.err


def test_no_key_stands_in_a_catalog(tmp_path: Path, run: Run, chat: servers.Fake) -> None:
    settings = f'engine = "openai"\n[translate.openai]\nurl = "{chat.url}/v1"\nmodel = "m"\nkey = "MY_KEY"\n'
    folder = project(tmp_path / "p", settings)
    run("sync", cwd=folder)
    ran = run("translate", cwd=folder, MY_KEY="sk-123")
    assert chat.asked[-1].headers["Authorization"] == "Bearer sk-123"
    files: Any = [path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file()]
    assert not [text for text in (*files, ran.out, ran.err) if "sk-123" in text]


def test_the_shipped_article_in_pseudo_text(fresh: Path, run: Run) -> None:
    (fresh / "bilingual.toml").write_text('[translate]\nengine = "pseudo"\n', encoding="utf-8")
    run("sync", cwd=fresh)
    ran = run("translate", cwd=fresh)
    assert "en: drafted 58 sentences" in ran.out
    assert "ko: drafted 58 sentences" in ran.out
