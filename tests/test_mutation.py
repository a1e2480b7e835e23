"""비교에 이빨이 있는지: 저장된 출력을 하나씩 바꾸면 nbval이 열에 아홉은 알아챕니다."""

from __future__ import annotations

import copy
from collections import Counter

import pytest
from nbformat.v4 import new_output

from gorae.course import ROOT, Chapter
from gorae.grading import trial
from gorae.grading.merge import role
from proof import chapters, mutants
from proof.harbour import Harbour

NOTICED = 0.9


@pytest.mark.parametrize("chapter", chapters.written(), ids=lambda chapter: chapter.id)
def test_nbval_notices_changed_outputs(chapter: Chapter, harbour: Harbour) -> None:
    harbour.need(chapter.images)
    run = trial.run(chapter, chapters.with_reference(chapter), ("proof.mutator",), {"PYTHONPATH": str(ROOT / "tests")})
    assert not run.failed, run.output[-3000:]
    made = [mutant for each in run.extra for mutant in each["mutants"]]
    missed = [each for each in made if not each["noticed"]]
    kinds = Counter(each["kind"] for each in made)
    assert len(made) >= 20, f"변이가 너무 적습니다: {kinds}"
    listed = "\n".join(f"{each['cell']} [{each['kind']}] {each['what']}" for each in missed)
    assert len(missed) <= len(made) * (1 - NOTICED), f"{len(made)}개 가운데 {len(missed)}개를 놓침\n{listed}"


def test_a_changed_output_really_fails_the_run(harbour: Harbour) -> None:
    """변이를 비교에만 넣지 않고, 노트북을 바꾸어 처음부터 끝까지 돌려 봅니다."""
    chapter = chapters.written()[0]
    harbour.need(chapter.images)
    notebook = chapters.with_reference(chapter)
    cell = next(cell for cell in notebook.cells if role(cell) == "demo" and list(mutants.of(cell.outputs)))
    mutant = next(mutants.of(copy.deepcopy(cell.outputs)))
    cell.outputs = mutant.outputs
    run = trial.run(chapter, notebook)
    assert run.failed == {cell.id}, (mutant.what, run.output[-2000:])


def test_mutants_change_what_they_say() -> None:
    text = "gorae-web: 3\ngorae-db: 4\n"
    made = list(mutants.of([new_output("stream", name="stdout", text=text)]))
    assert {"number", "name", "line", "order", "output"} <= {mutant.kind for mutant in made}
    assert all(not mutant.outputs or mutant.outputs[0].text != text for mutant in made)
    figure = new_output("display_data", data={"image/png": "…", "text/plain": "상자 2개"})
    assert "figure number" in {mutant.kind for mutant in mutants.of([figure])} or "figure name" in {
        mutant.kind for mutant in mutants.of([figure])
    }
