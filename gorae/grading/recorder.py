"""nbval로 도는 pytest 안에서, 셀이 끝날 때마다 결과를 부모에게 한 줄(JSON)씩 보냅니다.

`-p gorae.grading.recorder`로 넣습니다. 보낼 파일의 번호는 `GORAE_RECORD`에 있습니다.
"""

from __future__ import annotations

import json
import os
from collections.abc import Generator, Iterator
from typing import Any

import pytest
from nbval.plugin import IPyNbCell

MOST = 20_000
"""셀 하나에서 보내는 글의 최대 길이(글자)입니다."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """셀의 결과와 화면에 나온 글을 보냅니다."""
    report = yield
    if isinstance(item, IPyNbCell) and (report.when == "call" or report.failed):
        send(
            {
                "cell": item.cell.id,
                "outcome": report.outcome,
                "said": str(report.longrepr or "")[:MOST],
                "shown": "\n".join(_shown(item.test_outputs or []))[:MOST],
            }
        )
    return report


def send(data: dict[str, Any]) -> None:
    """부모에게 한 줄을 보냅니다."""
    with os.fdopen(os.dup(int(os.environ["GORAE_RECORD"])), "w", encoding="utf-8") as pipe:
        pipe.write(json.dumps(data, ensure_ascii=False) + "\n")


def _shown(outputs: list[Any]) -> Iterator[str]:
    for output in outputs:
        if "text" in output:
            yield str(output["text"])
        elif plain := output.get("data", {}).get("text/plain"):
            yield str(plain)
