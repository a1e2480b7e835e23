"""어느 컨테이너가 어느 네트워크에 어떤 주소와 별명으로 꽂혀 있고, 어느 포트가 게시되었는지 그립니다."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docker.errors import NotFound

from gorae.figure import style
from gorae.figure.canvas import WIDTH, Canvas, Figure

LEFT, RIGHT = 10.0, WIDTH - 10.0
HOST, CARD, GAP = 150.0, 176.0, 34.0
WIDEST = 240.0
TOP, HEAD, LINE = 34.0, 62.0, 17.0
SHARED = ("host", "none")


@dataclass(frozen=True)
class Area:
    """네트워크 하나입니다.

    Attributes:
        internal: 밖으로 나가는 길이 없는 네트워크인지.
    """

    name: str
    driver: str = "bridge"
    subnet: str = ""
    internal: bool = False


@dataclass(frozen=True)
class Plug:
    """네트워크에 꽂힌 자리입니다. `aliases`에는 컨테이너의 이름과 ID가 들어 있지 않습니다."""

    network: str
    address: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Port:
    """게시된 포트입니다."""

    host: str
    number: str
    inside: str


@dataclass(frozen=True)
class Member:
    """컨테이너 하나입니다.

    Attributes:
        mode: `host`, `none`, 또는 네트워크를 함께 쓰는 컨테이너의 이름. 제 네트워크가 있으면 빈 글자열.
    """

    name: str
    running: bool = True
    plugs: tuple[Plug, ...] = ()
    ports: tuple[Port, ...] = ()
    mode: str = ""

    @property
    def note(self) -> str:
        """네트워크에 꽂히지 않은 컨테이너에 붙일 말입니다."""
        if not self.mode:
            return "" if self.plugs else "네트워크 없음"
        told = {"host": "호스트의 네트워크", "none": "네트워크 없음"}
        return told.get(self.mode, f"{self.mode}의 네트워크")


def networks(client: Any, *names: str, prefix: str = "gorae-") -> Figure:
    """컨테이너가 꽂힌 네트워크와 게시된 포트를 그립니다.

    Args:
        client: docker-py 클라이언트.
        names: 컨테이너의 이름. 없으면 이름이 `prefix`로 시작하는 컨테이너 모두 (멈춘 것도).
        prefix: 컨테이너의 이름을 적지 않았을 때 그릴 것.

    Example:
        >>> figure.networks(client, "gorae-web", "gorae-db")
    """
    if names:
        found = [client.containers.get(name) for name in names]
    else:
        everyone = client.containers.list(all=True, ignore_removed=True)
        found = sorted((each for each in everyone if each.name.startswith(prefix)), key=lambda each: str(each.name))
    members = [read(each.attrs, _borrowed(client, each.attrs)) for each in found]
    used = dict.fromkeys(plug.network for member in members for plug in member.plugs)
    return _draw([_area(client.networks.get(name).attrs) for name in used], members)


def read(attrs: Mapping[str, Any], borrowed: str = "") -> Member:
    """컨테이너의 inspect에서 그릴 것을 읽습니다. `borrowed`는 네트워크를 빌려준 컨테이너의 이름입니다."""
    mode = borrowed or attrs["HostConfig"]["NetworkMode"]
    named: Mapping[str, Any] = attrs["NetworkSettings"]["Networks"] or {}
    own = {attrs["Id"][:12], attrs["Name"].lstrip("/")}
    plugs = tuple(
        Plug(name, each.get("IPAddress") or "", tuple(sorted(set(each.get("Aliases") or ()) - own)))
        for name, each in sorted(named.items())
        if name not in SHARED
    )
    ports = [
        Port(each["HostIp"] or "0.0.0.0", each["HostPort"], inside)
        for inside, bound in sorted((attrs["NetworkSettings"].get("Ports") or {}).items())
        for each in bound or ()
    ]
    fourth = [each for each in ports if ":" not in each.host]
    alone = mode if mode in SHARED or borrowed else ""
    return Member(attrs["Name"].lstrip("/"), attrs["State"]["Running"], plugs, tuple(fourth or ports), alone)


def _borrowed(client: Any, attrs: Mapping[str, Any]) -> str:
    kind, _, lender = attrs["HostConfig"]["NetworkMode"].partition(":")
    if kind != "container":
        return ""
    try:
        return str(client.containers.get(lender).name)
    except NotFound:
        return "없어진 컨테이너"


def _area(attrs: Mapping[str, Any]) -> Area:
    subnets = [each.get("Subnet", "") for each in (attrs.get("IPAM") or {}).get("Config") or []]
    subnet = next((each for each in subnets if ":" not in each), "")
    return Area(attrs["Name"], attrs["Driver"], subnet, bool(attrs["Internal"]))


def _draw(areas: Sequence[Area], members: Sequence[Member]) -> Figure:
    tops, top = [], TOP + HEAD
    for member in members:
        tops.append(top)
        top += _height(member)
    canvas = Canvas(top + 12 if members else 70)
    outward = any(member.ports or member.mode == "host" for member in members)
    card = LEFT + (HOST + GAP if outward else 0)
    columns = _columns(areas, card + CARD + GAP)
    if not members:
        canvas.text(LEFT, 30, "그릴 컨테이너가 없습니다", 13, style.QUIET)
        return canvas.finish(_text(areas, members))
    if outward:
        canvas.text(LEFT, 18, "호스트", 14, bold=True)
        canvas.box(LEFT, TOP, HOST, top - TOP, style.HOST)
    canvas.text(card, 18, "컨테이너", 14, bold=True)
    canvas.text(card + CARD + GAP, 18, "네트워크", 14, bold=True)
    for area in areas:
        _draw_area(canvas, area, *columns[area.name], top - TOP)
    for start, member in zip(tops, members, strict=True):
        _draw_member(canvas, start, member, card, columns)
    return canvas.finish(_text(areas, members))


def _height(member: Member) -> float:
    own = 1 + bool(member.note) + (not member.running)
    tall = max([own, len(member.ports), *(1 + len(plug.aliases) for plug in member.plugs)])
    return 34 + LINE * tall


def _columns(areas: Sequence[Area], start: float) -> dict[str, tuple[float, float]]:
    """네트워크마다 왼쪽 끝과 폭입니다."""
    count = max(1, len(areas))
    gap = 12.0
    width = min(WIDEST, (RIGHT - start - gap * (count - 1)) / count)
    return {area.name: (start + (width + gap) * number, width) for number, area in enumerate(areas)}


def _draw_area(canvas: Canvas, area: Area, left: float, width: float, height: float) -> None:
    canvas.box(left, TOP, width, height, style.NETWORK, dashed=area.internal)
    room = width - 20
    canvas.text(left + 10, TOP + 15, area.name, 13, style.NETWORK.line, bold=True, room=room)
    canvas.text(left + 10, TOP + 32, f"{area.driver} {area.subnet}".strip(), 11.5, style.QUIET, room=room)
    if area.internal:
        canvas.text(left + 10, TOP + 48, "안쪽 전용", 11.5, style.DELETED.line, bold=True, room=room)


def _draw_member(
    canvas: Canvas, top: float, member: Member, card: float, columns: Mapping[str, tuple[float, float]]
) -> None:
    height = _height(member) - 12
    middle = top + height / 2
    for plug in member.plugs:
        left = columns[plug.network][0]
        canvas.line([(card + CARD, middle), (left + 10, middle)], style.CONTAINER.line, 1.4)
    canvas.box(card, top, CARD, height, style.CONTAINER, dashed=not member.running)
    notes = [*([member.note] if member.note else []), *([] if member.running else ["실행 중 아님"])]
    first = middle - LINE * len(notes) / 2
    canvas.text(card + 10, first, member.name, 13, style.CONTAINER.line, bold=True, room=CARD - 20)
    for number, note in enumerate(notes, 1):
        canvas.text(card + 10, first + LINE * number, note, 11.5, style.QUIET, room=CARD - 20)
    for plug in member.plugs:
        _draw_plug(canvas, top, height, plug, *columns[plug.network])
    _draw_ports(canvas, middle, member, card)


def _draw_plug(canvas: Canvas, top: float, height: float, plug: Plug, left: float, width: float) -> None:
    canvas.box(left + 8, top, width - 16, height, style.NOTHING)
    first = top + height / 2 - LINE * len(plug.aliases) / 2
    room = width - 32
    canvas.text(left + 16, first, plug.address or "주소 없음", 12, bold=True, room=room)
    for number, alias in enumerate(plug.aliases, 1):
        canvas.text(left + 16, first + LINE * number, f"별명 {alias}", 11.5, style.QUIET, room=room)


def _draw_ports(canvas: Canvas, middle: float, member: Member, card: float) -> None:
    first = middle - LINE * (len(member.ports) - 1) / 2
    for number, port in enumerate(member.ports):
        down = first + LINE * number
        canvas.text(LEFT + 10, down, f"{port.host}:{port.number}", 12, style.HOST.line, bold=True, room=HOST - 20)
        canvas.arrow((LEFT + HOST, down), (card, down), style.HOST.line)
        canvas.text(card - GAP / 2, down - 9, port.inside.partition("/")[0], 10.5, style.HOST.line, at="center")
    if member.mode == "host":
        canvas.line([(LEFT + HOST, middle), (card, middle)], style.HOST.line, 3)


def _text(areas: Iterable[Area], members: Sequence[Member]) -> str:
    lines = ["그림: 네트워크와 거기 꽂힌 컨테이너"]
    for area in areas:
        inside = ", 안쪽 전용" if area.internal else ""
        lines.append(f"  네트워크 {area.name} ({area.driver}{inside})")
        for member in members:
            for plug in member.plugs:
                if plug.network == area.name:
                    aliases = f" (별명 {', '.join(plug.aliases)})" if plug.aliases else ""
                    lines.append(f"    {member.name}{aliases}" + ("" if plug.address else ", 주소 없음"))
    lines += [f"  {member.name}: {member.note}" for member in members if member.note]
    for member in members:
        lines += [f"  게시 {port.host} → {member.name}의 {port.inside}" for port in member.ports]
    return "\n".join(lines if members else [*lines, "  컨테이너 없음"])
