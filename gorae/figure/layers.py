"""이미지의 읽기 전용 레이어와 그 위에 얹힌 컨테이너의 쓰기 가능한 레이어를 그립니다."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from docker.errors import NotFound

from gorae.figure import style
from gorae.figure.canvas import WIDTH, Canvas, Figure

ROW, GAP, HEAD = 36.0, 5.0, 34.0
PATH_ROW = 21.0
PATHS_SHOWN = 7
MARGIN = 10.0
BRIEF = 70
UNITS = ("B", "kB", "MB", "GB")
KINDS = {0: ("변경", style.CHANGED), 1: ("추가", style.ADDED), 2: ("삭제", style.DELETED)}
ROOT = "루트 파일 시스템"
FILLING = ("RUN", "COPY", "ADD", "WORKDIR")
SETTINGS = ("ARG", "CMD", "ENTRYPOINT", "ENV", "EXPOSE", "HEALTHCHECK", "LABEL", "MAINTAINER", "ONBUILD", "SHELL", "STOPSIGNAL", "USER", "VOLUME")  # fmt: skip
BUILDER = "buildkit."


@dataclass(frozen=True)
class Layer:
    """읽기 전용 레이어 하나입니다. 크기는 바이트입니다."""

    made_by: str
    size: int


@dataclass(frozen=True)
class Change:
    """컨테이너가 바꾼 경로 하나입니다. `kind`는 0 변경, 1 추가, 2 삭제입니다."""

    path: str
    kind: int


@dataclass(frozen=True)
class Stack:
    """이미지 하나와 그것으로 만든 컨테이너들입니다.

    Attributes:
        image: 이미지의 이름.
        layers: 아래에서 위로 쌓인 레이어.
        tops: 컨테이너 이름 → 그 컨테이너가 바꾼 경로.
    """

    image: str
    layers: tuple[Layer, ...]
    tops: dict[str, tuple[Change, ...]]


def layers(client: Any, *names: str) -> Figure:
    """컨테이너나 이미지의 레이어를 쌓아 그립니다. 같은 이미지의 컨테이너들은 아래 레이어를 함께 씁니다.

    Args:
        client: docker-py 클라이언트.
        names: 컨테이너나 이미지의 이름.

    Example:
        >>> figure.layers(client, "gorae-a", "gorae-b")
    """
    stacks: dict[str, Stack] = {}
    for name in names:
        _gather(client, name, stacks)
    return _draw(list(stacks.values()))


def _gather(client: Any, name: str, stacks: dict[str, Stack]) -> None:
    try:
        container = client.containers.get(name)
    except NotFound:
        image = client.images.get(name)
        stacks.setdefault(image.id, Stack(name, read(image), {}))
        return
    image = client.images.get(container.attrs["Image"])
    stack = stacks.setdefault(image.id, Stack(container.attrs["Config"]["Image"], read(image), {}))
    stack.tops[container.name] = changes(container.diff() or [])


def read(image: Any) -> tuple[Layer, ...]:
    """이미지의 레이어를 아래에서 위로 돌려줍니다.

    이력(history)에는 레이어를 만들지 않은 지시어도 섞여 있고, 어느 줄이 레이어인지는 API가 말해 주지 않습니다.
    크기가 있는 줄은 레이어이고, 모자라면 파일을 다루는 지시어, 컨테이너를 굳힌 줄의 차례로 채웁니다.
    """
    count = len(image.attrs["RootFS"].get("Layers") or [])
    history = list(reversed(image.history()))
    made_by = [readable(step["CreatedBy"]) for step in history]
    chosen = {index for index, step in enumerate(history) if int(step["Size"]) > 0}
    likely = [index for index, text in enumerate(made_by) if text.startswith(FILLING)]
    likely += [index for index, text in enumerate(made_by) if not text.startswith(SETTINGS)]
    for index in likely:
        if len(chosen) < count:
            chosen.add(index)
    found = [Layer(_message(history[index]) or made_by[index], int(history[index]["Size"])) for index in sorted(chosen)]
    unknown = [Layer(ROOT, 0)] * (count - len(found))
    stack = [*unknown, *found[:count]]
    return (Layer(ROOT, stack[0].size), *stack[1:]) if stack else ()


def _message(step: dict[str, Any]) -> str:
    """사람이 이력에 남긴 말입니다. 빌더가 스스로 적은 것은 아닙니다."""
    said = str(step.get("Comment") or "")
    return "" if said.startswith(BUILDER) else said


def readable(created_by: str) -> str:
    """이력의 한 줄을 Dockerfile에 적는 모양으로 바꿉니다. 빌더마다 다른 군더더기를 걷어 냅니다."""
    text = " ".join(created_by.split()).removesuffix("# buildkit").strip()
    text = re.sub(r"^(RUN )?\|\d+ .*?(?=/bin/sh -c)", "", text)
    if text.startswith("/bin/sh -c #(nop)"):
        text = text.removeprefix("/bin/sh -c #(nop)").strip()
    elif text.startswith("/bin/sh -c"):
        text = "RUN" + text.removeprefix("/bin/sh -c")
    text = text.replace("RUN /bin/sh -c ", "RUN ", 1)
    if made := re.match(r"(COPY|ADD) (?:--\S+ )*.*? ?(?:in )?(\S+)$", text):
        text = f"{made[1]} … {made[2]}"
    return text or ROOT


def changes(diff: Iterable[dict[str, Any]]) -> tuple[Change, ...]:
    """`docker diff`에서, 안의 것이 바뀌어서 덩달아 바뀐 폴더를 뺀 목록입니다."""
    found = {entry["Path"]: int(entry["Kind"]) for entry in diff}
    return tuple(
        Change(path, kind)
        for path, kind in sorted(found.items())
        if kind != 0 or not any(other.startswith(f"{path}/") for other in found)
    )


def spell(size: int) -> str:
    """크기를 읽기 좋은 단위로 적습니다. 엔진처럼 1000씩 올라갑니다."""
    if size < 1000:
        return f"{size} B"
    power = min(3, (len(str(size)) - 1) // 3)
    return f"{size / 1000**power:,.1f} {UNITS[power]}"


def _draw(stacks: Sequence[Stack]) -> Figure:
    canvas = Canvas(MARGIN + sum(_height(stack) for stack in stacks))
    top = MARGIN
    for stack in stacks:
        top = _draw_stack(canvas, top, stack)
    return canvas.finish(_text(stacks))


def _height(stack: Stack) -> float:
    return _tops_height(stack) + HEAD + (ROW + GAP) * len(stack.layers) + 14


def _tops_height(stack: Stack) -> float:
    longest = max((min(len(changed), PATHS_SHOWN + 1) for changed in stack.tops.values()), default=0)
    return HEAD + PATH_ROW * max(1, longest) + 10 + GAP if stack.tops else 0.0


def _draw_stack(canvas: Canvas, top: float, stack: Stack) -> float:
    tall = _tops_height(stack)
    width = (WIDTH - 2 * MARGIN + GAP) / max(1, len(stack.tops)) - GAP
    for index, (name, changed) in enumerate(stack.tops.items()):
        _writable(canvas, MARGIN + index * (width + GAP), top, width, tall - GAP, name, changed)
    top += tall
    canvas.text(MARGIN + 4, top + HEAD / 2, stack.image, 14, style.IMAGE.line, bold=True, room=WIDTH - 260)
    note = f"읽기 전용 레이어 {len(stack.layers)}개"
    canvas.text(WIDTH - MARGIN - 4, top + HEAD / 2, note, 12.5, style.QUIET, at="right")
    top += HEAD
    for number, layer in reversed(list(enumerate(stack.layers, 1))):
        canvas.box(MARGIN, top, WIDTH - 2 * MARGIN, ROW, style.IMAGE)
        middle = top + ROW / 2
        canvas.text(MARGIN + 14, middle, str(number), 12.5, style.IMAGE.line, bold=True)
        canvas.text(MARGIN + 40, middle, layer.made_by, 12.5, room=WIDTH - 2 * MARGIN - 150)
        canvas.text(WIDTH - MARGIN - 14, middle, spell(layer.size), 12.5, style.IMAGE.line, at="right")
        top += ROW + GAP
    return top + 14


def _writable(
    canvas: Canvas, left: float, top: float, width: float, tall: float, name: str, changed: Sequence[Change]
) -> None:
    canvas.box(left, top, width, tall, style.CONTAINER, dashed=True)
    note = "쓰기 가능한 레이어" if width > 300 else "쓰기 가능" if width > 160 else ""
    taken = canvas.text(left + width - 12, top + 19, note, 12, style.QUIET, at="right")
    canvas.text(left + 12, top + 19, name, 14, style.CONTAINER.line, bold=True, room=width - taken - 34)
    line = top + HEAD + PATH_ROW / 2
    if not changed:
        canvas.text(left + 12, line, "바뀐 것이 없습니다", 12.5, style.QUIET)
    for change in changed[:PATHS_SHOWN]:
        word, kind = KINDS[change.kind]
        wide = canvas.text(left + 12, line, word, 12.5, kind.line, bold=True)
        canvas.text(left + 20 + wide, line, change.path, 12.5, room=width - wide - 32, keep_end=True)
        line += PATH_ROW
    if len(changed) > PATHS_SHOWN:
        canvas.text(left + 12, line, f"외 {len(changed) - PATHS_SHOWN:,}개", 12.5, style.QUIET)


def _text(stacks: Sequence[Stack]) -> str:
    lines = ["그림: 레이어 (위에서 아래로)"]
    for stack in stacks:
        for name, changed in stack.tops.items():
            lines.append(f"  {name}의 쓰기 가능한 레이어: 바뀐 경로 {len(changed):,}개")
            lines += [f"    {KINDS[change.kind][0]}  {change.path}" for change in changed]
        lines.append(f"  {stack.image}의 읽기 전용 레이어: {len(stack.layers)}개")
        lines += [f"    {n}  {_brief(layer.made_by)}" for n, layer in reversed(list(enumerate(stack.layers, 1)))]
    return "\n".join(lines)


def _brief(made_by: str) -> str:
    return made_by if len(made_by) <= BRIEF else made_by[: BRIEF - 1] + "…"
