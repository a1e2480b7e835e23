"""엔진을 찾는 차례와, 찾지 못했을 때의 말을 봅니다. 컨텍스트는 진짜 docker CLI로 만듭니다."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from gorae import engine
from gorae.engine import discover
from gorae.engine.endpoint import Endpoint
from gorae.errors import EngineError, EngineNotFound


@pytest.fixture
def real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Endpoint:
    """시험이 쓰는 엔진입니다. 그 뒤로는 환경 변수와 홈 폴더가 비어 있습니다."""
    found = engine.adopt()
    for name in ("DOCKER_HOST", "DOCKER_CONTEXT", "DOCKER_TLS_VERIFY", "DOCKER_CERT_PATH", "GORAE_ENGINE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    return found


def _docker(endpoint: Endpoint, *arguments: str) -> None:
    told = engine.environment(endpoint)
    path = shutil.which("docker", path=told.get("PATH", os.environ["PATH"]))
    assert path, "docker CLI가 있어야 하는 시험입니다."
    env = {name: value for name, value in os.environ.items() if name != "DOCKER_HOST"}
    subprocess.run([path, *arguments], check=True, env=env, capture_output=True)


def test_context_made_by_the_cli(real: Endpoint) -> None:
    assert discover.context() is None
    _docker(real, "context", "create", "classroom", "--docker", f"host={real.host}")
    assert discover.context() is None, "만들기만 하고 고르지 않았습니다."
    _docker(real, "context", "use", "classroom")
    found = discover.context()
    assert found
    assert found.host == real.host
    assert engine.find("system").host == real.host


def test_context_with_certificates(real: Endpoint, tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    keys.mkdir()
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-subj",
            "/CN=gorae",
            "-keyout",
            "key.pem",
            "-out",
            "cert.pem",
        ],
        cwd=keys,
        check=True,
        capture_output=True,
    )
    shutil.copy(keys / "cert.pem", keys / "ca.pem")
    tls = ",".join(f"{name}={keys / name}.pem" for name in ("ca", "cert", "key"))
    _docker(real, "context", "create", "far", "--docker", f"host=tcp://127.0.0.1:9,{tls}")
    _docker(real, "context", "use", "far")
    found = discover.context()
    assert found
    assert (found.origin, found.verify) == ("remote", True)
    assert {path.name for path in Path(found.certificates).iterdir()} == {"ca.pem", "cert.pem", "key.pem"}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"currentContext": 3}', '{"currentContext": "없는 것"}'])
def test_broken_config_is_ignored(real: Endpoint, tmp_path: Path, text: str) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config/config.json").write_text(text, encoding="utf-8")
    assert discover.context() is None


def test_default_socket_is_found_and_dead_one_passed_over(real: Endpoint, tmp_path: Path) -> None:
    dead = tmp_path / ".docker/desktop/docker.sock"
    live = tmp_path / ".colima/default/docker.sock"
    for path in (dead, live):
        path.parent.mkdir(parents=True)
    import socket

    with socket.socket(socket.AF_UNIX) as gone:
        gone.bind(str(dead))
    live.symlink_to(real.host.removeprefix("unix://"))
    assert dead.is_socket()
    assert [each.host for each in discover.addresses()][-2:] == [f"unix://{dead}", f"unix://{live}"]
    assert engine.find("system").version == real.version


def test_wrong_docker_host_is_an_error_and_not_passed_over(real: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKER_HOST", "tcp://127.0.0.1:9")
    for ask in (lambda: engine.find(), lambda: engine.ensure()):
        with pytest.raises(EngineNotFound, match=r"DOCKER_HOST=tcp://127\.0\.0\.1:9") as caught:
            ask()
        assert "unset DOCKER_HOST" in caught.value.todo


def test_ssh_address_is_explained(real: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKER_HOST", "ssh://teacher@server")
    with pytest.raises(EngineError, match="SSH") as caught:
        engine.find()
    assert "ssh -NL" in caught.value.todo


def test_environment_is_adopted_by_children(real: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in engine.environment(real).items():
        monkeypatch.setenv(name, value)
    assert engine.adopt() == real
    monkeypatch.setenv("DOCKER_HOST", "unix:///nowhere.sock")
    with pytest.raises(EngineNotFound, match=r"unix:///nowhere\.sock"):
        engine.adopt()
