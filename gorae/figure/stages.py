"""Dockerfile의 스테이지를 왼쪽에서 오른쪽으로 이어 그립니다. 무엇이 어디로 옮겨 가는지, 얼마나 큰지가 보입니다."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gorae.figure import style
from gorae.figure.canvas import WIDTH, Canvas, Figure
from gorae.figure.layers import read, spell
from gorae.figure.style import Kind
from gorae.lab import Build
from gorae.lab.dockerfile import Stage, Taken

MARGIN, GAP, BETWEEN, FOOT = 12.0, 14.0, 64.0, 30.0
WIDEST = 330.0
HEAD, LINE, TAIL, BARE = 34.0, 20.0, 42.0, 12.0
SKIPPED = "만들지 않음"


@dataclass(frozen=True)
class Node:
    """그림의 상자 하나입니다.

    Attributes:
        stage: 스테이지.
        made: 이번 빌드에서 만들었는지.
        last: 빌드의 결과가 된 스테이지인지.
        size: 결과의 크기 (바이트). 이미지로 남지 않아서 모르면 None.
    """

    stage: Stage
    made: bool
    last: bool
    size: int | None


def stages(client: Any, record: Build) -> Figure:
    """빌드한 Dockerfile의 스테이지와 그 사이에 옮겨 간 것을 그립니다.

    Args:
        client: docker-py 클라이언트.
        record: `lab.build`가 돌려준 기록.

    Example:
        >>> figure.stages(client, lab.build(folder, "gorae-hello"))
    """
    visited = record.visited
    last = max(record.images, default=-1)
    nodes = []
    for stage in record.stages:
        image = record.images.get(stage.number)
        size = sum(layer.size for layer in read(client.images.get(image))) if image else None
        nodes.append(Node(stage, stage.number in visited, stage.number == last, size))
    return _draw(nodes)


def ranks(nodes: Sequence[Node]) -> dict[int, int]:
    """스테이지의 번호 → 왼쪽에서 몇 번째 줄인지입니다. 가져오는 것은 가져다주는 것보다 오른쪽에 있습니다."""
    found: dict[int, int] = {}
    for node in nodes:
        found[node.stage.number] = 1 + max((found[need] for need in node.stage.needs), default=-1)
    return found


def _draw(nodes: Sequence[Node]) -> Figure:
    names = {node.stage.number: _name(node.stage) for node in nodes}
    places = _places(nodes, names)
    floor = max((top + tall for _, top, _, tall in places.values()), default=60.0)
    canvas = Canvas(floor + FOOT)
    if not nodes:
        canvas.text(MARGIN, 30, "그릴 스테이지가 없습니다", 14, style.QUIET)
        return canvas.finish("그림: 스테이지 (없음)")
    for node in nodes:
        _edges(canvas, node, places)
    most = max((node.size or 0 for node in nodes), default=0)
    for node in nodes:
        _box(canvas, node, places[node.stage.number], names, most)
    note = "화살표는 파일(파랑)이나 바탕(초록)이 옮겨 가는 방향입니다. 막대의 길이는 크기에 비례합니다."
    canvas.text(MARGIN, floor + FOOT / 2, note, 12, style.QUIET, room=WIDTH - 2 * MARGIN)
    return canvas.finish(_text(nodes, names))


def _places(nodes: Sequence[Node], names: Mapping[int, str]) -> dict[int, tuple[float, float, float, float]]:
    """스테이지의 번호 → 상자의 왼쪽, 위, 너비, 높이입니다."""
    rank = ranks(nodes)
    columns = [[node for node in nodes if rank[node.stage.number] == each] for each in sorted(set(rank.values()))]
    count = max(1, len(columns))
    width = min(WIDEST, (WIDTH - 2 * MARGIN - BETWEEN * (count - 1)) / count)
    heights = [sum(_tall(node, names) + GAP for node in column) - GAP for column in columns]
    found = {}
    for index, column in enumerate(columns):
        top = MARGIN + (max(heights) - heights[index]) / 2
        for node in column:
            tall = _tall(node, names)
            found[node.stage.number] = (MARGIN + index * (width + BETWEEN), top, width, tall)
            top += tall + GAP
    return found


def _tall(node: Node, names: Mapping[int, str]) -> float:
    return HEAD + LINE * (1 + len(list(_taken(node.stage, names)))) + (BARE if node.size is None else TAIL)


def _edges(canvas: Canvas, node: Node, places: Mapping[int, tuple[float, float, float, float]]) -> None:
    left, top, _, tall = places[node.stage.number]
    for number in sorted(node.stage.needs):
        start_left, start_top, start_width, start_tall = places[number]
        files = any(taken.source == number for taken in node.stage.taken)
        color = style.CONTAINER.line if files else style.IMAGE.line
        color = color if node.made else style.NOTHING.line
        start = (start_left + start_width + 2, start_top + start_tall / 2)
        canvas.arrow(start, (left - 2, top + tall / 2), color, 1.8)


def _box(
    canvas: Canvas,
    node: Node,
    place: tuple[float, float, float, float],
    names: Mapping[int, str],
    most: int,
) -> None:
    left, top, width, tall = place
    kind = _kind(node)
    canvas.box(left, top, width, tall, kind, dashed=not node.made)
    word = "결과" if node.last else "" if node.made else SKIPPED
    taken = canvas.text(left + width - 12, top + 19, word, 12, kind.line, bold=True, at="right")
    canvas.text(left + 12, top + 19, names[node.stage.number], 14, kind.line, bold=True, room=width - taken - 34)
    line = top + HEAD + LINE / 2
    for said in (_base(node.stage, names), *_taken(node.stage, names)):
        canvas.text(left + 12, line, said, 12, room=width - 24)
        line += LINE
    if node.size is not None:
        canvas.text(left + 12, line + 2, spell(node.size), 13, kind.line, bold=True)
        long = max(3.0, (width - 24) * node.size / max(1, most))
        canvas.line([(left + 12, line + 18), (left + 12 + long, line + 18)], kind.line, 5)


def _kind(node: Node) -> Kind:
    if not node.made:
        return style.NOTHING
    return style.IMAGE if node.last else style.HOST


def _name(stage: Stage) -> str:
    return f"{stage.number} {stage.name}" if stage.name else str(stage.number)


def _base(stage: Stage, names: Mapping[int, str]) -> str:
    return f"FROM {_of(stage.base, names)}"


def _taken(stage: Stage, names: Mapping[int, str]) -> Iterator[str]:
    for taken in stage.taken:
        yield f"{_paths(taken)} ← {_of(taken.source, names)}"


def _paths(taken: Taken) -> str:
    return " ".join(taken.paths) if taken.paths else "빌드하는 동안만"


def _of(source: int | str, names: Mapping[int, str]) -> str:
    return f"스테이지 {names[source]}" if isinstance(source, int) else source


def _text(nodes: Sequence[Node], names: Mapping[int, str]) -> str:
    lines = ["그림: 스테이지"]
    for node in nodes:
        size = spell(node.size) if node.size is not None else "" if node.made else SKIPPED
        marks = [names[node.stage.number], _base(node.stage, names), size, "결과" if node.last else ""]
        lines.append("  " + " · ".join(mark for mark in marks if mark))
        lines += [f"      {said}" for said in _taken(node.stage, names)]
    return "\n".join(lines)
