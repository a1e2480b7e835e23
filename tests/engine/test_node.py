"""샌드박스 노드: 엔진이 든 컨테이너."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from docker import DockerClient
from docker.errors import DockerException, NotFound

from gorae import engine, home, images
from gorae.engine import node as nodes
from gorae.engine import seeds
from gorae.engine.node import Node
from gorae.errors import EngineError

NAME = f"trial-node-{os.getpid()}"


@pytest.fixture(scope="module")
def outer() -> Iterator[DockerClient]:
    client = engine.connect()
    images.prepare(client, ["shell", "base", "node:trixie"])
    yield client
    client.close()


@pytest.fixture(scope="module")
def shared() -> Path:
    return home.folder("berths", NAME)


@pytest.fixture(scope="module")
def started(outer: DockerClient, shared: Path) -> Iterator[Node]:
    node = Node.start(outer, NAME, shared=shared)
    node.load(outer, ["gorae/shell:1"])
    yield node
    node.stop()


def test_load_brings_the_same_image(outer: DockerClient, started: Node) -> None:
    inside = started.client().images.get("gorae/shell:1")
    assert inside.attrs["RootFS"] == outer.images.get("gorae/shell:1").attrs["RootFS"]
    assert images.missing(started.client(), ["shell"]) == []


def test_network_namespace_is_its_own(started: Node) -> None:
    assert Path(f"/proc/{started.pid}/ns/net").readlink() != Path("/proc/self/ns/net").readlink()


def test_shared_folder_is_the_same_on_both_sides(started: Node, shared: Path) -> None:
    (shared / "work").mkdir(exist_ok=True)
    started.client().containers.run(
        "gorae/shell:1", ["touch", "/w/made"], volumes={str(shared / "work"): {"bind": "/w"}}, remove=True
    )
    assert (shared / "work/made").exists()


def test_limits_hold_inside(started: Node) -> None:
    container = started.client().containers.run(
        "gorae/shell:1",
        ["sh", "-c", "dd if=/dev/zero of=/dev/shm/x bs=1M count=60"],
        mem_limit="20m",
        detach=True,
        shm_size="64m",
    )
    assert container.wait()["StatusCode"] == 137
    container.reload()
    assert container.attrs["State"]["OOMKilled"]


def test_restarting_the_engine_obeys_restart_policies(started: Node) -> None:
    inner = started.client()
    again = inner.containers.run("gorae/shell:1", ["sleep", "600"], detach=True, restart_policy={"Name": "always"})
    once = inner.containers.run("gorae/shell:1", ["sleep", "600"], detach=True)
    started.restart_engine()
    again.reload()
    once.reload()
    assert (again.status, once.status) == ("running", "exited")


def test_reset_leaves_images_only(started: Node) -> None:
    inner = started.client()
    inner.containers.run("gorae/shell:1", ["sleep", "600"], detach=True, volumes={"data": {"bind": "/v"}})
    inner.networks.create("trial")
    inner.images.get("gorae/shell:1").tag("other:1")
    started.reset()
    assert not inner.containers.list(all=True)
    assert not inner.volumes.list()
    assert {network.name for network in inner.networks.list()} == {"bridge", "host", "none"}
    assert inner.images.list("other")
    started.reset(["gorae/shell:1"])
    assert [image.tags for image in inner.images.list()] == [["gorae/shell:1"]]


def test_stopping_leaves_nothing(outer: DockerClient, shared: Path) -> None:
    before = {volume.name for volume in outer.volumes.list()}
    node = Node.start(outer, f"{NAME}-b", shared=shared)
    assert Path(node.host.removeprefix("unix://")).exists()
    node.stop()
    assert {volume.name for volume in outer.volumes.list()} <= before
    with pytest.raises(NotFound):
        outer.containers.get(f"{NAME}-b")


def test_seed_saves_the_loading(outer: DockerClient, shared: Path) -> None:
    seed = seeds.seed(outer, "gorae/node:trixie", ["gorae/shell:1"], shared)
    try:
        assert seeds.seed(outer, "gorae/node:trixie", ["gorae/shell:1"], shared) == seed
        node = Node.start(outer, f"{NAME}-c", shared=shared, seed=seed)
        assert node.client().images.get("gorae/shell:1")
        node.stop()
    finally:
        for each in outer.volumes.list(filters={"name": seed}):
            each.remove()


def test_a_container_of_the_same_name_is_left_alone(outer: DockerClient, shared: Path) -> None:
    own = outer.containers.create("gorae/shell:1", name=f"{NAME}-d")
    try:
        with pytest.raises(EngineError, match="다른 컨테이너"):
            Node.start(outer, f"{NAME}-d", shared=shared)
        own.reload()
    finally:
        own.remove()


def test_a_broken_engine_shows_its_log(outer: DockerClient, shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "_READY", 5.0)
    monkeypatch.setattr(Node.wait, "__defaults__", (5.0,))
    with pytest.raises(EngineError, match="no-such-option"):
        Node.start(outer, f"{NAME}-e", shared=shared, daemon_options=["--no-such-option"])
    nodes.remove(outer, f"{NAME}-e")


def test_long_paths_are_refused(outer: DockerClient, tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="107바이트"):
        Node.start(outer, NAME, shared=tmp_path / ("가" * 40))
    with pytest.raises((EngineError, DockerException)):
        Node.start(outer, f"{NAME}-f", shared=tmp_path / "a:b")
