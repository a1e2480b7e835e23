"""로그 서버 이미지가 도커의 syslog 드라이버가 보낸 것을 받아 적는지."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from docker import DockerClient
from docker.models.containers import Container
from docker.types import LogConfig

from gorae.engine.ready import until
from proof.harbour import Harbour

STAMP = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S* \S+"


@pytest.fixture
def server(harbour: Harbour) -> Iterator[Container]:
    harbour.need(["syslog", "shell"])
    ports = {"514/tcp": ("127.0.0.1", None), "514/udp": ("127.0.0.1", None)}
    made = harbour.client.containers.run("gorae/syslog:1", detach=True, ports=ports)
    # 게시한 포트는 서버가 듣기 전에도 연결을 받으므로 시작했다는 메시지를 기다립니다.
    assert until(lambda: b"syslog.info rsyslogd: [origin " in made.logs(), 30), made.logs().decode()
    made.reload()
    yield made
    made.remove(force=True, v=True)


def _send(client: DockerClient, server: Container, protocol: str, script: str, **options: str) -> None:
    """syslog 드라이버로 로그를 보내는 컨테이너를 실행합니다."""
    port = server.ports[f"514/{protocol}"][0]["HostPort"]
    config = {"syslog-address": f"{protocol}://127.0.0.1:{port}", **options}
    sender = client.containers.run(
        "gorae/shell:1", ["sh", "-c", script], log_config=LogConfig(type="syslog", config=config), detach=True
    )
    sender.wait()
    sender.remove()


def _wrote(server: Container, pattern: str) -> bool:
    return until(lambda: re.search(f"^{STAMP} {pattern}$", server.logs().decode(), re.MULTILINE) is not None, 20)


def test_tagged_lines_arrive(client: DockerClient, server: Container) -> None:
    assert client.images.get("gorae/syslog:1").attrs["Size"] - client.images.get("gorae/base:1").attrs["Size"] < 5e6
    _send(client, server, "tcp", "echo 고래 하나; printf 'a\\tb\\n' >&2", tag="gorae-one")
    assert _wrote(server, r"daemon\.info gorae-one\[\d+\]: 고래 하나"), server.logs().decode()
    assert _wrote(server, r"daemon\.err gorae-one\[\d+\]: a\tb"), server.logs().decode()
    _send(client, server, "udp", "echo 둘", tag="gorae-two", **{"syslog-facility": "local3"})
    assert _wrote(server, r"local3\.info gorae-two\[\d+\]: 둘"), server.logs().decode()
    file = server.exec_run(["cat", "/var/log/messages"]).output.decode()
    assert file.splitlines() == [line for line in server.logs().decode().splitlines() if re.match(STAMP, line)]


@pytest.mark.parametrize("form", ["rfc3164", "rfc5424", "rfc5424micro"])
def test_every_format_is_read(client: DockerClient, server: Container, form: str) -> None:
    _send(client, server, "tcp", "echo 하나", tag="gorae/{{.FullID}}", **{"syslog-format": form})
    assert _wrote(server, r"daemon\.info gorae/[0-9a-f]{64}\[\d+\]: 하나"), server.logs().decode()


def test_stops_in_order(server: Container) -> None:
    server.stop()
    assert server.wait()["StatusCode"] == 0
    assert "exiting on signal 15" in server.logs().decode()
