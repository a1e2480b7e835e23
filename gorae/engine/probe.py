"""엔진이 무엇이고 무엇을 할 수 있는지 알아봅니다. 버전을 짐작하지 않고 엔진에 묻습니다."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from docker import DockerClient

PLUGIN_SECONDS = 10


@dataclass(frozen=True)
class Facts:
    """엔진 하나에 대해 알아낸 것입니다.

    Attributes:
        id: 엔진의 ID.
        version: 엔진의 버전 (예: `26.1.5`).
        api: 엔진이 말하는 가장 높은 API 버전 (예: `1.45`).
        origin: 어디에서 온 엔진인지 (`system`, `private`, `remote`).
        store: 이미지 저장소 (`overlay2` 같은 드라이버 이름이나 `containerd`).
        cgroup: cgroup 버전 (1이나 2).
        ipvs: 커널에 IPVS가 있는지. 다른 기계의 엔진이면 알 수 없어 None.
        buildx: buildx의 버전. 없으면 None.
        compose: Docker Compose의 버전. 없으면 None.
        desktop: Docker Desktop인지.
        free_disk: 엔진의 데이터 폴더에 남은 공간 (바이트). 알 수 없으면 None.
        arch: 프로세서 (예: `x86_64`).
        kernel: 엔진이 도는 기계의 커널 버전.
        system: 엔진이 도는 기계의 운영체제.
    """

    id: str
    version: str
    api: str
    origin: str
    store: str
    cgroup: int
    ipvs: bool | None
    buildx: str | None
    compose: str | None
    desktop: bool
    free_disk: int | None
    arch: str
    kernel: str
    system: str


def facts(client: DockerClient) -> Facts:
    """엔진에 물어서 알아냅니다. 엔진의 상태는 바꾸지 않습니다."""
    info: Mapping[str, Any] = client.info()
    version: Mapping[str, Any] = client.version()
    system = str(info.get("OperatingSystem", ""))
    desktop = "Docker Desktop" in system
    local = origin(client) != "remote" and not desktop and platform.system() == "Linux"
    return Facts(
        id=str(info.get("ID") or info.get("Name") or ""),
        version=str(version["Version"]).partition("+")[0],
        api=str(version["ApiVersion"]),
        origin=origin(client),
        store=_store(info),
        cgroup=int(info.get("CgroupVersion") or 1),
        ipvs=_ipvs(str(info.get("KernelVersion", ""))) if local else None,
        buildx=_plugin("buildx", os.environ.get("PATH", ""), os.environ.get("DOCKER_CONFIG", "")),
        compose=_plugin("compose", os.environ.get("PATH", ""), os.environ.get("DOCKER_CONFIG", "")),
        desktop=desktop,
        free_disk=_free(str(info.get("DockerRootDir", ""))) if local else None,
        arch=str(info.get("Architecture", "")),
        kernel=str(info.get("KernelVersion", "")),
        system=system,
    )


def origin(client: DockerClient) -> str:
    """엔진이 어디에서 왔는지입니다 (`system`, `private`, `remote`)."""
    try:
        told: str = json.loads(os.environ["GORAE_ENGINE"])["origin"]
    except (KeyError, ValueError, TypeError):
        return "system" if client.api.base_url.startswith(("http+docker://", "http+unix://")) else "remote"
    return told


def _store(info: Mapping[str, Any]) -> str:
    status = dict(pair for pair in info.get("DriverStatus") or [] if len(pair) == 2)
    if str(status.get("driver-type", "")).startswith("io.containerd.snapshotter"):
        return "containerd"
    return str(info.get("Driver", ""))


def _ipvs(release: str) -> bool:
    """커널에 IPVS가 들어 있거나 모듈로 불러올 수 있는지입니다."""
    if Path("/proc/net/ip_vs").exists():
        return True
    modules = Path("/lib/modules") / release
    return any("/ip_vs.ko" in _text(modules / name) for name in ("modules.dep", "modules.builtin"))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except OSError:
        return ""


@cache
def _plugin(name: str, path: str, config: str) -> str | None:
    """CLI 플러그인의 버전입니다. CLI나 플러그인이 없으면 None입니다. 경로와 설정이 같으면 한 번만 묻습니다."""
    command = shutil.which("docker", path=path)
    if command is None:
        return None
    try:
        done = subprocess.run(
            [command, name, "version"], capture_output=True, text=True, timeout=PLUGIN_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    words = [word.lstrip("v") for word in done.stdout.split() if word.lstrip("v")[:1].isdigit()]
    return words[0] if done.returncode == 0 and words else None


def _free(folder: str) -> int | None:
    path = Path(folder)
    while not path.exists() and path != path.parent:
        path = path.parent
    try:
        return shutil.disk_usage(path).free
    except OSError:
        return None
