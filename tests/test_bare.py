"""아무것도 없는 데비안에서 `start.py` 하나로 과정이 열리는지 봅니다. 데비안에는 python3와 인증서만 있습니다."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import docker
import pytest
from docker.models.containers import Container

from gorae import engine
from gorae.engine import debs
from gorae.images import packing
from gorae.images.bundle import Bundle
from proof import bare

CLONE = "/home/배움 터/고래 노트"
USER = 1000
TOP = """
from gorae import engine
container = engine.connect().containers.run("gorae/shell:1", ["sleep", "60"], detach=True)
print(container.top()["Processes"][0][-1])
container.remove(force=True)
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(debs.release() is None, reason="데비안과 우분투에서만 맨 데비안을 만들 수 있습니다."),
]


@pytest.fixture(scope="module")
def client() -> Iterator[docker.DockerClient]:
    engine.adopt()
    found = docker.from_env(timeout=600)
    yield found
    found.close()


def _say(machine: Container, command: list[str], user: str = "root", until: str = "") -> tuple[int | None, str]:
    """컨테이너에서 명령을 돌립니다. `until`이 나오면 끝나기를 기다리지 않습니다."""
    api, said = machine.client.api, ""
    run = api.exec_create(machine.id, command, workdir=CLONE, user=user, environment={"HOME": _home(user)})
    for chunk in api.exec_start(run["Id"], stream=True):
        said += chunk.decode(errors="replace")
        if until and until in said:
            return None, said
    return api.exec_inspect(run["Id"])["ExitCode"], said


def _home(user: str) -> str:
    return "/root" if user == "root" else "/home/learner"


@pytest.mark.parametrize("suite", ["bookworm", "trixie"])
def test_course_opens_on_a_bare_debian(client: docker.DockerClient, suite: str) -> None:
    with bare.machine(client, suite, CLONE) as machine:
        for missing in ("import pip", "import ensurepip"):
            assert _say(machine, ["python3", "-c", missing])[0] == 1
        before = _say(machine, ["sh", "-c", "dpkg -l; ls /var/lib/apt/lists /etc /usr/bin /usr/sbin"])[1]
        code, said = _say(machine, ["python3", "start.py", "--no-browser"], until="token=")
        assert code is None, said
        assert "전용 엔진" in said
        assert "root" in said
        code, told = _say(machine, [".venv/bin/gorae", "doctor", "--json"])
        assert code == 0, told
        facts = json.loads(told)
        assert (facts["origin"], facts["store"]) == ("private", "overlay2")
        assert facts["buildx"] and facts["compose"]
        code, told = _say(machine, [".venv/bin/python", "-c", TOP])
        assert (code, told.strip()) == (0, "sleep 60"), told
        assert _say(machine, ["sh", "-c", "dpkg -l; ls /var/lib/apt/lists /etc /usr/bin /usr/sbin"])[1] == before


def test_course_opens_from_a_bundle_without_a_network(client: docker.DockerClient, tmp_path: Path) -> None:
    here = debs.release()
    assert here
    parcel = tmp_path / "묶음.tar"
    packing.save(client, parcel, ["shell", "base"], print)
    opened = Bundle.open(parcel)
    opened.verify()
    held = {name.split("_")[0] for name in opened.manifest["files"]}
    assert {"debs/docker.io", "debs/runc", "debs/iptables", "debs/procps", "debs/python3-pip-whl"} <= held
    assert any(name.startswith("wheels/jupyterlab-") for name in opened.manifest["files"])
    assert [each.name for each in tmp_path.iterdir()] == [parcel.name]
    with bare.machine(client, here.codename, CLONE, shared=tmp_path) as machine:
        assert _say(machine, ["ls", "/sys/class/net"])[1].split() == ["lo"]
        command = ["python3", "start.py", "--no-browser", "--bundle", str(parcel)]
        code, said = _say(machine, command, until="token=")
        assert code is None, said
        assert "내려받는 중" not in said
        run = "from gorae import engine; c = engine.connect(); print(c.containers.run('gorae/shell:1', ['echo', '끊겨도']).decode())"
        code, said = _say(machine, [".venv/bin/python", "-c", run])
        assert (code, said.strip()) == (0, "끊겨도")
        code, said = _say(machine, [".venv/bin/gorae", "check", "notebooks/00-start.ipynb"])
        assert "실습 00-1" in said, said


def test_ordinary_user_without_sudo_is_told(client: docker.DockerClient) -> None:
    with bare.machine(client, "bookworm", CLONE) as machine:
        bare.add_user(machine, CLONE, USER)
        code, said = _say(machine, ["python3", "start.py", "--no-browser"], user="learner")
        assert code == 1
        assert "root도 아니고 sudo도 없습니다" in said
        assert "Traceback" not in said


def test_ordinary_user_with_sudo(client: docker.DockerClient) -> None:
    with bare.machine(client, "bookworm", CLONE, "sudo") as machine:
        bare.add_user(machine, CLONE, USER)
        code, said = _say(machine, ["python3", "start.py", "--no-browser"], user="learner", until="token=")
        assert code is None, said
        assert "관리자 권한이 한 번 필요합니다" in said
        assert "관리자(root)로 실행했으므로" not in said
        owned = _say(machine, ["find", CLONE, "/home/learner", "-user", "root", "-not", "-path", "*/engine/*"])[1]
        assert not owned, "관리자의 파일은 전용 엔진의 것뿐이어야 합니다."
        code, told = _say(machine, [".venv/bin/gorae", "engine", "status"], user="learner")
        assert code == 0, told
        assert "전용 엔진" in told
        code, told = _say(machine, ["cat", "/proc/self/status"], user="learner")
        assert f"Uid:\t{USER}" in told
        processes = (
            "for p in /proc/[0-9]*; do tr '\\0' ' ' < $p/cmdline | grep -q 'jupyterlab' && stat -c %u $p; done; true"
        )
        assert set(_say(machine, ["sh", "-c", processes])[1].split()) >= {str(USER)}


def test_ordinary_user_whom_sudo_refuses(client: docker.DockerClient) -> None:
    with bare.machine(client, "bookworm", CLONE, "sudo") as machine:
        bare.add_user(machine, CLONE, USER, sudoer=False)
        code, said = _say(machine, ["python3", "start.py", "--no-browser"], user="learner")
        assert code == 1
        assert "관리자 권한을 얻지 못해" in said
        assert "Traceback" not in said
