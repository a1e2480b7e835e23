"""그림 하나를 그리는 도화지입니다. 길이는 모두 화면의 픽셀이고, 왼쪽 위가 (0, 0)입니다."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, Literal

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Sheet
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, PathPatch
from matplotlib.path import Path
from matplotlib.text import Text

from gorae.figure import style
from gorae.figure.style import Kind

WIDTH = 760
POINT = 0.72  # 화면 픽셀 하나는 0.72포인트입니다 (1인치를 100픽셀로 봅니다).
SCALE = 2
CUT = "…"

Across = Literal["left", "center", "right"]
Spot = tuple[float, float]


@dataclass(frozen=True)
class Label:
    """그림에 쓰인 글 하나와 그것이 차지한 자리입니다 (픽셀)."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Label) -> bool:
        """두 글이 겹치면 참입니다. 1픽셀까지는 닿은 것으로 봅니다."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 1 and down > 1


@dataclass(frozen=True)
class Figure:
    """다 그린 그림입니다. 노트북에서는 그림으로, 글만 보이는 곳에서는 글로 보입니다.

    Attributes:
        png: 두 배로 촘촘한 PNG.
        text: 그림이 말하는 것을 적은 글. 다시 그려도 같습니다.
        width, height: 화면에서 차지하는 크기 (픽셀).
        labels: 그림에 쓰인 글과 그 자리.
    """

    png: bytes
    text: str
    width: int
    height: int
    labels: tuple[Label, ...]

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict[str, Any], dict[str, Any]]:
        size = {"width": self.width, "height": self.height}
        return {"image/png": self.png, "text/plain": self.text}, {"image/png": size}


class Canvas:
    """그림을 그리는 동안만 쓰는 도화지입니다. pyplot을 거치지 않으므로 열린 그림이 남지 않습니다."""

    def __init__(self, height: float, width: float = WIDTH) -> None:
        self.width, self.height = float(width), float(height)
        with matplotlib.rc_context(style.fonts()):
            self.sheet = Sheet(figsize=(width / 100, height / 100), dpi=100 * SCALE, facecolor=style.PAPER)
            self.paper = FigureCanvasAgg(self.sheet)
            self.axes = self.sheet.add_axes((0, 0, 1, 1))
        self.axes.set_xlim(0, width)
        self.axes.set_ylim(height, 0)
        self.axes.set_axis_off()
        self._texts: list[Text] = []
        self._order = count(3)  # 나중에 그린 것이 위에 놓입니다.

    def box(self, left: float, top: float, width: float, height: float, kind: Kind, dashed: bool = False) -> None:
        """한 종류의 것을 나타내는 둥근 상자를 그립니다."""
        self.axes.add_patch(
            FancyBboxPatch(
                (left + 3, top + 3),
                width - 6,
                height - 6,
                boxstyle="round,pad=3,rounding_size=5",
                linewidth=1.1,
                linestyle="--" if dashed else "-",
                edgecolor=kind.line,
                facecolor=kind.fill,
                zorder=next(self._order),
            )
        )

    def line(self, spots: Sequence[Spot], color: str, width: float = 1.2, dashed: bool = False) -> None:
        """점들을 잇는 선을 그립니다."""
        across, down = zip(*spots, strict=True)
        self.axes.plot(
            across,
            down,
            color=color,
            linewidth=width,
            linestyle="--" if dashed else "-",
            solid_capstyle="butt",
            zorder=next(self._order),
        )

    def curve(self, start: Spot, end: Spot, color: str, width: float = 1.4, dashed: bool = False) -> None:
        """왼쪽에서 오른쪽으로 부드럽게 잇는 선을 그립니다."""
        middle = (start[0] + end[0]) / 2
        path = Path([start, (middle, start[1]), (middle, end[1]), end], [Path.MOVETO] + [Path.CURVE4] * 3)
        line = "--" if dashed else "-"
        patch = PathPatch(path, fill=False, edgecolor=color, linewidth=width, linestyle=line, zorder=next(self._order))
        self.axes.add_patch(patch)

    def arrow(self, start: Spot, end: Spot, color: str, width: float = 1.4, bend: float = 0.0) -> None:
        """화살표를 그립니다. `bend`는 휘는 정도입니다 (0이면 곧습니다)."""
        self.axes.add_patch(
            FancyArrowPatch(
                start,
                end,
                arrowstyle="-|>",
                mutation_scale=9,
                connectionstyle=f"arc3,rad={bend}",
                color=color,
                linewidth=width,
                shrinkA=0,
                shrinkB=0,
                zorder=next(self._order),
            )
        )

    def dots(self, spots: Iterable[Spot], color: str, size: float = 5) -> None:
        """점들을 찍습니다."""
        across, down = zip(*spots, strict=True)
        (marks,) = self.axes.plot(across, down, "o", color=color, markersize=size, zorder=next(self._order))
        marks.set(markeredgecolor="white", markeredgewidth=0.5)

    def text(
        self,
        left: float,
        top: float,
        text: str,
        size: float = 12,
        color: str = style.INK,
        bold: bool = False,
        at: Across = "left",
        room: float | None = None,
        keep_end: bool = False,
    ) -> float:
        """글 한 줄을 쓰고 그 폭을 돌려줍니다. 세로로는 `top`이 글의 가운데입니다.

        Args:
            size: 글자 크기 (픽셀).
            room: 쓸 수 있는 폭 (픽셀). 넘치면 줄임표를 붙여 자릅니다.
            keep_end: 자를 때 끝을 남깁니다 (경로).
        """
        shown = style.drawable(text) if room is None else self.fit(text, room, size, bold, keep_end)
        artist = self._write(left, top, shown, size, color, bold, at)
        self._texts.append(artist)
        return float(self._extent(artist).width / SCALE)

    def fit(self, text: str, room: float, size: float = 12, bold: bool = False, keep_end: bool = False) -> str:
        """폭 `room`에 들어가게 줄인 글을 돌려줍니다."""
        text = style.drawable(text)
        if self.measure(text, size, bold) <= room:
            return text
        few, many = 0, len(text)
        while few < many:
            half = (few + many + 1) // 2
            fits = self.measure(_cut(text, half, keep_end), size, bold) <= room
            few, many = (half, many) if fits else (few, half - 1)
        return _cut(text, few, keep_end)

    def measure(self, text: str, size: float = 12, bold: bool = False) -> float:
        """글의 폭을 픽셀로 돌려줍니다."""
        artist = self._write(0, 0, style.drawable(text), size, style.INK, bold, "left")
        width = self._extent(artist).width / SCALE
        artist.remove()
        return float(width)

    def finish(self, text: str) -> Figure:
        """PNG로 굳혀 `Figure`를 돌려줍니다. `text`는 그림의 글 형태입니다."""
        labels = tuple(self._label(artist) for artist in self._texts)
        file = io.BytesIO()
        with matplotlib.rc_context(style.fonts()):
            self.sheet.savefig(file, format="png", metadata={"Software": None})
        return Figure(file.getvalue(), text, round(self.width), round(self.height), labels)

    def _write(self, left: float, top: float, text: str, size: float, color: str, bold: bool, at: Across) -> Text:
        weight = "bold" if bold else "normal"
        with matplotlib.rc_context(style.fonts()):
            artist = self.axes.text(left, top, text, ha=at, va="center_baseline", zorder=next(self._order))
            artist.set(fontsize=size * POINT, color=color, weight=weight)
            return artist

    def _extent(self, artist: Text) -> Any:
        renderer: Any = self.paper.get_renderer()  # type: ignore[no-untyped-call]
        return artist.get_window_extent(renderer)

    def _label(self, artist: Text) -> Label:
        box = self._extent(artist)
        tall = self.height * SCALE
        return Label(
            artist.get_text(), box.x0 / SCALE, (tall - box.y1) / SCALE, box.x1 / SCALE, (tall - box.y0) / SCALE
        )


def _cut(text: str, length: int, keep_end: bool) -> str:
    if keep_end:
        return CUT + text[len(text) - length :]
    return text[:length] + CUT
