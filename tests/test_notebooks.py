"""장마다: 기준 답이면 `pytest --nbval`이 통과하고, 나누어 준 그대로면 확인 셀에서만 실패합니다.

짧은 실행은 기준 답으로 한 번 돌리면서 비교에 이빨이 있는지도 봅니다. 두 번 잇달아 돌리는 것은 `slow`입니다.
"""

from __future__ import annotations

import pytest

from gorae.course import ROOT, Chapter
from gorae.grading import trial
from gorae.grading.merge import read, role
from gorae.grading.trial import Trial
from gorae.lab import inventory
from proof import chapters
from proof.harbour import Harbour

NOTICED = 0.9
EVERY_CHAPTER = pytest.mark.parametrize("chapter", chapters.written(), ids=lambda chapter: chapter.id)


def _complaint(run: Trial) -> str:
    return "\n".join(
        [f"{each.cell}: {each.said[-1500:]}" for each in run.cells if not each.passed] + [run.output[-1500:]]
    )


@EVERY_CHAPTER
def test_reference_answers_pass_and_changed_outputs_are_noticed(chapter: Chapter, harbour: Harbour) -> None:
    harbour.need(chapter.images)
    before = inventory.take(harbour.client)
    mutator = {"PYTHONPATH": str(ROOT / "tests")}
    run = trial.run(chapter, chapters.with_reference(chapter), ("proof.mutator",), mutator)
    assert run.code == 0 and run.cells and not run.failed, _complaint(run)
    assert inventory.take(harbour.client) == before, "장을 닫은 뒤에 남은 것이 있습니다"
    made = [mutant for each in run.extra for mutant in each["mutants"]]
    missed = [f"{each['cell']} [{each['kind']}] {each['what']}" for each in made if not each["noticed"]]
    assert len(made) >= 20, f"변이가 너무 적습니다: {len(made)}개"
    assert len(missed) <= len(made) * (1 - NOTICED), "\n".join([f"{len(made)}개 가운데 놓친 것:", *missed])


@pytest.mark.slow
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
