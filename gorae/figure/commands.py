"""ENTRYPOINT와 CMD를 어떻게 적었는지에 따라 무엇이 시작되고 누가 신호를 받는지 표로 그립니다."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gorae.figure import style
from gorae.figure.canvas import WIDTH, Canvas, Figure

Forms = tuple[str, str]

HEAD, ROW, FOOT = 76.0, 108.0, 34.0
SIDE = 104.0
LINE = 21.0


@dataclass(frozen=True)
class Start:
    """컨테이너 하나를 시작하고 멈추어 본 결과입니다.

    Attributes:
        command: 엔진이 시작한 명령.
        pid: 프로그램이 알린 자기 PID.
        arguments: 프로그램이 받은 인수.
        code: SIGTERM으로 멈추었을 때의 종료 코드.
    """

    command: tuple[str, ...]
    pid: int
    arguments: str
    code: int

    @property
    def first(self) -> bool:
        """프로그램이 컨테이너의 첫 프로세스인지입니다."""
        return self.pid == 1

    @property
    def heard(self) -> bool:
        """프로그램이 신호를 받고 스스로 끝났는지입니다."""
        return self.code == 0


def commands(found: Mapping[Forms, Start | None]) -> Figure:
    """행은 ENTRYPOINT의 형식, 열은 CMD의 형식인 표를 그립니다.

    Args:
        found: (ENTRYPOINT의 형식, CMD의 형식) → 시작해 본 결과. 시작할 수 없으면 None.

    Example:
        >>> figure.commands({("없음", "exec"): figure.Start(("cmd", "c"), 1, "c", 0)})
    """
    rows = list(dict.fromkeys(entry for entry, _ in found))
    columns = list(dict.fromkeys(cmd for _, cmd in found))
    canvas = Canvas(HEAD + ROW * max(1, len(rows)) + FOOT)
    width = (WIDTH - SIDE - 10) / max(1, len(columns))
    canvas.text(10, 20, "ENTRYPOINT와 CMD의 조합", 16, bold=True)
    for index, column in enumerate(columns):
        canvas.text(SIDE + width * (index + 0.5), 54, f"CMD {column}", 13, bold=True, at="center", room=width - 8)
    for number, row in enumerate(rows):
        top = HEAD + ROW * number
        canvas.text(10, top + ROW / 2 - 10, "ENTRYPOINT", 12, style.QUIET)
        canvas.text(10, top + ROW / 2 + 10, row, 14, bold=True, room=SIDE - 14)
        for index, column in enumerate(columns):
            _cell(canvas, SIDE + width * index, top, width, found.get((row, column)))
    canvas.text(10, canvas.height - 16, "첫 줄은 엔진이 시작한 명령입니다.", 12, style.QUIET)
    return canvas.finish(_text(rows, columns, found))


def said(start: Start | None) -> list[str]:
    """칸 하나에 적을 줄들입니다: 시작한 명령, 인수, 첫 프로세스, 신호."""
    if start is None:
        return ["시작할 명령이 없음"]
    return [
        shlex.join(start.command),
        f"받은 인수: {start.arguments or '없음'}",
        "프로그램이 PID 1" if start.first else "PID 1은 셸, 프로그램은 그 자식",
        "신호를 받고 끝남 (0)" if start.heard else f"신호를 못 받고 죽음 ({start.code})",
    ]


def _cell(canvas: Canvas, left: float, top: float, width: float, start: Start | None) -> None:
    kind = style.NOTHING if start is None else style.ADDED if start.heard else style.DELETED
    canvas.box(left + 3, top + 3, width - 6, ROW - 6, kind, dashed=start is None)
    lines = said(start)
    first = top + ROW / 2 - LINE * (len(lines) - 1) / 2
    for number, line in enumerate(lines):
        bold = number in (0, len(lines) - 1) and start is not None
        color = kind.line if start is None or number == len(lines) - 1 else style.INK
        canvas.text(left + 12, first + LINE * number, line, 12, color, bold, room=width - 22)


def _text(rows: Sequence[str], columns: Sequence[str], found: Mapping[Forms, Start | None]) -> str:
    lines = ["그림: ENTRYPOINT와 CMD의 조합"]
    for row in rows:
        for column in columns:
            if (row, column) in found:
                lines.append(f"  ENTRYPOINT {row}, CMD {column}: " + " / ".join(said(found[row, column])))
    return "\n".join(lines)
