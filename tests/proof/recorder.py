"""nbval로 도는 pytest 안에서, 셀마다의 결과와 (바라면) 출력을 바꾼 변이의 결과를 적습니다.

`-p proof.recorder`로 넣고 `GORAE_RECORD`에 적을 파일을, `GORAE_MUTANTS=1`로 변이를 켭니다.
변이는 셀을 다시 돌리지 않고, 방금 나온 출력을 nbval 자신의 비교에 다시 넣어 봅니다.
"""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from nbval.plugin import IPyNbCell, coalesce_streams

from proof import mutants

_results: list[dict[str, Any]] = []
_compare = IPyNbCell.compare_outputs


def _compare_and_mutate(cell: IPyNbCell, test: Any, ref: Any, skip_compare: Any = None) -> bool:
    equal = bool(_compare(cell, copy.deepcopy(test), copy.deepcopy(ref), skip_compare))
    if equal and os.environ.get("GORAE_MUTANTS"):
        said = [
            {"kind": mutant.kind, "what": mutant.what, "noticed": not _same(cell, test, mutant.outputs)}
            for mutant in mutants.of(cell.cell.outputs)
        ]
        _results.append({"cell": cell.cell.id, "mutants": said})
        _compare(cell, copy.deepcopy(test), copy.deepcopy(ref), skip_compare)
    return equal


def _same(cell: IPyNbCell, test: Any, outputs: Any) -> bool:
    return bool(_compare(cell, copy.deepcopy(test), coalesce_streams(outputs)))


IPyNbCell.compare_outputs = _compare_and_mutate


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    report = yield
    if isinstance(item, IPyNbCell) and (report.when == "call" or report.failed):
        _results.append({"cell": item.cell.id, "outcome": report.outcome, "said": str(report.longrepr or "")})
    return report


def pytest_sessionfinish() -> None:
    """모은 것을 파일에 적습니다."""
    Path(os.environ["GORAE_RECORD"]).write_text(json.dumps(_results, ensure_ascii=False), "utf-8")
