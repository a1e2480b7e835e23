"""엔진 하나의 주소와, 그 주소에 Docker API로 말을 거는 가장 작은 방법입니다. 표준 라이브러리만 씁니다."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast
from urllib.parse import urlsplit

from gorae.errors import EngineError, EngineForbidden, EngineNotFound, EngineTooOld

Origin = Literal["system", "private", "remote"]

OLDEST_API = (1, 41)
"""과정이 쓰는 가장 낮은 API 버전입니다 (Docker 20.10)."""


@dataclass(frozen=True)
class Endpoint:
    """응답한 엔진 하나입니다.

    Attributes:
        host: `DOCKER_HOST`에 넣을 주소.
        origin: 이 기계에 있던 것(system), 과정이 시작한 것(private), 다른 기계의 것(remote).
        version: 엔진 버전.
        api: 엔진이 아는 가장 높은 API 버전.
        certificates: TLS 인증서 폴더 (없으면 빈 문자열).
        verify: TLS 인증서를 확인하는지.
        warning: 쓸 수는 있지만 알려 둘 것 (없으면 빈 문자열).
    """

    host: str
    origin: Origin
    version: str
    api: str
    certificates: str = ""
    verify: bool = True
    warning: str = ""


@dataclass(frozen=True)
class Address:
    """아직 응답을 확인하지 않은 주소입니다. 뜻은 `Endpoint`와 같습니다."""

    host: str
    origin: Origin
    certificates: str = ""
    verify: bool = True


class _UnixConnection(http.client.HTTPConnection):
    def __init__(self, path: str, timeout: float) -> None:
        super().__init__("localhost", timeout=timeout)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def ask(address: Address | Endpoint, path: str, timeout: float = 5.0) -> Any:
    """엔진에 GET 요청 하나를 보내고 답을 돌려줍니다.

    Args:
        address: 엔진의 주소.
        path: `/version` 같은 API 경로.
        timeout: 기다릴 시간(초).

    Returns:
        JSON이면 풀어낸 값, 아니면 문자열.

    Raises:
        OSError: 연결할 수 없을 때.
        http.client.HTTPException: HTTP가 아닌 답이 왔을 때.
        ValueError: 주소나 답을 읽을 수 없을 때.
    """
    connection = _connection(address, timeout)
    try:
        connection.request("GET", path)
        reply = connection.getresponse()
        body = reply.read(1 << 20).decode("utf-8", "replace")
        if reply.status != 200:
            raise ValueError(f"HTTP {reply.status}: {body[:200]}")
        return json.loads(body) if "json" in reply.getheader("Content-Type", "") else body
    finally:
        connection.close()


def _connection(address: Address | Endpoint, timeout: float) -> http.client.HTTPConnection:
    parts = urlsplit(address.host)
    if parts.scheme == "unix" and address.host.startswith("unix:///"):
        return _UnixConnection(address.host.removeprefix("unix://"), timeout)
    if parts.scheme not in ("tcp", "http", "https") or not parts.hostname:
        raise ValueError(f"unsupported address: {address.host}")
    if not (address.certificates or parts.scheme == "https"):
        return http.client.HTTPConnection(parts.hostname, parts.port or 2375, timeout=timeout)
    return http.client.HTTPSConnection(parts.hostname, parts.port or 2376, timeout=timeout, context=_tls(address))


def _tls(address: Address | Endpoint) -> ssl.SSLContext:
    folder = Path(address.certificates) if address.certificates else None
    authority = folder / "ca.pem" if folder else None
    context = ssl.create_default_context(cafile=str(authority) if authority and authority.exists() else None)
    if not address.verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    if folder and (folder / "cert.pem").exists():
        context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context


def meet(address: Address, timeout: float = 5.0) -> Endpoint:
    """주소에 있는 엔진을 만나 버전을 확인합니다.

    Raises:
        EngineNotFound: 응답이 없을 때.
        EngineForbidden: 소켓을 열 권한이 없을 때.
        EngineTooOld: API 버전이 1.41보다 낮을 때.
        EngineError: Docker API가 아닌 것이 응답할 때.
    """
    try:
        said = ask(address, "/version", timeout)
    except PermissionError as error:
        raise _forbidden(address, error) from error
    except OSError as error:
        raise _silent(address, error) from error
    except (http.client.HTTPException, ValueError) as error:
        raise _stranger(address, str(error)) from error
    if not isinstance(said, dict) or not isinstance(said.get("ApiVersion"), str):
        raise _stranger(address, str(said)[:200])
    version, api = str(said.get("Version", "?")), cast(str, said["ApiVersion"])
    if _numbers(api) < OLDEST_API:
        raise EngineTooOld(
            f"{address.host}의 Docker 엔진 {version}은 너무 오래되었습니다.",
            f"API {api}까지만 알지만 과정에는 API 1.41(Docker 20.10) 이상이 필요합니다.",
            "Docker Engine을 업그레이드한 뒤 다시 실행하세요.",
        )
    names = [str(part.get("Name", "")) for part in said.get("Components") or [] if isinstance(part, dict)]
    warning = _PODMAN if any("podman" in name.lower() for name in names) else ""
    return Endpoint(address.host, address.origin, version, api, address.certificates, address.verify, warning)


_PODMAN = "Podman의 호환 소켓입니다. BuildKit, 스웜, 로그 드라이버를 다루는 장은 여기서 되지 않습니다."


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdigit() else 0 for part in version.split("."))


def _forbidden(address: Address, error: OSError) -> EngineForbidden:
    return EngineForbidden(
        f"Docker 소켓 {address.host}을 열 권한이 없습니다.",
        "소켓은 관리자와 docker 그룹의 사용자만 열 수 있습니다.",
        '"sudo usermod -aG docker $USER"를 실행하고 다시 로그인한 뒤 다시 시작하세요.',
        str(error),
    )


def _silent(address: Address, error: OSError) -> EngineNotFound:
    return EngineNotFound(
        f"{address.host}에서 Docker 엔진이 응답하지 않습니다.",
        "엔진이 꺼져 있거나 주소가 잘못되었습니다.",
        "엔진을 켜고 주소를 확인한 뒤 다시 실행하세요.",
        str(error),
    )


def _stranger(address: Address, detail: str) -> EngineError:
    return EngineError(
        f"{address.host}에서 Docker 엔진이 아닌 것이 응답했습니다.",
        "주소의 형식이나 포트가 잘못되었거나 TLS 설정이 맞지 않습니다.",
        "DOCKER_HOST를 unix:///var/run/docker.sock이나 tcp://주소:2376 형식으로 정하세요.",
        detail,
    )
