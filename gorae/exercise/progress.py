"""학습자가 어디까지 했는지 적어 둡니다. 이 기계의 `GORAE_HOME` 아래에만 남습니다."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gorae import home
from gorae.exercise.outcome import Outcome, Result
from gorae.exercise.student import student

_EMPTY: dict[str, Any] = {"outcome": Outcome.UNATTEMPTED.value, "points": 0, "attempts": 0, "hints": 0, "made": {}}


def of(exercise: str) -> dict[str, Any]:
    """실습 하나의 기록입니다: outcome, points, attempts, hints, made(연 장의 표 → 시작 상태의 ID)."""
    return {**_EMPTY, **_read().get(exercise, {})}


def record(result: Result) -> None:
    """채점한 결과를 적습니다. 한 번 통과한 실습은 통과로 남습니다. 환경 문제는 적지 않습니다."""
    if result.outcome in (Outcome.BLOCKED, Outcome.UNATTEMPTED):
        return
    now = of(result.exercise)
    best = result.points >= now["points"] and now["outcome"] != Outcome.PASS.value
    change: dict[str, Any] = {"attempts": now["attempts"] + 1}
    if best or result.passed:
        change |= {"outcome": result.outcome.value, "points": result.points}
    _change(result.exercise, change)


def next_hint(exercise: str, available: int) -> int:
    """이번에 보일 힌트의 차례입니다 (0부터). 마지막 힌트에 머뭅니다."""
    shown = int(of(exercise)["hints"])
    _change(exercise, {"hints": min(shown + 1, available)})
    return min(shown, available - 1)


def started(exercise: str, opening: str) -> Mapping[str, str] | None:
    """시작 상태로 만든 것의 ID입니다. 장을 열고 나서 시작하지 않았으면 None입니다.

    Args:
        exercise: 실습 번호.
        opening: 지금 열린 장의 표(`Lab.opening`). 장을 닫으면 만든 것도 사라지므로 표가 다르면 시작 전입니다.
    """
    made: dict[str, Mapping[str, str]] = of(exercise)["made"]
    return made.get(opening)


def start(exercise: str, opening: str, made: Mapping[str, str]) -> None:
    """시작 상태로 만든 것의 ID를 적습니다."""
    _change(exercise, {"made": {opening: dict(made)}})


def _path() -> Path:
    if given := os.environ.get("GORAE_PROGRESS"):
        folder = Path(given)
        folder.mkdir(parents=True, exist_ok=True)
    else:
        folder = home.folder("progress")
    name = "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in student())
    return folder / f"{name}.json"


def _read() -> dict[str, Any]:
    path = _path()
    try:
        known: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError:
        # 깨진 기록은 버리지 않고 옆에 두고 새로 시작합니다.
        path.replace(path.with_suffix(".broken"))
        return {}
    return known


def _change(exercise: str, change: Mapping[str, Any]) -> None:
    with home.lock("progress"):
        everything = _read()
        everything[exercise] = {**_EMPTY, **everything.get(exercise, {}), **change}
        path = _path()
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps(everything, ensure_ascii=False, indent=1), "utf-8")
        fresh.replace(path)
