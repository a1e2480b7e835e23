"""노트북과 메시지의 한국어가 규칙(용어집, 말투, 띄어쓰기, 강조)을 지키는지, 그 규칙이 정말 무는지 시험합니다."""

from __future__ import annotations

import ast
from pathlib import Path

import nbformat
import pytest

from gorae.course import ROOT, Chapter
from proof import chapters, korean

SOURCES = [*sorted(path for folder in ("gorae", "labs") for path in (ROOT / folder).rglob("*.py")), ROOT / "start.py"]


def _prose(chapter: Chapter) -> list[tuple[str, str]]:
    notebook = nbformat.read(chapter.notebook, as_version=4)
    return [(cell.id, cell.source) for cell in notebook.cells if cell.cell_type == "markdown"]


@pytest.mark.parametrize("chapter", chapters.written(), ids=lambda chapter: chapter.id)
def test_notebook_is_in_good_korean(chapter: Chapter) -> None:
    complaints = [f"{identity}: {said}" for identity, source in _prose(chapter) for said in korean.check(source)]
    assert not complaints, "\n".join(complaints)


@pytest.mark.parametrize("chapter", chapters.written(), ids=lambda chapter: chapter.id)
def test_english_of_a_term_appears_once_at_first_use(chapter: Chapter) -> None:
    complaints = korean.english_once([source for _, source in _prose(chapter)])
    assert not complaints, "\n".join(complaints)


@pytest.mark.parametrize(
    "path", [path for path in SOURCES if path.exists()], ids=lambda path: str(path.relative_to(ROOT))
)
def test_messages_are_in_good_korean(path: Path) -> None:
    complaints = [
        f"{path.name}:{node.lineno}: {said}"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for said in korean.in_code(node.value)
    ]
    assert not complaints, "\n".join(complaints)


@pytest.mark.parametrize(
    "markdown",
    [
        "컨테이너가 실행돼요.",
        "컨테이너가 실행된다.",
        "컨테이너를 실행하라.",
        "왜 실행되는가?",
        "이렇게 하죠.",
        "- 컨테이너를 만든다",
        "콘테이너를 만듭니다.",
        "쉘을 엽니다.",
        "브릿지 네트워크입니다.",
        "라벨을 붙입니다.",
        "명령을 수행합니다.",
        "작업을 진행하세요.",
        "이미지에 대하여 봅니다.",
        "파일이 만들어 되어집니다.",
        "여러분이 만든 컨테이너입니다.",
        "우리는 컨테이너를 만듭니다.",
        "누르시면 시작합니다.",
        "다음을 실행합니다:",
        "빈칸이  둘입니다.",
        "문장 끝입니다 .",
        "명령 `docker run` 은 컨테이너를 만듭니다.",
        "**컨테이너(container)**는 프로세스입니다.",
        "**`docker run`**은 명령입니다.",
    ],
)
def test_every_rule_bites(markdown: str) -> None:
    assert korean.check(markdown)


@pytest.mark.parametrize(
    "markdown",
    [
        "**컨테이너**(container)는 프로세스입니다.",
        "`docker run`은 컨테이너를 만듭니다. 그다음에 시작하세요.",
        "여기에서만 다릅니다(04장).",
        "크기는 12.3 MB입니다(압축하면 4.5 MB입니다).",
        "| 이름 | 뜻 |\n|---|---|\n| 컨테이너 | 격리된 프로세스 |",
        "## 어디에서 실행됩니까?",
        "- 컨테이너 하나",
    ],
)
def test_good_korean_passes(markdown: str) -> None:
    assert korean.check(markdown) == []


def test_english_rule_bites() -> None:
    title = "# 제목"
    assert korean.english_once([title, "컨테이너(container)입니다.", "이 컨테이너(container)는 다릅니다."])
    assert korean.english_once([title, "컨테이너가 있습니다.", "컨테이너(container)입니다."])
    assert korean.english_once([title, "컨테이너가 있습니다."])
    assert not korean.english_once([title, "베이스 이미지(base image)와 이미지(image)입니다."])
    assert not korean.english_once([title, "컨테이너(container)입니다. 컨테이너는 다릅니다."])


def test_message_rule_bites() -> None:
    assert korean.in_code("엔진이 응답하지 않는다.")
    assert korean.in_code("엔진이 응답하지 않아요.")
    assert korean.in_code("디렉토리가 없습니다.")
    assert not korean.in_code("제목.\n엔진이 응답하지 않습니다.")
