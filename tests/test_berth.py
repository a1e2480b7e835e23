"""나누어 도는 시험의 엔진: 자리를 들고 나고, 죽은 실행이 남긴 것을 치우고, 장으로 나눕니다."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gorae import engine, lab
from gorae.course import ROOT
from gorae.grading import berth
from gorae.grading.schedule import scope
from proof.harbour import Harbour

needs_nodes = pytest.mark.skipif(not berth.possible(), reason="네트워크 네임스페이스를 옮길 수 없습니다")


def test_scopes_split_chapters() -> None:
    assert scope("notebooks/00-start.ipynb::Cell 3") == "notebooks/00-start.ipynb"
    assert scope("tests/test_notebooks.py::test_a[00-start]") != scope("tests/test_notebooks.py::test_a[01-x]")
    assert scope("tests/test_lab.py::test_a") == scope("tests/test_lab.py::test_b[kill]")


@needs_nodes
def test_entering_and_leaving_moves_network_and_environment(harbour: Harbour) -> None:
    assert harbour.berth
    inside = Path("/proc/thread-self/ns/net").readlink()
    host = os.environ["DOCKER_HOST"]
    assert Path(f"/proc/{os.getppid()}/ns/net").readlink() != inside
    with harbour.berth.entered() as again:
        assert again.info()["ID"] == harbour.client.info()["ID"]
    assert os.environ["DOCKER_HOST"] == host and Path("/proc/thread-self/ns/net").readlink() == inside


@needs_nodes
def test_a_published_port_is_reached(harbour: Harbour) -> None:
    harbour.need(["shell"])
    serve = ["sh", "-c", "echo 안녕 > index.html; httpd -f -p 80"]
    container = harbour.client.containers.run(
        "gorae/shell:1",
        serve,
        detach=True,
        ports={"80/tcp": ("127.0.0.1", None)},
        name="gorae-port",
        working_dir="/tmp",
    )
    reply = lab.wait(lambda: (got := lab.fetch(container, "80/tcp")).status == 200 and got, 10, "응답")
    assert "안녕" in reply.text


@needs_nodes
def test_there_is_no_way_out(harbour: Harbour) -> None:
    """장의 시험은 모두 이 자리에서 돕니다. 그러므로 준비를 마친 장은 네트워크 없이 통과합니다."""
    assert harbour.berth
    harbour.need(["shell"])
    routes = Path("/proc/thread-self/net/route").read_text().splitlines()[1:]
    assert routes and not [line for line in routes if line.split()[1] == "00000000"], "기본 경로가 없어야 합니다"
    out = ["sh", "-c", "nc -w 2 192.0.2.1 80 </dev/null 2>&1; echo $?"]
    said = harbour.client.containers.run("gorae/shell:1", out, network_mode="host", remove=True).decode()
    assert "unreachable" in said


@needs_nodes
@pytest.mark.slow
def test_what_a_killed_run_left_is_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """노드를 띄운 프로세스를 kill -9로 죽입니다. 살아 있는 프로세스의 노드는 남습니다."""
    code = "from gorae.grading import berth\nmade = berth.start('gw9')\nprint(made.home, flush=True)\nimport signal; signal.pause()"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    child = subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    home = Path(child.stdout.readline().strip())
    outer = engine.connect()
    node = f"berth-{home.name}"
    assert outer.containers.get(node)
    assert home.name not in berth.sweep(outer), "살아 있는 프로세스의 노드를 치웠습니다"
    child.kill()
    child.wait()
    assert home.name in berth.sweep(outer)
    assert not home.exists()
    assert node not in {each.name for each in outer.containers.list(all=True)}
    assert node not in {each.name for each in outer.volumes.list()}
    outer.close()


def test_without_rights_there_is_one_worker(monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config) -> None:
    from gorae.grading import plugin

    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert plugin.pytest_xdist_auto_num_workers(pytestconfig) == 0


def test_no_engine_is_said_before_anything_runs(tmp_path: Path) -> None:
    environment = {**os.environ, "DOCKER_HOST": f"unix://{tmp_path}/none.sock"}
    environment.pop("GORAE_ENGINE", None)
    command = [sys.executable, "-m", "pytest", "--nbval", "-p", "no:cacheprovider", "notebooks/00-start.ipynb"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert "응답하지 않습니다" in done.stdout + done.stderr
