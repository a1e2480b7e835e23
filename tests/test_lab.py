"""과정은 자기 것만 치웁니다: 미끼, 두 장, 다시 열기, 커널과 clean의 죽음, 사라진 엔진."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from docker import DockerClient
from docker.errors import NotFound
from jupyter_core.utils import run_sync
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from gorae import exercise, lab
from gorae.course import ROOT
from gorae.errors import LabError
from gorae.exercise import Outcome
from gorae.lab import inventory, session
from proof.decoys import SHELL, Decoys
from proof.desk import desk, explain
from proof.harbour import Harbour
from proof.relay import Relay

CHAPTER, OTHER = "00-start", "01-what-is-docker"


@pytest.fixture(autouse=True)
def prepared(harbour: Harbour) -> Iterator[None]:
    """00장과 01장의 이미지가 있는 엔진입니다. 열린 장은 시험 사이에 남지 않습니다."""
    harbour.need(["shell", "base"])
    session._open.clear()
    yield
    session._open.clear()


@pytest.fixture
def decoys(client: DockerClient, tmp_path: Path) -> Iterator[Decoys]:
    placed = Decoys(client, tmp_path / "decoy")
    yield placed
    placed.remove()


def _python(code: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=_environment()
    )


def _gorae(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "gorae.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=_environment(), check=False, timeout=120)


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def _until(condition: Callable[[], object], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "기다리던 상태가 되지 않았습니다"
        time.sleep(0.02)


def _litter(client: DockerClient) -> None:
    """과정에서 생길 수 있는 온갖 것을 만듭니다."""
    client.volumes.create("gorae-data")
    client.networks.create("gorae-net")
    client.networks.create("labelled", labels={"gorae.chapter": CHAPTER})
    client.containers.create(SHELL, ["true"], name="gorae-made", volumes=["/anonymous"]).start()
    client.containers.create(SHELL, ["true"])
    client.containers.create(SHELL, ["true"], name="project-web-1", labels={"com.docker.compose.project": "gorae-shop"})
    client.containers.get("gorae-made").commit("gorae-image", "1")
    client.containers.get("gorae-made").commit()


def test_close_removes_all_of_ours_and_nothing_else(client: DockerClient, decoys: Decoys) -> None:
    before = inventory.take(client)
    lab.open(CHAPTER)
    _litter(client)
    assert len(lab.current().made().names()) >= 7
    lab.current().notice()
    lab.close()
    assert inventory.take(client) == before
    assert decoys.changes() == []


def test_close_keeps_what_is_not_ours(client: DockerClient) -> None:
    """장을 연 뒤에 생겼어도 이름과 레이블이 과정의 것이 아니면 남깁니다."""
    lab.open(CHAPTER)
    mine = client.containers.create(SHELL, ["true"], name="mine")
    volume = client.volumes.create("mine")
    nameless = client.volumes.create()
    client.images.get(SHELL).tag("mine", "1")
    lab.close()
    assert mine in client.containers.list(all=True)
    assert {"mine", nameless.name} <= {each.name for each in client.volumes.list()}
    assert client.images.get("mine:1")
    mine.remove()
    volume.remove()
    nameless.remove()
    client.images.remove("mine:1")


def test_a_volume_in_use_by_a_stranger_stays(client: DockerClient) -> None:
    lab.open(CHAPTER)
    client.volumes.create("gorae-shared")
    stranger = client.containers.create(
        SHELL, ["true"], name="stranger", volumes={"gorae-shared": {"bind": "/d", "mode": "rw"}}
    )
    lab.close()
    assert client.volumes.get("gorae-shared")
    stranger.remove()
    client.volumes.get("gorae-shared").remove()


def test_two_chapters_open_at_once(client: DockerClient, decoys: Decoys) -> None:
    lab.open(CHAPTER)
    client.volumes.create("gorae-first")
    lab.open(OTHER)
    client.volumes.create("gorae-second")
    lab.close(CHAPTER)
    names = {each.name for each in client.volumes.list()}
    assert "gorae-second" in names and "gorae-first" not in names
    lab.close(OTHER)
    assert "gorae-second" not in {each.name for each in client.volumes.list()}
    assert decoys.changes() == []


def test_a_chapter_opened_twice_keeps_its_first_inventory(client: DockerClient) -> None:
    before = inventory.take(client)
    lab.open(CHAPTER)
    client.volumes.create("gorae-data")
    said: list[str] = []
    lab.open(CHAPTER, report=said.append)
    assert any("gorae-data" in line for line in said)
    lab.close()
    assert inventory.take(client) == before


def test_closing_twice_is_harmless(client: DockerClient) -> None:
    before = inventory.take(client)
    lab.open(CHAPTER)
    lab.close(CHAPTER)
    said: list[str] = []
    lab.close(CHAPTER, report=said.append)
    assert "열려 있지 않습니다" in said[0]
    assert inventory.take(client) == before


def test_check_before_the_setup_cell() -> None:
    result = exercise.judged("00-1")
    assert result.outcome is Outcome.BLOCKED
    assert "준비 셀" in explain(result)
    with pytest.raises(LabError, match="열지 않았습니다"):
        lab.current()


def test_kernel_restarted_in_mid_chapter(client: DockerClient) -> None:
    before = inventory.take(client)
    cells = [f'from gorae import lab\nlab.open("{CHAPTER}")', 'from gorae.exercise import check\nprint(check("00-1"))']
    make = f'import docker\ndocker.from_env().containers.create("{SHELL}", ["true"], name="gorae-hello")'
    book = new_notebook(cells=[new_code_cell(source) for source in (*cells, make, "lab.close()")])
    kernel = NotebookClient(book, timeout=60, kernel_name="python3", resources={"metadata": {"path": str(ROOT)}})
    with kernel.setup_kernel():
        kernel.execute_cell(book.cells[0], 0)
        kernel.execute_cell(book.cells[2], 2)
        assert kernel.km is not None and kernel.kc is not None
        run_sync(kernel.km.restart_kernel)(now=True)
        run_sync(kernel.kc.wait_for_ready)(timeout=60)
        assert "준비 셀" in str(kernel.execute_cell(book.cells[1], 1).outputs)
        assert "gorae-hello" in str(kernel.execute_cell(book.cells[0], 0).outputs)
        assert "일부 통과" in str(kernel.execute_cell(book.cells[1], 1).outputs)
        kernel.execute_cell(book.cells[3], 3)
    assert inventory.take(client) == before


def test_killed_kernel_leaves_nothing_that_clean_cannot_remove(client: DockerClient, decoys: Decoys) -> None:
    before = inventory.take(client)
    code = f"""
import docker, signal
from gorae import lab
lab.open("{CHAPTER}")
docker.from_env().containers.run("{SHELL}", ["sleep", "1000"], name="gorae-long", detach=True, volumes=["/anonymous"])
lab.current().notice()
print("made", flush=True)
signal.pause()
"""
    kernel = _python(code)
    assert kernel.stdout is not None
    assert any("made" in line for line in iter(kernel.stdout.readline, ""))
    kernel.kill()
    kernel.wait()
    done = _gorae("clean")
    assert done.returncode == 0, done.stderr
    assert "gorae-long" in done.stdout
    assert inventory.take(client) == before
    assert decoys.changes() == []


@pytest.mark.parametrize("blow", [signal.SIGINT, signal.SIGKILL], ids=["ctrl-c", "kill"])
def test_interrupted_clean_is_finished_by_the_next(client: DockerClient, decoys: Decoys, blow: signal.Signals) -> None:
    before = inventory.take(client)
    lab.open(CHAPTER)
    for number in range(8):
        client.containers.run(SHELL, ["sleep", "1000"], name=f"gorae-{number}", detach=True)
    left = len(client.api.containers(all=True))
    first = subprocess.Popen(
        [sys.executable, "-m", "gorae.cli", "clean"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=_environment(),
    )
    _until(lambda: len(client.api.containers(all=True)) < left or first.poll() is not None)
    first.send_signal(blow)
    _, said = first.communicate(timeout=60)
    assert "Traceback" not in said
    done = _gorae("clean")
    assert done.returncode == 0, done.stderr
    assert inventory.take(client) == before
    assert decoys.changes() == []


def test_clean_all_removes_the_course_and_keeps_the_learners(
    harbour: Harbour, client: DockerClient, decoys: Decoys
) -> None:
    used = client.containers.create("gorae/base:1", ["true"], name="mine")
    lab.open(CHAPTER)
    _litter(client)
    refused = _gorae("clean", "--all")
    assert refused.returncode == 2 and "--yes" in refused.stderr
    done = _gorae("clean", "--all", "--yes")
    assert done.returncode == 0, done.stderr
    tags = {tag for image in client.images.list() for tag in image.tags}
    # 학습자의 컨테이너가 쓰는 이미지는 남고, 나머지 과정의 이미지는 사라집니다.
    assert {tag for tag in tags if tag.startswith("gorae/")} == {"gorae/base:1"}
    assert "gorae/base:1 이미지를 남깁니다" in done.stdout
    used.remove()
    assert decoys.changes() == []
    assert not (session.home.home() / "state").exists()


def test_engine_gone_in_the_middle_is_not_the_learners_fault(
    harbour: Harbour, client: DockerClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = os.environ["DOCKER_HOST"]
    relay = Relay(engine, harbour.short_path("relay.sock"))
    monkeypatch.setenv("DOCKER_HOST", relay.host)
    each = exercise.find("00-1")
    with desk(CHAPTER) as table:
        table.run('client.containers.run("gorae/shell:1", ["echo", values("00-1").word], name="gorae-hello")')
        assert table.check(each).outcome is Outcome.PASS
        relay.cut()
        result = table.check(each)
        assert result.outcome is Outcome.BLOCKED, explain(result)
        assert "gorae doctor" in explain(result)
        relay = Relay(engine, harbour.short_path("relay.sock"))
        assert table.check(each).outcome is Outcome.PASS
    with pytest.raises(NotFound):
        client.containers.get("gorae-hello")


def test_a_broken_state_file_is_said_in_korean(client: DockerClient) -> None:
    lab.open(CHAPTER)
    path = next((session.home.home() / "state").rglob("*.json"))
    whole = path.read_text("utf-8")
    path.write_text(whole[: len(whole) // 2], "utf-8")
    with pytest.raises(LabError, match="읽을 수 없습니다"):
        lab.close()
    path.write_text(whole, "utf-8")
    lab.close()


def test_students_have_their_own_sticky_values(monkeypatch: pytest.MonkeyPatch) -> None:
    each = exercise.find("00-1")
    words = {}
    for student in ("kim", "lee", "park", "choi", "jung", "kang"):
        monkeypatch.setenv("GORAE_STUDENT", student)
        words[student] = exercise.values("00-1").word
        assert exercise.values("00-1").word == words[student]
        assert words[student] in exercise.goal(each)
    assert len(set(words.values())) > 2


def test_a_neighbours_answer_does_not_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    each = exercise.find("00-1")
    monkeypatch.setenv("GORAE_STUDENT", "kim")
    with desk(CHAPTER) as table:
        table.run('client.containers.run("gorae/shell:1", ["echo", values("00-1").word], name="gorae-hello")')
        assert table.check(each).outcome is Outcome.PASS
        mine = exercise.values("00-1").word
        neighbour = next(name for name in ("lee", "park", "choi", "jung") if _word(name, monkeypatch) != mine)
        monkeypatch.setenv("GORAE_STUDENT", neighbour)
        assert table.check(each).outcome is Outcome.PARTIAL


def _word(student: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("GORAE_STUDENT", student)
    word: str = exercise.values("00-1").word
    return word
