"""학습자가 전부터 지니고 있던 것들입니다. 이름은 과정의 것처럼 `gorae-`로 시작합니다."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import tarfile
from pathlib import Path
from typing import Any

from docker import DockerClient

from gorae.engine.probe import facts
from gorae.lab.inventory import build_cache

IMAGE = "decoy:1"
SHELL = "gorae/shell:1"


class Decoys:
    """엔진에 놓은 미끼들입니다. `changes`가 비어 있으면 아무도 건드리지 않은 것입니다."""

    def __init__(self, client: DockerClient, folder: Path) -> None:
        self.client, self._folder = client, folder
        self._import()
        network = client.networks.create("gorae-decoy")
        volume = client.volumes.create("gorae-decoy")
        self.anonymous = client.volumes.create()
        mounts = {volume.name: {"bind": "/data", "mode": "rw"}, self.anonymous.name: {"bind": "/more", "mode": "rw"}}
        write = "echo 소중한 자료 > /data/file; echo 더 > /more/file; chmod 700 /data; exit 3"
        self.stopped = client.containers.create(SHELL, ["sh", "-c", write], name="gorae-decoy-stopped", volumes=mounts)
        self.stopped.start()
        self.stopped.wait()
        self.running = client.containers.run(
            SHELL, ["sleep", "100000"], name="gorae-decoy-running", network=network.name, detach=True, volumes=mounts
        )
        self.dangling = self.stopped.commit()
        # 오래전에 만든 이미지에 지금 붙인 태그입니다. 만든 날짜로는 새것인지 알 수 없습니다.
        client.images.get(IMAGE).tag("gorae-decoy", "old")
        client.images.get(SHELL).tag("gorae-decoy", "shell")
        if facts(client).buildx:
            self._build()
        self.before = self._settled()

    def _settled(self) -> dict[str, Any]:
        """끝난 컨테이너의 네트워크가 치워지는 동안 inspect가 달라지므로, 두 번 같을 때까지 봅니다."""
        first, second = self.fingerprint(), self.fingerprint()
        while first != second:
            first, second = second, self.fingerprint()
        return second

    def _import(self) -> None:
        content = io.BytesIO()
        with tarfile.open(fileobj=content, mode="w") as archive:
            entry = tarfile.TarInfo("decoy")
            entry.size = 5
            archive.addfile(entry, io.BytesIO(b"decoy"))
        self.client.api.import_image_from_data(content.getvalue(), repository="decoy", tag="1")

    def _build(self) -> None:
        """BuildKit의 빌드 캐시를 남깁니다."""
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / "Dockerfile").write_text(f"FROM {SHELL}\nRUN echo decoy > /decoy\n", "utf-8")
        command = ["docker", "build", "--quiet", "--network=none", "-t", "decoy-built:1", str(self._folder)]
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, "DOCKER_BUILDKIT": "1"})

    def fingerprint(self) -> dict[str, Any]:
        """미끼마다의 상태와 내용입니다."""
        client = self.client
        volumes = [client.volumes.get(name) for name in ("gorae-decoy", self.anonymous.name)]
        network = client.api.inspect_network("gorae-decoy")
        tags = [IMAGE, "gorae-decoy:old", "gorae-decoy:shell", self.dangling.id]
        return {
            "containers": [_container(client.api.inspect_container(each.id)) for each in (self.stopped, self.running)],
            "files": [_digest(each.export()) for each in (self.stopped, self.running)],
            "volumes": [each.attrs for each in volumes],
            "data": [_digest(self.running.get_archive(path)[0]) for path in ("/data", "/more")],
            "network": network,
            "images": [_image(client.api.inspect_image(tag)) for tag in tags],
            "cache": sorted(each["ID"] for each in build_cache(client) if "decoy" in each.get("Description", "")),
        }

    def changes(self) -> list[str]:
        """처음 놓았을 때와 달라진 것입니다."""
        now = self.fingerprint()
        return [line for key in now for line in _differences(key, self.before[key], now[key])]

    def remove(self) -> None:
        """미끼를 치웁니다."""
        for container in (self.stopped, self.running):
            container.remove(force=True)
        self.client.networks.get("gorae-decoy").remove()
        for name in ("gorae-decoy", self.anonymous.name):
            self.client.volumes.get(name).remove()
        for tag in ("gorae-decoy:old", "gorae-decoy:shell", IMAGE, self.dangling.id):
            self.client.images.remove(tag, noprune=True)


def _digest(stream: Any) -> str:
    digest = hashlib.sha256()
    for chunk in stream:
        digest.update(chunk)
    return digest.hexdigest()


def _container(attrs: dict[str, Any]) -> dict[str, Any]:
    """컨테이너의 상태입니다. 마운트의 순서는 물을 때마다 다릅니다."""
    return {**attrs, "Mounts": sorted(attrs["Mounts"], key=lambda mount: str(mount["Destination"]))}


def _image(attrs: dict[str, Any]) -> dict[str, Any]:
    """이미지의 상태입니다. 과정의 이미지가 사라지면 같은 ID의 다른 태그도 사라지므로 과정의 태그는 뺍니다.

    Metadata의 LastTagTime은 태그가 아니라 이미지의 것이라, 같은 이미지에 다른 태그를 붙여도 바뀝니다.
    """
    tags = [tag for tag in attrs["RepoTags"] or [] if not tag.startswith("gorae/")]
    return {**attrs, "RepoTags": tags, "RepoDigests": None, "Metadata": None}


def _differences(place: str, before: Any, now: Any) -> list[str]:
    if isinstance(before, dict) and isinstance(now, dict):
        return [
            line
            for key in before.keys() | now.keys()
            for line in _differences(f"{place}.{key}", before.get(key), now.get(key))
        ]
    if isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        return [
            line
            for n, pair in enumerate(zip(before, now, strict=True))
            for line in _differences(f"{place}[{n}]", *pair)
        ]
    return [] if before == now else [f"{place}: {before} → {now}"]
