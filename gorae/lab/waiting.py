"""정해진 시간 동안 잠드는 대신, 상태가 될 때까지 기한을 두고 기다립니다."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from gorae.errors import LabError

T = TypeVar("T")
INTERVAL = 0.05


def wait(condition: Callable[[], T], seconds: float = 10, what: str = "기다리던 상태") -> T:
    """조건이 참이 될 때까지 기다리고 그 값을 돌려줍니다.

    Args:
        condition: 참인 값을 돌려주면 끝나는 함수.
        seconds: 기다릴 시간 (초).
        what: 무엇을 기다리는지 (오류에 보입니다).

    Raises:
        LabError: 시간 안에 참이 되지 않았을 때.
    """
    deadline = time.monotonic() + seconds
    while not (value := condition()):
        if time.monotonic() >= deadline:
            raise LabError(
                f"{seconds:g}초 안에 이루어지지 않았습니다: {what}.",
                todo="컨테이너의 상태와 로그를 확인하세요 (docker ps -a, docker logs).",
            )
        time.sleep(INTERVAL)
    return value
