"""엔진이 아닌 것, 너무 오래된 것, 닫힌 것을 만났을 때 무엇이라고 하는지 봅니다."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from gorae import engine
from gorae.engine.endpoint import Address, meet
from gorae.errors import EngineError, EngineNotFound, EngineTooOld


class _Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = json.dumps(self.server.said).encode()  # type: ignore[attr-defined]
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def address_string(self) -> str:
        return "unix"

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[socketserver.UnixStreamServer]:
    """지금 구할 수 없는 옛 엔진과 다른 프로그램을 대신하여 `/version`에 답하는 소켓입니다."""
    server = socketserver.ThreadingUnixStreamServer(str(tmp_path / "s"), _Answer)
    server.said = {}  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def _address(server: socketserver.UnixStreamServer) -> Address:
    return Address(f"unix://{server.server_address}", "system")


def test_real_engine_is_met() -> None:
    found = engine.adopt()
    again = meet(Address(found.host, found.origin, found.certificates, found.verify))
    assert again == found
    assert tuple(map(int, again.api.split("."))) >= (1, 41)


@pytest.mark.parametrize("api", ["1.40", "1.9", "0.99"])
def test_old_engine_is_refused(stranger: socketserver.UnixStreamServer, api: str) -> None:
    stranger.said = {"Version": "19.03.15", "ApiVersion": api}  # type: ignore[attr-defined]
    with pytest.raises(EngineTooOld, match="너무 오래되었습니다") as caught:
        meet(_address(stranger))
    assert api in caught.value.why
    assert "업그레이드" in caught.value.todo


def test_oldest_supported_api_is_enough(stranger: socketserver.UnixStreamServer) -> None:
    stranger.said = {"Version": "20.10.24", "ApiVersion": "1.41"}  # type: ignore[attr-defined]
    assert meet(_address(stranger)).version == "20.10.24"


def test_podman_is_warned_about(stranger: socketserver.UnixStreamServer) -> None:
    stranger.said = {"Version": "5.4.2", "ApiVersion": "1.41", "Components": [{"Name": "Podman Engine"}]}  # type: ignore[attr-defined]
    assert "Podman" in meet(_address(stranger)).warning


@pytest.mark.parametrize("said", [{}, {"ApiVersion": 1.45}, ["1.45"], "hello", {"version": "nginx"}])
def test_something_else_answers(stranger: socketserver.UnixStreamServer, said: object) -> None:
    stranger.said = said  # type: ignore[attr-defined]
    with pytest.raises(EngineError, match="Docker 엔진이 아닌 것"):
        meet(_address(stranger))


@pytest.mark.parametrize("host", ["unix:///nowhere/docker.sock", "tcp://127.0.0.1:9"])
def test_closed_address(host: str) -> None:
    with pytest.raises(EngineNotFound, match="응답하지 않습니다"):
        meet(Address(host, "system"))


@pytest.mark.parametrize(
    "host", ["docker.sock", "ftp://127.0.0.1", "unix://relative.sock", "tcp://", "tcp://127.0.0.1:port"]
)
def test_malformed_address(host: str) -> None:
    with pytest.raises(EngineError, match="아닌 것이 응답"):
        meet(Address(host, "system"))
