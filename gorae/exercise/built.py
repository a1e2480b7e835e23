"""빌드한 이미지에 묻는 질문들입니다. 어느 빌더로 만들었는지는 묻지 않습니다."""

from __future__ import annotations

from typing import Any

from docker.errors import NotFound
from docker.models.images import Image

from gorae.exercise.look import Entry, Look, entries
from gorae.exercise.outcome import Wrong
from gorae.lab.ownership import CHAPTER_LABEL


def layers(image: Image) -> list[str]:
    """레이어의 내용으로 만든 ID입니다. 아래에서 위로 갑니다."""
    return list(image.attrs["RootFS"]["Layers"])


def config(image: Image, key: str) -> Any:
    """이미지의 설정 하나입니다. 비어 있으면 None입니다."""
    return (image.attrs.get("Config") or {}).get(key) or None


def files(look: Look, image: Image, path: str) -> dict[str, Entry]:
    """이미지의 폴더 `path` 안에 있는 것들입니다. 컨테이너를 시작하지 않고 읽습니다. 폴더가 없으면 빈 사전입니다."""
    reader = look.client.containers.create(image.id, ["true"], labels={CHAPTER_LABEL: "check"})
    try:
        stream, _ = reader.get_archive(f"{path}/.")
        return entries(b"".join(stream))
    except NotFound:
        return {}
    finally:
        reader.remove(v=True)


def comes_from(look: Look, image: Image, base: str) -> None:
    """이미지가 `base` 위에 있지 않으면 `Wrong`을 던집니다."""
    below = layers(look.client.images.get(base))
    if layers(image)[: len(below)] != below:
        raise Wrong(f"베이스 이미지 {base}", "다른 베이스 이미지", "FROM을 확인하세요.", final=True)
