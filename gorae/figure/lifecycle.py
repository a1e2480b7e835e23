"""컨테이너의 일생을 이벤트로 그립니다. 가로는 이벤트의 차례, 세로는 상태입니다."""

from __future__ import annotations

import signal
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from gorae.figure import style
from gorae.figure.canvas import WIDTH, Canvas, Figure
from gorae.figure.style import Kind

LEFT, RIGHT = 128.0, WIDTH - 14.0
TITLE, LANE, FOOT, GAP = 36.0, 30.0, 58.0, 12.0
PER_ROW = 8

NONE = "none"
STATES: dict[str, tuple[str, Kind]] = {
    "created": ("만들어짐", style.HOST),
    "running": ("실행 중", style.ADDED),
    "paused": ("일시 정지", style.CHANGED),
    "exited": ("종료됨", style.DELETED),
    NONE: ("없음", style.NOTHING),
}
LANES = list(STATES)
AFTER = {
    "create": "created",
    "start": "running",
    "restart": "running",
    "unpause": "running",
    "pause": "paused",
    "die": "exited",
    "destroy": NONE,
}


@dataclass(frozen=True)
class Step:
    """이벤트 하나와 그 뒤의 상태입니다.

    Attributes:
        action: 이벤트의 이름 (`create`, `die` …).
        detail: 신호나 종료 코드.
        seconds: 첫 이벤트부터 흐른 시간 (초).
        before: 이벤트 앞의 상태.
        state: 이벤트 뒤의 상태.
    """

    action: str
    detail: str
    seconds: float
    before: str
    state: str

    @property
    def title(self) -> str:
        """이벤트의 이름에 자세한 것을 붙인 것입니다."""
        return f"{self.action} ({self.detail})" if self.detail else self.action


def lifecycle(events: Iterable[Mapping[str, Any] | tuple[str, float]], name: str | None = None) -> Figure:
    """컨테이너 이벤트를 차례대로 그립니다. 컨테이너가 여럿이면 하나씩 아래로 그립니다.

    Args:
        events: `client.events(decode=True)`가 준 이벤트, 또는 (이벤트 이름, 시각 초)의 나열.
        name: 이 이름의 컨테이너만 그립니다.

    Example:
        >>> figure.lifecycle(client.events(since=began, until=ended, decode=True), "gorae-life")
    """
    lives: dict[str, list[tuple[str, str, float]]] = {}
    for event in events:
        if (found := _read(event, name)) is not None:
            lives.setdefault(found[0], []).append(found[1:])
    return _draw({owner: walk(life) for owner, life in lives.items()})


def walk(life: Sequence[tuple[str, str, float]]) -> tuple[Step, ...]:
    """(이벤트, 자세한 것, 시각)의 나열을 따라가며 상태를 매깁니다."""
    steps: list[Step] = []
    state = NONE if life and life[0][0] == "create" else _before(life)
    for action, detail, moment in life:
        before, state = state, AFTER.get(action, state)
        steps.append(Step(action, detail, max(0.0, moment - life[0][2]), before, state))
    return tuple(steps)


def _before(life: Sequence[tuple[str, str, float]]) -> str:
    """이벤트가 중간부터 있을 때, 첫 상태 변화로 보아 그 앞에는 어떤 상태였을지 짐작합니다."""
    first = next((action for action, _, _ in life if action in AFTER), "")
    return {"die": "running", "pause": "running", "unpause": "paused", "destroy": "exited"}.get(first, "exited")


def _read(event: Mapping[str, Any] | tuple[str, float], wanted: str | None) -> tuple[str, str, str, float] | None:
    if isinstance(event, tuple):
        return wanted or "", str(event[0]), "", float(event[1])
    if event.get("Type", "container") != "container":
        return None
    actor = event.get("Actor", {}).get("Attributes", {})
    owner = str(actor.get("name", ""))
    if wanted is not None and owner != wanted:
        return None
    action, _, health = str(event.get("Action") or event.get("status") or "").partition(": ")
    detail = health if action == "health_status" else _detail(action, actor)
    moment = float(event["timeNano"]) / 1e9 if "timeNano" in event else float(event.get("time", 0))
    return owner, action, detail, moment


def _detail(action: str, actor: Mapping[str, Any]) -> str:
    if action == "kill":
        return _signal(str(actor.get("signal", "")))
    if action == "die":
        return f"종료 코드 {actor['exitCode']}" if "exitCode" in actor else ""
    return ""


def _signal(number: str) -> str:
    try:
        return signal.Signals(int(number)).name
    except ValueError:
        return number


def _draw(lives: Mapping[str, Sequence[Step]]) -> Figure:
    rows = [(owner, part) for owner, life in lives.items() for part in range(0, len(life), PER_ROW)]
    if not rows:
        return _empty()
    canvas = Canvas(sum(_height(part == 0) for _, part in rows) + 6)
    top = 6.0
    for owner, part in rows:
        life = lives[owner]
        if part == 0:
            what = f"컨테이너 {owner}의 일생" if owner else "컨테이너의 일생"
            canvas.text(14, top + TITLE / 2, what, 16, bold=True, room=WIDTH - 28)
            top += TITLE
        _draw_row(canvas, top, life, part)
        top += _height(False)
    return canvas.finish("\n".join(_text(owner, life) for owner, life in lives.items()))


def _height(first: bool) -> float:
    return (TITLE if first else 0) + LANE * len(LANES) + FOOT + GAP


def _draw_row(canvas: Canvas, top: float, life: Sequence[Step], first: int) -> None:
    used = {life[0].before, *(step.state for step in life)}
    for number, state in enumerate(LANES):
        middle = top + LANE * (number + 0.5)
        word, kind = STATES[state]
        color = kind.line if state in used else style.LINE
        wide = canvas.text(14, middle, word, 13, color, bold=True)
        if state != NONE:
            canvas.text(14 + wide + 6, middle, state, 11, style.QUIET if state in used else style.LINE)
        canvas.line([(LEFT, middle), (RIGHT, middle)], style.FAINT, 7)
    width = (RIGHT - LEFT) / PER_ROW
    steps = life[first : first + PER_ROW]
    states = [steps[0].before, *(step.state for step in steps)]
    spots = [LEFT + width * (index + 0.5) for index in range(len(steps))]
    last = first + PER_ROW >= len(life)
    edges = [LEFT, *spots, spots[-1] + width / 2 if last else RIGHT]
    for (left, right), state in zip(pairwise(edges), states, strict=True):
        _bar(canvas, top, left, right, state)
    for at, step in zip(spots, steps, strict=True):
        _event(canvas, top, at, width, step)


def _bar(canvas: Canvas, top: float, left: float, right: float, state: str) -> None:
    middle = top + LANE * (LANES.index(state) + 0.5)
    canvas.line([(left, middle), (right, middle)], STATES[state][1].line, 2 if state == NONE else 7, state == NONE)


def _event(canvas: Canvas, top: float, at: float, width: float, step: Step) -> None:
    old, new = (top + LANE * (LANES.index(state) + 0.5) for state in (step.before, step.state))
    foot = top + LANE * len(LANES)
    canvas.line([(at, max(old, new) + 5), (at, foot)], style.LINE, 0.8)
    if old != new:
        canvas.arrow((at, old), (at, new), style.INK, 1.5)
    else:
        canvas.dots([(at, old)], style.INK, 5)
    canvas.text(at, foot + 10, step.action, 12.5, bold=True, at="center", room=width - 4)
    canvas.text(at, foot + 27, step.detail, 11, at="center", room=width - 4)
    canvas.text(at, foot + 43, f"+{step.seconds:,.1f}초", 11, style.QUIET, at="center", room=width - 4)


def _text(owner: str, life: Sequence[Step]) -> str:
    """상태가 바뀐 것은 차례대로, 함께 온 이벤트는 이름 차례로 적습니다.

    `kill`, `stop`, `die`처럼 거의 동시에 오는 이벤트의 차례는 엔진 버전마다 다릅니다.
    """
    lines = [f"그림: 컨테이너 {owner}의 일생" if owner else "그림: 컨테이너의 일생"]
    lines += [f"  {step.title} → {STATES[step.state][0]}" for step in life if step.state != step.before]
    beside = sorted({step.title for step in life if step.action not in AFTER or step.action == "restart"})
    return "\n".join([*lines, *([f"  함께 온 이벤트: {', '.join(beside)}"] if beside else [])])


def _empty() -> Figure:
    canvas = Canvas(56)
    canvas.text(14, 28, "컨테이너 이벤트가 없습니다", 14, style.QUIET)
    return canvas.finish("그림: 컨테이너의 일생 (이벤트 없음)")
