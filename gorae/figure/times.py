"""시작 시간처럼 여러 번 잰 값의 분포를 그립니다."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median

from gorae.figure import style
from gorae.figure.canvas import WIDTH, Canvas, Figure

LEFT, RIGHT = 30.0, WIDTH - 30.0
DOT = 13
STEPS = (1, 2, 5)


def times(samples: Iterable[float], what: str = "컨테이너의 시작 시간") -> Figure:
    """잰 값 하나를 점 하나로 찍고 중앙값을 표시합니다.

    Args:
        samples: 잰 시간들 (초).
        what: 무엇을 쟀는지.

    Example:
        >>> figure.times([0.31, 0.29, 0.35])
    """
    seconds = sorted(float(sample) for sample in samples)
    if not seconds:
        return _empty(what)
    end = nice(max(seconds) * 1.08)
    piles = _piles(seconds, end)
    tallest = max(count for _, count in piles)
    canvas = Canvas(96 + tallest * DOT + 56)
    floor = canvas.height - 46
    canvas.text(LEFT, 20, f"{what} ({len(seconds):,}번)", 16, bold=True)
    _axis(canvas, floor, end)
    for across, count in piles:
        canvas.dots(((across, floor - 9 - DOT * up) for up in range(count)), style.CONTAINER.line, 6.5)
    _median(canvas, floor, median(seconds), end)
    quickest = f"가장 빠를 때 {spell(seconds[0])}, 가장 느릴 때 {spell(seconds[-1])}"
    canvas.text(RIGHT, 20, quickest, 12.5, style.QUIET, at="right")
    return canvas.finish(_text(what, seconds))


def spell(seconds: float) -> str:
    """시간을 읽기 좋은 단위로 적습니다 (`310 ms`, `1.25초`)."""
    return f"{seconds * 1000:,.0f} ms" if seconds < 1 else f"{seconds:,.2f}초"


def nice(value: float) -> float:
    """`value`보다 작지 않은 가장 가까운 눈금 끝(1, 2, 5에 10의 거듭제곱을 곱한 수)입니다."""
    if value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next((step * power for step in STEPS if step * power >= value), 10 * power)


def _across(seconds: float, end: float) -> float:
    return LEFT + (RIGHT - LEFT) * seconds / end


def _piles(seconds: Sequence[float], end: float) -> list[tuple[float, int]]:
    piles = Counter(round(_across(each, end) / DOT) for each in seconds)
    return [(pile * DOT, count) for pile, count in piles.items()]


def _axis(canvas: Canvas, floor: float, end: float) -> None:
    canvas.line([(LEFT, floor), (RIGHT, floor)], style.QUIET, 1.2)
    for part in range(6):
        at = end * part / 5
        x = _across(at, end)
        canvas.line([(x, floor), (x, floor + 5)], style.QUIET, 1)
        name = "0" if part == 0 else spell(at)
        canvas.text(x, floor + 18, name, 12, style.QUIET, at="center")


def _median(canvas: Canvas, floor: float, middle: float, end: float) -> None:
    x = _across(middle, end)
    canvas.line([(x, 60), (x, floor)], style.ADDED.line, 1.6, dashed=True)
    name = f"중앙값 {spell(middle)}"
    half = canvas.measure(name, 13, bold=True) / 2
    canvas.text(min(max(x, LEFT + half), RIGHT - half), 50, name, 13, style.ADDED.line, bold=True, at="center")


def _text(what: str, seconds: Sequence[float]) -> str:
    size = "10초 미만" if median(seconds) < 10 else "10초 이상"
    return f"그림: {what}의 분포, 점 {len(seconds):,}개와 중앙값 (중앙값은 {size})"


def _empty(what: str) -> Figure:
    canvas = Canvas(60)
    canvas.text(LEFT, 30, f"{what}: 잰 값이 없습니다", 14, style.QUIET)
    return canvas.finish(f"그림: {what}, 잰 값 없음")
