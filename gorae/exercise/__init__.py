"""실습입니다. 노트북은 `check`, `hint`, `solution`, `start`, `values`를 쓰고, 실습 명세는 나머지를 씁니다."""

from gorae.exercise import built
from gorae.exercise.learner import NotPassed, check, goal, hint, judged, solution, start, values
from gorae.exercise.look import Look
from gorae.exercise.outcome import OUTCOME_NAMES, Outcome, Result, StepResult, Wrong
from gorae.exercise.spec import Answers, Case, Exercise, Step, find, load, load_answers
from gorae.exercise.student import token, word

__all__ = [
    "OUTCOME_NAMES",
    "Answers",
    "Case",
    "Exercise",
    "Look",
    "NotPassed",
    "Outcome",
    "Result",
    "Step",
    "StepResult",
    "Wrong",
    "built",
    "check",
    "find",
    "goal",
    "hint",
    "judged",
    "load",
    "load_answers",
    "solution",
    "start",
    "token",
    "values",
    "word",
]
