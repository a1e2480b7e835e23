"""전용 엔진에서 관리자 권한이 필요한 부분만 합니다. 표준 라이브러리만 씁니다.

`python -m gorae.engine.daemon start|stop UID`로 실행되고, 표준 입력의 한 줄을 받은 뒤에 일을 시작합니다.
"""

from __future__ import annotations

import contextlib
import ipaddress
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path

from gorae.engine import firewall, netns
from gorae.engine.endpoint import Address, ask, meet
from gorae.engine.places import Places, places
from gorae.errors import EngineError, GoraeError

_UP, _DOWN = 60.0, 40.0
"""데몬이 켜지고 꺼지기를 기다리는 시간(초)입니다."""


def alive(where: Places) -> int | None:
    """돌고 있는 이 엔진의 pid입니다. 죽은 pid 파일은 없는 것으로 칩니다."""
    try:
        pid = int(where.pid.read_text(encoding="ascii"))
        command = Path("/proc", str(pid), "cmdline").read_bytes().split(b"\0")
    except (OSError, ValueError):
        return None
    return pid if os.fsencode(where.settings) in command else None


def others(where: Places) -> list[int]:
    """이 네트워크 네임스페이스에서 도는 다른 dockerd의 pid입니다."""
    mine, here, found = alive(where), Path("/proc/self/ns/net").readlink(), []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if (folder / "comm").read_text().strip() == "dockerd" and (folder / "ns/net").readlink() == here:
                found.append(int(folder.name))
        except OSError:
            continue  # 살피는 사이에 끝난 프로세스입니다.
    return [pid for pid in found if pid != mine]


def start(where: Places, owner: int) -> None:
    """데몬을 켜고 소켓을 `owner`의 것으로 만듭니다. 이미 돌고 있으면 그대로 둡니다.

    Raises:
        EngineError: 다른 엔진이 돌고 있거나 데몬이 켜지지 않을 때.
    """
    if not (pid := alive(where)):
        _refuse_second(where)
        where.run.mkdir(mode=0o711, exist_ok=True)
        _sweep(where)
        firewall.remember(where.run)
        _network(where)
        pid = _spawn(where)
    _await(where, pid)
    if owner:
        os.chown(where.socket, owner, -1)
        where.socket.chmod(0o600)


def _refuse_second(where: Places) -> None:
    if pids := others(where):
        raise EngineError(
            "다른 Docker 엔진이 돌고 있어 전용 엔진을 시작하지 않았습니다.",
            f"dockerd(pid {', '.join(map(str, pids))})와 함께 돌면 두 엔진이 같은 iptables 규칙을 두고 다툽니다.",
            "그 엔진의 주소를 DOCKER_HOST로 알려 주거나 그 엔진을 끈 뒤 다시 실행하세요.",
        )


def _network(where: Places) -> None:
    kept = where.base / "network.json"
    block = ipaddress.IPv4Network(json.loads(kept.read_text())["block"]) if kept.exists() else netns.free_block()
    first, pool = ipaddress.IPv4Interface((int(block.network_address) + 1, 24)), list(block.subnets(1))[1]
    size = netns.mtu()
    try:
        netns.add_bridge(where.bridge, first, size)
    except OSError as error:
        raise EngineError(
            f"브리지 {where.bridge}을 만들지 못했습니다.",
            "커널에 브리지 기능이 없거나 네트워크를 바꿀 권한이 없습니다.",
            "컨테이너 안이라면 더 많은 권한으로 시작하거나 다른 기계의 엔진을 DOCKER_HOST로 정하세요.",
            str(error),
        ) from error
    settings = {
        "hosts": [where.host],
        "data-root": str(where.data),
        "exec-root": str(where.run / "exec"),
        "pidfile": str(where.pid),
        "group": "0",
        "bridge": where.bridge,
        "mtu": size,
        "default-address-pools": [{"base": str(pool), "size": 24}],
        "default-network-opts": {"bridge": {"com.docker.network.driver.mtu": str(size)}},
    }
    where.settings.write_text(json.dumps(settings, indent=2), encoding="utf-8")
    kept.write_text(json.dumps({"block": str(block)}), encoding="utf-8")


def _spawn(where: Places) -> int:
    kept = {name: value for name, value in os.environ.items() if name.lower().endswith("_proxy")}
    env = where.environment(kept)
    firewall.choose(where.root / "usr/sbin", env)
    with where.log.open("wb") as log:
        child = subprocess.Popen(
            ["dockerd", "--config-file", str(where.settings)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=env,
            cwd="/",
            start_new_session=True,
        )
    return child.pid


def _await(where: Places, pid: int) -> None:
    deadline = time.monotonic() + _UP
    while time.monotonic() < deadline:
        try:
            meet(Address(where.host, "private"))
            return
        except EngineError:
            if _gone(pid):
                break
            time.sleep(0.1)
    lines = where.log.read_text(encoding="utf-8", errors="replace").splitlines()
    raise EngineError(
        "전용 엔진이 켜지지 않았습니다.",
        "데몬이 오류를 남기고 끝났거나 제때 응답하지 않았습니다.",
        f"아래 메시지와 {where.log} 파일을 보세요.",
        "\n".join(lines[-6:]),
    )


def _gone(pid: int) -> bool:
    """프로세스가 끝났는지 봅니다. 이 프로세스의 자식이면 거두어들입니다."""
    with contextlib.suppress(ChildProcessError):
        if os.waitpid(pid, os.WNOHANG)[0]:
            return True
    return not Path("/proc", str(pid)).exists()


def stop(where: Places) -> None:
    """데몬을 끄고 브리지와 실행 폴더를 치웁니다. 이미지와 컨테이너는 남습니다.

    Raises:
        EngineError: 데몬이 제때 꺼지지 않을 때.
    """
    if not alive(where) and _orphans(where):
        start(where, 0)  # 죽은 데몬의 컨테이너가 아직 돌고 있습니다. 새 데몬이 그것들을 거두어 끕니다.
    bridges = {where.bridge, *_bridges(where)}
    if pid := alive(where):
        os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + _DOWN
        while not _gone(pid):
            if time.monotonic() > deadline:
                raise EngineError(
                    "전용 엔진이 꺼지지 않았습니다.",
                    f"dockerd(pid {pid})가 {_DOWN:.0f}초 안에 끝나지 않았습니다.",
                    f"{where.log} 파일을 보고 다시 시도하세요.",
                )
            time.sleep(0.1)
    if not others(where):
        firewall.restore(where.run, bridges, where.environment({}))
    for bridge in bridges:
        netns.remove_bridge(bridge)
    _unmount(where)
    for path in (where.socket, where.pid):
        path.unlink(missing_ok=True)
    shutil.rmtree(where.run / "exec", ignore_errors=True)
    with contextlib.suppress(OSError):
        where.run.rmdir()  # 다른 엔진 때문에 남긴 방화벽의 기록이 있으면 폴더도 남깁니다.


def _bridges(where: Places) -> Iterator[str]:
    """이 엔진의 네트워크들이 쓰는 브리지입니다. 데몬은 꺼질 때 그것들을 남깁니다."""
    try:
        networks = ask(Address(where.host, "private"), "/networks")
    except (OSError, ValueError, HTTPException):
        return
    for network in networks:
        if network["Driver"] == "bridge":
            yield network["Options"].get("com.docker.network.bridge.name", f"br-{network['Id'][:12]}")


def _sweep(where: Places) -> None:
    """죽은 데몬이 남긴 것을 치웁니다. 남은 containerd가 있으면 새 데몬이 15초를 기다립니다."""
    where.socket.unlink(missing_ok=True)
    where.pid.unlink(missing_ok=True)
    note = where.run / "exec/containerd/containerd.pid"
    try:
        pid = int(note.read_text(encoding="ascii"))
        if os.fsencode(where.run) in Path("/proc", str(pid), "cmdline").read_bytes():
            os.kill(pid, signal.SIGTERM)
            deadline = time.monotonic() + _DOWN
            while not _gone(pid) and time.monotonic() < deadline:
                time.sleep(0.05)
    except (OSError, ValueError):
        pid = 0  # 남은 containerd가 없습니다.
    note.unlink(missing_ok=True)


def _orphans(where: Places) -> bool:
    """데몬 없이 도는 이 엔진의 컨테이너(shim)가 있는지 봅니다."""
    mine = os.fsencode(where.run / "exec/containerd/containerd.sock")
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mine in (folder / "cmdline").read_bytes().split(b"\0"):
                return True
        except OSError:
            continue  # 살피는 사이에 끝난 프로세스입니다.
    return False


def _unmount(where: Places) -> None:
    """죽었던 데몬이 남긴 data-root의 마운트를 뗍니다. 남아 있으면 폴더를 지울 수 없습니다."""
    data = str(where.data).replace("\\", "\\134").replace(" ", "\\040")
    lines = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    for point in sorted((line.split()[4] for line in lines), reverse=True):
        if point == data or point.startswith(f"{data}/"):
            subprocess.run(
                ["umount", "--lazy", os.fsencode(point).decode("unicode_escape").encode("latin-1")], check=False
            )


def main() -> int:
    """부모가 보낸 한 줄을 기다렸다가 시작하거나 끄거나 지웁니다. 부모가 먼저 죽으면 아무 일도 하지 않습니다."""
    what, owner = sys.argv[1], int(sys.argv[2])
    print("ready", flush=True)
    if not sys.stdin.readline():
        return 1
    try:
        if what == "start":
            start(places(), owner)
        else:
            stop(places())
        if what == "erase":
            shutil.rmtree(places().base, ignore_errors=True)
            shutil.rmtree(places().run, ignore_errors=True)
    except GoraeError as error:
        print(json.dumps([error.what, error.why, error.todo, error.detail]), flush=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
