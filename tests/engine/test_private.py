"""전용 엔진을 켜고, 죽이고, 끕니다. 시험마다 네트워크 네임스페이스와 `GORAE_HOME`이 따로 있습니다."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from gorae import home
from gorae.engine import debs, private
from gorae.engine.places import places
from gorae.errors import EngineNotFound, HomeError

ROOT = Path(__file__).resolve().parents[2]
RELEASE = debs.release()

pytestmark = pytest.mark.skipif(
    RELEASE is None or os.geteuid() != 0, reason="전용 엔진은 데비안과 우분투에서 root만 켤 수 있습니다."
)


class Machine:
    """엔진이 하나도 없는 네트워크 네임스페이스입니다. 그 안에서 파이썬 코드를 돌립니다."""

    def __init__(self, folder: Path) -> None:
        self.home = folder
        self._holder = subprocess.Popen(["unshare", "--net", "sleep", "infinity"])
        here = Path("/proc/self/ns/net").readlink()
        while Path(f"/proc/{self._holder.pid}/ns/net").readlink() == here:
            assert self._holder.poll() is None

    def run(self, code: str, user: int = 0) -> subprocess.CompletedProcess[str]:
        env = {name: value for name, value in os.environ.items() if not name.startswith(("DOCKER_", "GORAE_"))}
        env |= {"GORAE_HOME": str(self.home), "PYTHONPATH": str(ROOT), "HOME": "/nonexistent", "LC_ALL": "C.UTF-8"}
        enter = ["nsenter", f"--net=/proc/{self._holder.pid}/ns/net"]
        if user:
            enter += ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"]
        return subprocess.run(
            [*enter, sys.executable, "-B", "-c", _BEFORE + code],
            env=env,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def ask(self, code: str, user: int = 0) -> object:
        done = self.run(code, user)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    def close(self) -> None:
        self.run("private.stop()")
        self._holder.kill()
        self._holder.wait()


_BEFORE = """
import json, os, signal, socket, subprocess, sys
from pathlib import Path
from gorae import engine
from gorae.engine import daemon, private
from gorae.engine.places import places
where = places()
def show(value): print(json.dumps(value))
def docker(*words): return subprocess.run([where.bin / "docker", "-H", where.host, *words], check=True, capture_output=True, text=True).stdout.strip()
def tables():
    env = where.environment(os.environ)
    return [subprocess.run(["iptables", "-t", t, "-S"], env=env, capture_output=True, text=True).stdout for t in ("nat", "filter")]
"""


_SLEEPER = """
engine.ensure()
empty = subprocess.run(["tar", "-c", "-T", "/dev/null"], check=True, capture_output=True).stdout
subprocess.run([where.bin / "docker", "-H", where.host, "import", "-", "empty"], input=empty, check=True, capture_output=True)
binds = [f"--volume={path}:{path}:ro" for path in ("/usr", "/lib", "/lib64", "/bin") if Path(path).exists()]
show(docker("run", "--detach", *binds, "empty", "/bin/sleep", "infinity"))
"""


@pytest.fixture(scope="session")
def unpacked() -> Path:
    """패키지를 푼 폴더입니다. 아직 없으면 한 번 내려받습니다."""
    assert RELEASE
    private.install(RELEASE, print)
    return places().base


@pytest.fixture
def machine(unpacked: Path, tmp_path: Path) -> Iterator[Machine]:
    folder = tmp_path / "고래 집"
    (folder / "engine").mkdir(parents=True)
    subprocess.run(["cp", "-al", unpacked / "root", folder / "engine/root"], check=True)
    shutil.copytree(unpacked / "bin", folder / "engine/bin", symlinks=True)
    shutil.copytree(unpacked / "client", folder / "engine/client")
    made = Machine(folder)
    yield made
    made.close()


def test_starts_and_leaves_nothing_but_its_folder(machine: Machine) -> None:
    before = machine.ask("show([tables(), sorted(n for _, n in socket.if_nameindex())])")
    said = machine.ask(
        "e = engine.ensure(); docker('network', 'create', 'gorae-net'); show([e.origin, e.host, docker('info', '-f', '{{.Driver}}')])"
    )
    assert isinstance(said, list)
    assert said[0] == "private"
    assert said[2] == "overlay2"
    during = machine.ask("show([tables(), sorted(n for _, n in socket.if_nameindex())])")
    assert during != before
    assert machine.ask("show(private.stop())") is True
    after = machine.ask("show([tables(), sorted(n for _, n in socket.if_nameindex())])")
    assert _rules(after) == _rules(before)
    assert machine.ask("show(private.stop())") is False
    assert not Path(str(said[1]).removeprefix("unix://")).exists()


def _rules(state: object) -> object:
    """빈 표와 아직 만들어지지 않은 표는 같은 것입니다."""
    assert isinstance(state, list)
    return [[line for table in state[0] for line in table.splitlines() if not line.startswith("-P")], state[1]]


def test_second_start_adopts_the_running_one(machine: Machine) -> None:
    first = machine.ask("engine.ensure(); show(daemon.alive(where))")
    assert machine.ask("engine.ensure(); show(daemon.alive(where))") == first


def test_recovers_after_the_daemon_was_killed(machine: Machine) -> None:
    machine.ask(
        "engine.ensure(); docker('volume', 'create', 'gorae-kept'); docker('network', 'create', 'gorae-net'); show(0)"
    )
    machine.ask("os.kill(daemon.alive(where), signal.SIGKILL); show(0)")
    assert machine.ask("engine.ensure(); show(docker('volume', 'ls', '-q'))") == "gorae-kept"


def test_stop_after_the_daemon_was_killed_leaves_no_process_and_no_mount(machine: Machine) -> None:
    machine.ask(_SLEEPER)
    machine.ask("os.kill(daemon.alive(where), signal.SIGKILL); show(0)")
    assert machine.ask("show(daemon._orphans(where))") is True
    assert machine.ask("private.stop(); show(daemon._orphans(where))") is False
    assert str(machine.home).replace(" ", "\\040") not in Path("/proc/self/mountinfo").read_text(encoding="utf-8")


def test_stale_files_do_not_hinder(machine: Machine) -> None:
    """기계가 꺼졌다 켜진 것처럼, 남의 pid가 적힌 pid 파일과 죽은 소켓이 있습니다."""
    code = """
where.run.mkdir(); where.pid.write_text(str(os.getppid()))
s = socket.socket(socket.AF_UNIX); s.bind(str(where.socket)); s.close()
show(engine.ensure().origin)"""
    assert machine.ask(code) == "private"


def test_refuses_to_run_beside_another_daemon(machine: Machine, tmp_path: Path) -> None:
    machine.ask("show(engine.ensure().origin)")
    other = tmp_path / "other"
    shutil.copytree(machine.home / "engine/root/usr/bin", other / "engine/root/usr/bin", symlinks=True)
    done = machine.run(
        f"os.environ['GORAE_HOME'] = {str(other)!r}\nfrom gorae.engine import daemon\ndaemon.start(places(), 0)"
    )
    assert "다른 Docker 엔진이 돌고 있어" in done.stderr


def test_socket_belongs_to_the_ordinary_user(machine: Machine) -> None:
    machine.ask("where.base.parent.chmod(0o755); daemon.start(where, 65534); show(0)")
    talk = "from gorae.engine.endpoint import Address, meet; show(meet(Address(where.host, 'private')).origin)"
    for folder in (machine.home, *machine.home.parents[:3]):
        folder.chmod(0o755)
    assert machine.ask(talk, user=65534) == "private"
    assert "열 권한이 없습니다" in machine.run(talk, user=65533).stderr


def test_daemon_that_cannot_start_says_why(machine: Machine) -> None:
    (machine.home / "engine/data").write_text("폴더가 아닙니다", encoding="utf-8")
    done = machine.run("engine.ensure()")
    assert done.returncode
    assert "전용 엔진이 켜지지 않았습니다" in done.stderr
    assert "engine/data" in done.stderr


@pytest.mark.parametrize("letter", [":", ","])
def test_path_that_overlay_cannot_mount(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, letter: str) -> None:
    monkeypatch.setenv("GORAE_HOME", str(tmp_path / f"a{letter}b"))
    with pytest.raises(HomeError, match="쓸 수 없습니다") as caught:
        places()
    assert "GORAE_HOME" in caught.value.todo


def test_socket_path_is_short_however_long_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GORAE_HOME", str(tmp_path.joinpath(*["긴이름" * 20] * 3)))
    found = places()
    assert len(os.fsencode(found.socket)) <= 107
    assert len(found.bridge) <= 15


@pytest.fixture
def programs() -> Iterator[Path]:
    """다른 사용자도 볼 수 있는 빈 폴더입니다."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_needs_root_or_sudo(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("apt-get", "dpkg-deb"):
        (programs / name).symlink_to(shutil.which(name) or "")
    monkeypatch.setenv("PATH", str(programs))
    os.seteuid(65534)
    try:
        with pytest.raises(EngineNotFound, match="전용 엔진도 시작할 수 없습니다") as caught:
            private.possible()
        assert "sudo" in caught.value.why
    finally:
        os.seteuid(0)
    private.possible()


def test_home_is_shared_with_nobody(machine: Machine) -> None:
    """다른 `GORAE_HOME`의 엔진은 이 엔진과 다른 자리를 씁니다."""
    here = machine.ask("show([str(where.run), where.bridge, str(where.data)])")
    mine = [str(places().run), places().bridge, str(places().data)]
    assert isinstance(here, list)
    assert not set(here) & set(mine)
    assert str(home.home()) in mine[2]


def test_killed_starter_leaves_an_engine_that_is_adopted(machine: Machine) -> None:
    code = "w = private.Starting()\nw._administrator._child.stdin.write('go\\n'); w._administrator._child.stdin.flush()\nos.kill(os.getpid(), signal.SIGKILL)"
    assert machine.run(code).returncode == -signal.SIGKILL
    assert machine.ask("show(engine.ensure().origin)") == "private"
