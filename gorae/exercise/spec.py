"""실습이 무엇인지 적는 방법입니다. 명세는 `labs/<장>/exercises.py`, 답은 `labs/<장>/answers.py`에 있습니다."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from types import ModuleType
from typing import TYPE_CHECKING, Any

from hangeul import attach

from gorae import course
from gorae.errors import ExerciseError, UsageError

if TYPE_CHECKING:
    from gorae.exercise.look import Look


def _no_values(_: Random) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class Step:
    """점수가 붙는 단계입니다.

    Attributes:
        name: 성립해야 할 상태를 말하는 문장.
        holds: 엔진에 물어보고, 성립하지 않으면 `Wrong`을 던지는 함수.
        points: 점수.
        settles: 상태가 자리를 잡도록 기다려 볼 시간 (초).
    """

    name: str
    holds: Callable[[Look], None]
    points: int = 1
    settles: float = 0


@dataclass(frozen=True)
class Exercise:
    """실습 하나입니다.

    Attributes:
        id: 실습 번호 (예: `04-2`).
        title: 제목.
        stars: 어려움 (1–3).
        goal: 엔진의 상태로 말한 목표 (Markdown). `{이름}`에는 학습자의 값이 들어갑니다.
        steps: 단계들.
        attempted: 무엇이든 해 보았는지 묻는 함수.
        hints: 점점 자세해지는 힌트 (둘 이상).
        shows: 통과했을 때 그 상태가 무엇을 보여 주는지.
        values: 난수로 학습자마다 다른 값을 정하는 함수.
        asks: 학습자가 값을 넣을 변수의 이름.
        start: 시작 상태를 만들고 만든 것의 ID를 돌려주는 함수 (고치기, 없애기 실습).
        needs: 엔진에 있어야 할 능력 (`Facts`의 이름).
        repair: 고장 난 것을 고치는 실습인지.
        seconds: 엔진의 대답 하나를 기다리는 최대 시간 (초).
    """

    id: str
    title: str
    stars: int
    goal: str
    steps: tuple[Step, ...]
    attempted: Callable[[Look], bool]
    hints: tuple[str, ...]
    shows: str
    values: Callable[[Random], Mapping[str, Any]] = _no_values
    asks: tuple[str, ...] = ()
    start: Callable[[Look], Mapping[str, str]] | None = None
    needs: tuple[str, ...] = ()
    repair: bool = False
    seconds: float = 20

    @property
    def max(self) -> int:
        """만점입니다."""
        return sum(step.points for step in self.steps)


@dataclass(frozen=True)
class Case:
    """답 하나입니다.

    Attributes:
        name: 어떤 답인지 (예: `CLI`).
        source: 답 셀에 넣을 코드.
        outcome: 이 답의 결과 (틀린 답에서 `fail`이나 `partial`).
        says: 피드백에 있어야 할 말 (틀린 답에서).
    """

    name: str
    source: str
    outcome: str = "pass"
    says: str = ""


@dataclass(frozen=True)
class Answers:
    """실습 하나의 답들입니다.

    Attributes:
        reference: 기준 답의 코드.
        because: 기준 답을 설명하는 문장.
        routes: 다른 정직한 길 (하나 이상).
        wrong: 흔히 틀리는 답 (둘 이상).
    """

    reference: str
    because: str
    routes: tuple[Case, ...]
    wrong: tuple[Case, ...] = field(default=())


def load(chapter: str) -> tuple[Exercise, ...]:
    """장의 실습 명세입니다. 실습이 없는 장이면 빈 튜플입니다."""
    module = _module(course.chapter(chapter).labs / "exercises.py")
    return tuple(module.EXERCISES) if module else ()


def load_answers(chapter: str) -> Mapping[str, Answers]:
    """장의 답입니다. 답이 없는 배포본이면 빈 사전입니다."""
    module = _module(course.chapter(chapter).labs / "answers.py")
    answers: Mapping[str, Answers] = module.ANSWERS if module else {}
    return answers


def find(identity: str) -> Exercise:
    """번호로 실습을 찾습니다.

    Raises:
        ExerciseError: 그런 실습이 없을 때.
    """
    try:
        known = load(identity.partition("-")[0])
    except UsageError:
        known = ()
    for each in known:
        if each.id == identity:
            return each
    listed = ", ".join(each.id for each in known)
    raise ExerciseError(
        f"실습 {attach(identity, '이/가')} 없습니다.",
        todo=f"이 장의 실습은 {listed}입니다." if listed else "실습 번호는 04-2처럼 장과 차례를 이어 씁니다.",
    )


@cache
def _module(path: Path) -> ModuleType | None:
    if not path.exists():
        return None
    name = f"gorae_labs_{path.parent.name.replace('-', '_')}_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ExerciseError(f"{path}를 읽을 수 없습니다.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
