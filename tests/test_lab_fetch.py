"""게시한 포트에 묻는 두 길(이 기계에서, 엔진의 기계에서)이 같은 답을 얻는지 봅니다."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator

import pytest
from docker.models.containers import Container

from gorae import lab
from proof.harbour import Harbour

SERVE = """
cd /tmp && mkdir cgi-bin && echo 안녕 > index.html
cat > cgi-bin/echo <<'END'
#!/bin/sh
printf 'Content-Type: text/plain\\r\\n\\r\\n'
echo "$REQUEST_METHOD $HTTP_X_WHALE"; head -c "${CONTENT_LENGTH:-0}"
END
cat > cgi-bin/away <<'END'
#!/bin/sh
printf 'Status: 302 Found\\r\\nLocation: /index.html\\r\\n\\r\\n'
END
chmod +x cgi-bin/*
exec httpd -f -p 80
"""


@pytest.fixture(params=["here", "there"])
def server(request: pytest.FixtureRequest, harbour: Harbour, monkeypatch: pytest.MonkeyPatch) -> Iterator[Container]:
    harbour.need(["shell"])
    if request.param == "there":
        # 같은 엔진을 다른 기계의 것이라고 알립니다. 이 기계의 소켓은 쓰지 못하게 합니다.
        told = {"host": os.environ["DOCKER_HOST"], "origin": "remote", "version": "", "api": ""}
        monkeypatch.setenv("GORAE_ENGINE", json.dumps(told))
        monkeypatch.setattr("socket.create_connection", lambda *_, **__: pytest.fail("이 기계에서 연결했습니다"))
    container = harbour.client.containers.run(
        "gorae/shell:1",
        ["sh", "-c", SERVE],
        name="gorae-served",
        ports={"80/tcp": ("127.0.0.1", None), "81/tcp": ("127.0.0.1", None)},
        detach=True,
    )
    lab.wait(lambda: lab.fetch(container, "80/tcp").status == 200, 10, "응답")
    yield container
    container.remove(force=True)


def test_answers(server: Container) -> None:
    assert lab.fetch(server, "80/tcp").text == "안녕\n"
    assert lab.fetch(server, "80/tcp", "/none").status == 404
    assert lab.fetch(server, "80/tcp", "/cgi-bin/away").text == "안녕\n", "다른 곳으로 보내면 따라갑니다"
    assert lab.fetch(server, "81/tcp", seconds=1).status == 0, "듣는 프로그램이 없습니다"


def test_body_and_headers(server: Container) -> None:
    asked = lab.fetch(server, "80/tcp", "/cgi-bin/echo", headers={"X-Whale": "blue"})
    assert asked.text == "GET blue\n"
    sent = lab.fetch(server, "80/tcp", "/cgi-bin/echo", send={"말": "예 & 아니오"})
    assert sent.text == "POST \n%EB%A7%90=%EC%98%88+%26+%EC%95%84%EB%8B%88%EC%98%A4"
