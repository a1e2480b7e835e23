"""엔진이 무엇을 할 수 있는지 알아봅니다. 버전을 짐작하지 않고 엔진에 묻습니다."""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import docker
from docker.errors import DockerException

from gorae.engine.endpoint import Endpoint, Origin
from gorae.engine.places import places
from gorae.errors import EngineError

_OWN = "gorae/shell:1"
"""커널을 들여다볼 때 쓰는 작은 이미지입니다."""


@dataclass(frozen=True)
class Facts:
    """엔진 하나에서 알아낸 것입니다.

    Attributes:
        version: 엔진 버전.
        api: 엔진이 아는 가장 높은 API 버전.
        origin: 이 기계의 것(system), 전용 엔진(private), 다른 기계의 것(remote).
        store: 이미지 저장소 (`overlay2` 같은 드라이버 이름이나 `containerd`).
        cgroup: cgroup 버전 (1이나 2).
        ipvs: 커널에 IPVS가 있어 스웜의 가상 IP가 되는지.
        buildx: buildx 버전 (없으면 None).
        compose: Compose 버전 (없으면 None).
        desktop: Docker Desktop인지.
        free_disk: data-root에 남은 바이트 (알 수 없으면 None).
        arch: CPU 종류 (`x86_64`).
        id: 엔진의 ID.
    """

    version: str
    api: str
    origin: Origin
    store: str
    cgroup: Literal[1, 2]
    ipvs: bool
    buildx: str | None
    compose: str | None
    desktop: bool
    free_disk: int | None
    arch: str
    id: str


def facts(client: docker.DockerClient) -> Facts:
    """엔진에 물어 알아낸 것을 돌려줍니다.

    Args:
        client: 그 엔진의 docker-py 클라이언트.

    Raises:
        EngineError: 엔진이 답하지 않을 때.
    """
    try:
        info, version = client.info(), client.version()
    except (DockerException, OSError) as error:
        raise EngineError(
            "엔진에 물을 수 없습니다.", "엔진이 꺼졌거나 바쁩니다.", "엔진을 확인하세요.", str(error)
        ) from error
    desktop = "Docker Desktop" in info.get("OperatingSystem", "")
    local = info.get("KernelVersion") == platform.release() and not desktop
    host = address(client)
    return Facts(
        version=version["Version"],
        api=version["ApiVersion"],
        origin=_origin(host),
        store=_store(info),
        cgroup=2 if info.get("CgroupVersion") == "2" else 1,
        ipvs=_kernel_has_ipvs() if local else _engine_has_ipvs(client),
        buildx=_plugin(host, "buildx", "version"),
        compose=_plugin(host, "compose", "version", "--short"),
        desktop=desktop,
        free_disk=_free(Path(info.get("DockerRootDir", "/nowhere"))) if local else None,
        arch=info.get("Architecture", ""),
        id=info.get("ID", ""),
    )


def address(client: docker.DockerClient) -> str:
    """클라이언트가 연결된 엔진의 주소를 `DOCKER_HOST` 형식으로 돌려줍니다."""
    base = str(client.api.base_url)
    if base.startswith("http+docker"):
        for adapter in client.api.adapters.values():
            if path := getattr(adapter, "socket_path", None):
                return f"unix://{path}"
        return os.environ.get("DOCKER_HOST", "unix:///var/run/docker.sock")
    return re.sub(r"^https?://", "tcp://", base)


def origin(client: docker.DockerClient) -> Origin:
    """엔진이 이 기계의 것(`system`), 전용 엔진(`private`), 다른 기계의 것(`remote`)인지입니다."""
    return _origin(address(client))


def _origin(host: str) -> Origin:
    if host == places().host:
        return "private"
    try:
        told = Endpoint(**json.loads(os.environ["GORAE_ENGINE"]))
    except (KeyError, ValueError, TypeError):
        told = None
    if told and told.host == host:
        return told.origin
    return "system" if host.startswith("unix://") else "remote"


def _store(info: dict[str, Any]) -> str:
    rows = dict(row for row in info.get("DriverStatus") or [] if len(row) == 2)
    return "containerd" if "containerd" in rows.get("driver-type", "") else str(info.get("Driver", "?"))


def _kernel_has_ipvs() -> bool:
    modules = Path("/lib/modules") / platform.release()
    return (
        Path("/proc/net/ip_vs").exists()
        or any(modules.glob("kernel/net/netfilter/ipvs/ip_vs.ko*"))
        or "/ip_vs.ko" in _text(modules / "modules.builtin")
    )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""


def _engine_has_ipvs(client: docker.DockerClient) -> bool:
    """다른 커널이면 과정의 이미지로 만든 컨테이너에서 봅니다. 이미지가 없으면 없는 것으로 칩니다."""
    try:
        seen = client.containers.run(
            _OWN, ["test", "-e", "/proc/net/ip_vs"], remove=True, network_mode="none", labels={"gorae.chapter": "probe"}
        )
    except DockerException:
        return False
    return isinstance(seen, bytes)


def _plugin(host: str, *command: str) -> str | None:
    env = _cli(host)
    return _ask_plugin(env.get("PATH", os.defpath), env.get("DOCKER_CONFIG", ""), *command)


@cache
def _ask_plugin(path: str, config: str, *command: str) -> str | None:
    """CLI 플러그인의 버전입니다. 엔진에 묻는 것이 아니므로 같은 CLI에는 한 번만 묻습니다."""
    docker_cli = shutil.which("docker", path=path)
    env = {**os.environ, "PATH": path} | ({"DOCKER_CONFIG": config} if config else {})
    if docker_cli is None:
        return None
    try:
        done = subprocess.run([docker_cli, *command], capture_output=True, text=True, timeout=10, check=True, env=env)
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.search(r"\d+\.\d+\.\d+[^\s]*", done.stdout)
    return found[0] if found else None


def _cli(host: str) -> dict[str, str]:
    """전용 엔진의 CLI와 플러그인을 찾는 환경 변수입니다. 다른 엔진이면 이 프로세스의 것입니다."""
    where, env = places(), dict(os.environ)
    if host == where.host:
        env |= {"DOCKER_CONFIG": str(where.client), "PATH": f"{where.bin}{os.pathsep}{env.get('PATH', os.defpath)}"}
    return env


def _free(root: Path) -> int | None:
    while not root.exists() and root != root.parent:
        root = root.parent  # 권한이 없어 보이지 않으면 보이는 윗폴더의 디스크를 봅니다.
    try:
        return shutil.disk_usage(root).free
    except OSError:
        return None
