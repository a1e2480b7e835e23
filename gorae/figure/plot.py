"""시간에 따라 바뀌는 값을 그리는 그림들의 눈금과 선입니다."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gorae.figure import style
from gorae.figure.canvas import WIDTH, Canvas

LEFT, RIGHT, TOP, TALL = 74.0, WIDTH - 190.0, 66.0, 220.0
HEIGHT = TOP + TALL + 56


@dataclass(frozen=True)
class Plot:
    """가로가 시간(초)이고 세로가 값인 자리입니다. `across`와 `up`은 눈금의 끝입니다."""

    canvas: Canvas
    across: float
    up: float

    def spot(self, seconds: float, value: float) -> tuple[float, float]:
        """시간과 값이 놓일 자리 (픽셀)입니다."""
        return LEFT + (RIGHT - LEFT) * seconds / self.across, TOP + TALL * (1 - value / self.up)

    def axes(self, named: Callable[[float], str], parts: int = 4) -> None:
        """두 축과 눈금을 긋습니다. `named`는 세로 눈금에 적을 글입니다."""
        for part in range(parts + 1):
            value = self.up * part / parts
            _, top = self.spot(0, value)
            line = style.LINE if part else style.QUIET
            self.canvas.line([(LEFT, top), (RIGHT, top)], line, 1)
            self.canvas.text(LEFT - 8, top, named(value), 11.5, style.QUIET, at="right", room=LEFT - 10)
        for part in range(6):
            seconds = self.across * part / 5
            left, _ = self.spot(seconds, 0)
            self.canvas.text(left, TOP + TALL + 16, f"{seconds:.2f}초", 11.5, style.QUIET, at="center")

    def draw(self, seconds: Sequence[float], values: Sequence[float], color: str, name: str, note: str = "") -> None:
        """값들을 선으로 잇고 끝에 이름과 덧붙일 말을 적습니다."""
        spots = [self.spot(*each) for each in zip(seconds, values, strict=True)]
        self.canvas.line(spots, color, 2.2)
        self.canvas.dots(spots[-1:], color, 6)
        left, top = spots[-1]
        room = WIDTH - left - 16
        self.canvas.text(left + 10, top - (8 if note else 0), name, 12.5, color, bold=True, room=room)
        if note:
            self.canvas.text(left + 10, top + 9, note, 12, style.QUIET, room=room)
