"""답을 믿을 수 있는 노트북에 채웁니다."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from gorae.errors import NotebookError

MARKER = "# 실습 {}:"


def read(path: Path) -> NotebookNode:
    """노트북을 읽습니다.

    Raises:
        NotebookError: 파일이 없거나 노트북이 아닐 때.
    """
    try:
        notebook: NotebookNode = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
    except FileNotFoundError as error:
        raise NotebookError(f"{path} 파일이 없습니다.", todo="경로를 확인하세요.") from error
    except Exception as error:  # nbformat은 여러 종류의 오류를 그대로 내보냅니다
        raise NotebookError(
            f"{path}를 노트북으로 읽을 수 없습니다.",
            "파일이 깨졌거나 노트북이 아닙니다.",
            "JupyterLab에서 열리는지 확인하고 다시 저장하세요.",
            f"{type(error).__name__}: {error}"[:400],
        ) from error
    return notebook


def role(cell: Mapping[str, Any]) -> str:
    """셀의 역할입니다: setup, demo, prompt, answer, check, quiz, close. 글 셀은 text입니다."""
    if cell["cell_type"] != "code":
        return "text"
    return str(cell["metadata"].get("gorae", {}).get("role", "demo"))


def exercise_of(cell: Mapping[str, Any]) -> str:
    """셀이 속한 실습의 번호입니다. 없으면 빈 글자열입니다."""
    return str(cell["metadata"].get("gorae", {}).get("exercise", ""))


def answers_in(notebook: NotebookNode) -> dict[str, str]:
    """제출한 노트북에서 답 셀의 코드를 모읍니다. 메타데이터가 없으면 표시줄로 찾습니다."""
    found: dict[str, str] = {}
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        identity = exercise_of(cell) if role(cell) == "answer" else _marked(cell.source)
        if identity:
            found[identity] = f"{found[identity]}\n{cell.source}" if identity in found else cell.source
    return found


def fill(trusted: NotebookNode, answers: Mapping[str, str]) -> NotebookNode:
    """믿을 수 있는 노트북의 답 셀에 답을 채운 새 노트북입니다. 나머지 셀은 그대로입니다."""
    merged = copy.deepcopy(trusted)
    for cell in merged.cells:
        if role(cell) == "answer" and (identity := exercise_of(cell)) in answers:
            source = answers[identity].strip()
            marker = MARKER.format(identity)
            cell.source = source if source.startswith(marker) else f"{marker}\n{source}"
    return merged


def _marked(source: str) -> str:
    first = source.lstrip().partition("\n")[0]
    if not first.startswith("# 실습 "):
        return ""
    return first.removeprefix("# 실습 ").partition(":")[0].strip()
