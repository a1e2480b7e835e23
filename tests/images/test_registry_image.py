"""레지스트리 이미지가 수업에서 쓰이는 대로 움직이는지: 올리기와 받기, API, 암호, 인증서, 지우기."""

from __future__ import annotations

import base64
import json
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from docker import DockerClient
from docker.models.containers import Container

from gorae.engine.ready import until
from proof.harbour import Harbour

IMAGE = "gorae/registry:1"
MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"
LOGIN = {"username": "kim", "password": "고래 pw"}
HTPASSWD = {
    "REGISTRY_AUTH": "htpasswd",
    "REGISTRY_AUTH_HTPASSWD_REALM": "gorae",
    "REGISTRY_AUTH_HTPASSWD_PATH": "/auth/htpasswd",
}
TLS = {"REGISTRY_HTTP_TLS_CERTIFICATE": "/auth/cert.pem", "REGISTRY_HTTP_TLS_KEY": "/auth/key.pem"}


@pytest.fixture
def client(harbour: Harbour) -> Iterator[DockerClient]:
    harbour.need(["registry", "shell"])
    yield harbour.client
    for container in harbour.client.containers.list(all=True, filters={"ancestor": IMAGE}):
        container.remove(force=True, v=True)
    for image in harbour.client.images.list("127.0.0.1:*/gorae-trial"):
        for tag in image.tags:
            if "/gorae-trial" in tag:
                harbour.client.images.remove(tag)
    for volume in harbour.client.volumes.list(filters={"name": "gorae-trial-auth"}):
        volume.remove(force=True)


def _start(client: DockerClient, **environment: str) -> tuple[Container, str]:
    """레지스트리를 시작하고 그 주소(`127.0.0.1:포트`)와 함께 돌려줍니다."""
    registry = client.containers.run(
        IMAGE,
        detach=True,
        ports={"5000/tcp": ("127.0.0.1", None)},
        volumes={"gorae-trial-auth": {"bind": "/auth"}},
        environment=environment,
    )
    assert until(lambda: b"listening on" in registry.logs(), 30)
    registry.reload()
    return registry, f"127.0.0.1:{registry.ports['5000/tcp'][0]['HostPort']}"


def _tool(client: DockerClient, *command: str) -> str:
    """암호와 인증서를 두는 볼륨에서 이미지 속 도구를 실행합니다. 네트워크는 없습니다."""
    said: bytes = client.containers.run(
        IMAGE,
        list(command),
        network_mode="none",
        remove=True,
        working_dir="/auth",
        volumes={"gorae-trial-auth": {"bind": "/auth"}},
    )
    return said.decode()


def _push(client: DockerClient, address: str, login: Mapping[str, str] | None = None) -> str:
    """셸 이미지를 `gorae-trial:1`로 올리고 엔진이 한 말을 돌려줍니다."""
    name = f"{address}/gorae-trial"
    client.images.get("gorae/shell:1").tag(name, "1")
    return str(client.images.push(name, tag="1", auth_config=dict(login) if login else None))


def _get(
    address: str, login: Mapping[str, str] | None = None, method: str = "GET", trust: ssl.SSLContext | None = None
) -> tuple[int, dict[str, str], str]:
    """API에 묻고 상태 코드, 머리글, 내용을 돌려줍니다."""
    request = urllib.request.Request(address, headers={"Accept": MANIFEST}, method=method)
    if login:
        word = base64.b64encode(f"{login['username']}:{login['password']}".encode()).decode()
        request.add_header("Authorization", f"Basic {word}")
    try:
        with urllib.request.urlopen(request, timeout=30, context=trust) as reply:
            return reply.status, dict(reply.headers), reply.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read().decode()


def test_image_is_small(client: DockerClient) -> None:
    assert client.images.get(IMAGE).attrs["Size"] < 110_000_000


def test_push_pull_and_api(client: DockerClient) -> None:
    registry, address = _start(client)
    assert "error" not in _push(client, address)
    assert json.loads(_get(f"http://{address}/v2/_catalog")[2]) == {"repositories": ["gorae-trial"]}
    assert json.loads(_get(f"http://{address}/v2/gorae-trial/tags/list")[2])["tags"] == ["1"]
    code, headers, text = _get(f"http://{address}/v2/gorae-trial/manifests/1")
    assert code == 200
    digest, layer = headers["Docker-Content-Digest"], json.loads(text)["layers"][0]
    blob = _get(f"http://{address}/v2/gorae-trial/blobs/{layer['digest']}", method="HEAD")[1]
    assert int(blob["Content-Length"]) == layer["size"]
    client.images.remove(f"{address}/gorae-trial:1")
    assert client.images.pull(f"{address}/gorae-trial@{digest}").id == client.images.get("gorae/shell:1").id
    client.images.remove(f"{address}/gorae-trial@{digest}")
    registry.stop()
    assert registry.wait()["StatusCode"] == 0


def test_access_log_shows_which_blobs_moved(client: DockerClient) -> None:
    registry, address = _start(client)
    sent = []
    for _ in range(2):
        assert "error" not in _push(client, address)
        lines = registry.logs(stdout=True, stderr=False).decode().splitlines()
        sent.append(sum('"PUT /v2/gorae-trial/blobs/uploads/' in line and '" 201 ' in line for line in lines))
    assert sent == [2, 2], "레이어와 설정은 처음에만 올라갑니다."


def test_passwords(client: DockerClient) -> None:
    _tool(client, "htpasswd", "-Bbc", "htpasswd", LOGIN["username"], LOGIN["password"])
    assert _tool(client, "cat", "htpasswd").startswith("kim:$2y$")
    _, address = _start(client, **HTPASSWD)
    wrong = {**LOGIN, "password": "wrong"}
    assert _get(f"http://{address}/v2/")[0] == 401
    assert _get(f"http://{address}/v2/", wrong)[0] == 401
    assert _get(f"http://{address}/v2/", LOGIN)[0] == 200
    assert "no basic auth credentials" in _push(client, address)
    assert "unauthorized" in _push(client, address, wrong)
    assert "error" not in _push(client, address, LOGIN)


def test_own_certificate(client: DockerClient, tmp_path: Path) -> None:
    command = "openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 30 -subj /CN=gorae"
    _tool(client, *command.split(), "-addext", "subjectAltName=IP:127.0.0.1,DNS:registry")
    (tmp_path / "cert.pem").write_text(_tool(client, "cat", "cert.pem"))
    _, address = _start(client, **TLS)
    trust = ssl.create_default_context(cafile=str(tmp_path / "cert.pem"))
    assert _get(f"https://{address}/v2/", trust=trust)[0] == 200
    assert "Client sent an HTTP request to an HTTPS server" in _get(f"http://{address}/v2/")[2]


@pytest.mark.parametrize(("enabled", "answer"), [("false", 405), ("true", 202)])
def test_deleting(client: DockerClient, enabled: str, answer: int) -> None:
    registry, address = _start(client, REGISTRY_STORAGE_DELETE_ENABLED=enabled)
    assert "error" not in _push(client, address)
    digest = _get(f"http://{address}/v2/gorae-trial/manifests/1", method="HEAD")[1]["Docker-Content-Digest"]
    assert _get(f"http://{address}/v2/gorae-trial/manifests/{digest}", method="DELETE")[0] == answer
    swept = registry.exec_run(["registry", "garbage-collect", "/etc/docker/registry/config.yml"])
    assert swept.exit_code == 0
    assert (b"3 blobs and 0 manifests eligible" in swept.output) == (answer == 202)
