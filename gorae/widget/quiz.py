"""퀴즈입니다. 고르는 대로 맞고 틀린 까닭을 보여 줍니다. 문제는 `labs/<장>/quiz.py`에 있습니다."""

from __future__ import annotations

import runpy
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import ipywidgets
from hangeul import attach

from gorae import course
from gorae.errors import ExerciseError, UsageError
from gorae.widget.view import View, box, rich, said

MARKS = "①②③④⑤⑥⑦⑧⑨"


@dataclass(frozen=True)
class Choice:
    """고를 수 있는 답 하나입니다. `reason`은 왜 맞거나 틀리는지입니다."""

    text: str
    right: bool
    reason: str


@dataclass(frozen=True)
class Question:
    """문제 하나입니다 (Markdown)."""

    text: str
    choices: tuple[Choice, ...]

    @property
    def right(self) -> tuple[Choice, ...]:
        """맞는 답들입니다."""
        return tuple(choice for choice in self.choices if choice.right)


def names(chapter: str) -> tuple[str, ...]:
    """장에 있는 퀴즈의 번호들입니다."""
    return tuple(_all(chapter))


def load(identity: str) -> tuple[Question, ...]:
    """번호로 퀴즈를 찾습니다.

    Raises:
        ExerciseError: 그런 퀴즈가 없을 때.
    """
    try:
        known = _all(identity.partition("-")[0])
    except UsageError:
        known = {}
    if identity in known:
        return known[identity]
    listed = ", ".join(known)
    raise ExerciseError(
        f"{attach(identity, '이라는/라는')} 퀴즈가 없습니다.",
        todo=f"이 장의 퀴즈는 {listed}입니다." if listed else "퀴즈 번호는 04-a처럼 장과 글자를 이어 씁니다.",
    )


def _all(chapter: str) -> Mapping[str, tuple[Question, ...]]:
    path = course.chapter(chapter).labs / "quiz.py"
    found: Mapping[str, tuple[Question, ...]] = runpy.run_path(str(path))["QUIZ"] if path.exists() else {}
    return found


def quiz(identity: str) -> View:
    """퀴즈를 보입니다.

    Args:
        identity: 퀴즈 번호 (예: `03-a`).

    Example:
        >>> widget.quiz("03-a")
    """
    questions = load(identity)
    rows = [Asked(number, question).box for number, question in enumerate(questions, 1)]
    text = "\n".join(line for number, question in enumerate(questions, 1) for line in _lines(number, question))
    title = ipywidgets.HTML(f'<div class="gorae-head">퀴즈 {escape(identity)}</div>')
    return View(box(title, *rows), f"퀴즈 {identity}\n{text}", _markdown(identity, questions))


class Asked:
    """화면에 보이는 문제 하나입니다."""

    def __init__(self, number: int, question: Question) -> None:
        self.question = question
        self.radio = ipywidgets.RadioButtons(
            options=[(bare(choice.text), index) for index, choice in enumerate(question.choices)], value=None
        )
        self.answer = ipywidgets.HTML(said(""))
        self.radio.observe(self._chosen, names="value")
        self.box = ipywidgets.VBox([ipywidgets.HTML(rich(f"**{number}.** {question.text}")), self.radio, self.answer])

    def _chosen(self, change: Mapping[str, Any]) -> None:
        index = change["new"]
        self.answer.value = said("" if index is None else explain(self.question, index))


def explain(question: Question, index: int) -> str:
    """고른 답에 대한 말입니다 (HTML). 맞으면 나머지가 왜 아닌지도 말합니다."""
    chosen = question.choices[index]
    if not chosen.right:
        return f'<span class="gorae-fail">아닙니다.</span> {_inline(chosen.reason)}'
    others = "".join(
        f"<li>{_inline(choice.text)}<br>{_inline(choice.reason)}</li>"
        for choice in question.choices
        if choice is not chosen
    )
    return f'<span class="gorae-pass">맞습니다.</span> {_inline(chosen.reason)}<ul>{others}</ul>'


def bare(markdown: str) -> str:
    """서식을 못 쓰는 자리에 넣을 글입니다. 코드 표시만 걷어 냅니다."""
    return markdown.replace("`", "")


def _inline(markdown: str) -> str:
    return rich(markdown).strip().removeprefix("<p>").removesuffix("</p>")


def _lines(number: int, question: Question) -> list[str]:
    choices = [f"   {MARKS[index]} {choice.text}" for index, choice in enumerate(question.choices)]
    return [f"{number}. {question.text}", *choices]


def _markdown(identity: str, questions: tuple[Question, ...]) -> str:
    parts = [f"**퀴즈 {identity}**"]
    for number, question in enumerate(questions, 1):
        choices = "\n".join(f"- {MARKS[index]} {choice.text}" for index, choice in enumerate(question.choices))
        parts += [f"**{number}.** {question.text}", choices]
    return "\n\n".join(parts)
