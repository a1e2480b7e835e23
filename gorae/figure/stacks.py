"""가상 머신과 컨테이너의 층을 나란히 그립니다. 컨테이너 쪽은 지금 엔진에서 읽은 그대로입니다."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gorae.figure import style
from gorae.figure.canvas import WIDTH, Canvas, Figure
from gorae.figure.style import Kind

SHOWN = 3
MORE = 52
ROW = 46
GAP = 6
SIDE = (WIDTH - 60) / 2
TOP = 62


@dataclass(frozen=True)
class Program:
    """컨테이너 하나 안에서 도는 프로그램입니다."""

    name: str
    command: str
    image: str


@dataclass(frozen=True)
class Machine:
    """엔진이 도는 컴퓨터입니다."""

    hardware: str
    kernel: str
    engine: str
    desktop: bool


def stacks(client: Any, *containers: str) -> Figure:
    """실행 중인 컨테이너와, 같은 프로그램을 가상 머신에서 돌릴 때의 층을 나란히 그립니다.

    Args:
        client: docker-py 클라이언트.
        containers: 컨테이너의 이름. 없으면 이름이 `gorae-`로 시작하는 실행 중인 컨테이너 모두.

    Example:
        >>> figure.stacks(client, "gorae-a", "gorae-b")
    """
    programs = [_program(client.containers.get(name)) for name in containers or _running(client)]
    return _draw(_machine(client), programs)


def _running(client: Any) -> list[str]:
    found = client.containers.list(filters={"name": "^/?gorae-"})
    return sorted(container.name for container in found)


def _program(container: Any) -> Program:
    config = container.attrs["Config"]
    command = [container.attrs["Path"], *container.attrs["Args"]]
    return Program(container.name, " ".join(command), config["Image"])


def _machine(client: Any) -> Machine:
    info = client.info()
    memory = info["MemTotal"] / 2**30
    hardware = f"{info['Architecture']} · CPU {info['NCPU']}개 · 메모리 {memory:,.1f} GiB"
    desktop = "Docker Desktop" in info["OperatingSystem"]
    return Machine(hardware, info["KernelVersion"], info["ServerVersion"], desktop)


def _draw(machine: Machine, programs: Sequence[Program]) -> Figure:
    shared = 4 if machine.desktop else 3
    canvas = Canvas(TOP + (ROW + GAP) * 6 + 40 + (ROW + GAP if machine.desktop else 0))
    floor = canvas.height - 40
    left, right = 10.0, WIDTH - 10 - SIDE
    _title(canvas, left, "가상 머신", "같은 프로그램을 가상 머신에서 실행한다면")
    _title(canvas, right, "컨테이너", "지금 이 엔진에서 실행 중인 것")
    canvas.line([(WIDTH / 2, 20), (WIDTH / 2, canvas.height - 10)], style.LINE, 1)

    base: list[tuple[str, str, Kind]] = [
        ("하드웨어", machine.hardware, style.HOST),
        ("호스트 커널", machine.kernel, style.KERNEL),
    ]
    if machine.desktop:
        base = [base[0], ("Docker Desktop의 가상 머신", "", style.MACHINE), ("커널", machine.kernel, style.KERNEL)]
    _floors(canvas, left, floor, [base[0], ("호스트 커널", "", style.KERNEL), ("하이퍼바이저", "", style.MACHINE)])
    _floors(canvas, right, floor, [*base, ("Docker Engine", machine.engine, style.ENGINE)])
    _columns(canvas, left, floor - 3 * (ROW + GAP), programs, guest=True)
    _columns(canvas, right, floor - shared * (ROW + GAP), programs, guest=False)
    _count(canvas, left, f"커널 {len(programs) + 1}개")
    _count(canvas, right, "커널 1개, 모두가 함께 씁니다")
    return canvas.finish(_text(programs))


def _title(canvas: Canvas, left: float, title: str, note: str) -> None:
    canvas.text(left, 20, title, 17, bold=True)
    canvas.text(left, 44, note, 12.5, style.QUIET)


def _floors(canvas: Canvas, left: float, floor: float, rows: Sequence[tuple[str, str, Kind]]) -> None:
    for index, (name, detail, kind) in enumerate(rows):
        top = floor - (index + 1) * (ROW + GAP)
        canvas.box(left, top, SIDE, ROW, kind)
        middle = top + ROW / 2
        if not detail:
            canvas.text(left + SIDE / 2, middle, name, 13, kind.line, bold=True, at="center")
            continue
        canvas.text(left + SIDE / 2, middle - 9, name, 13, kind.line, bold=True, at="center")
        canvas.text(left + SIDE / 2, middle + 10, detail, 11.5, at="center", room=SIDE - 16)


def _columns(canvas: Canvas, left: float, floor: float, programs: Sequence[Program], guest: bool) -> None:
    shown = programs[:SHOWN]
    more = len(programs) - len(shown)
    room = SIDE - (MORE if more else 0)
    width = (room - GAP * (len(shown) - 1)) / max(1, len(shown))
    for index, program in enumerate(shown):
        _column(canvas, left + index * (width + GAP), floor, width, program, guest)
    if more:
        canvas.text(left + SIDE, floor - ROW, f"외 {more}개", 12.5, style.QUIET, at="right", room=MORE)


def _column(canvas: Canvas, left: float, floor: float, width: float, program: Program, guest: bool) -> None:
    rows = [("게스트 커널", "", style.KERNEL)] if guest else []
    rows += [("파일", program.image, style.IMAGE), (program.name, program.command, style.CONTAINER)]
    for index, (name, detail, kind) in enumerate(rows):
        top = floor - (index + 1) * (ROW + GAP)
        middle = top + ROW / 2
        canvas.box(left, top, width, ROW, kind)
        room = width - 12
        if not detail:
            canvas.text(left + width / 2, middle, name, 12.5, kind.line, bold=True, at="center", room=room)
            continue
        canvas.text(left + width / 2, middle - 9, name, 12.5, kind.line, bold=True, at="center", room=room)
        canvas.text(left + width / 2, middle + 10, detail, 11.5, at="center", room=room)


def _count(canvas: Canvas, left: float, text: str) -> None:
    canvas.text(left + SIDE / 2, canvas.height - 22, text, 14, style.KERNEL.line, bold=True, at="center")


def _text(programs: Sequence[Program]) -> str:
    count = len(programs)
    inside = ", ".join(f"{each.name}({each.image}, {each.command})" for each in programs) or "없음"
    return "\n".join(
        (
            f"그림: 같은 프로그램 {count}개를 가상 머신과 컨테이너로 실행할 때의 층 (아래에서 위로)",
            f"  가상 머신  하드웨어 → 호스트 커널 → 하이퍼바이저 → 게스트 커널 {count}개 → "
            f"파일과 프로그램 {count}벌 (커널은 모두 {count + 1}개)",
            f"  컨테이너   하드웨어 → 커널 → Docker Engine → 파일과 프로그램 {count}벌 (커널은 1개)",
            f"  실행 중    {inside}",
        )
    )
