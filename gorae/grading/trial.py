"""노트북 하나를 `pytest --nbval`로 돌리고 셀마다의 결과를 모읍니다."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from gorae.course import LABS, ROOT, Chapter

CELL_SECONDS = 300


@dataclass(frozen=True)
class CellResult:
    """셀 하나를 돌린 결과입니다.

    Attributes:
        cell: 셀 ID.
        passed: 오류 없이 끝났고 출력이 저장된 것과 같은지.
        said: 실패했을 때 nbval의 설명.
        shown: 셀이 화면에 쓴 글.
    """

    cell: str
    passed: bool
    said: str
    shown: str


@dataclass(frozen=True)
class Trial:
    """노트북 하나를 돌린 결과입니다.

    Attributes:
        code: pytest의 종료 코드.
        cells: 돈 셀들.
        output: pytest가 화면에 쓴 글.
        extra: 함께 넣은 pytest 플러그인이 보낸 것들.
    """

    code: int
    cells: tuple[CellResult, ...]
    output: str
    extra: tuple[Mapping[str, Any], ...] = ()

    @property
    def failed(self) -> set[str]:
        """실패한 셀의 ID입니다."""
        return {each.cell for each in self.cells if not each.passed}

    def of(self, cell: str) -> CellResult | None:
        """셀의 결과입니다. 돌지 못했으면 None입니다."""
        return next((each for each in self.cells if each.cell == cell), None)


def run(
    chapter: Chapter,
    notebook: NotebookNode,
    plugins: Sequence[str] = (),
    environment: Mapping[str, str] | None = None,
    report: Callable[[CellResult], None] = lambda _: None,
) -> Trial:
    """노트북을 임시 폴더에 적고 돌립니다. 노트북에서 보면 `../labs`가 제자리에 있습니다.

    Args:
        chapter: 장.
        notebook: 돌릴 노트북.
        plugins: 더 넣을 pytest 플러그인.
        environment: 더할 환경 변수.
        report: 셀 하나가 끝날 때마다 부를 함수.
    """
    with tempfile.TemporaryDirectory(prefix="gorae-trial-") as folder:
        place = Path(folder, "notebooks")
        place.mkdir()
        Path(folder, "labs").symlink_to(LABS)
        path = place / chapter.notebook.name
        nbformat.write(notebook, path)
        return _run(path, Path(folder, "output"), plugins, environment or {}, report)


def _run(
    path: Path,
    screen: Path,
    plugins: Sequence[str],
    environment: Mapping[str, str],
    report: Callable[[CellResult], None],
) -> Trial:
    cells: list[CellResult] = []
    extra: list[Mapping[str, Any]] = []
    with (
        screen.open("w", encoding="utf-8") as file,
        _started(path, file.fileno(), plugins, environment) as (child, lines),
    ):
        for line in lines:
            data = json.loads(line)
            if "outcome" not in data:
                extra.append(data)
                continue
            cells.append(CellResult(data["cell"], data["outcome"] == "passed", data["said"], data["shown"]))
            report(cells[-1])
        code = child.wait()
    return Trial(code, tuple(cells), screen.read_text("utf-8", "replace"), tuple(extra))


@contextmanager
def _started(
    path: Path, screen: int, plugins: Sequence[str], environment: Mapping[str, str]
) -> Iterator[tuple[subprocess.Popen[bytes], Iterator[str]]]:
    reading, writing = os.pipe()
    named = ["gorae.grading.plugin", "gorae.grading.recorder", *plugins]
    command = [sys.executable, "-m", "pytest", "--nbval", "-q", "--color=no", "-p", "no:cacheprovider"]
    command += [part for name in named for part in ("-p", name)]
    command += [f"--nbval-cell-timeout={CELL_SECONDS}", f"--rootdir={path.parent}", "-c", os.devnull, str(path)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "GORAE_PROGRESS"))}
    paths = [str(ROOT), environment.get("PYTHONPATH", "")]
    told = {**kept, **environment, "PYTHONPATH": os.pathsep.join(filter(None, paths)), "GORAE_RECORD": str(writing)}
    child = subprocess.Popen(
        command, env=told, cwd=path.parent, stdin=subprocess.DEVNULL, stdout=screen, stderr=screen, pass_fds=(writing,)
    )
    os.close(writing)
    try:
        with os.fdopen(reading, encoding="utf-8") as lines:
            yield child, lines
    finally:
        if child.poll() is None:
            child.terminate()
            child.wait()
