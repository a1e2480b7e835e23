"""장마다: 기준 답이면 `pytest --nbval`이 통과하고, 나누어 준 그대로면 확인 셀에서만 실패합니다.

기준 답으로 돌릴 때 비교에 이빨이 있는지도 봅니다. 모두 실행할 때에는 두 번 잇달아 돌립니다.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

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
def test_reference_answers_pass_and_changed_outputs_are_noticed(
    chapter: Chapter, harbour: Harbour, request: pytest.FixtureRequest
) -> None:
    harbour.need(chapter.images)
    _pass_and_leave_nothing(chapter, harbour, ("proof.mutator",), _changes_are_noticed)
    if not request.config.option.markexpr:  # 모두 실행할 때
        _pass_and_leave_nothing(chapter, harbour)


def _pass_and_leave_nothing(
    chapter: Chapter, harbour: Harbour, plugins: Sequence[str] = (), look: Callable[[Trial], None] = lambda _: None
) -> None:
    before = inventory.take(harbour.client)
    run = trial.run(chapter, chapters.with_reference(chapter), plugins, {"PYTHONPATH": str(ROOT / "tests")})
    assert run.code == 0 and run.cells and not run.failed, _complaint(run)
    assert inventory.take(harbour.client) == before, "장을 닫은 뒤에 남은 것이 있습니다"
    look(run)


def _changes_are_noticed(run: Trial) -> None:
    """저장된 출력을 하나씩 바꾼 변이를 nbval이 열에 아홉은 알아챕니다."""
    made = [mutant for each in run.extra for mutant in each["mutants"]]
    missed = [f"{each['cell']} [{each['kind']}] {each['what']}" for each in made if not each["noticed"]]
    assert len(made) >= 20, f"변이가 너무 적습니다: {len(made)}개"
    assert len(missed) <= len(made) * (1 - NOTICED), "\n".join([f"{len(made)}개 가운데 놓친 것:", *missed])


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
