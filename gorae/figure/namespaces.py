"""프로세스와 네임스페이스의 표를 그립니다. 같은 네임스페이스는 같은 글자와 색입니다."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from gorae.figure import style
from gorae.figure.canvas import WIDTH, Canvas, Figure

Table = Mapping[str, Mapping[str, int | str]]

ROW = 38.0
TOP = 84.0
MEANING = {
    "cgroup": "자원 묶음",
    "ipc": "공유 메모리",
    "mnt": "마운트",
    "net": "네트워크",
    "pid": "프로세스",
    "time": "시계",
    "user": "사용자",
    "uts": "호스트 이름",
}


def namespaces(table: Table) -> Figure:
    """행은 프로세스, 열은 네임스페이스인 표를 그립니다. 아이노드 번호가 같으면 같은 네임스페이스입니다.

    Args:
        table: 프로세스 이름 → 네임스페이스 이름 → 아이노드 번호 (`readlink`가 준 글도 됩니다).

    Example:
        >>> figure.namespaces({"gorae-a": {"pid": 4026532201, "net": 4026532204}, "호스트": {"pid": 4026531836}})
    """
    columns = list(dict.fromkeys(name for row in table.values() for name in row))
    marks = {column: letters(row.get(column) for row in table.values()) for column in columns}
    return _draw(list(table), columns, marks)


def letters(inodes: Iterable[int | str | None]) -> list[str]:
    """처음 나온 차례대로 A, B, C…를 붙입니다. 같은 값은 같은 글자, 값이 없으면 `-`입니다."""
    known: dict[str, str] = {}
    result = []
    for inode in inodes:
        if inode is None:
            result.append("-")
            continue
        result.append(known.setdefault(str(inode), _letter(len(known))))
    return result


def _letter(index: int) -> str:
    rest, last = divmod(index, 26)
    return (_letter(rest - 1) if rest else "") + chr(ord("A") + last)


def _draw(rows: list[str], columns: list[str], marks: Mapping[str, list[str]]) -> Figure:
    canvas = Canvas(TOP + ROW * max(1, len(rows)) + 40)
    names = max([90.0, *(canvas.measure(row, 13, bold=True) for row in rows)])
    names = min(names, 220.0) + 24
    width = (WIDTH - names - 10) / max(1, len(columns))
    canvas.text(10, 20, "프로세스가 속한 네임스페이스", 16, bold=True)
    for index, column in enumerate(columns):
        middle = names + width * (index + 0.5)
        canvas.text(middle, 50, column, 13, bold=True, at="center", room=width - 4)
        canvas.text(middle, 69, MEANING.get(column, ""), 11, style.QUIET, at="center", room=width - 2)
    for line, row in enumerate(rows):
        middle = TOP + ROW * (line + 0.5)
        canvas.text(10, middle, row, 13, style.CONTAINER.line, bold=True, room=names - 20)
        for index, column in enumerate(columns):
            _cell(canvas, names + width * index, TOP + ROW * line, width, marks[column][line])
    canvas.text(10, canvas.height - 18, "한 열에서 글자와 색이 같으면 같은 네임스페이스입니다.", 12, style.QUIET)
    return canvas.finish(_text(rows, columns, marks))


def _cell(canvas: Canvas, left: float, top: float, width: float, mark: str) -> None:
    if mark == "-":
        canvas.text(left + width / 2, top + ROW / 2, "–", 13, style.QUIET, at="center")
        return
    fill = style.SAME[(ord(mark[-1]) - ord("A")) % len(style.SAME)]
    canvas.box(left + 2, top + 2, width - 4, ROW - 4, style.Kind(style.LINE, fill))
    canvas.text(left + width / 2, top + ROW / 2, mark, 14, bold=True, at="center")


def _text(rows: list[str], columns: list[str], marks: Mapping[str, list[str]]) -> str:
    first = max([_wide(row) for row in rows], default=0)
    lines = ["그림: 프로세스가 속한 네임스페이스 (한 열에서 글자가 같으면 같은 네임스페이스)"]
    lines.append("  " + " " * first + "".join(f"  {column}" for column in columns))
    for line, row in enumerate(rows):
        cells = "".join(f"  {marks[column][line]:<{len(column)}}" for column in columns)
        lines.append("  " + (row + " " * (first - _wide(row)) + cells).rstrip())
    return "\n".join(lines)


def _wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
