"""과정이 지원하는 모든 엔진에서 모든 장이 기준 답으로 통과하는지."""

from __future__ import annotations

import pytest

from gorae.cli.matrix import _columns
from gorae.course import CHAPTERS
from gorae.engine.probe import Facts
from gorae.errors import UsageError
from gorae.grading import berth, columns
from gorae.grading.columns import COLUMNS, Column
from gorae.images import names


def test_every_column_has_an_image() -> None:
    assert len({column.id for column in COLUMNS}) == len(COLUMNS) == 5
    assert {column.image for column in COLUMNS} <= set(names())


def test_unknown_columns_are_refused() -> None:
    with pytest.raises(UsageError, match="trixie"):
        _columns(["debian-13"])
    assert [column.id for column in _columns(["vm", "trixie"])] == ["vm", "trixie"]


@pytest.mark.slow
@pytest.mark.skipif(not berth.possible(), reason="노드의 네트워크에 들어갈 권한이 없습니다.")
@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.id)
def test_chapters_pass(column: Column) -> None:
    engines: list[Facts] = []
    written = [chapter for chapter in CHAPTERS if chapter.notebook.exists()]
    cells = list(columns.run(column, written, lambda _, found: engines.append(found)))
    assert cells
    assert [(cell.chapter.id, cell.failed, cell.trouble) for cell in cells if not cell.passed] == []
    (found,) = engines
    assert found.store == ("containerd" if column.id == "containerd" else "overlay2")
    if column.id == "vm":
        assert (found.cgroup, found.ipvs) == (2, True)
