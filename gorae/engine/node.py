"""노드: 엔진이 든 컨테이너입니다. 스웜의 노드, 다시 설정해도 되는 엔진, 두 번째 엔진으로 씁니다.

노드의 root는 호스트의 root입니다. 남의 코드를 돌리는 자리(채점)에는 그대로 쓰지 않습니다.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import ClassVar

import docker
from docker.errors import APIError, DockerException, NotFound
from docker.models.containers import Container

from gorae.engine.endpoint import Origin
from gorae.engine.privileges import create_privileged
from gorae.engine.ready import until
from gorae.engine.relay import Relay
from gorae.engine.transfer import saved
from gorae.errors import EngineError

LABEL = "gorae.node"
_SEED = "/seed"
_SOCKET_LIMIT = 107
_READY = 60.0


class Node:
    """엔진이 든 컨테이너 하나입니다. `Node.start`로 시작합니다.

    Attributes:
        name: 컨테이너의 이름.
        container: 바깥 엔진에서 본 컨테이너.
        host: 안쪽 엔진의 주소 (`unix://…`).
        origin: 이 엔진의 파일 시스템과 네트워크가 이 기계의 것인지(`system`), 아닌지(`remote`).
    """

    origin: ClassVar[Origin] = "system"

    def __init__(self, container: Container, name: str, socket: Path) -> None:
        self.name, self.container, self._socket = name, container, socket
        self._client: docker.DockerClient | None = None
        self._relay: Relay | None = None

    @classmethod
    def start(
        cls,
        client: docker.DockerClient,
        name: str,
        image: str = "gorae/node:trixie",
        network: str = "none",
        *,
        shared: Path,
        daemon_options: Sequence[str] = (),
        seed: str | None = None,
        chapter: str = "",
        relayed: bool = False,
    ) -> Node:
        """노드를 시작하고 안쪽 엔진이 응답할 때까지 기다립니다. 같은 이름의 옛 노드는 지웁니다.

        Args:
            client: 바깥 엔진.
            name: 노드의 이름.
            image: 노드의 이미지.
            network: 바깥 엔진의 네트워크 (`none`이면 바깥으로 나가는 길이 없습니다).
            shared: 안팎에서 같은 경로로 보이는 폴더. 소켓도 여기에 둡니다.
            daemon_options: dockerd에 더할 옵션.
            seed: 데이터 폴더의 처음 내용을 가져올 볼륨 (`gorae.engine.seeds`가 만든 것).
            chapter: 이 노드를 만든 장.
            relayed: 엔진이 이 기계의 폴더를 보지 못해 소켓을 이어 주어야 하는지. `shared`에는 소켓만 둡니다.

        Raises:
            EngineError: 시작하지 못했거나 엔진이 응답하지 않을 때.
        """
        socket = make_room(client, name, shared)
        labels = {LABEL: name, **({"gorae.chapter": chapter} if chapter else {})}
        # 데이터 폴더는 이미지의 VOLUME이 만드는 이름 없는 볼륨입니다. 컨테이너와 함께 지워집니다.
        binds = [f"{seed}:{_SEED}:ro"] if seed else []
        command = ["-H", "unix:///var/run/docker.sock", "-G", str(os.getgid())]
        if not relayed:
            binds += [f"{shared}:{shared}"]
            command += ["-H", f"unix://{socket}"]
        try:
            container = create_privileged(client, image, name, [*command, *daemon_options], network, binds, labels)
        except DockerException as error:
            raise EngineError(f"노드 {name}를 시작하지 못했습니다.", detail=str(error)) from error
        node = cls(container, name, socket)
        node._relay = Relay(name, socket) if relayed else None
        node.wait()
        return node

    @property
    def host(self) -> str:
        """안쪽 엔진의 주소입니다."""
        return f"unix://{self._socket}"

    @property
    def pid(self) -> int:
        """바깥 호스트에서 본 노드 첫 프로세스의 PID입니다. 네트워크 네임스페이스는 `/proc/<pid>/ns/net`입니다."""
        self.container.reload()
        number: int = self.container.attrs["State"]["Pid"]
        return number

    def client(self) -> docker.DockerClient:
        """안쪽 엔진의 클라이언트입니다."""
        if self._client is None:
            self._client = docker.DockerClient(base_url=self.host)
        return self._client

    def wait(self, seconds: float = _READY) -> None:
        """안쪽 엔진이 응답할 때까지 기다립니다.

        Raises:
            EngineError: 제때 응답하지 않거나 컨테이너가 끝났을 때. 엔진의 마지막 기록을 함께 보입니다.
        """

        def answers() -> bool:
            try:
                return bool(self.client().ping())
            except (DockerException, OSError):
                self._client = None
            self.container.reload()
            if self.container.status == "exited":
                raise EngineError(f"노드 {self.name}가 끝났습니다.", detail=self.container.logs(tail=8).decode())
            return False

        if not until(answers, seconds):
            why = "dockerd의 설정이나 바깥 엔진의 권한이 맞지 않습니다."
            raise EngineError(
                f"노드 {self.name}의 엔진이 {seconds:.0f}초 안에 응답하지 않았습니다.", why, "", self.log()
            )

    def log(self, lines: int = 8) -> str:
        """안쪽 dockerd의 마지막 기록입니다."""
        try:
            text: bytes = self.container.exec_run(["tail", f"-n{lines}", "/var/log/dockerd.log"]).output
        except APIError as error:
            return str(error)
        return text.decode(errors="replace")

    def load(self, client: docker.DockerClient, tags: Iterable[str]) -> None:
        """다른 엔진의 이미지를 이 노드로 옮깁니다. 디스크를 거치지 않습니다.

        Raises:
            EngineError: 옮기지 못했을 때.
        """
        for line in self.client().api.load_image(saved(client, tags)):
            if "error" in line:
                raise EngineError(f"노드 {self.name}에 이미지를 넣지 못했습니다.", detail=line["error"])

    def reset(self, keep_images: bool | Iterable[str] = True) -> None:
        """이미지만 남기고 모두 지웁니다.

        Args:
            keep_images: 이미지를 모두 남길지, 또는 남길 이미지의 태그.
        """
        inner = self.client()
        for container in inner.containers.list(all=True, ignore_removed=True):
            container.remove(force=True, v=True)
        if inner.info()["Swarm"]["LocalNodeState"] != "inactive":
            inner.swarm.leave(force=True)
        for network in inner.networks.list():
            if network.name not in ("bridge", "host", "none"):
                network.remove()
        for volume in inner.volumes.list():
            volume.remove(force=True)
        if keep_images is not True:
            _keep(inner, set(keep_images or ()))
        inner.api.prune_builds()

    def restart_engine(self) -> None:
        """안쪽 dockerd만 다시 시작하고 응답할 때까지 기다립니다. 컨테이너는 그대로입니다."""
        before = self._daemon()
        self.container.kill(signal="HUP")
        until(lambda: self._daemon() not in ("", before), _READY)
        self.wait()

    def _daemon(self) -> str:
        code, output = self.container.exec_run(["cat", "/var/run/docker.pid"])
        return output.decode().strip() if code == 0 else ""

    def stop(self) -> None:
        """노드와 그 데이터를 지웁니다."""
        if self._client is not None:
            self._client.close()
        if self._relay is not None:
            self._relay.close()
        remove(self.container.client, self.name)
        self._socket.unlink(missing_ok=True)


def _keep(inner: docker.DockerClient, wanted: set[str]) -> None:
    """이 태그들만 남기고 이미지를 지웁니다."""
    for image in inner.images.list():
        for tag in set(image.tags) - wanted:
            inner.images.remove(tag, force=True)
    for image in inner.images.list(filters={"dangling": True}):
        inner.images.remove(image.id, force=True)


def make_room(client: docker.DockerClient, name: str, shared: Path) -> Path:
    """같은 이름의 옛 노드를 지우고 새 노드의 소켓이 놓일 자리를 돌려줍니다.

    Raises:
        EngineError: 폴더의 경로를 소켓이나 바인드 마운트에 쓸 수 없을 때.
    """
    socket = shared / f"{name}.sock"
    if len(os.fsencode(socket)) > _SOCKET_LIMIT or {":", ","} & set(str(shared)):
        raise EngineError(
            f"노드의 폴더 {shared}를 쓸 수 없습니다.",
            f"소켓의 경로는 {_SOCKET_LIMIT}바이트를 넘지 못하고 쌍점과 쉼표가 들어갈 수 없습니다.",
            "더 짧은 폴더를 GORAE_HOME으로 정하세요.",
        )
    shared.mkdir(parents=True, exist_ok=True)
    remove(client, name)
    socket.unlink(missing_ok=True)
    return socket


def remove(client: docker.DockerClient, name: str) -> None:
    """이름이 `name`인 노드를 데이터와 함께 지웁니다. 노드가 아닌 것은 건드리지 않습니다.

    Raises:
        EngineError: 같은 이름의, 노드가 아닌 컨테이너가 있을 때.
    """
    try:
        container = client.containers.get(name)
    except NotFound:
        return
    if LABEL not in container.labels:
        raise EngineError(f"{name}이라는 이름을 다른 컨테이너가 쓰고 있습니다.", todo="그것의 이름을 바꾸세요.")
    container.remove(force=True, v=True)
