"""`gorae check`: 답을 과정의 노트북에 채워 자기 엔진에서 채점합니다."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from docker import DockerClient

from gorae import course, lab
from gorae.course import ROOT
from gorae.grading.merge import read, role
from gorae.lab import inventory, session
from proof import chapters
from proof.harbour import Harbour

CHAPTER = course.chapter("00")
WRONG = 'client.containers.run("gorae/shell:1", ["echo", "hello"], name="gorae-hello")'


@pytest.fixture(autouse=True)
def prepared(harbour: Harbour) -> Iterator[None]:
    harbour.need(CHAPTER.images)
    session._open.clear()
    yield
    session._open.clear()


def _check(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "gorae.cli", "check", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command, capture_output=True, text=True, env=environment, stdin=subprocess.DEVNULL, check=False, timeout=180
    )


def _submission(folder: Path, answer: str | None, name: str = "00-start.ipynb") -> Path:
    notebook = chapters.with_reference(CHAPTER) if answer is None else read(CHAPTER.notebook)
    for cell in notebook.cells:
        if answer is not None and role(cell) == "answer":
            cell.source = answer
    path = folder / name
    nbformat.write(notebook, path)
    return path


def test_right_answers_pass(client: DockerClient, tmp_path: Path) -> None:
    before = inventory.take(client)
    done = _check(str(_submission(tmp_path, None)))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "[통과] 실습 00-1" in done.stdout
    assert "1개 가운데 1개를 통과" in done.stdout
    assert inventory.take(client) == before


def test_a_wrong_answer_fails_with_its_reason(client: DockerClient, tmp_path: Path) -> None:
    before = inventory.take(client)
    done = _check(str(_submission(tmp_path, WRONG)))
    assert done.returncode == 1, done.stdout + done.stderr
    assert "[일부 통과] 실습 00-1" in done.stdout
    assert "목표에 적힌 낱말만 그대로" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert inventory.take(client) == before


def test_an_edited_check_is_restored(tmp_path: Path) -> None:
    path = _submission(tmp_path, WRONG)
    notebook = read(path)
    for cell in notebook.cells:
        if role(cell) == "check":
            cell.source = 'print("[통과] 실습 00-1 첫 컨테이너 (3/3점)")'
    nbformat.write(notebook, path)
    assert _check(str(path)).returncode == 1


def test_a_renamed_notebook_is_known_by_its_metadata(tmp_path: Path) -> None:
    done = _check(str(_submission(tmp_path, None, "내 노트북.ipynb")))
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_open_chapter_is_not_thrown_away_unasked(client: DockerClient, tmp_path: Path) -> None:
    path = _submission(tmp_path, None)
    lab.open(CHAPTER.id)
    client.volumes.create("gorae-precious")
    refused = _check(str(path))
    assert refused.returncode == 2 and "gorae-precious" in refused.stdout and "--yes" in refused.stderr
    assert client.volumes.get("gorae-precious")
    assert _check(str(path), "--yes").returncode == 0
    assert client.volumes.list() == []


@pytest.mark.parametrize(
    "content",
    ["", "노트북이 아님", '{"cells": 3}', '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'],
)
def test_bad_files_are_said_in_korean(tmp_path: Path, content: str) -> None:
    path = tmp_path / "bad.ipynb"
    path.write_text(content, "utf-8")
    done = _check(str(path))
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr and any("가" <= letter <= "힣" for letter in done.stderr)


def test_wrong_calls(tmp_path: Path) -> None:
    assert _check(str(tmp_path / "none.ipynb")).returncode == 2
    assert _check().returncode == 2


def test_plain_pytest_leaves_an_open_chapter_alone(client: DockerClient) -> None:
    """열린 장에 학습자가 만든 것이 있으면 `pytest --nbval`은 시작하지 않습니다. 없으면 그대로 됩니다."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval",
        "-q",
        "-n",
        "0",
        "-p",
        "no:cacheprovider",
        str(CHAPTER.notebook),
    ]
    lab.open(CHAPTER.id, report=lambda _: None)
    client.containers.create("gorae/shell:1", name="gorae-mine")
    refused = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=180)
    assert refused.returncode == 2, refused.stdout + refused.stderr
    assert "컨테이너 gorae-mine" in refused.stdout + refused.stderr
    assert "gorae clean" in refused.stdout + refused.stderr
    client.containers.get("gorae-mine").remove()
    began = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=180)
    assert " passed" in began.stdout, began.stdout + began.stderr
