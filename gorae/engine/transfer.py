"""엔진에서 이미지를 꺼내는 흐름입니다."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import docker

_CHUNK = 1 << 20


def saved(client: docker.DockerClient, tags: Iterable[str]) -> Iterator[bytes]:
    """이미지들을 tar 하나로 내보내는 바이트의 흐름입니다 (`docker save`). 함께 쓰는 레이어는 한 번만 들어갑니다.

    docker-py의 `Image.save`는 이미지를 하나씩만 내보내므로 API를 바로 부릅니다.

    Args:
        client: 엔진.
        tags: 이미지의 이름과 태그.

    Raises:
        docker.errors.APIError: 그런 이미지가 없을 때.
    """
    api = client.api
    answer = api._get(api._url("/images/get"), params={"names": list(tags)}, stream=True)
    api._raise_for_status(answer)
    return iter(answer.iter_content(_CHUNK))
