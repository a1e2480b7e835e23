"""이미지를 꺼내어(`docker save`) 레이어마다 무엇이 들어 있는지 읽습니다. 이미지를 실행하지 않습니다."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from tempfile import TemporaryFile
from typing import IO

from docker.models.images import Image

from gorae.exercise.look import Look
from gorae.exercise.outcome import Wrong

LARGEST = 400_000_000
"""읽을 이미지의 가장 큰 크기(바이트)입니다. 남이 만든 이미지도 읽으므로 한도를 둡니다."""
MOST_FILES = 100_000
READ = 65_536
"""내용까지 읽을 파일의 가장 큰 크기(바이트)입니다."""
GONE = ".wh."
OPAQUE = ".wh..wh..opq"


@dataclass(frozen=True)
class File:
    """레이어 안의 보통 파일 하나입니다.

    Attributes:
        size: 크기 (바이트).
        content: 내용 (UTF-8). 64 KiB보다 크면 읽지 않고 빈 글자열입니다.
    """

    size: int
    content: str


@dataclass(frozen=True)
class Sheet:
    """레이어 하나입니다. 경로는 맨 앞의 빗금 없이 적습니다.

    Attributes:
        files: 이 레이어에 있는 보통 파일.
        removed: 이 레이어가 지웠다고 표시한 경로.
    """

    files: dict[str, File] = field(default_factory=dict)
    removed: frozenset[str] = frozenset()


def sheets(look: Look, name: str) -> tuple[Sheet, ...]:
    """이름이 `name`인 이미지의 레이어들입니다. 맨 아래가 처음입니다.

    Raises:
        Wrong: 이미지가 없거나 너무 클 때.
    """
    image = look.image(name)
    return look.once("sheets", str(image.id), lambda: _read(image))


def visible(stack: Sequence[Sheet]) -> dict[str, File]:
    """레이어를 겹쳐서 보았을 때 보이는 파일입니다."""
    seen: dict[str, File] = {}
    for sheet in stack:
        for path in [each for each in seen if _hidden(each, sheet.removed)]:
            del seen[path]
        seen |= sheet.files
    return seen


def _hidden(path: str, removed: frozenset[str]) -> bool:
    parts = path.split("/")
    return any("/".join(parts[:length]) in removed for length in range(1, len(parts) + 1))


def _read(image: Image) -> tuple[Sheet, ...]:
    with TemporaryFile() as file:
        taken = 0
        for part in image.save():
            taken += file.write(part)
            if taken > LARGEST:
                raise Wrong(f"{LARGEST // 1_000_000} MB보다 작은 이미지", "너무 큰 이미지", "파일을 줄이세요.")
        file.seek(0)
        with tarfile.open(fileobj=file) as archive:
            [manifest] = json.load(_inner(archive, "manifest.json"))
            return tuple(_sheet(_inner(archive, each)) for each in manifest["Layers"])


def _inner(archive: tarfile.TarFile, name: str) -> IO[bytes]:
    found = archive.extractfile(name)
    if found is None:
        raise Wrong("읽을 수 있는 이미지", f"{name}을 읽지 못함", "이미지를 다시 만드세요.")
    return found


def _sheet(layer: IO[bytes]) -> Sheet:
    files, removed = {}, set[str]()
    with tarfile.open(fileobj=layer) as tar:
        for member in _few(tar):
            path = member.name.removeprefix("./").strip("/")
            folder, _, name = path.rpartition("/")
            if name == OPAQUE:
                removed.add(folder)
            elif name.startswith(GONE):
                removed.add(f"{folder}/{name.removeprefix(GONE)}".lstrip("/"))
            elif member.isfile():
                source = tar.extractfile(member) if member.size <= READ else None
                files[path] = File(member.size, source.read().decode("utf-8", "replace") if source else "")
    return Sheet(files, frozenset(removed))


def _few(tar: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    """파일이 터무니없이 많거나 크면 도중에 그만둡니다."""
    total = 0
    for number, member in enumerate(tar):
        total += member.size
        if number > MOST_FILES or total > LARGEST:
            raise Wrong("보통 크기의 레이어", "너무 크거나 파일이 너무 많은 레이어", "레이어를 줄이세요.")
        yield member
