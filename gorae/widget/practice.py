"""실습 패널입니다. 목표를 보이고, 확인하고, 힌트와 정답을 차례로 보여 줍니다."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import ipywidgets
from docker.errors import DockerException

from gorae.errors import GoraeError
from gorae.exercise import Exercise, find, goal, hint, judged, progress, solution
from gorae.exercise.feedback import html as told
from gorae.exercise.outcome import OUTCOME_NAMES, Outcome
from gorae.widget.view import View, box, buttons, rich, said, stars, troubled


def exercise(identity: str) -> View:
    """실습 패널을 보입니다.

    Args:
        identity: 실습 번호 (예: `03-1`).

    Raises:
        ExerciseError: 그런 실습이 없을 때.

    Example:
        >>> widget.exercise("03-1")
    """
    return Practice(find(identity)).view()


class Practice:
    """화면에 보이는 실습 하나입니다. 단추를 누르면 노트북의 같은 이름 함수와 같은 일을 합니다."""

    def __init__(self, spec: Exercise) -> None:
        self.spec = spec
        self.head = ipywidgets.HTML()
        self.steps = ipywidgets.HTML(said(_steps(spec)))
        self.note = ipywidgets.HTML(said(""))
        self.check = _button("확인", "엔진을 살펴보고 단계마다 결과를 보입니다", "primary")
        self.hint = _button("힌트", "누를 때마다 더 자세한 힌트를 보입니다")
        self.solution = _button("정답 보기", "한 번 확인한 뒤에 정답의 예를 보입니다")
        self.check.on_click(lambda _: self._do(self.check, self._judge))
        self.hint.on_click(lambda _: self._do(self.hint, self._help))
        self.solution.on_click(lambda _: self._do(self.solution, self._answer))
        self._title()

    def view(self) -> View:
        """노트북에 보일 모양입니다."""
        frame = box(
            self.head,
            ipywidgets.HTML(rich(goal(self.spec))),
            self.steps,
            buttons(self.check, self.hint, self.solution),
            self.note,
        )
        return View(frame, _text(self.spec), _markdown(self.spec))

    def _do(self, button: ipywidgets.Button, action: Callable[[], None]) -> None:
        name, button.disabled = button.description, True
        button.description = f"{name} 중…" if button is self.check else name
        try:
            action()
        except (GoraeError, DockerException, OSError) as error:
            self.note.value = troubled(error)
        finally:
            button.description, button.disabled = name, False

    def _judge(self) -> None:
        result = judged(self.spec.id)
        extra = (
            f"<div>{escape(self.spec.shows)}</div>" if result.passed and self.spec.shows not in result.message else ""
        )
        self.steps.value = said(told(result) + extra)
        self._title()

    def _help(self) -> None:
        self.note.value = said(f'<div class="gorae-note">{rich(hint(self.spec.id).markdown)}</div>')

    def _answer(self) -> None:
        if not progress.of(self.spec.id)["attempts"]:
            self.note.value = said(
                '<div class="gorae-note">먼저 한 번 해 보고 <b>확인</b>을 누르세요. 그 뒤에 정답이 보입니다.</div>'
            )
            return
        self.note.value = said(f'<div class="gorae-note">{rich(solution(self.spec.id).markdown)}</div>')

    def _title(self) -> None:
        known = progress.of(self.spec.id)
        outcome = Outcome(known["outcome"])
        self.head.value = (
            f'<div class="gorae-head">실습 {escape(self.spec.id)} · {escape(self.spec.title)} '
            f'<span aria-label="어려움 {self.spec.stars}/3">{stars(self.spec.stars)}</span> '
            f'<span class="gorae-quiet">{known["points"]}/{self.spec.max}점 · '
            f'<span class="gorae-{outcome.value}">{OUTCOME_NAMES[outcome]}</span></span></div>'
        )


def _button(name: str, tooltip: str, style: str = "") -> ipywidgets.Button:
    return ipywidgets.Button(description=name, tooltip=tooltip, button_style=style)


def _steps(spec: Exercise) -> str:
    rows = "".join(f"<li>{escape(step.name)} ({step.points}점)</li>" for step in spec.steps)
    return f"<ol>{rows}</ol>"


def _first(spec: Exercise) -> str:
    return f"실습 {spec.id} · {spec.title} {stars(spec.stars)} ({spec.max}점)"


def _text(spec: Exercise) -> str:
    lines = [_first(spec), *(f"  {line}" for line in goal(spec).strip().splitlines())]
    lines += [f"  {number}. {step.name} ({step.points}점)" for number, step in enumerate(spec.steps, 1)]
    ways = (f'{word} {name}("{spec.id}")' for word, name in (("확인", "check"), ("힌트", "hint"), ("정답", "solution")))
    return "\n".join([*lines, "  " + " · ".join(ways)])


def _markdown(spec: Exercise) -> str:
    steps = "\n".join(f"{number}. {step.name} ({step.points}점)" for number, step in enumerate(spec.steps, 1))
    return f"**{_first(spec)}**\n\n{goal(spec).strip()}\n\n{steps}"
