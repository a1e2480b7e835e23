"""게시한 포트에 HTTP로 묻습니다. 엔진이 다른 기계에 있으면 그 기계에서 묻습니다."""

from __future__ import annotations

import base64
import http.client
import io
import shlex
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from docker import DockerClient
from docker.models.containers import Container

from gorae.errors import LabError
from gorae.lab.workplace import is_remote, there


@dataclass(frozen=True)
class Reply:
    """HTTP 응답입니다.

    Attributes:
        status: 상태 코드 (응답이 없으면 0).
        text: 본문 (UTF-8).
    """

    status: int
    text: str


def address(container: Container, port: str) -> tuple[str, int]:
    """컨테이너의 포트가 게시된 주소입니다.

    Args:
        container: 실행 중인 컨테이너.
        port: 컨테이너의 포트 (예: `80/tcp`).

    Raises:
        LabError: 그 포트가 게시되지 않았을 때.
    """
    container.reload()
    for binding in container.ports.get(port) or []:
        host = binding["HostIp"] or "0.0.0.0"
        if ":" not in host:
            return ("127.0.0.1" if host == "0.0.0.0" else host), int(binding["HostPort"])
    raise LabError(
        f"컨테이너 {container.name}의 포트 {port}가 게시되지 않았습니다.",
        f"컨테이너의 상태는 {container.status}입니다.",
        "실행 중인지, 포트를 게시했는지 확인하세요.",
    )


def fetch(
    container: Container,
    port: str,
    path: str = "/",
    seconds: float = 5,
    send: str | Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Reply:
    """게시된 포트로 HTTP 요청을 보냅니다. 엔진이 다른 기계에 있으면 그 기계에서 보냅니다.

    Args:
        container: 실행 중인 컨테이너.
        port: 컨테이너의 포트 (예: `80/tcp`).
        path: 요청할 경로.
        seconds: 기다릴 시간 (초).
        send: POST로 보낼 본문이나, 양식의 칸 이름과 값. 없으면 GET입니다.
        headers: 더 보낼 헤더.
    """
    host, number = address(container, port)
    body = send if isinstance(send, str) or send is None else urllib.parse.urlencode(send)
    request = urllib.request.Request(
        f"http://{host}:{number}{path}", None if body is None else body.encode(), dict(headers or {})
    )
    ways: list[urllib.request.BaseHandler] = [urllib.request.ProxyHandler({})]
    if is_remote(container.client):
        ways.append(_There(container.client))
    try:
        with urllib.request.build_opener(*ways).open(request, timeout=seconds) as answer:
            return Reply(answer.status, answer.read().decode("utf-8", "replace"))
    except urllib.error.HTTPError as error:
        return Reply(error.code, error.read().decode("utf-8", "replace"))
    except (OSError, http.client.HTTPException):
        return Reply(0, "")


class _There(urllib.request.HTTPHandler):
    """엔진이 있는 기계에서 연결하는 처리기입니다."""

    def __init__(self, client: DockerClient) -> None:
        super().__init__()
        self._client = client

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(partial(_Connection, self._client), req)


class _Connection(http.client.HTTPConnection):
    def __init__(self, client: DockerClient, host: str, **options: Any) -> None:
        super().__init__(host, **options)
        self._client = client

    def connect(self) -> None:
        self.sock: Any = _Carrier(self._client, self.host, self.port, float(self.timeout or 5))


class _Carrier:
    """요청을 모아 두었다가, 읽으려 할 때 엔진의 기계에서 한 번에 보내고 응답을 받아 옵니다."""

    def __init__(self, client: DockerClient, host: str, port: int, seconds: float) -> None:
        self._client, self._host, self._port, self._seconds = client, host, port, seconds
        self._request = b""

    def sendall(self, data: bytes) -> None:
        self._request += data

    def makefile(self, _mode: str) -> io.BytesIO:
        request = shlex.quote(base64.b64encode(self._request).decode())
        nc = f"nc -w {max(1, round(self._seconds))} {shlex.quote(self._host)} {self._port}"
        try:
            return io.BytesIO(there(self._client, f"echo {request} | base64 -d | {nc}", network_mode="host"))
        except LabError as error:
            raise ConnectionError(str(error)) from error

    def close(self) -> None:
        """연결은 응답을 받을 때 이미 끝났습니다."""
