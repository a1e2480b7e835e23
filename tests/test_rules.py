"""노트북이 정해진 모양(구조, 역할, 메타데이터, 출력)을 지키는지, 그 규칙마다 정말 무는지 시험합니다."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import replace

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from gorae.course import Chapter
from gorae.exercise import Answers, Case, Exercise, Step
from gorae.grading.merge import role
from gorae.grading.record import tidy
from proof import chapters, notebook
from proof.notebook import Page


@pytest.mark.parametrize("rule", notebook.RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("chapter", chapters.written(), ids=lambda chapter: chapter.id)
def test_chapter_keeps_the_rule(chapter: Chapter, rule: Callable[[Page], Iterator[str]]) -> None:
    complaints = list(rule(chapters.page(chapter)))
    assert not complaints, "\n".join(complaints)


EXERCISE = Exercise(
    id="90-1",
    title="하나",
    stars=1,
    goal="목표",
    steps=(Step("단계", lambda look: None, points=2),),
    attempted=lambda look: True,
    hints=("첫째", "둘째"),
    shows="보입니다.",
)
ANSWERS = Answers(
    "client.containers.run('gorae/shell:1')", "까닭", (Case("CLI", "!docker"),), (Case("가", ""), Case("나", ""))
)
HOME = "/".join(["", "home", "kim"])
CHAPTER = Chapter("90-sample", "본보기", ("shell",))
TITLE = "# 90 본보기\n\n**학습 목표**\n\n- 합니다.\n\n**걸리는 시간** 1분\n\n**먼저 알아 둘 것** 없습니다."


def _text(identity: str, source: str) -> NotebookNode:
    return new_markdown_cell(source, id=identity)


def _code(identity: str, kind: str, source: str, exercise: str = "", said: str = "") -> NotebookNode:
    cell = new_code_cell(source, id=identity)
    cell.metadata["gorae"] = {"role": kind, **({"exercise": exercise} if exercise else {})}
    cell.outputs = [new_output("stream", name="stdout", text=said)] if said else []
    return cell


def _sample(monkeypatch: pytest.MonkeyPatch) -> Page:
    """모든 규칙을 지키는 작은 장입니다."""
    several = tuple(replace(EXERCISE, id=f"90-{number}", repair=number == 4) for number in range(1, 5))
    cells = [
        _text("90-title", TITLE),
        _text("90-setup-text", "## 준비"),
        _code("90-setup", "setup", notebook.SETUP.format(chapter="90-sample"), said="열었습니다."),
        _text("90-one", "## 절\n\n```sh\ndocker ps\n```"),
        _code("90-demo", "demo", "print(1)", said="1\n"),
    ]
    for each in several:
        cells += [
            _text(f"{each.id}-text", f"### 실습 {each.id} · 하나 ★☆☆"),
            _code(f"{each.id}-prompt", "prompt", f'widget.exercise("{each.id}")', each.id, "목표"),
            _code(f"{each.id}-answer", "answer", f"# 실습 {each.id}: 여기에 답을 쓰세요.", each.id),
            _code(f"{each.id}-check", "check", f'check("{each.id}")', each.id),
        ]
    cells += [
        _text("90-quiz-text", "## 퀴즈"),
        _code("90-quiz-a", "quiz", 'widget.quiz("90-a")', said="문제"),
        _text("90-summary", "## 정리\n\n| 일 | CLI | docker-py |\n|---|---|---|\n| 보기 | `docker ps` | `client` |"),
        _code("90-close", "close", "lab.close()"),
    ]
    book = new_notebook(cells=cells, metadata={"gorae": {"chapter": "90-sample", "covers": []}})
    known = {each.id: each for each in several}
    monkeypatch.setattr("gorae.grading.record.find", known.__getitem__)
    tidy(book)
    return Page(CHAPTER, book, several, dict.fromkeys(known, ANSWERS))


def _cell(page: Page, identity: str) -> NotebookNode:
    return next(cell for cell in page.notebook.cells if cell.id == identity)


def _set(identity: str, **fields: object) -> Callable[[Page], object]:
    return lambda page: _cell(page, identity).update(fields)


def _mark(identity: str, **fields: object) -> Callable[[Page], object]:
    return lambda page: _cell(page, identity).metadata.update(fields)


def _say(identity: str, text: str) -> Callable[[Page], object]:
    return _set(identity, outputs=[new_output("stream", name="stdout", text=text)])


def _error(page: Page) -> None:
    _cell(page, "90-demo").outputs = [new_output("error", ename="E", evalue="e", traceback=[])]


def _no_output(page: Page) -> None:
    _cell(page, "90-demo").outputs = []


def _swap(page: Page) -> None:
    cells = page.notebook.cells
    cells[7], cells[8] = cells[8], cells[7]


BROKEN: list[tuple[Callable[[Page], Iterator[str]], Callable[[Page], object]]] = [
    (notebook.metadata, lambda page: page.notebook.metadata.kernelspec.update(name="docker")),
    (notebook.metadata, lambda page: page.notebook.metadata.gorae.update(chapter="x")),
    (notebook.metadata, lambda page: page.notebook.metadata.gorae.pop("covers")),
    (notebook.identities, _set("90-demo", id="a1b2C3")),
    (notebook.identities, _set("90-demo", id="90-setup")),
    (notebook.roles, _mark("90-demo", gorae={})),
    (notebook.roles, _set("90-setup", source="import docker")),
    (notebook.roles, lambda page: page.notebook.cells.append(_text("90-after", "끝"))),
    (notebook.protection, lambda page: _cell(page, "90-1-check").metadata.pop("editable")),
    (notebook.protection, lambda page: _cell(page, "90-setup").metadata.pop("deletable")),
    (notebook.protection, _mark("90-demo", editable=False)),
    (notebook.exercise_cells, lambda page: page.notebook.cells.remove(_cell(page, "90-1-check"))),
    (notebook.exercise_cells, _set("90-1-check", source='check("90-2")')),
    (notebook.exercise_cells, _set("90-1-answer", source="답")),
    (notebook.exercise_cells, _set("90-1-text", source="### 실습 90-1 · 다른 제목 ★☆☆")),
    (notebook.exercise_cells, _mark("90-1-prompt", gorae={"role": "prompt", "exercise": "90-9"})),
    (notebook.exercise_cells, _swap),
    (notebook.no_solution, _set("90-1-answer", source=f"# 실습 90-1: 답\n{ANSWERS.reference}")),
    (notebook.nbgrader, lambda page: _cell(page, "90-1-check").metadata.pop("nbgrader")),
    (notebook.nbgrader, lambda page: _cell(page, "90-1-check").metadata.nbgrader.update(points=9)),
    (notebook.nbgrader, lambda page: _cell(page, "90-2-check").metadata.nbgrader.update(grade_id="ex-90-1-check")),
    (notebook.counts, _set("90-demo", execution_count=7)),
    (notebook.counts, _set("90-1-answer", execution_count=3)),
    (notebook.counts, _say("90-1-check", "통과")),
    (notebook.outputs, _no_output),
    (notebook.outputs, _say("90-demo", HOME + "/gorae")),
    (notebook.outputs, _say("90-demo", "f" * 64)),
    (notebook.outputs, _error),
    (notebook.compared, _mark("90-demo", tags=["nbval-ignore-output"])),
    (notebook.compared, _mark("90-demo", tags=["nbval-skip"])),
    (notebook.compared, _set("90-demo", source="# NBVAL_IGNORE_OUTPUT\nprint(1)")),
    (notebook.compared, _mark("90-quiz-a", tags=["nbval-ignore-output"])),
    (notebook.lengths, _set("90-demo", source="a = 1\n" * 6)),
    (notebook.lengths, _set("90-demo", source="a = 1\n" * 17)),
    (notebook.safety, _set("90-demo", source="client.containers.prune()")),
    (notebook.safety, _set("90-one", source="`docker system prune`는 편합니다.")),
    (notebook.safety, _set("90-one", source="```sh\ndocker rm -f $(docker ps -aq)\n```")),
    (notebook.safety, _set("90-demo", source="time.sleep(3)")),
    (notebook.safety, _set("90-one", source=f"파일은 {HOME}에 있습니다.")),
    (notebook.shell_blocks, _set("90-one", source="```\ndocker ps\n```")),
    (notebook.shell_blocks, _set("90-one", source="```sh\ndocker run [이미지]\n```")),
    (notebook.structure, _set("90-title", source="# 다른 제목")),
    (notebook.structure, _set("90-title", source=TITLE.replace("- 합니다.", "- 하나\n- 둘\n- 셋\n- 넷\n- 다섯"))),
    (notebook.structure, _set("90-quiz-text", source="퀴즈")),
    (notebook.structure, _set("90-summary", source="## 정리\n\n끝입니다.")),
    (notebook.structure, lambda page: page.notebook.cells.remove(_cell(page, "90-quiz-a"))),
    (notebook.structure, lambda page: page.notebook.cells.insert(-4, _text("90-fix", "## 원문 바로잡기"))),
    (notebook.practice, lambda page: page.answers.pop("90-1")),
]


@pytest.mark.parametrize(
    ("rule", "spoil"), BROKEN, ids=[f"{rule.__name__}-{number}" for number, (rule, _) in enumerate(BROKEN)]
)
def test_every_rule_bites(
    rule: Callable[[Page], Iterator[str]], spoil: Callable[[Page], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _sample(monkeypatch)
    nbformat.validate(page.notebook)
    assert [said for each in notebook.RULES for said in each(page)] == []
    spoiled = replace(page, notebook=copy.deepcopy(page.notebook), answers=dict(page.answers))
    spoil(spoiled)
    assert list(rule(spoiled)), f"{rule.__name__}가 놓쳤습니다"


def test_practice_rule_bites(monkeypatch: pytest.MonkeyPatch) -> None:
    page = _sample(monkeypatch)
    assert list(notebook.practice(replace(page, exercises=page.exercises[:3])))
    assert list(
        notebook.practice(replace(page, exercises=tuple(replace(each, repair=False) for each in page.exercises)))
    )
    assert list(
        notebook.practice(replace(page, exercises=(*page.exercises[:3], replace(page.exercises[3], hints=("하나",)))))
    )
    heaped = copy.deepcopy(page.notebook)
    heaped.cells[5:5] = [_code(f"90-more-{n}", "demo", "print(1)", said="1") for n in range(30)]
    assert list(notebook.practice(replace(page, notebook=heaped)))


def test_every_rule_has_an_example_that_breaks_it() -> None:
    assert {rule for rule, _ in BROKEN} == set(notebook.RULES)


def test_start_cell_is_required(monkeypatch: pytest.MonkeyPatch) -> None:
    page = _sample(monkeypatch)
    started = (replace(page.exercises[0], start=lambda look: {}), *page.exercises[1:])
    assert list(notebook.exercise_cells(replace(page, exercises=started)))
    assert role(page.notebook.cells[2]) == "setup"
