"""`start.py`를 배우는 사람처럼 실행합니다. 클론은 빈칸과 한글이 든 폴더에 있습니다."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from proof.started import Start, clone, surroundings

INSTALLING = "파이썬 패키지를 설치하는 중"
OPEN = "token="


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """새 클론입니다."""
    return clone(tmp_path / "배움 터" / "고래 노트")


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """새 사용자의 환경 변수입니다."""
    (tmp_path / "user").mkdir()
    return surroundings(tmp_path)


def _refused(start: Start, code: int, *words: str) -> None:
    assert start.end() == code, start.said
    assert "Traceback" not in start.said
    for word in words:
        assert word in start.said


def test_given_port_that_is_taken(fresh: Path, env: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = str(taken.getsockname()[1])
        _refused(Start(fresh, env, "--port", number), 1, f"{number}번 포트를 쓸 수 없습니다", "--port 없이")
    assert not (fresh / ".venv").exists()


@pytest.mark.parametrize("number", ["-1", "65536", "99999999999999999999"])
def test_impossible_port(fresh: Path, env: dict[str, str], number: str) -> None:
    _refused(Start(fresh, env, f"--port={number}"), 1, "포트를 쓸 수 없습니다")


def test_home_that_cannot_be_made(fresh: Path, env: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    env["GORAE_HOME"] = str(tmp_path / "file/home")
    _refused(Start(fresh, env), 1, "쓸 수 없습니다", "GORAE_HOME")


def test_wrong_docker_host(fresh: Path, env: dict[str, str]) -> None:
    env["DOCKER_HOST"] = "tcp://127.0.0.1:9"
    _refused(Start(fresh, env), 1, "DOCKER_HOST=tcp://127.0.0.1:9", "unset DOCKER_HOST")
    assert not (fresh / ".venv").exists()


def test_something_that_is_no_bundle(fresh: Path, env: dict[str, str]) -> None:
    _refused(Start(fresh, env, "--bundle", "README.md"), 1, "묶음 파일", "README.md")


def test_environment_of_somebody_else_is_left_alone(fresh: Path, env: dict[str, str]) -> None:
    (fresh / ".venv").mkdir()
    (fresh / ".venv/pyvenv.cfg").write_text("home = /usr/bin\n", encoding="utf-8")
    _refused(Start(fresh, env), 1, "고래노트가 만든 것이 아닙니다", "옮기거나 지운 뒤")
    assert (fresh / ".venv/pyvenv.cfg").read_text(encoding="utf-8") == "home = /usr/bin\n"


def test_lost_network(fresh: Path, env: dict[str, str], tmp_path: Path) -> None:
    env |= dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
    env |= {"PIP_CACHE_DIR": str(tmp_path / "empty"), "PIP_RETRIES": "0", "PIP_NO_INDEX": "0"}
    env.pop("PIP_FIND_LINKS", None)
    _refused(Start(fresh, env), 1, "파이썬 패키지를 설치하지 못했습니다", "네트워크에 연결할 수 없습니다")


def test_unknown_option(fresh: Path, env: dict[str, str]) -> None:
    _refused(Start(fresh, env, "--nosuch"), 2, "--nosuch")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """한 번 끝까지 시작해 본 클론과 그 환경 변수입니다."""
    folder = tmp_path_factory.mktemp("start")
    (folder / "user").mkdir()
    told = surroundings(folder)
    where = clone(folder / "배움 터" / "고래 노트")
    first = Start(where, told, "--no-browser")
    first.until(OPEN)
    assert first.end(signal.SIGINT) == 0, first.said
    return where, told


@pytest.fixture
def opened(place: tuple[Path, dict[str, str]]) -> Iterator[Start]:
    """다시 시작하여 JupyterLab이 열린 상태입니다."""
    start = Start(*place, "--no-browser")
    start.until(OPEN)
    yield start
    if start.child.poll() is None:
        start.end(signal.SIGINT)


def _get(address: str, path: str) -> bytes:
    base, token = address.split("/lab")[0], address.split("token=")[1]
    request = urllib.request.Request(base + path, headers={"Authorization": f"token {token}"})
    with urllib.request.urlopen(request, timeout=120) as reply:
        body: bytes = reply.read()
        return body


def test_second_start_repeats_nothing(opened: Start) -> None:
    assert "파이썬" not in opened.said
    assert "내려받는 중" not in opened.said


def test_lab_is_korean_and_opens_the_first_notebook(opened: Start) -> None:
    address = opened.lines[-1]
    assert "/lab/tree/notebooks/00-start.ipynb" in address
    plugin = json.loads(_get(address, "/lab/api/settings/@jupyterlab/translation-extension:plugin"))
    assert plugin["schema"]["properties"]["locale"]["default"] == "ko_KR"
    assert "ko_KR" in json.loads(_get(address, "/lab/api/translations/"))["data"]
    news = json.loads(_get(address, "/lab/api/settings/@jupyterlab/apputils-extension:notification"))
    assert news["schema"]["properties"]["fetchNews"]["default"] == "false"
    notebook = json.loads(_get(address, "/api/contents/notebooks/00-start.ipynb?content=0"))
    assert notebook["type"] == "notebook"


def test_home_of_the_user_stays_as_it_was(opened: Start, place: tuple[Path, dict[str, str]]) -> None:
    assert _get(opened.lines[-1], "/lab")
    assert list(Path(place[1]["HOME"]).rglob("*")) == []


def test_lab_needs_the_token(opened: Start) -> None:
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(opened.lines[-1].split("/lab")[0] + "/api/contents", timeout=10)
    assert caught.value.code == 403


def test_another_start_points_at_the_open_lab(opened: Start, place: tuple[Path, dict[str, str]]) -> None:
    other = Start(*place, "--no-browser")
    assert other.end() == 0
    assert "이미 켜져 있습니다" in other.said
    assert opened.lines[-1] in other.said


def test_killed_start_takes_the_lab_along_and_the_next_one_opens(
    opened: Start, place: tuple[Path, dict[str, str]]
) -> None:
    opened.end(signal.SIGKILL)
    again = Start(*place, "--no-browser")
    again.until(OPEN)
    assert again.end(signal.SIGTERM) == 0


def test_taken_port_is_avoided_and_said(place: tuple[Path, dict[str, str]]) -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind(("127.0.0.1", 8888))
            taken.listen()
        except OSError:
            pass  # 다른 프로그램이 이미 쓰고 있으면 그것으로 충분합니다.
        start = Start(*place, "--no-browser")
        address = start.until(OPEN)
        assert "8888번 포트를 쓸 수 없어" in start.said
        assert ":8888/" not in address
        start.end(signal.SIGINT)


def test_gorae_command_reports_as_json(place: tuple[Path, dict[str, str]]) -> None:
    where, env = place
    done = subprocess.run([where / ".venv/bin/gorae", "doctor", "--json"], env=env, check=True, capture_output=True)
    told = json.loads(done.stdout)
    wanted = "version api origin store cgroup ipvs buildx compose desktop free_disk problems"
    assert set(wanted.split()) <= set(told)
    assert told["origin"] in ("system", "private", "remote")
    assert told["cgroup"] in (1, 2)
    assert tuple(map(int, told["api"].split("."))) >= (1, 41)


def test_package_in_the_environment_is_the_clone(place: tuple[Path, dict[str, str]]) -> None:
    where, env = place
    code = "import gorae; print(gorae.__file__)"
    done = subprocess.run([where / ".venv/bin/python", "-c", code], cwd="/", env=env, check=True, capture_output=True)
    assert os.fsdecode(done.stdout.strip()) == str(where / "gorae/__init__.py")


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
@pytest.mark.parametrize("moment", ["파이썬 환경을 만드는 중", INSTALLING])
def test_interrupted_start_recovers(fresh: Path, env: dict[str, str], moment: str, number: signal.Signals) -> None:
    broken = Start(fresh, env, "--no-browser")
    broken.until(moment)
    code = broken.end(number)
    if number == signal.SIGINT:
        assert code == 130
        assert "다시 실행하면" in broken.said
        assert "Traceback" not in broken.said
    again = Start(fresh, env, "--no-browser")
    again.until(OPEN)
    assert again.end(signal.SIGINT) == 0


@pytest.mark.slow
def test_two_starts_at_once(fresh: Path, env: dict[str, str]) -> None:
    first = Start(fresh, env, "--no-browser")
    first.until("파이썬 환경을 만드는 중")
    second = Start(fresh, env, "--no-browser")
    address = first.until(OPEN)
    assert second.end() == 0, second.said
    assert "다른 start.py가 준비하고 있습니다" in second.said
    assert address in second.said
    first.end(signal.SIGINT)


@pytest.mark.slow
def test_moved_clone_is_made_again(place: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    where, env = place
    moved = tmp_path / "옮긴 곳"
    subprocess.run(["cp", "-a", where, moved], check=True)
    start = Start(moved, env, "--no-browser")
    start.until(OPEN)
    assert INSTALLING in start.said
    start.end(signal.SIGINT)
