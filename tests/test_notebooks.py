"""장마다: 기준 답이면 `pytest --nbval`이 두 번 잇달아 통과하고, 나누어 준 그대로면 확인 셀에서만 실패합니다."""

from __future__ import annotations

from pathlib import Path

import pytest

from gorae.course import Chapter
from gorae.grading.merge import read, role
from gorae.lab import inventory
from proof import chapters
from proof.harbour import Harbour
from proof.nbval_run import Run, nbval, with_reference

SECONDS = 90
EVERY_CHAPTER = pytest.mark.parametrize("chapter", chapters.written(), ids=lambda chapter: chapter.id)


def _complaint(run: Run) -> str:
    return "\n".join([f"{cell}: {run.said[cell][-1500:]}" for cell in sorted(run.failed)] + [run.output[-1500:]])


@EVERY_CHAPTER
def test_reference_answers_pass_twice_in_a_row(chapter: Chapter, harbour: Harbour, tmp_path: Path) -> None:
    harbour.need(chapter.images)
    before = inventory.take(harbour.client)
    for _ in range(2):
        run = nbval(chapter, with_reference(chapter), tmp_path)
        assert run.code == 0 and run.cells and not run.failed, _complaint(run)
        assert inventory.take(harbour.client) == before, "장을 닫은 뒤에 남은 것이 있습니다"


@EVERY_CHAPTER
def test_as_delivered_it_fails_exactly_at_the_checks(chapter: Chapter, harbour: Harbour, tmp_path: Path) -> None:
    harbour.need(chapter.images)
    before = inventory.take(harbour.client)
    notebook = read(chapter.notebook)
    checks = {cell.id for cell in notebook.cells if role(cell) == "check"}
    run = nbval(chapter, notebook, tmp_path)
    assert run.failed == checks, _complaint(run)
    for cell in checks:
        assert "NotPassed" in run.said[cell] or "통과하지 못했습니다" in run.said[cell], run.said[cell]
    assert inventory.take(harbour.client) == before, "장을 닫은 뒤에 남은 것이 있습니다"


def test_there_are_chapters() -> None:
    assert len(chapters.written()) >= 5
