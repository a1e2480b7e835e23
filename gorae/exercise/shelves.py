"""레지스트리 컨테이너에 보관된 것을 읽습니다. 암호가 걸렸거나 멈춘 레지스트리도 파일로 읽습니다."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from tempfile import TemporaryFile
from typing import IO, Any

from docker.errors import NotFound
from docker.models.containers import Container

from gorae.exercise.look import Look
from gorae.exercise.outcome import Wrong

ROOT = "/var/lib/registry/docker/registry/v2"
TAGS, LINK = "/_manifests/tags/", "/current/link"
LARGEST = 400_000_000
"""읽을 레지스트리의 가장 큰 크기(바이트)입니다. 남이 올린 것도 읽으므로 한도를 둡니다."""
SMALL = 1_000_000
"""내용까지 읽을 조각의 가장 큰 크기(바이트)입니다. 매니페스트와 설정은 이보다 작습니다."""


@dataclass(frozen=True)
class Shelves:
    """레지스트리에 보관된 것입니다.

    Attributes:
        tags: `리포지터리:태그` → 매니페스트의 다이제스트.
        blobs: 다이제스트 → 내용. 큰 조각(레이어)은 없습니다.
    """

    tags: Mapping[str, str] = field(default_factory=dict)
    blobs: Mapping[str, bytes] = field(default_factory=dict)

    def manifest(self, digest: str) -> dict[str, Any]:
        """매니페스트입니다. 플랫폼의 목록이면 그 가운데 첫 이미지의 것입니다.

        Raises:
            Wrong: 매니페스트가 없거나 읽을 수 없을 때.
        """
        found = self._json(digest)
        inner = [each for each in found.get("manifests") or [] if each.get("platform", {}).get("os") != "unknown"]
        return self._json(str(inner[0]["digest"])) if inner else found

    def config(self, digest: str) -> dict[str, Any]:
        """매니페스트 `digest`가 가리키는 이미지의 설정입니다."""
        return self._json(str(self.manifest(digest).get("config", {}).get("digest")))

    def layers(self, digest: str) -> list[str]:
        """풀었을 때의 레이어 해시입니다. 엔진의 `RootFS.Layers`와 같습니다."""
        found: list[str] = self.config(digest).get("rootfs", {}).get("diff_ids") or []
        return found

    def _json(self, digest: str) -> dict[str, Any]:
        try:
            found = json.loads(self.blobs[digest])
            if not isinstance(found, dict):
                raise ValueError("not an object")
        except (KeyError, ValueError) as error:
            raise Wrong("레지스트리에 온전히 올라간 이미지", f"{digest[:19]}… 없음", "다시 올려 보세요.") from error
        return found


def shelves(look: Look, container: Container) -> Shelves:
    """레지스트리 컨테이너에 보관된 것입니다. 아직 아무것도 올리지 않았으면 비어 있습니다.

    Raises:
        Wrong: 보관된 것이 너무 클 때.
    """
    return look.once("shelves", str(container.id), lambda: _read(container))


def _read(container: Container) -> Shelves:
    try:
        stream, _ = container.get_archive(ROOT)
    except NotFound:
        return Shelves()
    with TemporaryFile() as file:
        taken = 0
        for part in stream:
            taken += file.write(part)
            if taken > LARGEST:
                raise Wrong(
                    f"{LARGEST // 1_000_000} MB보다 작은 레지스트리", "너무 큰 레지스트리", "이미지를 줄이세요."
                )
        file.seek(0)
        return _sorted_out(file)


def _sorted_out(file: IO[bytes]) -> Shelves:
    tags, blobs = {}, {}
    with tarfile.open(fileobj=file) as archive:
        for member in archive:
            source = archive.extractfile(member) if member.isfile() and member.size < SMALL else None
            if source is None:
                continue
            path = member.name.partition("/")[2]
            if path.startswith("blobs/"):
                blobs[f"sha256:{path.split('/')[-2]}"] = source.read()
            elif TAGS in path and path.endswith(LINK):
                repository, _, tag = path.removeprefix("repositories/").removesuffix(LINK).partition(TAGS)
                tags[f"{repository}:{tag}"] = source.read().decode(errors="replace")
    return Shelves(tags, blobs)
