from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from bilingual import config, config_places, config_reading
from bilingual.edition_settings import ArticleConfig, ColophonConfig, LimitsConfig, VolumeConfig
from bilingual.errors import ConfigError


def load(tmp_path: Path, text: str) -> config.Config:
    path = tmp_path / "bilingual.toml"
    path.write_text(text, encoding="utf-8")
    return config.load(path)


def test_an_empty_file_is_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path, "") == config.Config() == config.load(tmp_path / "none.toml")


def test_editions_default_to_pairs_and_all() -> None:
    assert config.Config().columns() == (("zh-Hant", "en"), ("zh-Hant", "ko"), ("zh-Hant", "en", "ko"))
    assert config.Config(targets=("en",)).columns() == (("zh-Hant", "en"),)


def test_every_setting_is_read(tmp_path: Path) -> None:
    read = load(
        tmp_path,
        """
        source = "zh_hant"
        targets = ["en-gb"]
        editions = [["en-GB", "zh-Hant"]]
        layout = "columns"
        licence = "CC BY-SA 4.0"
        [segmentation]
        quotes = "split"
        max_chars = 200
        [translate]
        engine = "argos"
        beam = 1
        [page]
        size = "A5"
        margin = "15mm"
        font_size = 9
        ratio = [40, 60]
        fonts = { en-GB = "Noto Serif" }
        align = "segment"
        leading = 1.5
        head = ["section", { en-gb = "Ours" }]
        [page.colours]
        text = "#000"
        rules = "#CCCCCC"
        links = "#0000AA"
        [pdf]
        variant = "pdf/a-3u"
        reading = "languages"
        attach = true
        [check]
        ignore = ["number"]
        [articles.x]
        title = "T"
        author = "A"
        published = 2023-04-27
        publisher = "P"
        url = "https://example.org/x"
        licence = "CC BY 4.0"
        [colophon]
        parts = ["translation", "source"]
        text = { en-gb = "Printed for friends." }
        [volumes.spring]
        title = { zh_hant = "春", en-GB = "Spring" }
        articles = ["x"]
        editor = "E"
        publisher = "V"
        published = 2024-05-01
        """,
    )
    assert read == config.Config(
        source="zh-Hant",
        targets=("en-GB",),
        editions=(("en-GB", "zh-Hant"),),
        segmentation=config.SegmentationConfig("split", 200),
        translate=config.TranslateConfig(("argos",), 1),
        page=config.PageConfig(
            "A5",
            "15mm",
            9.0,
            (40.0, 60.0),
            {"en-GB": "Noto Serif"},
            "segment",
            leading=1.5,
            head=({"": "section"}, {"en-GB": "Ours"}),
            colours=config.ColoursConfig(text="#000", rules="#cccccc", links="#0000aa"),
        ),
        pdf=config.PdfConfig("pdf/a-3u", "languages", True),
        check=config.CheckConfig(("number",)),
        licence="CC BY-SA 4.0",
        colophon=ColophonConfig(("translation", "source"), {"en-GB": "Printed for friends."}),
        articles={"x": ArticleConfig("T", "A", "2023-04-27", "P", "https://example.org/x", "CC BY 4.0")},
        volumes={
            "spring": VolumeConfig({"zh-Hant": "春", "en-GB": "Spring"}, ("x",), "E", "V", "2024-05-01")
        },
    )


def test_an_article_is_cut_as_it_says_itself_else_as_the_project_does(tmp_path: Path) -> None:
    read = load(
        tmp_path,
        """
        segmentation = { quotes = "split", max_chars = 200 }
        articles = { a = { quotes = "whole", max_chars = 0 }, b = { max_chars = 90 } }
        """,
    )
    assert read.cutting("a") == config.SegmentationConfig("whole", 0)
    assert read.cutting("b") == config.SegmentationConfig("split", 90)
    assert read.cutting("c") == config.SegmentationConfig("split", 200)


def test_every_field_has_a_converter() -> None:
    nested = {
        "segmentation",
        "translate",
        "page",
        "colours",
        "pdf",
        "check",
        "colophon",
        "limits",
        "articles",
        "volumes",
    }
    kinds: tuple[type[Any], ...] = (config.Config, config.PageConfig, config.PdfConfig, config.CheckConfig)
    for kind in (*kinds, config.ColoursConfig, ArticleConfig, ColophonConfig, LimitsConfig, VolumeConfig):
        for field in dataclasses.fields(kind):
            assert field.name in nested or (kind, field.name) in config_reading.CONVERTERS


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("tragets = []\n", 1, "did you mean “targets”"),
        ("\n[page]\nsise = 'A4'\n", 3, "did you mean “size”"),
        ("targets = 'en'\n", 1, "a list in square brackets"),
        ("targets = ['english!']\n", 1, "unknown language tag"),
        ("targets = ['zh-Hant']\n", 1, "is the source language"),
        ("editions = [['zh-Hant', 'ja']]\n", 1, "neither source nor target"),
        ("[page]\nfont_size = 900\n", 2, "between 4 and 72"),
        ("[page]\nratio = [0, 1]\n", 2, "positive numbers"),
        ("[page]\nleading = 16\n", 2, "between 1.2 and 2.5"),
        ("[page]\nhead = []\n", 2, "left and right pages"),
        ("[page]\nhead = 3\n", 2, "words of your own"),
        ("[page]\nhead = { xx-yy = 'Ours' }\n", 2, "unknown language tag"),
        ("[page.colours]\n\ndraft = '#8c8c8c'\n", 3, "contrast to white paper is 3.4"),
        ("[page.colours]\nrules = 'grey'\n", 2, "is no colour"),
        ("[page.colours]\npaper = '#fff'\n", 2, "unknown setting “page.colours.paper”"),
        ("[translate]\nbeam = true\n", 2, "a whole number"),
        ("[segmentation]\nquotes = 'both'\n", 2, '"whole" or "split"'),
        ("[articles.x]\npublished = 'yesterday'\n", 2, "2023-04-27"),
        ("[articles.x]\nurl = 'example.org'\n", 2, "https://example.org"),
        ("[colophon]\nparts = ['fonts']\n", 2, "production"),
        ("[colophon]\ntext = 'x'\n", 2, "a table"),
        ("[volumes.x]\ntitle = { xx-yy = 'x' }\n", 2, "unknown language tag"),
        ("license = 'x'\n", 1, "did you mean “licence”"),
        ("targets = []\n", 1, "name at least one"),
        ("[page]\nfonts = { fr = 'X' }\n", 2, "neither source nor target"),
        ("[page]\nfonts = { ko = 'X\"' }\n", 2, "can't be a font’s name"),
        ("[page]\nsize = 'A44'\n", 2, "“page.size”: “A44” is no size of paper"),
        ("[page]\nmargin = '20mx'\n", 2, "“page.margin”: “20mx” are no margins"),
        ("[page]\nmargin = '200mm'\n", 2, "no room for text"),
        ("[pdf]\nvariant = 'pdf/x-4'\n", 2, '"pdf/ua-1" or'),
        ("[pdf]\nreading = 'up'\n", 2, '"rows" or "languages"'),
        ("page = 3\n", 1, "must be a table"),
        ("formats = []\n", 1, 'a name, or a list like ["pdf", "epub"]'),
        ("[translate]\nengine = []\n", 2, '["memory", "argos"]'),
        ("a = [\n", 1, "not valid TOML"),
        ("targets = ['en', 'EN']\n", 1, "names en twice"),
        ("editions = [['zh-Hant', 'en'], ['zh-Hant', 'en']]\n", 1, "names zh-Hant, en twice"),
        ("editions = [['en', 'en']]\n", 1, "names en twice"),
        ("editions = ['zh-Hant', 'en']\n", 1, '[["zh-Hant", "en"]]'),
        ("[translate]\nengine = 5\n", 2, "a name, or a list like"),
        ("[translate]\nsend_to = ['https://api.example.com/v1']\n", 2, "without https:// and path"),
        ("[articles.x]\npublished = 2023\n", 2, "a date like 2023-04-27"),
        ("[articles.x]\nencoding = 'cp99'\n", 2, "unknown encoding “cp99”"),
        ("[articles]\nauthor = 'A'\n", 2, "write it under [articles.NAME]"),
    ],
)
def test_a_wrong_setting_is_named_with_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    assert words in f"{caught.value} {caught.value.hint}"
    assert caught.value.line in (line, line + 1)


LINES = '''# author = "X"
licence = "author"
[articles.a]
published = 2024-01-01
title = """
author = [
"""
[articles."b c"]
'published' = "soon"
[page.colors]
text = "#000"
'''


def test_a_message_named_the_first_line_that_began_like_the_setting(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as raised:
        load(tmp_path, LINES)
    assert raised.value.line == 9
    with pytest.raises(ConfigError) as raised:
        load(tmp_path, LINES.replace('"soon"', '"2024-01-02"'))
    assert (raised.value.line, raised.value.hint) == (10, "did you mean “colours”?")


def test_paper_that_is_too_small_was_blamed_on_margins_nobody_had_set(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as raised:
        load(tmp_path, '[page]\nleading = 1.5\nsize = "40mm 40mm"\n')
    assert (raised.value.line, raised.value.hint) == (3, "take larger paper or smaller margins")


def test_lines_of_settings_are_found_whatever_toml_they_are_in() -> None:
    text = 'editions = [\n  ["en"],\n  # targets = ["x"]\n]\n\r\n[ volumes . "a b" ] # x\ntitle.en = "E # ["\narticles = ["x",\n"y"]\neditor = "]"\n'
    found = config_places.places(text)
    assert found == {
        "editions": 1, "volumes.a b": 6, "volumes.a b.title.en": 7, "volumes.a b.articles": 8, "volumes.a b.editor": 10,
    }  # fmt: skip
    assert config_places.line_of(found, "volumes.a b.title") == 6
    assert config_places.line_of(found, "layout") == 0
