"""어느 컨테이너의 어느 경로에 무엇이 연결되었는지를 지도로 그립니다."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gorae.figure import style
from gorae.figure.canvas import WIDTH, Canvas, Figure
from gorae.figure.style import Kind
from gorae.home import home

LEFT, CARD = 10.0, 350.0
RIGHT, SOURCE = WIDTH - 10.0 - 250.0, 250.0
HEAD, ROW, BOX, GAP = 48.0, 28.0, 44.0, 14.0
TOP = 40.0

KINDS: dict[str, tuple[str, Kind]] = {
    "volume": ("볼륨", style.VOLUME),
    "bind": ("호스트 경로", style.HOST),
    "tmpfs": ("메모리(tmpfs)", style.MEMORY),
}
MODES = {True: "읽기 쓰기", False: "읽기 전용"}


@dataclass(frozen=True)
class Source:
    """연결된 것입니다. `kind`는 `volume`, `bind`, `tmpfs` 가운데 하나입니다."""

    kind: str
    name: str


@dataclass(frozen=True)
class Mount:
    """컨테이너 안의 한 경로에 연결된 것입니다."""

    path: str
    source: Source
    writable: bool


@dataclass(frozen=True)
class Holder:
    """마운트를 가진 컨테이너입니다."""

    name: str
    image: str
    running: bool
    mounts: tuple[Mount, ...]


def mounts(client: Any, *names: str, prefix: str = "gorae-", volumes: Iterable[str] = ()) -> Figure:
    """컨테이너와, 거기 연결된 볼륨, 호스트 경로, tmpfs를 이어 그립니다.

    Args:
        client: docker-py 클라이언트.
        names: 컨테이너의 이름. 없으면 이름이 `prefix`로 시작하는 컨테이너 모두 (멈춘 것도).
        prefix: 컨테이너의 이름을 적지 않으면, 이렇게 시작하는 볼륨은 아무도 쓰지 않아도 그립니다.
        volumes: 아무도 쓰지 않아도 그릴 볼륨의 이름.

    Example:
        >>> figure.mounts(client, "gorae-db", "gorae-wordpress")
    """
    if names:
        found = [client.containers.get(name) for name in names]
    else:
        everyone = client.containers.list(all=True, ignore_removed=True)
        found = sorted((each for each in everyone if each.name.startswith(prefix)), key=lambda each: str(each.name))
    holders = [_holder(container) for container in found]
    mine = set(volumes)
    if not names:
        mine |= {volume.name for volume in client.volumes.list() if volume.name.startswith(prefix)}
    held = {mount.source.name for holder in holders for mount in holder.mounts if mount.source.kind == "volume"}
    loose = [Source("volume", name) for name in sorted(mine - held)]
    return _draw(holders, loose)


def _holder(container: Any) -> Holder:
    attrs = container.attrs
    found = [_mount(entry, container.name) for entry in attrs["Mounts"]]
    paths = {mount.path for mount in found}
    for path, options in (attrs["HostConfig"].get("Tmpfs") or {}).items():
        if path not in paths:
            writable = "ro" not in options.split(",")
            found.append(Mount(path, Source("tmpfs", f"{container.name}:{path}"), writable))
    found.sort(key=lambda mount: mount.path)
    return Holder(container.name, attrs["Config"]["Image"], attrs["State"]["Running"], tuple(found))


def _mount(entry: Mapping[str, Any], owner: str) -> Mount:
    path = entry["Destination"]
    names = {"volume": entry.get("Name"), "bind": entry.get("Source")}
    return Mount(path, Source(entry["Type"], names.get(entry["Type"]) or f"{owner}:{path}"), entry["RW"])


def title(source: Source, nameless: Mapping[str, int]) -> str:
    """사람이 읽을 이름입니다. 이름 없는 볼륨에는 번호를, 과정의 폴더에는 `GORAE_HOME`을 씁니다."""
    if source.kind == "tmpfs":
        return ""
    if source.name in nameless:
        return f"이름 없는 볼륨 {nameless[source.name]}"
    if source.kind == "bind":
        return re.sub(rf"^(/host_mnt)?{re.escape(str(home()))}(?=/|$)", "GORAE_HOME", source.name)
    return source.name


def _nameless(sources: Iterable[Source]) -> dict[str, int]:
    found = (each.name for each in sources if each.kind == "volume" and re.fullmatch(r"[0-9a-f]{64}", each.name))
    return {name: number for number, name in enumerate(dict.fromkeys(found), 1)}


def _draw(holders: Sequence[Holder], loose: Sequence[Source]) -> Figure:
    spots: dict[Source, list[float]] = {}
    top = TOP
    for holder in holders:
        for index, mount in enumerate(holder.mounts):
            spots.setdefault(mount.source, []).append(top + HEAD + ROW * (index + 0.5))
        top += _height(holder) + GAP
    middles = _arrange({source: sum(ys) / len(ys) for source, ys in spots.items()}, loose)
    lowest = max([top, *(middle + BOX / 2 + GAP for middle in middles.values())])
    canvas = Canvas(lowest + (30 if not holders and not loose else 0))
    nameless = _nameless([*spots, *loose])
    canvas.text(LEFT, 18, "컨테이너", 14, bold=True)
    canvas.text(RIGHT, 18, "연결된 것", 14, bold=True)
    if not holders and not loose:
        canvas.text(LEFT, TOP + 16, "그릴 컨테이너와 볼륨이 없습니다", 13, style.QUIET)
    top = TOP
    for holder in holders:
        _draw_holder(canvas, top, holder, middles)
        top += _height(holder) + GAP
    for source, middle in middles.items():
        _draw_source(canvas, middle, source, title(source, nameless), source in spots)
    return canvas.finish(_text(holders, loose, nameless))


def _height(holder: Holder) -> float:
    return HEAD + ROW * max(1, len(holder.mounts)) + 6


def _arrange(wanted: Mapping[Source, float], loose: Sequence[Source]) -> dict[Source, float]:
    """오른쪽 상자의 세로 자리입니다. 선이 덜 엇갈리게 하되 서로 겹치지 않게 내려 앉힙니다."""
    result: dict[Source, float] = {}
    free = TOP + BOX / 2
    for source, middle in sorted(wanted.items(), key=lambda item: item[1]):
        result[source] = max(free, middle)
        free = result[source] + BOX + GAP / 2
    for source in loose:
        result[source] = free
        free += BOX + GAP / 2
    return result


def _draw_holder(canvas: Canvas, top: float, holder: Holder, middles: Mapping[Source, float]) -> None:
    canvas.box(LEFT, top, CARD, _height(holder), style.CONTAINER, dashed=not holder.running)
    taken = 0.0
    if not holder.running:
        taken = canvas.text(LEFT + CARD - 12, top + 17, "실행 중 아님", 11.5, style.QUIET, at="right") + 10
    canvas.text(LEFT + 12, top + 17, holder.name, 14, style.CONTAINER.line, bold=True, room=CARD - 24 - taken)
    canvas.text(LEFT + 12, top + 36, holder.image, 11.5, style.QUIET, room=CARD - 24)
    if not holder.mounts:
        canvas.text(LEFT + 12, top + HEAD + ROW / 2, "마운트 없음", 12.5, style.QUIET)
    for index, mount in enumerate(holder.mounts):
        middle = top + HEAD + ROW * (index + 0.5)
        color = KINDS.get(mount.source.kind, KINDS["bind"])[1].line
        canvas.curve((LEFT + CARD, middle), (RIGHT, middles[mount.source]), color, dashed=not mount.writable)
        canvas.dots([(LEFT + CARD, middle)], color, 6)
        mode = canvas.text(LEFT + CARD - 14, middle, MODES[mount.writable], 12, color, bold=True, at="right")
        canvas.text(LEFT + 12, middle, mount.path, 12.5, room=CARD - mode - 40, keep_end=True)


def _draw_source(canvas: Canvas, middle: float, source: Source, name: str, used: bool) -> None:
    word, kind = KINDS.get(source.kind, (source.kind, style.HOST))
    note = word if used else f"{word}, 아무도 쓰지 않음"
    canvas.box(RIGHT, middle - BOX / 2, SOURCE, BOX, kind, dashed=not used)
    if not name:
        canvas.text(RIGHT + 12, middle, note, 13, kind.line, bold=True)
        return
    room = SOURCE - 24
    canvas.text(RIGHT + 12, middle - 9, name, 13, kind.line, bold=True, room=room, keep_end=source.kind == "bind")
    canvas.text(RIGHT + 12, middle + 10, note, 11.5, style.QUIET)


def _text(holders: Sequence[Holder], loose: Sequence[Source], nameless: Mapping[str, int]) -> str:
    lines = ["그림: 마운트 지도"]
    for holder in holders:
        lines.append(f"  컨테이너 {holder.name}" + ("" if holder.running else " (실행 중 아님)"))
        for mount in holder.mounts:
            word = KINDS.get(mount.source.kind, (mount.source.kind, style.HOST))[0]
            name = title(mount.source, nameless)
            what = name if name.startswith("이름 없는") else f"{word} {name}".rstrip()
            lines.append(f"    {mount.path} → {what} ({MODES[mount.writable]})")
        if not holder.mounts:
            lines.append("    마운트 없음")
    if loose:
        lines.append("  아무도 쓰지 않는 볼륨: " + ", ".join(title(source, nameless) for source in loose))
    return "\n".join(lines)
