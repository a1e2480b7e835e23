"""퀴즈가 답을 미리 말하지 않고, 고르면 까닭을 말하는지 시험합니다."""

from __future__ import annotations

import pytest

from gorae import widget
from gorae.course import Chapter
from gorae.errors import ExerciseError
from gorae.widget.quiz import MARKS, Asked, Choice, Question, explain, load, names
from proof import chapters

NASTY = "<script>alert(1)</script>"
QUESTION = Question(
    f"무엇입니까? {NASTY}",
    (Choice(f"`가` {NASTY}", False, f"가는 아닙니다 {NASTY}"), Choice("나", True, "나가 맞는 까닭")),
)


def test_words_hold_the_questions_but_not_the_answers() -> None:
    shown = widget.quiz("00-a")
    bundle = shown._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    for form in (bundle["text/plain"], bundle["text/markdown"]):
        for question in load("00-a"):
            assert question.text in form
            assert all(choice.text in form for choice in question.choices)
            assert not any(choice.reason in form for choice in question.choices)
    assert "VBox(" not in bundle["text/plain"]
    assert bundle["text/plain"] == repr(widget.quiz("00-a"))


def test_choosing_tells_why() -> None:
    asked = Asked(1, QUESTION)
    assert asked.radio.value is None
    asked.radio.value = 0
    assert "아닙니다." in asked.answer.value and "가는 아닙니다" in asked.answer.value
    assert "나가 맞는 까닭" not in asked.answer.value
    asked.radio.value = 1
    assert "맞습니다." in asked.answer.value and "나가 맞는 까닭" in asked.answer.value
    assert "가는 아닙니다" in asked.answer.value
    asked.radio.value = None
    assert "까닭" not in asked.answer.value


def test_everything_is_escaped() -> None:
    assert "<script>" not in explain(QUESTION, 0) + explain(QUESTION, 1)
    assert "&lt;script&gt;" in explain(QUESTION, 0)
    asked = Asked(1, QUESTION)
    assert "<script>" not in asked.box.children[0].value
    assert asked.radio.options[0][0].startswith("가 ")


@pytest.mark.parametrize("identity", ["00-z", "99-a", "없음"])
def test_unknown_quiz_is_refused_in_korean(identity: str) -> None:
    with pytest.raises(ExerciseError, match="퀴즈"):
        widget.quiz(identity)


@pytest.mark.parametrize("chapter", chapters.written(), ids=lambda chapter: chapter.id)
def test_every_question_of_the_chapter_can_be_answered(chapter: Chapter) -> None:
    known = {name: load(name) for name in names(chapter.id)}
    assert sum(len(questions) for questions in known.values()) >= 3
    for name, questions in known.items():
        for question in questions:
            assert len(question.right) == 1, f"{name}: {question.text}"
            assert 2 <= len(question.choices) <= len(MARKS)
            assert len({choice.text for choice in question.choices}) == len(question.choices)
            assert all(choice.reason.strip() for choice in question.choices)
