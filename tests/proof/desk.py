"""답을 노트북에서처럼 실행하는 자리입니다: 준비 셀의 이름들이 있는 IPython 셸."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout

import docker
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from gorae import exercise, figure, lab, widget
from gorae.exercise import Exercise, Outcome, Result, feedback


class AnswerError(AssertionError):
    """답의 코드가 오류를 냈습니다."""


class Desk:
    """장 하나를 열어 놓은 셸입니다."""

    def __init__(self, shell: InteractiveShell, chapter: str) -> None:
        self._shell, self.chapter = shell, chapter

    def run(self, source: str) -> str:
        """답의 코드를 실행하고 화면에 나온 것을 돌려줍니다.

        Raises:
            AnswerError: 코드가 오류를 냈을 때.
        """
        said = io.StringIO()
        with redirect_stdout(said), redirect_stderr(said):
            done = self._shell.run_cell(source)
        if done.error_before_exec or done.error_in_exec:
            raise AnswerError(
                f"{source.strip()}\n→ {done.error_before_exec or done.error_in_exec!r}\n{said.getvalue()}"
            )
        return said.getvalue()

    def start(self, each: Exercise) -> None:
        """시작 상태가 있는 실습이면 만듭니다."""
        if each.start:
            self.run(f'start("{each.id}")')

    def check(self, each: Exercise) -> Result:
        """실습을 채점합니다."""
        return exercise.judged(each.id)


@contextmanager
def desk(chapter: str) -> Iterator[Desk]:
    """장을 열고 셸을 만듭니다. 끝나면 장을 닫습니다."""
    InteractiveShell.clear_instance()
    quiet = Config({"HistoryManager": {"enabled": False}, "InteractiveShell": {"colors": "nocolor"}})
    shell = InteractiveShell.instance(config=quiet)
    lab.open(chapter, report=_hush)
    client = docker.from_env()
    names = {name: getattr(exercise, name) for name in ("check", "hint", "solution", "start", "values")}
    shell.push({"docker": docker, "client": client, "lab": lab, "figure": figure, "widget": widget, **names})
    try:
        yield Desk(shell, chapter)
    finally:
        lab.close(chapter, report=_hush)
        client.close()
        InteractiveShell.clear_instance()


def explain(result: Result) -> str:
    """실패한 시험에 보일 피드백입니다."""
    return feedback.text(result)


def passed(result: Result) -> bool:
    """통과인지입니다."""
    return result.outcome is Outcome.PASS


def _hush(_: str) -> None:
    return
