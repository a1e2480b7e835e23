"""장을 진짜 크로미움 속 진짜 JupyterLab에서 위에서 아래로 실행하고, 단추를 누르고, 화면을 봅니다."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from playwright.sync_api import Browser, Locator, expect

from browser import chromium, server
from browser.page import NotebookPage
from gorae import course
from gorae.course import Chapter
from gorae.exercise import find, load_answers
from gorae.grading import merge
from gorae.widget.quiz import bare, load
from proof import chapters
from proof.harbour import Harbour

ALWAYS = ("00-start", "04-volumes")
DARK = {"@jupyterlab/apputils-extension:themes": {"theme": "JupyterLab Dark"}}


@pytest.fixture(scope="session")
def program() -> chromium.Chromium:
    """이 기계의 크로미움입니다. 없으면 내려받으므로, 네트워크가 없는 노드에 들어가기 전에 찾습니다."""
    return chromium.find()


@pytest.fixture
def browser(program: chromium.Chromium, harbour: Harbour) -> Iterator[Browser]:
    """시험의 엔진과 같은 네트워크에 있는 크로미움입니다."""
    with chromium.opened(program) as opened:
        yield opened


def _everything() -> list[object]:
    known = chapters.written()
    return [pytest.param(each, id=each.id, marks=[] if each.id in ALWAYS else [pytest.mark.slow]) for each in known]


def _desk(chapter: Chapter, folder: Path) -> tuple[Path, NotebookNode]:
    """정답을 채운 노트북을 담은 폴더입니다. 저장소의 노트북은 자동 저장에 닿지 않습니다."""
    desk = folder / "notebooks"
    shutil.copytree(course.NOTEBOOKS, desk, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    answers = {identity: each.reference for identity, each in load_answers(chapter.id).items()}
    notebook = merge.fill(merge.read(chapter.notebook), answers)
    nbformat.write(notebook, desk / chapter.notebook.name)
    return desk, notebook


@pytest.mark.parametrize("chapter", _everything())
def test_chapter_through_the_page(chapter: Chapter, harbour: Harbour, browser: Browser, tmp_path: Path) -> None:
    """밝은 화면에서 장 전체를 실행합니다. 실습은 확인 셀 다음에 패널의 단추로도 합니다."""
    harbour.need(chapter.images)
    desk, notebook = _desk(chapter, tmp_path)
    with server.running(desk) as address:
        opened = NotebookPage.open(browser, address, chapter.notebook.name)
        assert opened.reads_korean(), "한글이 네모로 보입니다."
        panels: dict[str, int] = {}
        for index, cell in enumerate(notebook.cells):
            if cell.cell_type != "code":
                continue
            ran = opened.run(index)
            _quiet(ran, cell)
            _figures(opened, ran, cell)
            identity = merge.exercise_of(cell)
            match merge.role(cell):
                case "prompt":
                    panels[identity] = index
                case "check":
                    expect(ran.locator(".jp-OutputArea-output")).to_contain_text("통과")
                    _practise(opened, opened.cell(panels[identity]), identity)
                case "quiz":
                    _answer(opened, ran)
            if merge.role(cell) in ("setup", "check", "quiz") or "figure." in cell.source:
                opened.shoot(tmp_path / f"{cell.id}.png")
        assert not opened.complaints, "\n".join(opened.complaints)
        opened.page.close()


@pytest.mark.parametrize(
    ("width", "theme"),
    [
        pytest.param(768, DARK, id="dark-768"),
        pytest.param(1280, DARK, id="dark-1280", marks=pytest.mark.slow),
        pytest.param(768, {}, id="light-768", marks=pytest.mark.slow),
    ],
)
def test_panels_are_readable(
    width: int, theme: dict[str, object], harbour: Harbour, browser: Browser, tmp_path: Path
) -> None:
    """어두운 화면과 좁은 화면에서도 패널의 글이 읽히고 잘리지 않습니다."""
    chapter = course.chapter("00")
    harbour.need(chapter.images)
    desk, notebook = _desk(chapter, tmp_path)
    with server.running(desk, theme) as address:
        opened = NotebookPage.open(browser, address, chapter.notebook.name, width)
        for index, cell in enumerate(notebook.cells):
            if merge.role(cell) not in ("setup", "prompt", "quiz"):
                continue
            panel = opened.run(index).locator(".gorae")
            panel.wait_for()
            if merge.role(cell) == "prompt":
                opened.press(panel, "확인")
                expect(panel.locator(".gorae-feedback")).to_contain_text("시작 전")
            opened.shoot(tmp_path / f"{cell.id}.png")
            assert opened.cut(panel) == []
            assert opened.dim(panel) == []
        assert not opened.complaints, "\n".join(opened.complaints)
        opened.page.close()


def _quiet(ran: Locator, cell: NotebookNode) -> None:
    """오류를 보이기로 한 셀이 아니면 오류가 없어야 합니다."""
    if "raises-exception" in cell.metadata.get("tags", []):
        return
    trouble = ran.locator('[data-mime-type="application/vnd.jupyter.error"]')
    assert trouble.count() == 0, f"{cell.id}: {trouble.all_inner_texts()}"


def _figures(opened: NotebookPage, ran: Locator, cell: NotebookNode) -> None:
    """그림을 그리는 셀에는 그림이 보이고, 두 배로 촘촘하고, 폭을 넘지 않습니다."""
    shown = list(opened.pictures(ran))
    assert bool(shown) == cell.source.splitlines()[-1].startswith("figure."), f"{cell.id}: 그림이 {len(shown)}개입니다."
    wide = ran.bounding_box()
    assert wide is not None
    assert all(natural >= 1000 and 0 < width <= wide["width"] for natural, width in shown), f"{cell.id}: {shown}"


def _practise(opened: NotebookPage, cell: Locator, identity: str) -> None:
    """실습 패널의 단추를 모두 눌러 봅니다."""
    panel = cell.locator(".gorae")
    opened.press(panel, "확인")
    expect(panel.locator(".gorae-feedback")).to_contain_text("통과")
    expect(panel.locator(".gorae-head")).to_contain_text("통과")
    opened.press(panel, "힌트")
    expect(panel.locator(".gorae-note")).to_contain_text("힌트 1/")
    opened.press(panel, "힌트")
    expect(panel.locator(".gorae-note")).to_contain_text("힌트 2/")
    opened.press(panel, "정답 보기")
    first = load_answers(identity.partition("-")[0])[identity].reference.strip().splitlines()[0]
    expect(panel.locator(".gorae-note pre")).to_contain_text(first.strip())
    assert opened.cut(panel) == []
    assert len(panel.locator("ol li, .gorae-feedback li").all()) >= len(find(identity).steps)


def _answer(opened: NotebookPage, ran: Locator) -> None:
    """퀴즈의 답을 모두 골라 보고, 고를 때마다 까닭을 읽습니다."""
    found = re.search(r"퀴즈 (\S+)", ran.locator(".gorae-head").inner_text())
    assert found is not None
    for question, radios in zip(load(found[1]), ran.locator(".widget-radio-box").all(), strict=True):
        told = radios.locator("xpath=ancestor::*[contains(@class,'widget-radio')][last()]/following-sibling::*[1]")
        for choice, label in zip(question.choices, radios.locator("label").all(), strict=True):
            label.click()
            expect(told).to_contain_text("맞습니다" if choice.right else "아닙니다")
            expect(told).to_contain_text(bare(choice.reason))
    assert opened.cut(ran.locator(".gorae")) == []
