"""nbval로 도는 pytest 안에서, 방금 나온 출력을 바꾼 변이와 견주어 nbval이 알아채는지 보냅니다.

`-p proof.mutator`로 넣습니다. 셀을 다시 돌리지 않고 nbval 자신의 비교에 변이를 넣어 봅니다.
"""

from __future__ import annotations

import copy
from typing import Any

from nbval.plugin import IPyNbCell, coalesce_streams

from gorae.grading.recorder import send
from proof import mutants

_compare = IPyNbCell.compare_outputs


def _compare_and_mutate(cell: IPyNbCell, test: Any, ref: Any, skip_compare: Any = None) -> bool:
    equal = _same(cell, test, ref)
    if equal:
        said = [
            {"cell": cell.cell.id, "kind": each.kind, "what": each.what, "noticed": not _same(cell, test, each.outputs)}
            for each in mutants.of(cell.cell.outputs)
        ]
        send({"mutants": said})
    return bool(_compare(cell, test, ref, skip_compare))


def _same(cell: IPyNbCell, test: Any, outputs: Any) -> bool:
    return bool(_compare(cell, copy.deepcopy(test), coalesce_streams(copy.deepcopy(outputs))))


IPyNbCell.compare_outputs = _compare_and_mutate
