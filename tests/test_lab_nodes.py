"""장이 쓰는 노드: 과정의 이미지가 들어 있고, 장을 닫으면 없어지고, 소켓을 나눌 수 없는 곳에서도 됩니다."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

import pytest
from docker import DockerClient

from gorae import lab
from gorae.engine.node import Node
from gorae.lab import nodes
from proof.harbour import Harbour


@pytest.fixture
def opened(harbour: Harbour, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    harbour.need(["shell", "node:trixie"])
    lab.open("00-start", report=lambda line: None)
    yield
    lab.close("00-start", report=lambda line: None)


def _works(node: Node) -> None:
    inner = node.client()
    said = inner.containers.run("gorae/shell:1", ["echo", "안쪽"], network_mode="none", remove=True)
    assert said.decode() == "안쪽\n"
    shown = subprocess.run(
        ["docker", "-H", node.host, "images", "-q", "gorae/shell:1"], capture_output=True, check=True, text=True
    )
    assert shown.stdout.strip()
    before = inner.info()["ID"]
    node.restart_engine()
    assert node.client().info()["ID"] == before


@pytest.mark.parametrize("apart", [False, True], ids=["near", "apart"])
def test_node_of_a_chapter(opened: None, client: DockerClient, monkeypatch: pytest.MonkeyPatch, apart: bool) -> None:
    if apart:
        monkeypatch.setattr(nodes, "is_remote", lambda client: True)
    node = lab.node("gorae-inner", load=["shell"])
    _works(node)
    mounts = node.container.attrs["Mounts"]
    assert [mount["Type"] for mount in mounts if mount["Type"] == "bind"] == ([] if apart else ["bind"])
    volumes = {mount["Name"] for mount in mounts if mount["Type"] == "volume"}
    lab.current().notice()
    lab.close(report=lambda line: None)
    assert not client.containers.list(all=True, filters={"name": "gorae-inner"})
    assert not volumes & {volume.name for volume in client.volumes.list()}
    gone = subprocess.run(["docker", "-H", node.host, "version"], capture_output=True, timeout=20)
    assert gone.returncode != 0
