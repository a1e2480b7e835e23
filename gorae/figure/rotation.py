"""로그 파일이 차례로 밀려나다가 사라지는 모습을 시간 순서로 그립니다."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gorae.figure import style
from gorae.figure.canvas import WIDTH, Canvas, Figure
from gorae.figure.style import Kind
from gorae.lab import LogFile

LEFT, RIGHT = 64.0, WIDTH - 16.0
CEILING, TALL = 66.0, 240.0
SIDE = 8.0
SMALL = 16.0
KINDS = (style.CONTAINER, style.IMAGE, style.VOLUME, style.MEMORY, style.NETWORK, style.MACHINE)


@dataclass(frozen=True)
class Piece:
    """어느 순간의 로그 파일 하나입니다. `first`와 `last`는 처음 줄과 마지막 줄의 번호입니다."""

    name: str
    size: int
    first: int
    last: int


Moment = tuple[Piece, ...]


def rotation(snapshots: Sequence[Sequence[LogFile]], max_size: int, max_file: int) -> Figure:
    """로그를 조금씩 쓰면서 볼 때마다의 파일과 크기를 쌓은 막대로 그립니다.

    Args:
        snapshots: 볼 때마다의 `lab.log_files` 결과. 메시지에는 줄의 번호가 들어 있어야 합니다.
        max_size: 파일 하나의 한도 (바이트).
        max_file: 파일 수의 한도.

    Example:
        >>> figure.rotation(snapshots, 10_000, 3)
    """
    return _draw([_moment(files) for files in snapshots], max_size, max_file)


def _moment(files: Sequence[LogFile]) -> Moment:
    pieces = []
    for each in files:
        numbers = [int(found[0]) for said in each.messages if (found := re.search(r"\d+", said))]
        if numbers:
            pieces.append(Piece(_suffix(each.name), each.size, numbers[0], numbers[-1]))
    return tuple(sorted(pieces, key=lambda piece: piece.first))


def _suffix(name: str) -> str:
    return "." + name.rpartition(".")[2]


def _draw(moments: Sequence[Moment], max_size: int, max_file: int) -> Figure:
    shown = [each for each in moments if each]
    if not shown:
        canvas = Canvas(60)
        canvas.text(LEFT, 30, "로그 파일을 볼 수 없습니다", 14, style.QUIET)
        return canvas.finish("그림: 로그 파일의 회전, 볼 수 있는 파일 없음")
    limit = max_size * max_file
    highest = max(limit, *(sum(piece.size for piece in each) for each in shown)) * 1.08
    canvas = Canvas(CEILING + TALL + 56)
    floor = CEILING + TALL
    canvas.text(LEFT, 18, f"로그 파일의 회전: 파일 하나에 {_kilo(max_size)}, {max_file}개까지", 16, bold=True)
    canvas.text(LEFT, 42, "칸 하나가 파일 하나입니다. 칸의 숫자는 그 파일에 든 줄의 번호입니다.", 12.5, style.QUIET)
    _levels(canvas, floor, highest, max_size, max_file)
    kinds = _kinds(shown)
    step = (RIGHT - LEFT) / len(shown)
    for index, moment in enumerate(shown):
        _column(canvas, LEFT + step * index, step, floor, TALL / highest, moment, kinds)
    canvas.line([(LEFT, floor), (RIGHT, floor)], style.QUIET, 1.2)
    canvas.text((LEFT + RIGHT) / 2, floor + 40, "지금까지 쓴 줄", 12.5, style.QUIET, at="center")
    return canvas.finish(_text(shown))


def _levels(canvas: Canvas, floor: float, highest: float, max_size: int, max_file: int) -> None:
    """파일 하나만큼마다 눈금을 긋고, 한도에는 진한 선을 긋습니다."""
    for number in range(max_file + 1):
        at = floor - TALL * number * max_size / highest
        last = number == max_file
        if number:
            canvas.line([(LEFT, at), (RIGHT, at)], style.DELETED.line if last else style.LINE, 1.4 if last else 1, last)
        name = _kilo(number * max_size) if number else "0"
        canvas.text(LEFT - 8, at, name, 11.5, style.DELETED.line if last else style.QUIET, at="right", room=LEFT - 10)


def _kinds(moments: Sequence[Moment]) -> dict[int, Kind]:
    """처음 줄의 번호가 같으면 이름이 바뀌어도 같은 파일이므로 같은 색입니다."""
    firsts = sorted({piece.first for moment in moments for piece in moment})
    return {first: KINDS[index % len(KINDS)] for index, first in enumerate(firsts)}


def _column(
    canvas: Canvas, left: float, step: float, floor: float, scale: float, moment: Moment, kinds: dict[int, Kind]
) -> None:
    base, wide = floor, step - SIDE
    middle = left + SIDE / 2 + wide / 2
    for piece in moment:
        tall = piece.size * scale
        kind = kinds[piece.first]
        canvas.box(left + SIDE / 2, base - tall, wide, max(tall, 7), kind)
        if tall >= SMALL:
            numbers = f"{piece.first}–{piece.last}"
            lower = tall >= 2 * SMALL + 4
            canvas.text(
                middle, base - tall / 2 - (8 if lower else 0), piece.name, 11.5, kind.line, True, "center", wide
            )
            if lower:
                canvas.text(middle, base - tall / 2 + 9, numbers, 11, style.INK, at="center", room=wide)
        base -= tall
    canvas.text(middle, floor + 17, f"{moment[-1].last:,}", 12, style.QUIET, at="center", room=wide)


def _kilo(size: int) -> str:
    return f"{size / 1000:,.0f} kB"


def _text(moments: Sequence[Moment]) -> str:
    lines = [f"그림: 로그 파일의 회전, {len(moments)}번 봄"]
    start = moments[0][0].first
    for moment in moments:
        kept = "첫 줄이 있음" if moment[0].first == start else "첫 줄이 사라짐"
        lines.append(f"  {moment[-1].last:,}줄까지 썼을 때 파일 {len(moment)}개, {kept}")
    return "\n".join(lines)
