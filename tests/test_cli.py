"""`gorae`와 `start.py`를 잘못 부르면 한국어로 무엇이, 왜, 어떻게 하면 되는지 말하고 2로 끝납니다."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from gorae.course import ROOT

ENGLISH = re.compile(r"usage|error|missing|invalid|no such|options|commands|arguments|show this", re.IGNORECASE)


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["nosuch"], "doctor"),
        (["engine", "nosuch"], "start"),
        (["check"], "notebook"),
        (["check", "없는.ipynb"], "없는.ipynb"),
        (["matrix", "-e"], "-e"),
        (["matrix", "--nosuch"], "--nosuch"),
        (["doctor", "남는 것"], "gorae doctor --help"),
        (["bundle", "load"], "FILE"),
    ],
    ids=" ".join,
)
def test_wrong_command_is_told_in_korean(arguments: list[str], word: str) -> None:
    done = _run("-m", "gorae.cli", *arguments)
    assert done.returncode == 2, done.stderr
    assert not done.stdout
    assert word in done.stderr
    assert "Traceback" not in done.stderr
    assert re.search("[가-힣]", done.stderr.splitlines()[0])


@pytest.mark.parametrize(
    ("arguments", "word"),
    [(["--port"], "--port"), (["--port=셋"], "--port"), (["--engine", "남의것"], "--engine"), (["--bo"], "--bo")],
    ids=" ".join,
)
def test_wrong_start_is_told_in_korean(arguments: list[str], word: str) -> None:
    done = _run("start.py", *arguments)
    assert done.returncode == 2, done.stderr
    assert word in done.stderr
    assert not ENGLISH.search(done.stderr)


@pytest.mark.parametrize("command", ["", "doctor", "prepare", "check", "clean", "matrix", "engine", "bundle save"])
def test_help_is_in_korean(command: str) -> None:
    done = _run("-m", "gorae.cli", *command.split(), "--help")
    assert done.returncode == 0
    assert "쓰는 법: gorae" in done.stdout
    assert not ENGLISH.search(done.stdout.replace("[OPTIONS]", ""))


def test_help_of_start_is_in_korean() -> None:
    done = _run("start.py", "--help")
    assert done.returncode == 0
    assert done.stdout.startswith("쓰는 법: start.py")
    assert not ENGLISH.search(done.stdout)


def test_no_command_shows_the_help() -> None:
    done = _run("-m", "gorae.cli")
    assert done.returncode == 2
    assert "doctor" in done.stdout + done.stderr
