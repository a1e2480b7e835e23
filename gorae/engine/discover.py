"""이 기계에서 닿는 Docker 엔진을 정해진 차례로 찾습니다. 표준 라이브러리만 씁니다."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gorae.engine.endpoint import Address, Endpoint, Origin, meet
from gorae.engine.places import places
from gorae.errors import EngineError, EngineForbidden, EngineNotFound, EngineTooOld


def named() -> Address | None:
    """`DOCKER_HOST`가 가리키는 주소입니다. 정하지 않았거나 과정의 전용 엔진이면 None입니다.

    Raises:
        EngineError: 과정이 쓸 수 없는 형식일 때.
    """
    host = os.environ.get("DOCKER_HOST", "").strip()
    if not host or host == places().host:
        return None
    if host.startswith("ssh://"):
        raise EngineError(
            f"DOCKER_HOST={host}는 쓸 수 없습니다.",
            "과정의 노트북은 SSH 주소로 엔진에 연결하지 않습니다.",
            '"ssh -NL /tmp/docker.sock:/var/run/docker.sock 서버"로 소켓을 가져온 뒤 '
            "DOCKER_HOST=unix:///tmp/docker.sock으로 정하세요.",
        )
    return Address(host, _origin(host), _certificates(), bool(os.environ.get("DOCKER_TLS_VERIFY")))


def _certificates() -> str:
    if not (os.environ.get("DOCKER_TLS_VERIFY") or os.environ.get("DOCKER_CERT_PATH")):
        return ""
    return os.environ.get("DOCKER_CERT_PATH") or str(_config())


def _origin(host: str) -> Origin:
    return "system" if host.startswith("unix://") else "remote"


def _config() -> Path:
    return Path(os.environ.get("DOCKER_CONFIG") or Path.home() / ".docker")


def context() -> Address | None:
    """현재 Docker 컨텍스트의 주소입니다. 기본 컨텍스트이거나 읽을 수 없으면 None입니다."""
    name = os.environ.get("DOCKER_CONTEXT") or _read(_config() / "config.json").get("currentContext")
    if not isinstance(name, str) or name in ("", "default"):
        return None
    key = hashlib.sha256(name.encode()).hexdigest()
    endpoints = _read(_config() / "contexts" / "meta" / key / "meta.json").get("Endpoints")
    docker = endpoints.get("docker") if isinstance(endpoints, dict) else None
    host = docker.get("Host") if isinstance(docker, dict) else None
    if not isinstance(docker, dict) or not isinstance(host, str) or not host.startswith(("unix://", "tcp://")):
        return None
    keys = _config() / "contexts" / "tls" / key / "docker"
    return Address(host, _origin(host), str(keys) if keys.is_dir() else "", not docker.get("SkipTLSVerify"))


def _read(path: Path) -> dict[str, Any]:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def sockets() -> Iterator[Path]:
    """엔진들이 소켓을 두는 자리를 차례로 냅니다 (시스템, Desktop, 루트리스, Colima, Rancher, Podman)."""
    user, run = Path.home(), Path(os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}")
    yield Path("/var/run/docker.sock")
    yield user / ".docker/desktop/docker.sock"
    yield user / ".docker/run/docker.sock"
    yield run / "docker.sock"
    yield user / ".colima/default/docker.sock"
    yield user / ".config/colima/default/docker.sock"
    yield user / ".rd/docker.sock"
    yield Path("/run/podman/podman.sock")
    yield run / "podman/podman.sock"


def addresses() -> Iterator[Address]:
    """`DOCKER_HOST`를 뺀 후보 주소를 차례로 냅니다."""
    if found := context():
        yield found
    for path in sockets():
        try:
            there = path.is_socket()
        except PermissionError:
            there = True  # 폴더를 읽을 수 없으면 열어 보고 판단합니다.
        if there:
            yield Address(f"unix://{path}", "system")


def discover() -> Endpoint:
    """이미 있는 엔진 가운데 처음으로 응답하는 것을 돌려줍니다.

    `DOCKER_HOST`를 정했으면 그 엔진만 봅니다. 응답하지 않는다고 다른 엔진을 몰래 쓰지 않습니다.

    Raises:
        EngineError: 쓸 수 있는 엔진이 없을 때. 까닭이 가장 뚜렷한 오류를 올립니다.
    """
    if address := named():
        return _meet_named(address)
    troubles: list[EngineError] = []
    for each in addresses():
        try:
            return meet(each)
        except EngineError as error:
            troubles.append(error)
    for kind in (EngineForbidden, EngineTooOld):
        for trouble in troubles:
            if isinstance(trouble, kind):
                raise trouble
    raise EngineNotFound(
        "응답하는 Docker 엔진이 없습니다.",
        "Docker가 설치되어 있지 않거나 꺼져 있습니다.",
        'Docker를 켜거나, 데비안과 우분투라면 "gorae engine start"로 전용 엔진을 켜세요.',
        "\n".join(str(trouble).splitlines()[0] for trouble in troubles),
    )


def _meet_named(address: Address) -> Endpoint:
    try:
        return meet(address)
    except EngineNotFound as error:
        raise EngineNotFound(
            f"DOCKER_HOST={address.host}에서 Docker 엔진이 응답하지 않습니다.",
            "환경 변수 DOCKER_HOST의 주소가 잘못되었거나 그 엔진이 꺼져 있습니다.",
            '주소를 고치거나, 이 기계의 엔진을 쓰려면 "unset DOCKER_HOST"를 실행하고 다시 시작하세요.',
            error.detail,
        ) from error
