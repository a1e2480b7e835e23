"""이미지들의 크기를 같은 자로 잽니다. 막대의 길이는 크기에 비례하고, 칸 하나가 레이어 하나입니다."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gorae.figure import style
from gorae.figure.canvas import POINT, WIDTH, Canvas, Figure
from gorae.figure.layers import Layer, read, spell

MARGIN, HEAD, ROW, BAR, FOOT = 14.0, 12.0, 62.0, 24.0, 30.0
LONGEST = WIDTH - 2 * MARGIN - 96
THIN, BOX, SPLIT = 2.0, 10.0, 14.0


@dataclass(frozen=True)
class Weight:
    """이미지 하나의 이름과, 아래에서 위로 쌓인 레이어입니다."""

    name: str
    layers: tuple[Layer, ...]

    @property
    def size(self) -> int:
        """레이어의 크기를 더한 것입니다 (바이트)."""
        return sum(layer.size for layer in self.layers)


def sizes(client: Any, *names: str) -> Figure:
    """이미지들의 크기를 위에서 아래로, 한 눈금 위에 그립니다.

    Args:
        client: docker-py 클라이언트.
        names: 이미지의 이름.

    Example:
        >>> figure.sizes(client, "gorae-hello:one", "gorae-hello:two")
    """
    return _draw([Weight(name, read(client.images.get(name))) for name in names])


def _draw(weights: Sequence[Weight]) -> Figure:
    most = max((each.size for each in weights), default=0)
    canvas = Canvas(HEAD + ROW * max(1, len(weights)) + FOOT)
    if not weights:
        canvas.text(MARGIN, HEAD + ROW / 2, "그릴 이미지가 없습니다", 14, style.QUIET)
    for index, weight in enumerate(weights):
        _bar(canvas, HEAD + ROW * index, weight, most)
    note = "막대의 길이는 크기에 비례합니다. 한 칸이 레이어 하나이고, 좁은 칸은 이웃과 합쳐 그렸습니다."
    canvas.text(
        MARGIN, HEAD + ROW * max(1, len(weights)) + FOOT / 2 - 4, note, 12, style.QUIET, room=WIDTH - 2 * MARGIN
    )
    return canvas.finish(_text(weights))


def _bar(canvas: Canvas, top: float, weight: Weight, most: int) -> None:
    wide = canvas.text(MARGIN, top + 12, weight.name, 14, style.IMAGE.line, bold=True, room=WIDTH - 240)
    if share := _share(weight.size, most):
        canvas.text(MARGIN + wide + 14, top + 12, share, 12.5, style.QUIET, room=WIDTH - 2 * MARGIN - wide - 14)
    left, middle = MARGIN, top + 26 + BAR / 2
    for size in _pieces(weight, most):
        width = max(THIN, LONGEST * size / max(1, most))
        if width < BOX:
            canvas.line(
                [(left + width / 2, top + 26), (left + width / 2, top + 26 + BAR)], style.IMAGE.line, width * POINT
            )
        else:
            canvas.box(left, top + 26, width, BAR, style.IMAGE)
        left += width
    canvas.text(left + 10, middle, spell(weight.size), 13, style.IMAGE.line, bold=True)


def _pieces(weight: Weight, most: int) -> list[float]:
    """막대의 칸들입니다. 너무 좁은 칸은 이웃과 합칩니다."""
    least, found = most * SPLIT / LONGEST, list[float]()
    for layer in weight.layers:
        if found and (layer.size < least or found[-1] < least):
            found[-1] += layer.size
        else:
            found.append(layer.size)
    return found


def _share(size: int, most: int) -> str:
    times = round(most / size) if size else 0
    return f"가장 큰 것의 {times:,}분의 1" if times > 1 else ""


def _text(weights: Sequence[Weight]) -> str:
    lines = ["그림: 이미지의 크기" + ("" if weights else " (없음)")]
    lines += [f"  {each.name} · 레이어 {len(each.layers)}개 · {spell(each.size)}" for each in weights]
    return "\n".join(lines)
