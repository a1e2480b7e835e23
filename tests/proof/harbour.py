"""시험 하나가 쓰는 엔진입니다."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from docker import DockerClient

from gorae import home, images
from gorae.grading.berth import Berth


@dataclass(frozen=True)
class Harbour:
    """엔진과, 노드라면 그 정박지입니다."""

    client: DockerClient
    berth: Berth | None

    def need(self, names: Iterable[str]) -> None:
        """과정의 이미지를 준비합니다."""
        if self.berth:
            self.berth.load(names)
        else:
            images.prepare(self.client, names)

    def reset(self) -> None:
        """엔진을 처음 상태로 되돌립니다. 노드가 아니면 장을 닫은 것으로 넉넉합니다."""
        if self.berth:
            self.berth.reset()

    def short_path(self, name: str) -> Path:
        """소켓을 둘 수 있는 짧은 경로입니다 (유닉스 소켓의 경로는 107바이트까지)."""
        folder = self.berth.home if self.berth else home.folder("sockets")
        return folder / name
