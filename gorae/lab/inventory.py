"""엔진에 무엇이 있는지 적은 목록입니다. 장을 열 때 한 번 적고, 닫을 때 이 목록에 없는 것만 살핍니다."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from docker import DockerClient


@dataclass(frozen=True)
class Inventory:
    """엔진에 있던 것들입니다.

    시간은 근거로 쓰지 않습니다. 태그를 붙인 이미지는 빌드한 날짜를 지니고,
    볼륨의 CreatedAt은 폴더의 ctime이라 chmod 한 번에 바뀝니다.

    Attributes:
        containers: 컨테이너 ID → 이름.
        networks: 네트워크 ID → 이름.
        volumes: 볼륨 이름 → 드라이버와 옵션.
        tags: 이미지 태그 → 이미지 ID.
        images: 이름이 없는 것까지 모든 이미지의 ID.
        cache: 빌드 캐시 ID.
    """

    containers: Mapping[str, str] = field(default_factory=dict)
    networks: Mapping[str, str] = field(default_factory=dict)
    volumes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    images: tuple[str, ...] = ()
    cache: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """JSON으로 저장할 수 있는 값입니다."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Inventory:
        """`as_json`이 만든 값에서 되살립니다."""
        return cls(
            containers=dict(data["containers"]),
            networks=dict(data["networks"]),
            volumes=dict(data["volumes"]),
            tags=dict(data["tags"]),
            images=tuple(data["images"]),
            cache=tuple(data["cache"]),
        )


def take(client: DockerClient) -> Inventory:
    """지금 엔진에 있는 것을 적습니다. 읽기만 합니다."""
    images = client.api.images(all=True)
    return Inventory(
        containers={each["Id"]: name_of(each) for each in client.api.containers(all=True)},
        networks={each["Id"]: each["Name"] for each in client.api.networks()},
        volumes={
            each["Name"]: {"driver": each["Driver"], "options": each.get("Options") or {}}
            for each in client.api.volumes()["Volumes"] or []
        },
        tags={tag: each["Id"] for each in images for tag in tags_of(each)},
        images=tuple(sorted({each["Id"] for each in images})),
        cache=tuple(sorted(each["ID"] for each in build_cache(client))),
    )


def name_of(container: Mapping[str, Any]) -> str:
    """컨테이너 목록 항목의 이름입니다 (연결로 생긴 별명은 빼고)."""
    names = [str(name).lstrip("/") for name in container.get("Names") or []]
    return next((name for name in names if "/" not in name), str(container["Id"])[:12])


def tags_of(image: Mapping[str, Any]) -> list[str]:
    """이미지 목록 항목의 태그입니다 (`<none>:<none>`은 빼고)."""
    return [tag for tag in image.get("RepoTags") or [] if "<none>" not in tag]


def build_cache(client: DockerClient) -> list[dict[str, Any]]:
    """빌드 캐시의 기록입니다. 볼륨의 크기까지 재지 않도록 종류를 좁혀서 묻습니다 (API 1.42부터)."""
    api = client.api
    answer = api._result(api._get(api._url("/system/df"), params={"type": "build-cache"}), True)
    return list(answer.get("BuildCache") or [])
