"""값을 재는 동안 그림을 다시 그려 움직이게 하고, 마지막 그림을 남깁니다."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from IPython.display import clear_output, display

from gorae.figure.canvas import Figure

EVERY = 0.4

T = TypeVar("T")


def live(samples: Iterable[T], draw: Callable[[Sequence[T]], Figure]) -> None:
    """`samples`에서 하나씩 받으면서 그때까지의 것을 `draw`로 다시 그립니다. 끝나면 마지막 그림만 남습니다.

    Args:
        samples: 잰 값을 하나씩 내놓는 것 (예: `lab.watch(container)`).
        draw: 지금까지의 값으로 그림을 그리는 함수 (예: `figure.memory`).

    Example:
        >>> figure.live(lab.watch(container), figure.memory)
    """
    seen: list[T] = []
    # 채점할 때에는 몇 번 다시 그렸는지가 출력에 남으면 안 됩니다. nbval은 지운 출력까지 모읍니다.
    moving = not os.environ.get("GORAE_GRADING")
    drawn = time.monotonic()
    for each in samples:
        seen.append(each)
        if moving and time.monotonic() - drawn > EVERY:
            _show(draw(seen))
            drawn = time.monotonic()
    _show(draw(seen))


def _show(figure: Figure) -> None:
    clear_output(wait=True)
    display(figure)
