"""장마다: 기준 답이면 `pytest --nbval`이 두 번 잇달아 통과하고, 나누어 준 그대로면 확인 셀에서만 실패합니다."""

from __future__ import annotations

import pytest

from gorae.course import Chapter
from gorae.grading import trial
from gorae.grading.merge import read, role
from gorae.grading.trial import Trial
from gorae.lab import inventory
from proof import chapters
from proof.harbour import Harbour

SECONDS = 90
EVERY_CHAPTER = pytest.mark.parametrize("chapter", chapters.written(), ids=lambda chapter: chapter.id)


def _complaint(run: Trial) -> str:
    return "\n".join(
        [f"{each.cell}: {each.said[-1500:]}" for each in run.cells if not each.passed] + [run.output[-1500:]]
    )


@EVERY_CHAPTER
def test_reference_answers_pass_twice_in_a_row(chapter: Chapter, harbour: Harbour) -> None:
    harbour.need(chapter.images)
    before = inventory.take(harbour.client)
    for _ in range(2):
        run = trial.run(chapter, chapters.with_reference(chapter))
        assert run.code == 0 and run.cells and not run.failed, _complaint(run)
        assert inventory.take(harbour.client) == before, "장을 닫은 뒤에 남은 것이 있습니다"


@EVERY_CHAPTER
def test_as_delivered_it_fails_exactly_at_the_checks(chapter: Chapter, harbour: Harbour) -> None:
    harbour.need(chapter.images)
    before = inventory.take(harbour.client)
    notebook = read(chapter.notebook)
    checks = {cell.id for cell in notebook.cells if role(cell) == "check"}
    run = trial.run(chapter, notebook)
    assert run.failed == checks, _complaint(run)
    for each in run.cells:
        assert each.passed or "통과하지 못했습니다" in each.said, each.said
    assert inventory.take(harbour.client) == before, "장을 닫은 뒤에 남은 것이 있습니다"


def test_there_are_chapters() -> None:
    assert len(chapters.written()) >= 5
