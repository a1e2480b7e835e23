"""이미지를 옮기는 길마다 몇 바이트가 오갔는지를 나란한 막대로 그립니다."""

from __future__ import annotations

from collections.abc import Mapping

from gorae.figure import style
from gorae.figure.canvas import WIDTH, Canvas, Figure
from gorae.figure.layers import spell
from gorae.figure.style import Kind

MARGIN, HEAD = 10.0, 34.0
BAR, STEP, GAP = 18.0, 24.0, 16.0
NAMES, SUMS = 250.0, 110.0
KINDS = (style.IMAGE, style.CONTAINER, style.VOLUME, style.MEMORY, style.NETWORK)

Ways = Mapping[str, Mapping[str, int]]


def transfers(ways: Ways) -> Figure:
    """길마다, 옮긴 것마다 오간 바이트를 막대로 그립니다.

    Args:
        ways: 길의 이름 → 옮긴 것의 이름 → 바이트.

    Example:
        >>> figure.transfers({"push": {"gorae-a": 3_000_000, "gorae-b": 20_000}})
    """
    most = max((size for way in ways.values() for size in way.values()), default=0)
    rows = sum(len(way) for way in ways.values())
    canvas = Canvas(2 * MARGIN + HEAD + rows * STEP + len(ways) * GAP)
    canvas.text(MARGIN + 4, MARGIN + HEAD / 2 - 4, "옮긴 바이트", 16, bold=True)
    top = MARGIN + HEAD
    for number, (name, way) in enumerate(ways.items()):
        _way(canvas, top, name, way, most, KINDS[number % len(KINDS)])
        top += len(way) * STEP + GAP
    return canvas.finish(_text(ways, most))


def _way(canvas: Canvas, top: float, name: str, way: Mapping[str, int], most: int, kind: Kind) -> None:
    """길 하나의 막대들입니다. 왼쪽에 이름, 막대 끝에 크기를 씁니다."""
    canvas.line([(MARGIN, top - GAP / 2), (WIDTH - MARGIN, top - GAP / 2)], style.LINE, 1)
    canvas.text(MARGIN + 4, top + STEP / 2, name, 13, kind.line, bold=True, room=98)
    room = WIDTH - NAMES - SUMS - MARGIN
    for number, (what, size) in enumerate(way.items()):
        middle = top + number * STEP + STEP / 2
        canvas.text(NAMES - 8, middle, what, 12, at="right", room=120)
        length = max(8.0, room * size / most) if most else 8.0
        canvas.box(NAMES, middle - BAR / 2, length, BAR, Kind(kind.line, kind.fill))
        canvas.text(NAMES + length + 8, middle, spell(size), 12, kind.line, bold=True)


def _text(ways: Ways, most: int) -> str:
    lines = ["그림: 옮긴 바이트 (가장 많은 것에 견주어)"]
    for name, way in ways.items():
        lines.append(f"  {name}: " + ", ".join(f"{what} {_share(size, most)}" for what, size in way.items()))
    return "\n".join(lines)


def _share(size: int, most: int) -> str:
    if size * 10 < most:
        return "10분의 1 미만"
    return "절반 미만" if size * 2 < most else "절반 이상"
