"""CLI로 만든 `gorae-x-cli`와 docker-py로 만든 `gorae-x`를 inspect로 견줍니다. 순수한 함수들입니다."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from docker import DockerClient

_TWIN = re.compile(r"\b(gorae-[a-z0-9-]+?)-cli\b")
_ANONYMOUS = re.compile(r"\b[0-9a-f]{64}\b")
CONFIG = ("Image", "Env", "Cmd", "Entrypoint", "Labels", "User", "WorkingDir", "ExposedPorts", "StopSignal", "Healthcheck", "Tty")  # fmt: skip
ASIDE = {"ConsoleSize", "NetworkMode", "ContainerIDFile", "LogConfig", "Binds", "Mounts", "AutoRemove", "MaskedPaths", "ReadonlyPaths"}  # fmt: skip
"""만드는 도구마다 다르게 적는 것입니다. 연결은 (Config.Volumes까지) 컨테이너의 Mounts로, 네트워크는 연결된 네트워크로 견줍니다."""


def pairs(client: DockerClient) -> dict[str, tuple[Any, Any]]:
    """지금 둘 다 있는 쌍의 (종류와 이름) → (docker-py의 것, CLI의 것)입니다."""
    things: dict[str, dict[str, Any]] = {
        "container": {each.name: container(each.attrs) for each in client.containers.list(all=True)},
        "volume": {each.name: volume(each.attrs) for each in client.volumes.list()},
        "network": {each.name: network(client.api.inspect_network(each.id)) for each in client.networks.list()},
    }
    found = {}
    for kind, named in things.items():
        for name, cli in named.items():
            if name.endswith("-cli") and (other := name.removesuffix("-cli")) in named:
                found[f"{kind} {other}"] = (named[other], cli)
    return found


def container(attrs: Mapping[str, Any]) -> dict[str, Any]:
    """컨테이너의 이름, ID, 시각, 주소, 포트 번호를 뺀 것입니다."""
    config, host = attrs["Config"], attrs["HostConfig"]
    named = attrs["NetworkSettings"]["Networks"]
    return _plain(
        {
            "config": {key: sorted(config[key] or []) if key == "Env" else config.get(key) for key in CONFIG},
            "host": {key: value for key, value in host.items() if key not in ASIDE},
            "mounts": sorted((_mount(each) for each in attrs.get("Mounts") or []), key=str),
            "networks": {name: _aliases(each, attrs) for name, each in named.items()},
        }
    )


def volume(attrs: Mapping[str, Any]) -> dict[str, Any]:
    """볼륨의 드라이버, 옵션, 레이블입니다."""
    return _plain({key: attrs.get(key) for key in ("Driver", "Options", "Labels", "Scope")})


def network(attrs: Mapping[str, Any]) -> dict[str, Any]:
    """네트워크의 드라이버와 성질입니다. 주소는 뺍니다."""
    keys = ("Driver", "Scope", "Internal", "Attachable", "Ingress", "EnableIPv6", "Options", "Labels")
    return _plain({key: attrs.get(key) for key in keys})


def _mount(mount: Mapping[str, Any]) -> dict[str, Any]:
    kept = ("Type", "Name", "Destination", "Driver", "RW")
    return {key: mount.get(key) for key in kept if not (key == "Name" and mount.get("Type") != "volume")}


def _aliases(endpoint: Mapping[str, Any], attrs: Mapping[str, Any]) -> list[str]:
    own = {attrs["Id"][:12], attrs["Name"].lstrip("/"), attrs["Config"].get("Hostname")}
    return sorted(each for each in endpoint.get("Aliases") or [] if each not in own)


def _plain(value: Any) -> Any:
    """이름의 `-cli`를 떼고, ID와 포트 번호를 가리고, 비어 있는 것은 없는 것으로 봅니다."""
    if isinstance(value, Mapping):
        kept = {_plain(key): _plain(each) for key, each in value.items() if key not in ("CpuRealtimePeriod",)}
        if "HostPort" in kept:
            kept["HostPort"] = "PORT"
        return {key: each for key, each in kept.items() if each not in (None, "", 0, -1, False, {}, [], "no")}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if isinstance(value, str):
        return _ANONYMOUS.sub("ID", _TWIN.sub(r"\1", value))
    return value
