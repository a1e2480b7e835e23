"""전용 엔진이 쓸 브리지와 주소를 커널에 직접 묻고 만듭니다. `ip` 명령이 없어도 됩니다. 표준 라이브러리만 씁니다."""

from __future__ import annotations

import fcntl
import ipaddress
import socket
import struct
from collections.abc import Iterator
from pathlib import Path

# linux/sockios.h와 linux/if.h의 번호입니다.
_ADD_BRIDGE, _DELETE_BRIDGE = 0x89A0, 0x89A1
_GET_FLAGS, _SET_FLAGS, _UP = 0x8913, 0x8914, 0x1
_SET_ADDRESS, _SET_NETMASK, _GET_MTU, _SET_MTU = 0x8916, 0x891C, 0x8921, 0x8922


def free_block() -> ipaddress.IPv4Network:
    """이 기계의 경로와 겹치지 않는 /16 주소 대역입니다."""
    taken = list(_routes())
    for second in (*range(213, 256), *range(100, 213)):
        block = ipaddress.IPv4Network(f"10.{second}.0.0/16")
        if not any(block.overlaps(each) for each in taken):
            return block
    return ipaddress.IPv4Network("172.31.0.0/16")


def _table() -> Iterator[tuple[str, ipaddress.IPv4Network]]:
    for line in Path("/proc/net/route").read_text(encoding="ascii").splitlines()[1:]:
        name, destination, _, _, _, _, _, mask = line.split()[:8]
        address, width = (struct.unpack("=I", struct.pack(">I", int(each, 16)))[0] for each in (destination, mask))
        yield name, ipaddress.IPv4Network((address, bin(width).count("1")), strict=False)


def _routes() -> Iterator[ipaddress.IPv4Network]:
    for _, block in _table():
        if block.prefixlen:
            yield block


def mtu() -> int:
    """기본 경로가 지나는 인터페이스의 MTU(바이트)입니다. 기본 경로가 없으면 1500입니다."""
    for name, block in _table():
        if not block.prefixlen:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
                return int(struct.unpack_from("i", fcntl.ioctl(control, _GET_MTU, _request(name, b"")), 16)[0])
    return 1500


def _exists(name: str) -> bool:
    # /sys/class/net은 sysfs를 붙인 네트워크 네임스페이스를 보여 주므로 소켓으로 묻습니다.
    return name in (each for _, each in socket.if_nameindex())


def add_bridge(name: str, address: ipaddress.IPv4Interface, size: int) -> None:
    """브리지를 만들고 주소와 MTU를 주고 켭니다. 이미 있으면 주소만 다시 줍니다.

    Raises:
        OSError: 커널이 거절할 때.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        if not _exists(name):
            fcntl.ioctl(control, _ADD_BRIDGE, name.encode() + b"\0")
        _set(control, _SET_ADDRESS, name, _socket_address(address.ip))
        _set(control, _SET_NETMASK, name, _socket_address(address.netmask))
        _set(control, _SET_MTU, name, struct.pack("i", size))
        flags = fcntl.ioctl(control, _GET_FLAGS, _request(name, b""))
        _set(control, _SET_FLAGS, name, struct.pack("h", struct.unpack_from("h", flags, 16)[0] | _UP))


def remove_bridge(name: str) -> None:
    """브리지를 끄고 없앱니다. 없으면 아무 일도 하지 않습니다."""
    if not _exists(name):
        return
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        _set(control, _SET_FLAGS, name, struct.pack("h", 0))
        fcntl.ioctl(control, _DELETE_BRIDGE, name.encode() + b"\0")


def _socket_address(address: ipaddress.IPv4Address) -> bytes:
    return struct.pack("=HH4s8x", socket.AF_INET, 0, address.packed)


def _request(name: str, value: bytes) -> bytes:
    return struct.pack("16s24s", name.encode(), value)


def _set(control: socket.socket, number: int, name: str, value: bytes) -> None:
    fcntl.ioctl(control, number, _request(name, value))
