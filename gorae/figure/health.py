"""컨테이너의 건강 상태와 헬스 체크의 결과를 시간 위에 그립니다."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Any

from docker.models.containers import Container

from gorae.figure import style
from gorae.figure.canvas import WIDTH, Canvas, Figure
from gorae.figure.style import Kind
from gorae.figure.times import nice

LEFT, RIGHT = 78.0, WIDTH - 32.0
BAND, MARKS, FLOOR = 64.0, 104.0, 132.0
STATES: dict[str, Kind] = {"starting": style.HOST, "healthy": style.ADDED, "unhealthy": style.DELETED}


@dataclass(frozen=True)
class Probe:
    """검사 한 번입니다. 시각은 컨테이너를 시작한 때부터의 초입니다."""

    seconds: float
    code: int


@dataclass(frozen=True)
class Turn:
    """상태가 바뀐 때입니다."""

    seconds: float
    state: str


@dataclass(frozen=True)
class Course:
    """시작한 때부터의 검사와 상태 변화입니다."""

    name: str
    probes: tuple[Probe, ...]
    turns: tuple[Turn, ...]
    end: float

    def streak(self, turn: Turn) -> int:
        """상태가 바뀌기 전에 이어진 실패의 수입니다."""
        before = [each for each in self.probes if each.seconds <= turn.seconds]
        return sum(1 for _ in takewhile(lambda each: each.code != 0, reversed(before)))


def health(container: Container, events: Iterable[Mapping[str, Any]]) -> Figure:
    """건강 상태는 띠로, 검사는 그 아래의 점(성공)과 가위표(실패)로 그립니다.

    Args:
        container: 헬스 체크가 있는 컨테이너.
        events: `client.events(decode=True)`가 준 이벤트.

    Example:
        >>> figure.health(clinic, client.events(since=began, until=ended, decode=True))
    """
    test = (container.attrs["Config"].get("Healthcheck") or {}).get("Test") or [""]
    return draw(read(container.name or "", " ".join(test[1:]), events))


def read(name: str, test: str, events: Iterable[Mapping[str, Any]]) -> Course:
    """이벤트에서 헬스 체크에 관한 것만 고릅니다. 다른 exec은 명령이 달라서 빠집니다."""
    began, last = None, 0.0
    ours: set[str] = set()
    probes: list[Probe] = []
    turns = [Turn(0.0, "starting")]
    for event in events:
        actor = event.get("Actor", {}).get("Attributes", {})
        if event.get("Type") != "container" or actor.get("name") != name:
            continue
        moment = float(event["timeNano"]) / 1e9
        action, _, detail = str(event["Action"]).partition(": ")
        if action == "start":
            began, last, probes, turns = moment, 0.0, [], [Turn(0.0, "starting")]
        if began is None:
            continue
        last = moment - began
        if action == "exec_create" and test and detail.endswith(test):
            ours.add(str(actor.get("execID")))
        elif action == "exec_die" and actor.get("execID") in ours and "exitCode" in actor:
            probes.append(Probe(last, int(actor["exitCode"])))
        elif action == "health_status":
            turns.append(Turn(last, detail))
    return Course(name, tuple(probes), tuple(turns), last)


def draw(course: Course) -> Figure:
    """검사와 상태를 시간 위에 그립니다."""
    canvas = Canvas(FLOOR + 62)
    # 마지막 상태도 띠로 보이도록 마지막 이벤트 뒤에 자리를 조금 둡니다.
    end = max(course.end, 0.5) * 1.14
    canvas.text(14, 22, f"컨테이너 {course.name}의 건강", 16, bold=True, room=WIDTH - 28)
    canvas.text(14, BAND, "상태", 13, style.QUIET)
    canvas.text(14, MARKS, "검사", 13, style.QUIET)
    _band(canvas, course, end)
    _marks(canvas, course.probes, end)
    _axis(canvas, end)
    canvas.text(14, canvas.height - 14, "점은 성공한 검사, 가위표는 실패한 검사입니다.", 12, style.QUIET)
    return canvas.finish(_text(course))


def _across(seconds: float, end: float) -> float:
    return LEFT + (RIGHT - LEFT) * min(seconds, end) / end


def _band(canvas: Canvas, course: Course, end: float) -> None:
    for now, after in pairwise([*course.turns, Turn(end, "")]):
        kind = STATES.get(now.state, style.NOTHING)
        left, right = _across(now.seconds, end), _across(after.seconds, end)
        if right - left < 8:
            continue
        canvas.box(left, BAND - 16, right - left, 32, kind)
        if right - left > canvas.measure(now.state, 13, bold=True) + 8:
            canvas.text((left + right) / 2, BAND, now.state, 13, kind.line, bold=True, at="center")


def _marks(canvas: Canvas, probes: Sequence[Probe], end: float) -> None:
    passed = [(_across(each.seconds, end), MARKS) for each in probes if each.code == 0]
    if passed:
        canvas.dots(passed, style.ADDED.line, 8)
    for each in probes:
        if each.code:
            x = _across(each.seconds, end)
            for up in (-4.5, 4.5):
                canvas.line([(x - 4.5, MARKS - up), (x + 4.5, MARKS + up)], style.DELETED.line, 2.2)


def _axis(canvas: Canvas, end: float) -> None:
    canvas.line([(LEFT, FLOOR), (RIGHT, FLOOR)], style.QUIET, 1.2)
    step = nice(end / 8)
    for number in range(int(end / step) + 1):
        x = _across(number * step, end)
        canvas.line([(x, FLOOR), (x, FLOOR + 5)], style.QUIET, 1)
        name = f"{number * step:,g}초" if number else "시작"
        canvas.text(x, FLOOR + 17, name, 12, style.QUIET, at="center")


def _text(course: Course) -> str:
    """상태가 바뀐 차례와 그 까닭입니다. 걸린 시간과, 바뀌지 않는 동안의 검사 횟수는 적지 않습니다."""
    lines = [f"그림: 컨테이너 {course.name}의 건강"]
    for before, after in pairwise(course.turns):
        failed = course.streak(after)
        why = f"{failed}번 이어서 실패" if failed else "검사 성공"
        lines.append(f"  {before.state} → {after.state}: {why}")
    if len(course.turns) == 1:
        lines.append(f"  {course.turns[0].state}에서 바뀌지 않음")
    return "\n".join(lines)
