"""노트북에 담을 출력을 진짜 엔진에서 만듭니다. 출력은 손으로 쓰지 않습니다."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode

from gorae.course import Chapter
from gorae.errors import NotebookError
from gorae.exercise import find, load_answers
from gorae.grading.merge import exercise_of, fill, read, role

KEPT = ("setup", "demo", "prompt", "quiz")
"""출력을 담는 셀입니다. 닫는 셀의 출력은 푼 실습에 따라 달라지므로 담지 않습니다."""
VIEW = "application/vnd.jupyter.widget-view+json"
SECONDS = 300


def record(chapter: Chapter) -> None:
    """장을 기준 답과 함께 끝까지 실행하고, 시연 셀의 출력만 노트북에 담습니다.

    Raises:
        NotebookError: 셀이 오류를 냈을 때. 노트북은 그대로입니다.
    """
    notebook = read(chapter.notebook)
    answers = {identity: each.reference for identity, each in load_answers(chapter.id).items()}
    ran = fill(notebook, answers)
    execute(ran, chapter.notebook.parent)
    for cell, done in zip(notebook.cells, ran.cells, strict=True):
        if cell.cell_type == "code":
            cell.outputs = [_kept(output) for output in done.outputs] if role(cell) in KEPT else []
    tidy(notebook)
    fresh = chapter.notebook.with_suffix(".new")
    nbformat.write(notebook, fresh)
    fresh.replace(chapter.notebook)


def execute(notebook: NotebookNode, folder: Path) -> None:
    """노트북을 새 커널에서 처음부터 끝까지 실행합니다.

    Raises:
        NotebookError: 셀이 오류를 냈을 때.
    """
    client = NotebookClient(
        notebook,
        timeout=SECONDS,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        coalesce_streams=True,
    )
    try:
        client.execute()
    except CellExecutionError as error:
        raise NotebookError(
            "노트북의 셀이 오류를 냈습니다.", todo="셀을 고치고 다시 실행하세요.", detail=str(error)
        ) from error


def tidy(notebook: NotebookNode) -> None:
    """실행 번호, 메타데이터, 셀 ID를 정해진 모양으로 맞춥니다."""
    notebook.metadata = nbformat.from_dict(
        {
            **{key: value for key, value in notebook.metadata.items() if key == "gorae"},
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    number = 0
    for cell in notebook.cells:
        gorae = cell.metadata.get("gorae")
        tags = cell.metadata.get("tags")
        cell.metadata = nbformat.from_dict({**({"gorae": gorae} if gorae else {}), **({"tags": tags} if tags else {})})
        if cell.cell_type != "code":
            continue
        kind = role(cell)
        if kind in KEPT:
            number += 1
            cell.execution_count = number
        else:
            cell.execution_count, cell.outputs = None, []
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = number
        if kind in ("setup", "check"):
            cell.metadata |= {"editable": False, "deletable": False}
        if kind in ("answer", "check"):
            cell.metadata["nbgrader"] = _nbgrader(cell, kind)


def _nbgrader(cell: NotebookNode, kind: str) -> dict[str, object]:
    """nbgrader 3판의 메타데이터입니다. 학교가 nbgrader를 쓰면 노트북을 그대로 쓸 수 있습니다."""
    identity = exercise_of(cell)
    shared = {"schema_version": 3, "grade_id": f"ex-{identity}-{kind}", "task": False}
    if kind == "answer":
        return {**shared, "grade": False, "locked": False, "solution": True}
    return {**shared, "grade": True, "locked": True, "solution": False, "points": find(identity).max}


def _kept(output: NotebookNode) -> NotebookNode:
    """저장할 출력입니다. 위젯의 보기는 커널과 함께 사라지므로 글자 형태만 남기고, 그림은 화면에서의 크기도 남깁니다."""
    if "data" in output:
        output.data = nbformat.from_dict({kind: value for kind, value in output.data.items() if kind != VIEW})
    if "metadata" in output:
        kept = {kind: value for kind, value in output.metadata.items() if kind.startswith("image/")}
        output.metadata = nbformat.from_dict(kept)
    return output
