"""노트북에서 부르는 함수들입니다: `check`, `hint`, `solution`, `start`, `values`."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

import docker
from docker import DockerClient
from docker.errors import APIError, DockerException
from hangeul import attach
from IPython.core.getipython import get_ipython
from IPython.display import display

from gorae import lab
from gorae.engine import connect
from gorae.errors import ExerciseError, LabError
from gorae.exercise import progress, student
from gorae.exercise.feedback import Feedback, Note, text
from gorae.exercise.judge import judge
from gorae.exercise.look import Look, plain
from gorae.exercise.outcome import Outcome, Result
from gorae.exercise.spec import Exercise, find, load_answers


class NotPassed(ExerciseError):
    """채점이나 시험 중에 통과하지 못한 실습입니다. JupyterLab에서 배울 때에는 던지지 않습니다."""


def check(identity: str) -> Feedback:
    """실습을 채점하고 피드백을 돌려줍니다.

    Args:
        identity: 실습 번호 (예: `04-2`).

    Raises:
        NotPassed: 채점이나 시험 중(`GORAE_GRADING`)에 통과하지 못했을 때.
    """
    feedback = Feedback(judged(identity))
    if os.environ.get("GORAE_GRADING") and not feedback.result.passed:
        display(feedback)
        raise NotPassed(f"실습 {attach(identity, '을/를')} 통과하지 못했습니다.", detail=text(feedback.result))
    return feedback


def judged(identity: str) -> Result:
    """실습을 채점하고 진도에 적습니다."""
    exercise = find(identity)
    try:
        current = lab.current()
    except LabError as error:
        return Result(identity, exercise.title, Outcome.BLOCKED, 0, exercise.max, (), str(error))
    try:
        client = _client(os.environ.get("DOCKER_HOST", ""), exercise.seconds)
        made = progress.started(identity, current.opening) if exercise.start else {}
        result = judge(exercise, client, student.values(exercise), _given(exercise), made)
        current.notice()
    except (DockerException, OSError) as error:
        message = f"엔진이 대답하지 않습니다. 답이 틀린 것은 아닙니다. gorae doctor로 엔진을 확인하세요.\n  {error}"
        result = Result(identity, exercise.title, Outcome.BLOCKED, 0, exercise.max, (), message)
    progress.record(result)
    return result


def hint(identity: str) -> Note:
    """힌트를 하나씩 더 자세히 보여 줍니다."""
    exercise = find(identity)
    number = progress.next_hint(identity, len(exercise.hints))
    said = exercise.hints[number].format_map(vars(student.values(exercise)))
    head = f"힌트 {number + 1}/{len(exercise.hints)}"
    after = (
        f'\n힌트를 모두 보았습니다. 그래도 막히면 solution("{identity}")을 실행하세요.'
        if number + 1 == len(exercise.hints)
        else ""
    )
    return Note(f"{head}: {said}{after}", f"**{head}** · {said}\n{after}")


def solution(identity: str, now: bool = False) -> Note:
    """기준 답을 보여 줍니다. 한 번은 스스로 해 본 뒤에 보입니다.

    Args:
        identity: 실습 번호.
        now: 해 보지 않았어도 볼지.
    """
    exercise = find(identity)
    answers = load_answers(identity.partition("-")[0]).get(identity)
    if answers is None:
        return Note("이 노트북에는 정답이 들어 있지 않습니다.", "이 노트북에는 정답이 들어 있지 않습니다.")
    if not now and not progress.of(identity)["attempts"]:
        said = f'먼저 한 번 해 보고 check("{identity}")으로 확인하세요. 그래도 보려면 solution("{identity}", now=True)를 실행하세요.'
        return Note(said, said)
    source = answers.reference.strip()
    head = f"실습 {exercise.id} {exercise.title}: 정답의 예"
    return Note(
        f"{head}\n\n{source}\n\n{answers.because}", f"**{head}**\n\n```python\n{source}\n```\n\n{answers.because}"
    )


def start(identity: str) -> None:
    """실습의 시작 상태를 만듭니다. 다시 부르면 처음 상태로 되돌립니다."""
    exercise = find(identity)
    current = lab.current()
    if exercise.start is None:
        raise ExerciseError(f"실습 {identity}에는 따로 만들 시작 상태가 없습니다.", todo="바로 답 셀을 채우세요.")
    client = connect()
    try:
        made = exercise.start(Look(client, student.values(exercise)))
    except APIError as error:
        raise ExerciseError(
            f"실습 {identity}의 시작 상태를 만들지 못했습니다.",
            "같은 이름이 이미 쓰이고 있을 수 있습니다.",
            "lab.reset()으로 이 장을 처음 상태로 되돌리고 다시 실행하세요.",
            str(error.explanation or error),
        ) from error
    progress.start(identity, current.opening, made)
    current.notice()
    print(f"실습 {identity}의 시작 상태를 만들었습니다.")


def values(identity: str) -> SimpleNamespace:
    """실습에 쓰는 자기 값입니다. `values("04-2").name`처럼 속성으로 읽습니다."""
    return student.values(find(identity))


def goal(exercise: Exercise) -> str:
    """학습자의 값을 넣은 목표입니다 (Markdown)."""
    return exercise.goal.format_map(vars(student.values(exercise)))


def _given(exercise: Exercise) -> Mapping[str, Any]:
    shell = get_ipython()
    namespace = shell.user_ns if shell is not None else vars(sys.modules["__main__"])
    return {name: plain(namespace.get(name)) for name in exercise.asks}


@lru_cache(maxsize=4)
def _client(host: str, seconds: float) -> DockerClient:
    """채점에만 쓰는 연결입니다. 학습자가 `client`를 바꿔도 영향이 없습니다."""
    return docker.from_env(timeout=seconds)
