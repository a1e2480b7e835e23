"""시험을 나누어 돌리는 프로세스마다 주는 엔진(정박지)입니다.

이름은 정해져 있고 엔진은 그렇지 않으므로, 프로세스마다 샌드박스 노드 하나를 띄우고 그 네트워크 네임스페이스에
들어갑니다. 노드의 127.0.0.1이 곧 이 스레드의 127.0.0.1이 되어, 게시된 포트와 커널의 소켓이 그대로 통합니다.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from docker import DockerClient

from gorae import course, engine, home, images
from gorae.engine.endpoint import Endpoint
from gorae.engine.machine import Machine
from gorae.engine.node import Node, remove
from gorae.engine.seeds import seed
from gorae.errors import EngineError

CLONE_NEWNET = 0x40000000
NODE = "node:trixie"
MACHINE = "vm"
_SOWER = "node:testing"
"""가상 머신과 같은 엔진이 든 노드입니다. 가상 머신의 데이터 폴더를 여기서 만듭니다."""
_HERE = Path("/proc/thread-self/ns/net")


class Berth:
    """엔진 하나와 그 엔진이 보이는 자리입니다.

    Attributes:
        client: 이 자리의 엔진.
        home: 이 자리의 `GORAE_HOME`.
    """

    def __init__(self, outer: DockerClient, node: Node, folder: Path, held: IO[str]) -> None:
        self._outer, self._node, self.home, self._held = outer, node, folder, held
        self.client: DockerClient = node.client()
        self._environment = _environment(node, self.client, folder)
        self._inside = 0

    @contextmanager
    def entered(self) -> Iterator[DockerClient]:
        """이 스레드를 노드의 네트워크에 들여놓고, 환경 변수가 노드의 엔진을 가리키게 합니다."""
        self._inside += 1
        if self._inside > 1:
            try:
                yield self.client
            finally:
                self._inside -= 1
            return
        before = {name: os.environ.get(name) for name in self._environment}
        back = os.open(_HERE, os.O_RDONLY)
        there = os.open(f"/proc/{self._node.pid}/ns/net", os.O_RDONLY)
        try:
            _set_namespace(there)
            os.environ.update(self._environment)
            yield self.client
        finally:
            self._inside -= 1
            _restore(before)
            _set_namespace(back)
            os.close(back)
            os.close(there)

    def load(self, names: Iterable[str]) -> None:
        """과정의 이미지를 노드에 넣습니다. 이미 있는 것은 건너뜁니다."""
        wanted = list(names)
        if images.missing(self._outer, wanted):
            images.prepare(self._outer, wanted, report=_say)
        if absent := images.missing(self.client, wanted):
            self._node.load(self._outer, [images.tag(name) for name in absent])

    def reset(self) -> None:
        """이미지만 남기고 모두 없앱니다. 다음 시험은 깨끗한 엔진에서 시작합니다."""
        self._node.reset()
        for name in ("state", "work", "progress"):
            shutil.rmtree(self.home / name, ignore_errors=True)

    def stop(self) -> None:
        """노드와 폴더를 없앱니다."""
        self.client.close()
        self._node.stop()
        shutil.rmtree(self.home, ignore_errors=True)
        self._held.close()


def start(name: str, image: str = NODE, options: Sequence[str] = ()) -> Berth:
    """노드를 띄웁니다. 앞서 죽은 실행이 남긴 것은 먼저 치웁니다.

    Args:
        name: 프로세스의 이름 (예: `gw0`).
        image: 노드 이미지의 이름.
        options: dockerd에 더할 옵션.

    Raises:
        EngineError: 노드를 띄우지 못했을 때.
    """
    outer = engine.connect()
    folder = home.folder("berths", f"{name}-{os.getpid()}")
    held = _hold(folder)
    if held is None:
        raise EngineError(f"{folder}를 다른 프로세스가 쓰고 있습니다.", todo="잠시 뒤에 다시 실행하세요.")
    with home.lock("berths"):
        sweep(outer)
        images.prepare(outer, [image], report=_say)
    if image == MACHINE:
        return Berth(outer, _machine(outer, folder), folder, held)
    with home.lock("berths"):
        # 이미지 저장소를 바꾸는 옵션이 있으면 데이터 폴더의 모양이 다릅니다.
        sown = None if options else _seed(outer, images.tag(image), folder)
    node = Node.start(outer, _title(folder), images.tag(image), shared=folder, seed=sown, daemon_options=options)
    return Berth(outer, node, folder, held)


def _machine(outer: DockerClient, folder: Path) -> Machine:
    """첫 장들의 이미지를 미리 넣은 가상 머신입니다."""
    wanted = ["shell", "base"]
    images.prepare(outer, [*wanted, _SOWER], report=_say)
    data = seed(outer, images.tag(_SOWER), [images.tag(name) for name in wanted], folder)
    return Machine.start(outer, _title(folder), images.tag(MACHINE), shared=folder, seed=data)


def sweep(outer: DockerClient) -> list[str]:
    """죽은 실행이 남긴 노드와 폴더를 없애고 그 이름을 돌려줍니다. 살아 있는 프로세스의 것은 남깁니다."""
    swept = []
    for folder in sorted(home.folder("berths").iterdir()):
        held = _hold(folder)
        if held is None:
            continue
        remove(outer, _title(folder))
        shutil.rmtree(folder, ignore_errors=True)
        held.close()
        swept.append(folder.name)
    return swept


def possible() -> bool:
    """이 프로세스가 네트워크 네임스페이스를 옮겨 다닐 수 있는지입니다 (root와 CAP_SYS_ADMIN)."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return False
    back = os.open(_HERE, os.O_RDONLY)
    try:
        _set_namespace(back)
    except OSError:
        return False
    finally:
        os.close(back)
    return True


def _seed(outer: DockerClient, image: str, folder: Path) -> str | None:
    """바깥 엔진에 이미 있는 과정의 이미지가 모두 든 데이터 폴더입니다. 이미지가 그대로면 다시 만들지 않습니다."""
    names = list(dict.fromkeys(name for chapter in course.CHAPTERS for name in chapter.images))
    absent = set(images.missing(outer, names))
    tags = [images.tag(name) for name in names if name not in absent]
    return seed(outer, image, tags, folder) if tags else None


def _environment(node: Node, client: DockerClient, folder: Path) -> dict[str, str]:
    said: Mapping[str, Any] = client.version()
    endpoint = Endpoint(node.host, node.origin, said["Version"], said["ApiVersion"])
    return {**engine.environment(endpoint), "GORAE_HOME": str(folder)}


def _title(folder: Path) -> str:
    """노드의 이름입니다. `gorae-`로 시작하지 않아서, 같은 엔진에서 열린 장이 자기 것으로 여기지 않습니다."""
    return f"berth-{folder.name}"


def _hold(folder: Path) -> IO[str] | None:
    """폴더가 살아 있는 프로세스의 것임을 알리는 잠금입니다. 프로세스가 죽으면 저절로 풀립니다."""
    file = (folder / "lock").open("w", encoding="utf-8")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file


def _set_namespace(descriptor: int) -> None:
    """이 스레드를 네트워크 네임스페이스에 들여놓습니다 (`os.setns`는 3.12부터 있습니다)."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.setns(descriptor, CLONE_NEWNET):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _restore(before: Mapping[str, str | None]) -> None:
    for name, value in before.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
