"""변이 자체의 시험입니다. 장마다 nbval이 열에 아홉을 알아채는지는 test_notebooks가 봅니다."""

from __future__ import annotations

import copy

from nbformat.v4 import new_output

from gorae.grading import trial
from gorae.grading.merge import role
from proof import chapters, mutants
from proof.harbour import Harbour


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
