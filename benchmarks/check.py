"""확인(check) 한 번이 얼마나 걸리는지, 그 확인에 꼭 필요한 API 호출의 몇 배인지 잽니다.

    python benchmarks/check.py [장 번호…]

바닥값은 같은 실행에서 잽니다: 채점하는 동안 엔진과 주고받은 시간이고, 같은 물음을 두 번 한 것은 한 번만 셉니다.
목표는 1.5배 이하, 자리를 잡을 것이 없으면 150 ms 미만입니다.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent.parent / "tests")]

from docker.api.client import APIClient
from rich.console import Console
from rich.table import Table

from gorae import course, engine
from gorae.exercise import Exercise, learner, load, load_answers
from proof.desk import Desk, desk, passed

TIMES = 15
RATIO, MILLISECONDS = 1.5, 150.0
_TALKING = ("_get", "_post", "_put", "_delete", "_result", "_read_from_socket")


class Meter:
    """채점하는 동안 엔진과 주고받은 시간(초)을 셉니다."""

    def __init__(self) -> None:
        self.needed, self.calls, self.repeated = 0.0, 0, 0
        self._seen: set[str] = set()
        self._depth = self._judging = 0

    @contextmanager
    def judging(self) -> Iterator[None]:
        """이 안의 호출만 셉니다."""
        self.needed, self.calls, self.repeated, self._seen = 0.0, 0, 0, set()
        self._judging = 1
        try:
            yield
        finally:
            self._judging = 0

    def wrap(self, name: str) -> None:
        """APIClient의 방법 하나에 시계를 답니다."""
        original: Callable[..., Any] = getattr(APIClient, name)

        def timed(client: APIClient, *arguments: Any, **options: Any) -> Any:
            if not self._judging or self._depth:
                return original(client, *arguments, **options)
            self._depth, began = 1, time.perf_counter()
            try:
                return original(client, *arguments, **options)
            finally:
                self._depth = 0
                self._count(name, arguments, time.perf_counter() - began)

        setattr(APIClient, name, timed)

    def _count(self, name: str, arguments: tuple[Any, ...], took: float) -> None:
        asked = f"{name} {arguments[0]}" if name == "_get" and arguments else ""
        self.calls += name not in ("_result", "_read_from_socket")
        if asked and asked in self._seen:
            self.repeated += 1
            return
        self._seen.add(asked)
        self.needed += took


def measure(table: Desk, each: Exercise, meter: Meter) -> tuple[float, float, int, int]:
    """(확인, 바닥값: 모두 ms의 중앙값, 호출 수, 되풀이한 호출 수)입니다."""
    whole, floor = [], []
    for _ in range(TIMES):
        began = time.perf_counter()
        result = table.check(each)
        whole.append((time.perf_counter() - began) * 1000)
        floor.append(meter.needed * 1000)
        if not passed(result):
            raise SystemExit(f"{each.id}: 기준 답이 통과하지 못했습니다: {result.message}")
    return median(whole), median(floor), meter.calls, meter.repeated


def main() -> None:
    """장마다 모든 실습을 기준 답으로 풀고 잽니다."""
    engine.adopt()
    os.environ["GORAE_PROGRESS"] = tempfile.mkdtemp(prefix="gorae-progress-")
    meter = Meter()
    for name in _TALKING:
        meter.wrap(name)
    judge = learner.judge

    def judged(*arguments: Any) -> Any:
        with meter.judging():
            return judge(*arguments)

    learner.judge = judged
    shown = Table("실습", "확인 ms", "API ms", "배", "호출", "되풀이", "")
    for chapter in [course.chapter(each) for each in sys.argv[1:]] or course.CHAPTERS:
        for each in load(chapter.id):
            with desk(chapter.id) as table:
                table.start(each)
                table.run(load_answers(chapter.id)[each.id].reference)
                whole, floor, calls, repeated = measure(table, each, meter)
            # 엔진에 아무것도 묻지 않는 확인(변수만 보는 것)은 바닥값이 없으므로 시간만 봅니다.
            good = (not floor or whole <= RATIO * floor) and whole < MILLISECONDS
            ratio = f"{whole / floor:.2f}" if floor else "–"
            mark = "✓" if good else "✗"
            shown.add_row(each.id, f"{whole:.1f}", f"{floor:.1f}", ratio, str(calls), str(repeated), mark)
    Console().print(shown)


if __name__ == "__main__":
    main()
