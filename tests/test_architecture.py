"""The layers of the package, read off its own imports."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "bilingual"
VALUES = {
    "faces",
    "roles",
    "model",
    "errors",
    "inline",
    "picture",
    "credits",
    "tables",
    "footnotes",
    "remark",
}
FACTS = {
    "config", "config_places", "config_reading", "edition_settings", "engine_settings", "page_settings", "languages",
    "collecting", "files", "figures", "lengths", "glossary",
}  # fmt: skip
STAGES = {
    "readers", "segmentation", "catalogs", "engines", "models", "drafting", "protection", "terminology", "checks",
    "risk", "editions", "layouts",
    "typography", "pdf", "furniture", "colophon", "imaging", "web",
}  # fmt: skip
COMPOSERS = {"project", "pipeline", "making", "founding", "git", "doctor", "extract"}
FRONT = {"cli", "printing", "__main__", "__init__"}
ALLOWED_BETWEEN_STAGES = {
    ("layouts", "typography"),
    ("layouts", "furniture"),
    ("layouts", "colophon"),
    ("colophon", "furniture"),
    ("engines", "models"),
    ("web", "layouts"),
    ("web", "typography"),
    ("web", "furniture"),
    ("web", "colophon"),
}
"""A layout sets type and prints furniture and a colophon; a web page is a layout for screens; an engine loads a model:
the right one is part of the left one."""
ONE_HOME = {
    "weasyprint": {"pdf"},
    "pikepdf": {"pdf"},
    "fontTools": {"pdf"},
    "polib": {"catalogs"},
    "ctranslate2": {"engines"},
    "sentencepiece": {"engines"},
    "sentencex": {"segmentation"},
    "lxml": {"readers"},
    "mammoth": {"readers"},
    "markdown_it": {"readers"},
    "mdit_py_plugins": {"readers"},
    "PIL": {"imaging", "pdf"},
    "jinja2": {"layouts"},
    "rapidfuzz": {"catalogs", "checks", "engines"},
    "regex": {"segmentation"},
    "budoux": {"typography"},
    "click": {"cli", "printing"},
    "rich": {"cli", "printing"},
}
HEAVY = {
    "budoux",
    "weasyprint",
    "pikepdf",
    "polib",
    "ctranslate2",
    "sentencepiece",
    "sentencex",
    "jinja2",
    "PIL",
    "rich",
    "babel",
    "lxml",
    "mammoth",
    "markdown_it",
    "mdit_py_plugins",
    "regex",
}


def modules() -> list[tuple[str, Path, ast.Module]]:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        part = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        found.append((part, path, ast.parse(path.read_text(encoding="utf-8"))))
    return found


def imports(tree: ast.AST) -> list[tuple[str, ast.stmt]]:
    names: list[tuple[str, ast.stmt]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [(alias.name, node) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "bilingual":
                names += [(f"bilingual.{alias.name}", node) for alias in node.names]
            else:
                names.append((node.module, node))
    return names


def own(tree: ast.AST) -> set[str]:
    return {name.split(".")[1] for name, _ in imports(tree) if name.startswith("bilingual.")}


def test_every_module_has_its_layer() -> None:
    known = VALUES | FACTS | STAGES | COMPOSERS | FRONT
    assert {part for part, _, _ in modules()} <= known


@pytest.mark.parametrize(
    ("part", "path", "tree"), modules(), ids=lambda v: v.name if isinstance(v, Path) else ""
)
def test_a_module_imports_only_what_lies_below_it(part: str, path: Path, tree: ast.Module) -> None:
    if part in VALUES:
        allowed = VALUES
    elif part in FACTS:
        allowed = VALUES | FACTS
    elif part in STAGES:
        beside = {right for left, right in ALLOWED_BETWEEN_STAGES if left == part}
        allowed = VALUES | FACTS | {part} | beside
    elif part in COMPOSERS:
        allowed = VALUES | FACTS | STAGES | COMPOSERS
    else:
        return
    assert own(tree) - {part} <= allowed


def test_one_library_has_one_home() -> None:
    for part, path, tree in modules():
        for name, _ in imports(tree):
            homes = ONE_HOME.get(name.split(".")[0])
            assert homes is None or part in homes, f"{path.name} imports {name}"


def test_heavy_libraries_are_imported_where_they_are_used() -> None:
    for _, path, tree in modules():
        for name, node in imports(tree):
            if name.split(".")[0] in HEAVY:
                assert node.col_offset > 0, f"{path.name}:{node.lineno} imports {name} at its top"


def test_nothing_imports_argostranslate_translate() -> None:
    for _, path, tree in modules():
        for name, _ in imports(tree):
            assert name != "argostranslate.translate", path


def test_only_the_front_prints() -> None:
    for part, path, tree in modules():
        calls = {
            n.func.id for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
        }
        assert "print" not in calls or part in FRONT, path


def test_modules_stay_short_and_functions_shorter() -> None:
    for _, path, tree in modules():
        assert len(path.read_text(encoding="utf-8").splitlines()) < 400, path
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 60, f"{path.name}: {node.name}"


def test_files_are_opened_in_one_place() -> None:
    opening = {"open", "read_text", "read_bytes", "write_text", "write_bytes"}
    homes = {"files", "__main__", "cli", "models", "engines"}
    for part, path, tree in modules():
        own_data = "resources.files(" in path.read_text(encoding="utf-8")
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and part not in homes and not own_data:
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                in_memory = ast.unparse(node.func).startswith(
                    ("pikepdf.", "Image.")
                ) and "BytesIO" in ast.unparse(node)
                in_memory = in_memory or ast.unparse(node.func) in {
                    "self.zip.open",
                    "image.open",
                }  # a part of a package
                assert name not in opening or in_memory, f"{path.name}:{node.lineno} opens a file"


def test_every_name_of_the_pipeline_is_loaded_from_its_module() -> None:
    from bilingual import pipeline

    assert sorted(name for names in pipeline._HOMES.values() for name in names) == sorted(pipeline.__all__)
    assert all(hasattr(pipeline, name) for name in pipeline.__all__)
