"""BuildKit의 빌드 캐시 가운데 과정의 빌드가 남긴 것을 가려내고 없앱니다.

캐시의 기록에는 레이블도 이미지의 이름도 없습니다. 그래서 장을 연 뒤에 생긴 기록을 두 가지로 봅니다.
그 사이에 생긴 남의 이미지가 없으면 모두 과정의 빌드가 남긴 것입니다. 있으면 과정의 이미지를 없앴을 때
이미지와의 공유(Shared)가 풀린 기록과 그 이웃만 과정의 것이고, 나머지는 남깁니다.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from docker import DockerClient

from gorae.lab.inventory import build_cache

Record = Mapping[str, Any]
Attempt = Callable[[str, Callable[[], object]], str]


def fresh(client: DockerClient, before: Iterable[str]) -> dict[str, dict[str, Any]]:
    """목록 `before`에 없는 기록입니다."""
    known = set(before)
    return {each["ID"]: each for each in build_cache(client) if each["ID"] not in known and not each.get("InUse")}


def parents(record: Record) -> list[str]:
    """바로 앞 단계의 기록입니다. API 1.42부터는 이름이 (앞에 빈칸이 붙은) ` Parents`입니다."""
    found = record.get(" Parents") or record.get("Parents") or record.get("Parent") or []
    return [found] if isinstance(found, str) else list(found)


def released(was: Mapping[str, Record], now: Mapping[str, Record]) -> set[str]:
    """이미지를 없애자 공유가 풀린 기록과, 그 앞뒤의 공유되지 않은 기록입니다."""
    loose = {identity for identity, each in now.items() if not each.get("Shared")}
    found = {identity for identity in loose if was.get(identity, {}).get("Shared")}
    while True:
        near = {parent for identity in found for parent in parents(now[identity])}
        near |= {identity for identity in loose if found & set(parents(now[identity]))}
        if not (near & loose) - found:
            return found
        found |= near & loose


def remove(client: DockerClient, doomed: Iterable[str], attempt: Attempt) -> list[str]:
    """기록들을 없앱니다. 다음 단계가 남아 있는 기록은 없앨 수 없으므로 끝에서부터 없앱니다."""
    left, failures = set(doomed), list[str]()
    while left:
        there = {each["ID"]: each for each in build_cache(client)}
        left &= set(there)
        needed = {parent for each in there.values() for parent in parents(each)}
        ends = sorted(left - needed)
        for identity in ends:
            prune = partial(client.api.prune_builds, filters={"id": identity}, all=True)
            failures.append(attempt(f"빌드 캐시 {identity}", prune))
        if not ends:
            break
        left -= set(ends)
    return [each for each in failures if each]
