"""실습 하나를 엔진의 상태로 채점합니다. 어떤 코드로 그 상태에 닿았는지는 모릅니다."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

import requests
from docker import DockerClient
from docker.errors import APIError, DockerException, ImageNotFound, NotFound

from gorae.errors import GoraeError
from gorae.exercise.look import Look
from gorae.exercise.outcome import Outcome, Result, StepResult, Wrong
from gorae.exercise.spec import Exercise, Step
from gorae.lab.waiting import INTERVAL

NEEDS = {"buildx": "BuildKit(buildx)", "compose": "Docker Compose", "ipvs": "커널의 IPVS"}
LATE = (requests.exceptions.ReadTimeout, requests.exceptions.Timeout)


def judge(
    exercise: Exercise,
    client: DockerClient,
    mine: SimpleNamespace,
    given: Mapping[str, Any],
    made: Mapping[str, str] | None,
) -> Result:
    """실습을 채점합니다.

    Args:
        exercise: 실습.
        client: 엔진.
        mine: 학습자의 값.
        given: 학습자가 변수에 넣은 값.
        made: 시작 상태로 만든 것의 ID. 시작하지 않았으면 None.

    Returns:
        결과. 엔진이 대답하지 않으면 오류 대신 `BLOCKED`입니다.
    """

    def look() -> Look:
        return Look(client, mine, given, made)

    try:
        if exercise.needs and (lacking := [each for each in exercise.needs if not getattr(look().facts, each)]):
            words = ", ".join(NEEDS.get(each, each) for each in lacking)
            return _result(
                exercise,
                Outcome.BLOCKED,
                f"이 엔진에 없는 것이 필요해서 채점하지 않습니다: {words}. 점수를 잃지 않습니다.",
            )
        if exercise.start and made is None:
            message = f'아직 시작하지 않았습니다. 위의 start("{exercise.id}") 셀을 먼저 실행하세요.'
            return _result(exercise, Outcome.UNATTEMPTED, message)
        first = look()
        if not exercise.attempted(first):
            return _result(exercise, Outcome.UNATTEMPTED, "아직 해 보지 않았습니다. 목표를 읽고 답 셀을 채워 보세요.")
        return _settled(exercise, look, first)
    except (requests.exceptions.ConnectionError, DockerException, GoraeError) as error:
        return _result(exercise, Outcome.BLOCKED, _trouble(error))


def _settled(exercise: Exercise, look: Callable[[], Look], first: Look) -> Result:
    """단계를 모두 물어보고, 자리를 잡을 시간이 있는 단계가 남으면 기한까지 다시 묻습니다."""
    began = time.monotonic()
    wrongs = _ask(exercise.steps, first)
    waited = False
    while any(
        _may_settle(step, wrong, time.monotonic() - began) for step, wrong in zip(exercise.steps, wrongs, strict=True)
    ):
        waited = True
        time.sleep(INTERVAL)
        wrongs = _ask(exercise.steps, look())
    if waited and not any(wrongs):
        wrongs = _ask(exercise.steps, look())
    steps = tuple(_step_result(step, wrong) for step, wrong in zip(exercise.steps, wrongs, strict=True))
    points = sum(each.points for each in steps)
    if not any(wrongs):
        return Result(exercise.id, exercise.title, Outcome.PASS, points, exercise.max, steps, exercise.shows)
    outcome = Outcome.PARTIAL if points else Outcome.FAIL
    held = sum(each.held for each in steps)
    message = f"{len(steps)}단계 가운데 {held}단계가 성립합니다."
    return Result(exercise.id, exercise.title, outcome, points, exercise.max, steps, message)


def _ask(steps: tuple[Step, ...], look: Look) -> list[Wrong | None]:
    return [_ask_one(step, look) for step in steps]


def _ask_one(step: Step, look: Look) -> Wrong | None:
    try:
        step.holds(look)
    except Wrong as wrong:
        return wrong
    except (NotFound, ImageNotFound) as error:
        return Wrong(step.name, str(error.explanation or error), "확인하는 사이에 없어졌습니다. 다시 확인하세요.")
    except LATE:
        return Wrong(step.name, "시간 안에 대답이 없음", "컨테이너 안의 프로그램이 멈춰 있는지 살펴보세요.", final=True)
    except APIError as error:
        if error.is_server_error():
            raise
        return Wrong(step.name, str(error.explanation or error), "엔진이 이 상태에서는 물음에 답하지 못합니다.")
    return None


def _may_settle(step: Step, wrong: Wrong | None, elapsed: float) -> bool:
    return wrong is not None and not wrong.final and elapsed < step.settles


def _step_result(step: Step, wrong: Wrong | None) -> StepResult:
    if wrong is None:
        return StepResult(step.name, True, step.points, step.points)
    return StepResult(step.name, False, 0, step.points, wrong.expected, wrong.found, wrong.advice)


def _result(exercise: Exercise, outcome: Outcome, message: str) -> Result:
    return Result(exercise.id, exercise.title, outcome, 0, exercise.max, (), message)


def _trouble(error: Exception) -> str:
    if isinstance(error, GoraeError):
        return str(error)
    return f"엔진이 대답하지 않습니다. 답이 틀린 것은 아닙니다. gorae doctor로 엔진을 확인하세요.\n  {error}"
