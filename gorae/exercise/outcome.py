"""채점의 결과입니다. 화면에 어떻게 보일지는 모릅니다."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Outcome(Enum):
    """실습 하나의 결과입니다. 값은 파일과 표에 적는 이름입니다."""

    PASS = "pass"
    PARTIAL = "partial"
    FAIL = "fail"
    UNATTEMPTED = "unattempted"
    BLOCKED = "blocked"


OUTCOME_NAMES = {
    Outcome.PASS: "통과",
    Outcome.PARTIAL: "일부 통과",
    Outcome.FAIL: "아직 아님",
    Outcome.UNATTEMPTED: "시작 전",
    Outcome.BLOCKED: "환경 문제",
}


class Wrong(Exception):
    """단계의 조건이 성립하지 않습니다. 엔진에 물어본 질문이 던집니다.

    Args:
        expected: 무엇을 기대했는지.
        found: 무엇이 있었는지.
        advice: 다음에 해 볼 것.
        final: 기다려도 달라지지 않는 상태인지.
    """

    def __init__(self, expected: str, found: str, advice: str = "", *, final: bool = False) -> None:
        super().__init__(found)
        self.expected, self.found, self.advice, self.final = expected, found, advice, final


@dataclass(frozen=True)
class StepResult:
    """단계 하나의 결과입니다. `points`는 이 단계로 얻은 점수입니다."""

    name: str
    held: bool
    points: int
    max: int
    expected: str = ""
    found: str = ""
    advice: str = ""


@dataclass(frozen=True)
class Result:
    """실습 하나를 채점한 결과입니다.

    Attributes:
        exercise: 실습 번호.
        title: 실습 제목.
        outcome: 결과.
        points: 얻은 점수.
        max: 만점.
        steps: 단계별 결과 (시작 전이나 환경 문제면 빈 튜플).
        message: 한두 문장의 설명.
    """

    exercise: str
    title: str
    outcome: Outcome
    points: int
    max: int
    steps: tuple[StepResult, ...] = ()
    message: str = ""

    @property
    def passed(self) -> bool:
        """모든 단계가 성립했는지입니다."""
        return self.outcome is Outcome.PASS
