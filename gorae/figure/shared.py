"""여러 이미지의 레이어를 아래에서부터 쌓고, 함께 쓰는 레이어를 하나의 상자로 이어 그립니다. 높이는 크기에 비례합니다."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from gorae.figure import style
from gorae.figure.canvas import WIDTH, Canvas, Figure
from gorae.figure.layers import Layer, read, spell
from gorae.figure.style import Kind

MARGIN, GAP = 10.0, 6.0
TALL, LOW = 300.0, 44.0
HEAD, FOOT, NOTE = 34.0, 50.0, 26.0
BRIEF = 60

OWN = Kind(style.IMAGE.line, style.PAPER)

Key = tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """이미지 하나입니다.

    Attributes:
        name: 이미지의 이름.
        digests: 아래에서 위로 쌓인 레이어의 해시.
        layers: 같은 차례의 레이어.
    """

    name: str
    digests: Key
    layers: tuple[Layer, ...]

    def key(self, depth: int) -> Key:
        """아래에서 `depth`번째 레이어까지의 해시입니다. 이것이 같으면 같은 레이어입니다."""
        return self.digests[: depth + 1]


@dataclass(frozen=True)
class Block:
    """한 번만 저장되는 레이어 하나입니다. `first`부터 `last`까지의 이미지가 함께 씁니다."""

    depth: int
    first: int
    last: int
    layer: Layer


def shared(client: Any, *names: str) -> Figure:
    """이미지들의 레이어를 나란히 쌓고, 함께 쓰는 레이어를 이어서 그립니다.

    Args:
        client: docker-py 클라이언트.
        names: 이미지의 이름. 함께 쓰는 레이어가 많은 것끼리 이웃하도록 차례를 바꿉니다.

    Example:
        >>> figure.shared(client, "gorae/base:1", "gorae/web:1")
    """
    return _draw([_read(client.images.get(name), name) for name in names])


def _read(image: Any, name: str) -> Column:
    return Column(name, tuple(image.attrs["RootFS"].get("Layers") or ()), read(image))


def neighbours(columns: Sequence[Column]) -> list[Column]:
    """아래쪽 레이어가 같은 이미지끼리 이웃하게 늘어놓습니다. 그 밖에는 받은 차례를 지킵니다."""
    seen: dict[Key, int] = {}
    for column in columns:
        for depth in range(len(column.digests)):
            seen.setdefault(column.key(depth), len(seen))
    return sorted(columns, key=lambda each: [seen[each.key(depth)] for depth in range(len(each.digests))])


def blocks(columns: Sequence[Column]) -> Iterator[Block]:
    """저장되는 레이어를 아래에서 위로, 왼쪽에서 오른쪽으로 하나씩 냅니다."""
    for depth in range(max((len(each.digests) for each in columns), default=0)):
        start = 0
        for index, column in enumerate(columns):
            if len(column.digests) <= depth:
                start = index + 1
            elif index + 1 == len(columns) or columns[index + 1].key(depth) != column.key(depth):
                yield Block(depth, start, index, column.layers[depth])
                start = index + 1


def _draw(found: Sequence[Column]) -> Figure:
    columns = neighbours(found)
    unit = TALL / max(1, *(sum(layer.size for layer in each.layers) for each in columns), 1)
    heights = [[max(LOW, layer.size * unit) for layer in each.layers] for each in columns]
    floor = MARGIN + HEAD + ceil(max((sum(each) for each in heights), default=0.0))
    canvas = Canvas(floor + FOOT + NOTE)
    width = (WIDTH - 2 * MARGIN + GAP) / max(1, len(columns))
    canvas.text(MARGIN + 4, MARGIN + HEAD / 2 - 4, _saving(columns), 13, bold=True, room=WIDTH - 2 * MARGIN)
    for block in blocks(columns):
        low = floor - sum(heights[block.first][: block.depth])
        tall = heights[block.first][block.depth]
        left = MARGIN + block.first * width
        _box(canvas, left, low - tall, (block.last - block.first + 1) * width - GAP, tall - 4, block)
    for index, column in enumerate(columns):
        center = MARGIN + index * width + (width - GAP) / 2
        room = width - GAP - 8
        canvas.text(center, floor + 14, column.name, 13, style.IMAGE.line, bold=True, at="center", room=room)
        total = spell(sum(layer.size for layer in column.layers))
        canvas.text(center, floor + 34, f"합 {total}", 12, style.QUIET, at="center", room=room)
    note = "칠한 상자는 함께 쓰는 레이어입니다. 높이는 크기에 비례하고, 작은 레이어는 글자가 들어가도록 키웠습니다."
    canvas.text(MARGIN + 4, floor + FOOT + NOTE / 2 - 4, note, 12, style.QUIET, room=WIDTH - 2 * MARGIN)
    return canvas.finish(_text(columns))


def _box(canvas: Canvas, left: float, top: float, width: float, tall: float, block: Block) -> None:
    many = block.last > block.first
    canvas.box(left, top, width, tall, style.IMAGE if many else OWN)
    middle = top + tall / 2
    canvas.text(left + 10, middle - 9, block.layer.made_by, 12, room=width - 20)
    size = f"{spell(block.layer.size)} · 이미지 {block.last - block.first + 1}개" if many else spell(block.layer.size)
    canvas.text(left + 10, middle + 9, size, 12, style.IMAGE.line, bold=True, room=width - 20)


def _saving(columns: Sequence[Column]) -> str:
    once = sum(block.layer.size for block in blocks(columns))
    every = sum(layer.size for each in columns for layer in each.layers)
    return f"이미지마다 더하면 {spell(every)}, 한 번씩만 세면 {spell(once)}"


def _text(columns: Sequence[Column]) -> str:
    found = list(blocks(columns))
    every = sum(len(each.digests) for each in columns)
    lines = ["그림: 함께 쓰는 레이어 (아래에서 위로)"]
    lines.append(f"  이미지마다 세면 레이어 {every:,}개, 한 번씩만 세면 {len(found):,}개")
    for block in found:
        users = ", ".join(each.name for each in columns[block.first : block.last + 1])
        lines.append(f"    {block.depth + 1}층  {_brief(block.layer.made_by)} · {users}")
    return "\n".join(lines)


def _brief(made_by: str) -> str:
    return made_by if len(made_by) <= BRIEF else made_by[: BRIEF - 1] + "…"
