"""이미지가 든 데이터 폴더를 볼륨에 한 번 만들어 두고 노드마다 복사해 씁니다."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import docker
from docker.errors import DockerException

from gorae import home
from gorae.engine.node import Node

SEED_LABEL = "gorae.seed"
_DATA = "/var/lib/docker"


def seed(client: docker.DockerClient, image: str, tags: Sequence[str], shared: Path) -> str:
    """이미지들이 든 데이터 폴더를 볼륨에 한 번 만들어 두고 그 이름을 돌려줍니다.

    `Node.start(seed=…)`는 이것을 통째로 복사하므로 이미지를 다시 넣을 필요가 없습니다.

    Args:
        client: 바깥 엔진.
        image: 노드의 이미지.
        tags: 데이터 폴더에 넣을, 바깥 엔진의 이미지.
        shared: 노드와 함께 쓸 폴더.
    """
    ids = [client.images.get(tag).id for tag in (image, *tags)]
    key = hashlib.sha256(" ".join([*ids, *tags]).encode()).hexdigest()[:12]
    # `gorae-`로 시작하면 같은 엔진에서 장을 열 때마다 건드리지 않을 것으로 알리게 됩니다.
    name = f"berth-seed-{key}"
    with home.lock(name, shared=True):
        if not _sown(client, name):
            _sow(client, name, image, tags, shared)
    return name


def _sown(client: docker.DockerClient, name: str) -> bool:
    """다 찬 볼륨이 있는지 봅니다. 복사하다 죽어 반만 찬 것이면 지웁니다.

    다 되었다는 것은 이름이 `-done`으로 끝나는 볼륨으로 적습니다. 엔진에 적어야 `GORAE_HOME`이 달라도 압니다.
    """
    there = {each.name: each for each in client.volumes.list(filters={"name": name, "label": SEED_LABEL})}
    if name in there and _done(name) in there:
        return True
    for half in there.values():
        half.remove()
    return False


def _done(name: str) -> str:
    return f"{name}-done"


def _sow(client: docker.DockerClient, name: str, image: str, tags: Sequence[str], shared: Path) -> None:
    node = Node.start(client, name.replace("seed", "sow"), image, shared=shared)
    try:
        node.load(client, tags)
        node.container.stop(timeout=30)
        (data,) = (mount["Name"] for mount in node.container.attrs["Mounts"] if mount["Destination"] == _DATA)
        _copy(client, image, data, name)
    finally:
        node.stop()
    client.volumes.create(_done(name), labels={SEED_LABEL: "1"})


def _copy(client: docker.DockerClient, image: str, source: str, target: str) -> None:
    """볼륨의 내용을 새 볼륨에 복사합니다."""
    client.volumes.create(target, labels={SEED_LABEL: "1"})
    try:
        client.containers.run(
            image,
            ["-a", "/from/.", "/to/"],
            entrypoint=["cp"],
            volumes={source: {"bind": "/from", "mode": "ro"}, target: {"bind": "/to", "mode": "rw"}},
            network_mode="none",
            remove=True,
        )
    except DockerException:
        client.volumes.get(target).remove(force=True)
        raise
