"""가상 머신: cgroup v2와 IPVS가 있는 커널에서 도는 엔진입니다. qemu도 컨테이너 속에서 돕니다.

소프트웨어 에뮬레이션이므로 느립니다. 시험(`gorae matrix`)에서만 씁니다.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar

import docker
from docker.errors import DockerException

from gorae.engine.endpoint import Origin
from gorae.engine.node import LABEL, Node, make_room
from gorae.errors import EngineError

_BOOT = 300.0
_SLOW = 600
"""API 한 번을 기다리는 시간(초)입니다. 에뮬레이션에서는 이미지를 넣는 데 몇 분이 걸리기도 합니다."""


class Machine(Node):
    """가상 머신 하나입니다. `Machine.start`로 켭니다. 안쪽 엔진은 다른 기계의 엔진과 같습니다."""

    origin: ClassVar[Origin] = "remote"

    @classmethod
    def start(  # type: ignore[override]
        cls, client: docker.DockerClient, name: str, image: str = "gorae/vm:1", *, shared: Path, seed: str = ""
    ) -> Machine:
        """가상 머신을 켜고 엔진이 응답할 때까지 기다립니다.

        Args:
            client: 바깥 엔진.
            name: 컨테이너의 이름.
            image: 가상 머신의 이미지.
            shared: 엔진의 소켓을 둘 폴더.
            seed: 데이터 폴더의 처음 내용을 가져올 볼륨 (`gorae.engine.seeds.seed`가 만든 것).

        Raises:
            EngineError: 켜지 못했거나 엔진이 응답하지 않을 때.
        """
        socket = make_room(client, name, shared)
        try:
            container = client.containers.run(
                image,
                [str(socket), str(os.getgid())],
                name=name,
                detach=True,
                network_mode="none",
                volumes=[f"{shared}:{shared}", *([f"{seed}:/seed:ro"] if seed else [])],
                # 레이어의 trusted.* 확장 속성까지 복사하는 데 필요합니다.
                cap_add=["SYS_ADMIN"],
                labels={LABEL: name},
            )
        except DockerException as error:
            raise EngineError(f"가상 머신 {name}을 켜지 못했습니다.", detail=str(error)) from error
        machine = cls(container, name, socket)
        machine.wait(_BOOT)
        return machine

    def client(self) -> docker.DockerClient:
        """안쪽 엔진의 클라이언트입니다."""
        if self._client is None:
            self._client = docker.DockerClient(base_url=self.host, timeout=_SLOW)
        return self._client

    def log(self, lines: int = 8) -> str:
        """가상 머신의 콘솔에 나온 마지막 줄들입니다."""
        text: bytes = self.container.logs(tail=lines)
        return text.decode(errors="replace")

    def restart_engine(self) -> None:
        """가상 머신에서는 하지 않습니다.

        Raises:
            EngineError: 언제나.
        """
        raise EngineError("가상 머신의 엔진은 다시 시작할 수 없습니다.", todo="샌드박스 노드를 쓰세요.")
