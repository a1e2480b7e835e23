"""`gorae check`: 노트북의 답을 자기 엔진에서 채점합니다."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from nbformat import NotebookNode
from rich.console import Console

from gorae import course, engine, lab
from gorae.course import Chapter
from gorae.engine.probe import facts
from gorae.errors import UsageError
from gorae.exercise import load
from gorae.grading import merge, trial
from gorae.grading.trial import CellResult, Trial
from gorae.lab import session

_out = Console(highlight=False, markup=False)


def check(
    notebook: Annotated[Path, typer.Argument(help="채점할 노트북 파일", show_default=False)],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="묻지 않고 열린 장을 정리합니다")] = False,
) -> None:
    """노트북의 답을 과정의 노트북에 채워서 처음부터 끝까지 돌리고, 실습마다 결과를 알립니다.

    모두 통과하면 0, 통과하지 못한 실습이 있으면 1, 명령을 잘못 불렀으면 2로 끝납니다.
    """
    if not notebook.is_file():
        raise UsageError(f"{notebook} 파일이 없습니다.", todo="채점할 노트북의 경로를 확인하세요.")
    submitted = merge.read(notebook)
    chapter = _chapter(submitted, notebook)
    trusted = merge.read(chapter.notebook)
    _make_room(chapter, yes)
    done = _run(chapter, merge.fill(trusted, merge.answers_in(submitted)))
    if not _report(chapter, trusted, done):
        raise typer.Exit(1)


def _chapter(submitted: NotebookNode, path: Path) -> Chapter:
    named = submitted.metadata.get("gorae", {}).get("chapter", "")
    return course.chapter(named if isinstance(named, str) and named else path.name)


def _make_room(chapter: Chapter, yes: bool) -> None:
    """이 장이 열려 있고 만든 것이 있으면, 채점이 그것을 없앤다고 알리고 묻습니다."""
    names = session.learners(chapter)
    if names and not yes:
        _out.print(f"{chapter.number}장이 열려 있고 다음이 있습니다: {', '.join(names)}")
        _out.print("채점은 깨끗한 상태에서 시작하므로 이것을 없앱니다. 노트북 파일은 그대로입니다.")
        if not sys.stdin.isatty():
            raise UsageError("물어볼 터미널이 없습니다.", todo="없애도 되면 --yes를 붙여 다시 실행하세요.")
        if not typer.confirm("없애고 계속합니까?", default=False):
            raise typer.Exit(1)
    _close(chapter)


def _run(chapter: Chapter, merged: NotebookNode) -> Trial:
    total = sum(cell.cell_type == "code" for cell in merged.cells)
    finished = 0

    def report(_: CellResult) -> None:
        nonlocal finished
        finished += 1
        status.update(f"{chapter.number}장을 돌립니다: 셀 {finished}/{total}")

    try:
        with _out.status(f"{chapter.number}장을 돌립니다: 셀 0/{total}") as status:
            return trial.run(chapter, merged, report=report)
    finally:
        _close(chapter)


def _close(chapter: Chapter) -> None:
    """장이 열려 있으면 닫습니다. 채점이 닫는 셀까지 가지 못했을 때에도 부릅니다."""
    client = engine.connect()
    if chapter in session.opened(facts(client).id):
        lab.close(chapter.id, report=_hush)


def _report(chapter: Chapter, trusted: NotebookNode, done: Trial) -> bool:
    """실습마다 결과를 알리고, 모두 통과했는지 돌려줍니다."""
    checks = {merge.exercise_of(cell): cell.id for cell in trusted.cells if merge.role(cell) == "check"}
    passed = 0
    for each in load(chapter.id):
        result = done.of(checks[each.id])
        passed += bool(result and result.passed)
        _out.print(_feedback(each.id, each.title, result))
    others = sorted(done.failed - set(checks.values()))
    for cell in others:
        _out.print(f"[알림] 셀 {cell}이 과정의 노트북과 다르게 끝났습니다. 점수에는 들어가지 않습니다.")
    if not done.cells:
        _out.print(done.output[-2000:])
    _out.print(f"\n{chapter.number}장 {chapter.title}: 실습 {len(checks)}개 가운데 {passed}개를 통과했습니다.")
    return passed == len(checks)


def _feedback(identity: str, title: str, result: CellResult | None) -> str:
    if result is None:
        return f"[환경 문제] 실습 {identity} {title}\n앞의 셀이 멈추어 채점하지 못했습니다."
    return result.shown.strip() or f"[환경 문제] 실습 {identity} {title}\n{result.said.strip()}"


def _hush(_: str) -> None:
    return
