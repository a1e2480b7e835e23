"""컨테이너가 쓰는 CPU와 메모리를 엔진에 물어 짧은 사이를 두고 잽니다."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from docker.models.containers import Container

INTERVAL = 0.05


@dataclass(frozen=True)
class Usage:
    """어느 순간에 잰 컨테이너 하나의 사용량입니다.

    Attributes:
        at: 잰 시각 (유닉스 시간의 초, 엔진의 시계).
        cpu_seconds: 시작한 뒤로 쓴 CPU 시간 (초). CPU 둘을 1초 동안 쓰면 2입니다.
        memory: 지금 쓰는 메모리 (바이트).
        memory_limit: 메모리 한계 (바이트). 걸지 않았으면 엔진이 있는 기계의 메모리입니다.
        throttled: CPU 할당을 다 써서 멈추어 기다린 주기의 수.
    """

    at: float
    cpu_seconds: float
    memory: int
    memory_limit: int
    throttled: int


def usage(container: Container) -> Usage | None:
    """지금의 사용량을 한 번 잽니다. 돌고 있는 프로세스가 없으면 None입니다. `docker stats`와 같은 API입니다."""
    told = container.client.api.stats(container.id, stream=False, one_shot=True)
    memory, cpu = told.get("memory_stats") or {}, told["cpu_stats"]
    if "usage" not in memory or not (told.get("pids_stats") or {}).get("current"):
        return None
    return Usage(
        at=datetime.fromisoformat(told["read"]).timestamp(),
        cpu_seconds=cpu["cpu_usage"]["total_usage"] / 1e9,
        memory=memory["usage"],
        memory_limit=memory["limit"],
        throttled=cpu["throttling_data"]["throttled_periods"],
    )


def watch(*containers: Container, seconds: float = 30) -> Iterator[dict[str, Usage]]:
    """컨테이너들을 번갈아 재어 이름마다의 사용량을 내놓습니다. 하나라도 끝나면 그만둡니다.

    Args:
        containers: 함께 볼 컨테이너들.
        seconds: 이만큼 지나도 그만둡니다 (초).
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        seen = {str(each.name): usage(each) for each in containers}
        known = {name: each for name, each in seen.items() if each is not None}
        if len(known) < len(seen):
            return
        yield known
        time.sleep(INTERVAL)
