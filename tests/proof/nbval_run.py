"""노트북 하나를 진짜 `pytest --nbval`로 돌립니다."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from gorae.course import LABS, ROOT, Chapter
from gorae.exercise import load_answers
from gorae.grading.merge import fill, read

SECONDS = 400


@dataclass(frozen=True)
class Run:
    """nbval이 한 번 돈 결과입니다.

    Attributes:
        code: pytest의 종료 코드.
        cells: 셀 ID → passed나 failed.
        said: 셀 ID → 실패의 설명.
        mutants: 변이들 (kind, what, noticed, cell).
        output: pytest가 화면에 쓴 것.
    """

    code: int
    cells: Mapping[str, str]
    said: Mapping[str, str]
    mutants: tuple[Mapping[str, Any], ...]
    output: str

    @property
    def failed(self) -> set[str]:
        """실패한 셀의 ID입니다."""
        return {cell for cell, outcome in self.cells.items() if outcome != "passed"}


def with_reference(chapter: Chapter) -> NotebookNode:
    """기준 답을 채운 노트북입니다. 채점과 같은 방법으로 채웁니다."""
    answers = {identity: each.reference for identity, each in load_answers(chapter.id).items()}
    return fill(read(chapter.notebook), answers)


def nbval(chapter: Chapter, notebook: NotebookNode, folder: Path, mutants: bool = False) -> Run:
    """노트북을 폴더에 적고 `pytest --nbval`로 돌립니다. 노트북에서 `../labs`가 보입니다."""
    place = folder / "notebooks"
    place.mkdir(parents=True, exist_ok=True)
    if not (folder / "labs").exists():
        (folder / "labs").symlink_to(LABS)
    path = place / chapter.notebook.name
    nbformat.write(notebook, path)
    record = folder / "record.json"
    record.unlink(missing_ok=True)
    done = _pytest(path, record, mutants)
    results = json.loads(record.read_text("utf-8")) if record.exists() else []
    return Run(
        done.returncode,
        {each["cell"]: each["outcome"] for each in results if "outcome" in each},
        {each["cell"]: each["said"] for each in results if "outcome" in each},
        tuple({**mutant, "cell": each["cell"]} for each in results for mutant in each.get("mutants", [])),
        done.stdout + done.stderr,
    )


def _pytest(path: Path, record: Path, mutants: bool) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "--nbval", "-q", "--color=no", "-p", "gorae.grading.plugin"]
    command += [
        "-p",
        "proof.recorder",
        "-p",
        "no:cacheprovider",
        "--rootdir",
        str(path.parent),
        "-c",
        os.devnull,
        str(path),
    ]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "GORAE_PROGRESS"))}
    environment = {
        **kept,
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")]),
        "GORAE_RECORD": str(record),
        "GORAE_MUTANTS": "1" if mutants else "",
    }
    return subprocess.run(
        command, env=environment, cwd=path.parent, capture_output=True, text=True, timeout=SECONDS, check=False
    )
