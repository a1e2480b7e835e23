"""코드의 집: 가져오기는 한 방향이고, 모듈과 함수는 짧고, 린트와 형 검사가 깨끗합니다."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import networkx
import pytest

from gorae.course import ROOT

PACKAGE = ROOT / "gorae"
MODULES = sorted(PACKAGE.rglob("*.py"))
AREAS = ("engine", "images", "lab", "exercise", "figure", "widget", "grading", "cli")
MAY_USE = {
    "course": set(),
    "engine": set(),
    "venv": {"engine"},
    "server": {"venv"},
    "opening": {"engine", "images", "server", "venv", "course"},
    "images": {"engine", "course", "venv"},
    "lab": {"engine", "images", "course"},
    "exercise": {"engine", "images", "lab", "course"},
    "figure": {"engine", "images", "lab", "course"},
    "widget": {"engine", "images", "lab", "course", "exercise", "figure"},
    "grading": {"engine", "images", "lab", "course", "exercise"},
    "cli": {"engine", "images", "lab", "course", "exercise", "figure", "widget", "grading"},
}
FREE = {"errors", "home", "child", "korean"}
"""누구나 쓰는 바닥의 모듈입니다. 다른 gorae 모듈을 쓰지 않거나 서로만 씁니다."""
EXCEPTIONS = {("engine", "images"): {"gorae.engine.node"}}
"""노드는 엔진이지만 과정의 이미지로 만듭니다."""
STANDARD_ONLY = ("gorae.errors", "gorae.home", "gorae.engine.endpoint", "gorae.engine.discover", "gorae.engine.private", "gorae.engine.debs", "gorae.venv", "gorae.server", "gorae.opening")  # fmt: skip
LONGEST_MODULE, LONGEST_FUNCTION = 300, 40
TRACKED = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split("\n")


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def _imports(path: Path) -> Iterator[str]:
    """모듈이 가져오는 gorae의 모듈입니다. 형 검사만을 위한 것은 빼고, 함수 안에서 가져오는 것은 넣습니다."""
    known = {_name(each) for each in MODULES}
    tree = ast.parse(path.read_text("utf-8"))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names if each.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.partition(".")[0] == "gorae":
            for each in node.names:
                longer = f"{node.module}.{each.name}"
                yield longer if longer in known else node.module


def _graph() -> networkx.DiGraph:
    graph = networkx.DiGraph()
    for path in MODULES:
        name = _name(path)
        graph.add_edges_from((name, used) for used in _imports(path) if used != name)
    return graph


def _area(module: str) -> str:
    return ([*module.split("."), ""])[1]


def _wrong_way(graph: networkx.DiGraph) -> list[str]:
    found = []
    for user, used in graph.edges:
        here, there = _area(user), _area(used)
        if here == there or there in FREE or not there or here == "__main__":
            continue
        if user in EXCEPTIONS.get((here, there), set()):
            continue
        if there not in MAY_USE.get(here, set()):
            found.append(f"{user} → {used}")
    return sorted(found)


def test_imports_point_one_way() -> None:
    assert _wrong_way(_graph()) == []


def test_there_are_no_cycles() -> None:
    """`from gorae import images`처럼 꾸러미를 거치는 길까지 이어서 봅니다."""
    assert list(networkx.simple_cycles(_graph())) == []


def test_the_import_rule_bites() -> None:
    graph = _graph()
    graph.add_edge("gorae.engine.discover", "gorae.lab.session")
    assert "gorae.engine.discover → gorae.lab.session" in _wrong_way(graph)
    assert list(networkx.simple_cycles(networkx.DiGraph([("a", "b"), ("b", "a")])))


@pytest.mark.parametrize("module", STANDARD_ONLY)
def test_module_needs_only_the_standard_library(module: str) -> None:
    """`-I -S`는 site-packages를 아예 보지 않습니다."""
    program = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import {module}"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_standard_library_rule_bites() -> None:
    program = "import docker"
    assert subprocess.run([sys.executable, "-I", "-S", "-c", program], capture_output=True, check=False).returncode


def _code_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """함수의 줄 수입니다. 인자와 오류를 설명하는 docstring은 길어도 되므로 뺍니다."""
    documented = ast.get_docstring(node, clean=False)
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    return lines - (documented.count("\n") + 1 if documented else 0)


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_module_is_short(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) < LONGEST_MODULE
    long = [
        f"{node.name}: {_code_lines(node)}줄"
        for node in ast.walk(ast.parse("\n".join(lines)))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and _code_lines(node) >= LONGEST_FUNCTION
    ]
    assert not long


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_module_names_a_thing_and_swallows_nothing(path: Path) -> None:
    assert path.stem not in ("utils", "helpers", "common", "manager", "util", "helper")
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree) or not path.read_text("utf-8").strip()
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None, f"{path.name}:{node.lineno} 모든 오류를 잡습니다"
            assert not (len(node.body) == 1 and isinstance(node.body[0], ast.Pass)), (
                f"{path.name}:{node.lineno} 오류를 삼킵니다"
            )


@pytest.mark.parametrize(
    "command",
    [["ruff", "check"], ["ruff", "format", "--check"], ["mypy", "--strict", "gorae"]],
    ids=["lint", "format", "types"],
)
def test_tools_are_content(command: list[str]) -> None:
    """설정은 pyproject.toml에 있습니다. 노트북도 봅니다."""
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def test_no_path_of_a_machine_is_tracked() -> None:
    """이 저장소 어디에도 만든 사람의 기계의 경로가 없습니다."""
    machine = re.compile(
        r"/home/(?!student\b|learner\b|user\b)[a-z]+/|/Users/[a-z]+/|/work/(?:main|wt-|shared)|/tmp/(?:dev|tv|gh-|authors)/?"
    )
    found = []
    for name in TRACKED:
        path = ROOT / name
        if not name or path.suffix in (".ttf", ".png", ".woff2") or name == "tests/test_structure.py":
            continue
        text = path.read_text("utf-8", "replace") if path.is_file() else ""
        found += [f"{name}: {match.group()}" for match in machine.finditer(text)]
    assert not found, "\n".join(found)


def test_nothing_generated_is_tracked() -> None:
    bad = re.compile(
        r"__pycache__|\.pyc$|\.egg-info|\.ipynb_checkpoints|\.venv|\.pytest_cache|\.(?:log|sqlite|tar|whl)$"
    )
    assert [name for name in TRACKED if bad.search(name)] == []


def test_licences_are_there() -> None:
    assert "MIT License" in (ROOT / "LICENSE").read_text("utf-8")
    fonts = PACKAGE / "figure" / "fonts"
    assert len(list(fonts.glob("*.ttf"))) == 2
    assert "SIL OPEN FONT LICENSE" in (fonts / "OFL.txt").read_text("utf-8").upper()


def test_clean_all_knows_every_folder_of_the_course() -> None:
    """`clean --all`은 과정이 만든 폴더만 지웁니다. 새 폴더를 만드는 코드는 그 목록에도 올라야 합니다."""
    from gorae.cli.clean import OURS

    made = {
        name
        for path in [*MODULES, *(ROOT / "tests").rglob("*.py"), ROOT / "start.py"]
        for name in re.findall(r"\bfolder\(\s*\"([a-z-]+)\"", path.read_text("utf-8"))
    }
    assert made and made <= set(OURS), sorted(made - set(OURS))
