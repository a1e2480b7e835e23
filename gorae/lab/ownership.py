"""장이 만든 것이 무엇인지 가려내고 그것만 없앱니다.

없애는 것은 장을 열 때의 목록에 없고, 또한 이름이 `gorae-`로 시작하거나 과정의 레이블을 지닌 것,
또는 그런 것에서 나온 것뿐입니다. 확실하지 않으면 남기고 알립니다.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from docker import DockerClient
from docker.errors import APIError, NotFound

from gorae.lab import buildcache
from gorae.lab.inventory import Inventory, build_cache, name_of, tags_of
from gorae.lab.waiting import INTERVAL

PREFIX = "gorae-"
REMOVAL_SECONDS = 30
"""끊긴 정리가 시작해 둔 삭제가 끝나기를 기다리는 시간(초)입니다."""
CHAPTER_LABEL = "gorae.chapter"
COURSE_LABEL = "gorae.course"
ANONYMOUS = re.compile(r"[0-9a-f]{64}")
NAMELESS = re.compile(r"[a-z]+_[a-z]+\d*")
PREDEFINED = {"bridge", "host", "none", "docker_gwbridge", "ingress"}


@dataclass(frozen=True)
class Belongings:
    """장이 만든 것들입니다. 값은 사람이 읽을 이름입니다.

    Attributes:
        containers: 컨테이너 ID → 이름.
        networks: 네트워크 ID → 이름.
        volumes: 볼륨 이름.
        tags: 이미지 태그.
        images: 이름이 없거나 없어질 이미지의 ID.
        cache: 빌드 캐시 ID.
        doubtful: 남의 빌드가 남긴 것일 수도 있는 빌드 캐시의 기록. 이미지를 없애 보고 가려냅니다.
        spared: 이름은 과정의 것이지만 전부터 있어서 남기는 것.
    """

    containers: Mapping[str, str] = field(default_factory=dict)
    networks: Mapping[str, str] = field(default_factory=dict)
    volumes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    cache: tuple[str, ...] = ()
    doubtful: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    spared: tuple[str, ...] = ()

    def names(self) -> list[str]:
        """없앨 것의 이름을 종류와 함께 적은 줄들입니다."""
        return [
            *(f"컨테이너 {name}" for name in sorted(self.containers.values())),
            *(f"네트워크 {name}" for name in sorted(self.networks.values())),
            *(f"볼륨 {name}" for name in self.volumes if not ANONYMOUS.fullmatch(name)),
            *(f"이름 없는 볼륨 {name[:12]}" for name in self.volumes if ANONYMOUS.fullmatch(name)),
            *(f"이미지 {name}" for name in self.tags),
        ]


def belongings(client: DockerClient, before: Inventory, seen: Iterable[str] = ()) -> Belongings:
    """목록 `before` 뒤에 과정이 만든 것을 찾습니다. 읽기만 합니다.

    Args:
        client: 엔진.
        before: 장을 열 때의 목록.
        seen: 과정의 컨테이너가 쓰는 것을 본 이름 없는 볼륨과, 과정의 이름이 붙은 것을 본 이미지.
    """
    known = set(seen)
    listed, images = client.api.containers(all=True), client.api.images(all=True)
    named = _named_images(images, before) | known
    ours = [each for each in listed if each["Id"] not in before.containers and _container_is_ours(each, named)]
    others = [each for each in listed if each not in ours]
    networks = [each for each in client.api.networks() if each["Id"] not in before.networks and _is_ours(each)]
    tags = [tag for each in images for tag in tags_of(each) if tag not in before.tags and _tag_is_ours(tag)]
    # 열 때 이미 있던 이름 없는 이미지에 태그를 붙인 것이면, 태그를 떼는 순간 이미지도 사라지므로 남깁니다.
    tagged_before = set(before.tags.values())
    rescued = {
        tag
        for each in images
        for tag in tags_of(each)
        if each["Id"] in before.images and each["Id"] not in tagged_before
    }
    doomed = {each["Id"] for each in images if _is_doomed_image(each, before, tags, known)}
    doomed |= _ancestors(images, doomed) - set(before.images)
    foreign = {each["Id"] for each in images} - set(before.images) - doomed
    cache = buildcache.fresh(client, before.cache)
    return Belongings(
        containers={each["Id"]: name_of(each) for each in ours},
        networks={each["Id"]: each["Name"] for each in networks},
        volumes=tuple(sorted(_volumes(client, before, ours, others, known))),
        tags=tuple(sorted(set(tags) - rescued)),
        images=tuple(each["Id"] for each in images if each["Id"] in doomed),
        cache=() if foreign else tuple(sorted(cache)),
        doubtful=cache if foreign else {},
        spared=tuple(_spared(before) + sorted(f"이미지 {tag}" for tag in rescued & set(tags))),
    )


def anonymous_volumes(client: DockerClient, before: Inventory) -> set[str]:
    """과정의 컨테이너가 지금 쓰는 이름 없는 볼륨입니다. 컨테이너를 지운 뒤에도 알아보려고 적어 둡니다."""
    listed, named = client.api.containers(all=True), _named_images(client.api.images(), before)
    ours = [each for each in listed if each["Id"] not in before.containers and _container_is_ours(each, named)]
    return _mounted(ours) - set(before.volumes)


def unlabelled_images(client: DockerClient, before: Inventory) -> set[str]:
    """지금 과정의 이름만 붙어 있고 레이블은 없는 이미지입니다. 이름을 잃은 뒤에도 알아보려고 적어 둡니다."""
    return _named_images(_unlabelled(client.api.images()), before)


def nameless_images(client: DockerClient) -> set[str]:
    """이름도 레이블도 없는 이미지입니다. 옛 빌더가 `FROM scratch`인 스테이지의 결과로 남긴 것이 그렇습니다."""
    return {each["Id"] for each in _unlabelled(client.api.images(all=True)) if not tags_of(each)}


def remove(client: DockerClient, doomed: Belongings) -> list[str]:
    """찾은 것을 없앱니다. 이미 없는 것은 지나치고, 없애지 못한 것은 이유와 함께 돌려줍니다."""
    api = client.api
    jobs: list[tuple[str, Callable[[], object]]] = [
        *(
            (f"컨테이너 {n}", partial(api.remove_container, i, force=True, v=True))
            for i, n in doomed.containers.items()
        ),
        *((f"네트워크 {n}", partial(api.remove_network, i)) for i, n in doomed.networks.items()),
        *((f"볼륨 {n}", partial(api.remove_volume, n)) for n in doomed.volumes),
        *((f"이미지 {t}", partial(api.remove_image, t, noprune=True)) for t in doomed.tags),
    ]
    failures = [_attempt(name, action) for name, action in jobs]
    failures += _remove_nameless(client, doomed.images)
    cache = set(doomed.cache)
    if doomed.doubtful:
        now = {each["ID"]: each for each in build_cache(client) if each["ID"] in doomed.doubtful}
        cache |= buildcache.released(doomed.doubtful, now)
    failures += buildcache.remove(client, cache, _attempt)
    return [each for each in failures if each]


def _attempt(name: str, action: Callable[[], object]) -> str:
    """없애 보고, 못 없앴으면 이유를 돌려줍니다. 이미 없으면 된 것이고, 다른 곳에서 없애는 중이면 끝나기를 기다립니다."""
    deadline = time.monotonic() + REMOVAL_SECONDS
    while True:
        try:
            action()
        except NotFound:
            return ""
        except APIError as error:
            said = str(error.explanation or error)
            if "already in progress" not in said or time.monotonic() > deadline:
                return f"{name}: {said}"
            time.sleep(INTERVAL)
        else:
            return ""


def _remove_nameless(client: DockerClient, images: Iterable[str]) -> list[str]:
    """이름 없는 이미지를 자식부터 없앱니다."""
    left, failures = set(images), list[str]()
    while True:
        present = {each["Id"]: each for each in client.api.images(all=True) if each["Id"] in left}
        parents = {each.get("ParentId") for each in present.values()}
        leaves = [identity for identity in present if identity not in parents and not tags_of(present[identity])]
        if not leaves:
            return failures
        for identity in leaves:
            failures.append(
                _attempt(f"이미지 {identity[7:19]}", partial(client.api.remove_image, identity, noprune=True))
            )
        left -= set(leaves)


def _is_ours(thing: Mapping[str, Any]) -> bool:
    labels = thing.get("Labels") or {}
    project = labels.get("com.docker.compose.project", "")
    name: str = thing.get("Name", "")
    if name in PREDEFINED:
        return False
    return CHAPTER_LABEL in labels or name.startswith(PREFIX) or project.startswith(PREFIX)


def _unlabelled(images: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [each for each in images if COURSE_LABEL not in (each.get("Labels") or {})]


def _named_images(images: Iterable[Mapping[str, Any]], before: Inventory) -> set[str]:
    """장이 열린 뒤에 생겼고 과정의 이름만 붙어 있는 이미지입니다."""
    fresh = [each for each in images if each["Id"] not in before.images]
    return {each["Id"] for each in fresh if (tags := tags_of(each)) and all(_tag_is_ours(tag) for tag in tags)}


def _container_is_ours(container: Mapping[str, Any], images: Iterable[str]) -> bool:
    name, labels = name_of(container), container.get("Labels") or {}
    if _is_ours({"Name": name, "Labels": labels}):
        return True
    # 컨테이너는 이미지의 레이블을 물려받습니다. 이름을 붙이지 않은 것만 과정의 것으로 봅니다.
    # `FROM scratch`로 만든 이미지에는 레이블이 없으므로 과정의 이름이 붙은 이미지인지도 봅니다.
    return NAMELESS.fullmatch(name) is not None and (COURSE_LABEL in labels or container.get("ImageID") in set(images))


def _tag_is_ours(tag: str) -> bool:
    return tag.rpartition("/")[2].startswith(PREFIX) or tag.startswith(PREFIX)


def _is_nameless_child(image: Mapping[str, Any], seen: set[str]) -> bool:
    """과정의 이미지에서 나온 이름 없는 이미지인지 (이미지는 베이스 이미지의 레이블을 물려받습니다).

    `docker import`로 만든 이미지에는 레이블이 없으므로, 과정의 이름이 붙은 것을 본 적이 있으면 과정의 것입니다.
    """
    labels = image.get("Labels") or {}
    return not tags_of(image) and (COURSE_LABEL in labels or CHAPTER_LABEL in labels or image["Id"] in seen)


def _is_doomed_image(image: Mapping[str, Any], before: Inventory, doomed: Iterable[str], seen: set[str]) -> bool:
    """장이 열린 뒤에 생긴 이미지이고, 이름이 없는 과정의 것이거나 이름을 모두 잃을 것인지."""
    fresh = image["Id"] not in before.images
    return fresh and (_is_nameless_child(image, seen) or _loses_all_names(image, doomed))


def _ancestors(images: Iterable[Mapping[str, Any]], doomed: Iterable[str]) -> set[str]:
    """없어질 이미지를 만들다가 남긴 이름 없는 중간 이미지입니다 (`FROM scratch`면 레이블이 없을 수 있습니다)."""
    known = {each["Id"]: each for each in images}
    found, waiting = set[str](), list(doomed)
    while waiting:
        parent = known.get(waiting.pop(), {}).get("ParentId", "")
        if parent in known and parent not in found and not tags_of(known[parent]):
            found.add(parent)
            waiting.append(parent)
    return found


def _loses_all_names(image: Mapping[str, Any], doomed: Iterable[str]) -> bool:
    """태그가 모두 없어질 이미지인지. 자식이 있는 이미지는 태그를 떼어도 이름 없이 남으므로 따로 없앱니다."""
    return bool(tags_of(image)) and set(tags_of(image)) <= set(doomed)


def _mounted(containers: Iterable[Mapping[str, Any]]) -> set[str]:
    return {
        mount["Name"]
        for each in containers
        for mount in each.get("Mounts") or []
        if mount.get("Type") == "volume" and mount.get("Name")
    }


def _volumes(
    client: DockerClient,
    before: Inventory,
    ours: list[dict[str, Any]],
    others: list[dict[str, Any]],
    seen: set[str],
) -> set[str]:
    listed = client.api.volumes()["Volumes"] or []
    fresh = {each["Name"]: each for each in listed if each["Name"] not in before.volumes}
    named = {name for name, each in fresh.items() if _is_ours(each)}
    nameless = {name for name in (_mounted(ours) | seen) & set(fresh) if ANONYMOUS.fullmatch(name)}
    return (named | nameless) - _mounted(others)


def _spared(before: Inventory) -> list[str]:
    return [
        *(f"컨테이너 {name}" for name in sorted(before.containers.values()) if name.startswith(PREFIX)),
        *(f"네트워크 {name}" for name in sorted(before.networks.values()) if name.startswith(PREFIX)),
        *(f"볼륨 {name}" for name in sorted(before.volumes) if name.startswith(PREFIX)),
        *(f"이미지 {tag}" for tag in sorted(before.tags) if _tag_is_ours(tag)),
    ]
