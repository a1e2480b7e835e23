"""상태가 될 때까지 시한을 두고 기다립니다."""

from __future__ import annotations

import time
from collections.abc import Callable

_INTERVAL = 0.05


def until(condition: Callable[[], bool], seconds: float) -> bool:
    """조건이 참이 되면 True를, 시한이 지나면 False를 돌려줍니다.

    Args:
        condition: 거듭 물을 조건.
        seconds: 시한(초).
    """
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(_INTERVAL)
    return True
