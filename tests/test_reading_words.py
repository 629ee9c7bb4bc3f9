"""The words and patterns of readers/data: each is read, compiles, and stands there once."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import bilingual.readers
from bilingual.model import Role
from bilingual.readers import markers, styles

DATA = Path(bilingual.readers.__file__).parent / "data"
LANGUAGES = ("en", "ja", "ko", "zh-Hans", "zh-Hant")
OF_PATTERNS = (
    "patterns",
    "name",
    "pen_name",
    "openers",
    "writers",
    "others",
    "invitations",
    "never",
    "shown",
    "above_text",
)


class Watched(dict[str, Any]):
    """A table that remembers what was asked of it."""

    def __init__(self, values: dict[str, Any], asked: set[str], above: str = "") -> None:
        super().__init__(values)
        self.asked, self.above = asked, above

    def get(self, key: str, default: Any = None) -> Any:
        name = f"{self.above}.{key}" if self.above else str(key)
        self.asked.add(name)
        value = super().get(key, default)
        return Watched(value, self.asked, name) if isinstance(value, dict) else value


def lists(value: Any, path: str = "") -> Iterator[tuple[str, list[str]]]:
    for key, inner in value.items():
        name = f"{path}.{key}" if path else key
        if isinstance(inner, dict):
            yield from lists(inner, name)
        else:
            yield name, [inner] if isinstance(inner, str) else inner


def data(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_list_of_a_language_is_read(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[str] = set()
    monkeypatch.setattr(markers, "wordlists", lambda name: Watched(data(name), asked))
    markers.markers.__wrapped__(language)
    written = {name for file in (language, "common") for name, _ in lists(data(file))}
    assert written - asked == set()


@pytest.mark.parametrize("file", sorted(DATA.glob("*.toml")), ids=lambda file: file.stem)
def test_no_list_is_empty_or_has_a_word_twice(file: Path) -> None:
    for name, words in lists(data(file.stem)):
        assert words, name
        assert [word for word, count in Counter(words).items() if count > 1] == [], name


@pytest.mark.parametrize("language", (*LANGUAGES, "common"))
def test_every_pattern_compiles_by_itself(language: str) -> None:
    for name, patterns in lists(data(language)):
        if name.rpartition(".")[2] in OF_PATTERNS:
            for pattern in patterns:
                re.compile(pattern.replace("<names>", "x").replace("<name>", "x"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_invitations_are_in_lower_case(language: str) -> None:
    """They are looked for in a line in lower case, and without an option: that is 15 times as fast."""
    words = data(language)["furniture"]["invitations"]
    assert words == [word.lower() for word in words]
    assert not any("(?" in word for word in words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_label_says_its_own_role(language: str) -> None:
    """Every label of a role makes that of a line, with a colon and something behind it."""
    known = markers.markers(language)
    for section in data(language):
        for label in (
            data(language)[section].get("labels", ()) if section not in {"credit", "furniture"} else ()
        ):
            assert known.has(Role(section), f"{label}：甲乙丙"), (section, label)


def test_every_style_says_a_kind_that_word_processors_are_read_by() -> None:
    kinds = set(data("styles"))
    assert kinds - set(styles.KINDS) == {"heading", "contents", "plain"}
    assert set(data("page")["roles"]) <= {str(role) for role in Role}
