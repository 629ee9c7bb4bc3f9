"""The documentation against the code: commands, settings, checks, links, and the README's own commands."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any

import pytest

from bilingual import cli, config
from bilingual.checks import SEVERITIES
from bilingual.edition_settings import ArticleConfig, VolumeConfig
from bilingual.engines import ENGINES
from bilingual.errors import BilingualError
from bilingual.model import Role
from conftest import ROOT

DOCS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_command_is_documented() -> None:
    publishers = read("docs/publishers.md")
    for name in cli.main.commands:
        assert f"| `bilingual {name}" in publishers, name


def test_every_documented_command_exists() -> None:
    for path in DOCS:
        for block in re.findall(r"```console\n(.*?)```", path.read_text(encoding="utf-8"), re.S):
            for command in re.findall(r"^\$ (?:.* && )?bilingual (\S+)", block, re.M):
                assert command in cli.main.commands, f"{path.name}: {command}"


def section(name: str, value: object) -> dict[str, str]:
    names: dict[str, str] = {}
    for field in dataclasses.fields(value):  # type: ignore[arg-type]
        own = getattr(value, field.name)
        key = f"{name}.{field.name}"
        names |= section(key, own) if dataclasses.is_dataclass(own) else {key: repr(own)}
    return names


def settings() -> dict[str, str]:
    names: dict[str, str] = {}
    default = config.Config()
    tables: dict[str, type[Any]] = {"articles": ArticleConfig, "volumes": VolumeConfig}
    for field in dataclasses.fields(config.Config):
        value = getattr(default, field.name)
        if dataclasses.is_dataclass(value):
            names |= section(field.name, value)
        elif field.name in tables:
            names |= {f"{field.name}.NAME.{f.name}": "" for f in dataclasses.fields(tables[field.name])}
        else:
            names[field.name] = repr(value)
    return names


def test_every_setting_is_documented_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `([\w.]+)` \| (.+?) \|", read("docs/settings.md"), re.M))
    assert set(rows) >= set(settings())
    for name, default in settings().items():
        if default and default[0] in "'0123456789" and rows[name].startswith("`"):
            assert rows[name].strip("`").replace('"', "'") == default, name


def test_every_check_has_its_section_and_severity() -> None:
    page = read("docs/checks.md")
    sections = dict(re.findall(r"^## (\S+)\n\n(\w+)", page, re.M))
    assert {code: word.lower() for code, word in sections.items()} == SEVERITIES


def test_the_example_of_an_article_is_read_as_its_page_says() -> None:
    from bilingual import readers

    page = read("docs/articles.md")
    example = re.findall(r"```text\n(.*?)```", page, re.S)[0]
    document = readers.read(example.encode(), path="a.txt", article="a", language="zh-Hant")
    documented = set(re.findall(r"^\| `(\w+)` \|", page, re.M))
    assert documented == {role.value for role in Role}
    shown = {block.role.value for block in document.blocks}
    assert shown == documented - {"credit", "quote", "verse", "lead", "editor_note", "alt"}


def test_every_engine_has_its_section() -> None:
    sections = set(re.findall(r"^## (\w+)$", read("docs/engines.md"), re.M))
    assert sections == set(ENGINES)


def test_every_exit_status_is_documented() -> None:
    page = read("docs/publishers.md")
    kinds = [BilingualError]
    for kind in kinds:
        kinds += kind.__subclasses__()
    for status in {kind.exit_status for kind in kinds} | {0, cli.INTERRUPTED}:
        assert f"| {status} |" in page


def test_editors_page_names_every_editor_and_version_whose_files_we_have() -> None:
    page = read("docs/editors.md").lower().replace("-", " ")
    files = (ROOT / "tests" / "cases" / "catalogs" / "editors").glob("*-*.po")
    tried = {re.match(r"(?:after-draft-)?([a-z-]+)-([\d.]+\d)", path.stem) for path in files}
    for editor, version in {found.groups() for found in tried if found}:
        assert f"{editor.replace('-', ' ')} {version}" in page, editor


@pytest.mark.parametrize("path", DOCS, ids=lambda p: p.name)
def test_links_lead_somewhere(path: Path) -> None:
    text = re.sub(r"`!\[[^`\n]*`", "", path.read_text(encoding="utf-8"))  # how a picture is written
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text):
        assert target.startswith("https://") or (path.parent / target).exists(), target


def test_the_changes_are_grouped_and_no_group_is_a_long_list() -> None:
    newest = re.split(r"^## ", read("CHANGELOG.md"), flags=re.M)[1]
    loose, *groups = re.split(r"^### ", newest, flags=re.M)
    assert not re.findall(r"^- ", loose, re.M)
    for group in groups:
        name, _, text = group.partition("\n")
        assert len(re.findall(r"^- ", text, re.M)) <= 25, f"{name}: merge what is about one thing"


def test_every_page_can_be_reached_from_the_readme() -> None:
    readme = read("README.md")
    for path in (ROOT / "docs").glob("*.md"):
        assert f"(docs/{path.name})" in readme, path.name


def test_the_two_commands_of_the_readme_are_targets() -> None:
    makefile = read("Makefile")
    for target in re.findall(r"^\$ make (\w+)", read("README.md"), re.M):
        assert re.search(rf"^{target}:", makefile, re.M), target


def test_nothing_names_a_machine_or_a_registry() -> None:
    for path in (*DOCS, *sorted((ROOT / "src").rglob("*.py")), ROOT / "pyproject.toml", ROOT / "Makefile"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"/work/|/root/|pypi\.org|pythonhosted", text), path
