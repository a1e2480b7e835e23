"""잠금 파일, conda 환경, 꾸러미 정보가 서로 맞는지 봅니다."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from gorae import venv

ROOT = Path(__file__).resolve().parents[1]


def _locked(name: str) -> dict[str, list[str]]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return {key: re.findall(r"^\S+?==([^\s;\\]+)", block, re.MULTILINE) for key, block in venv._blocks(text).items()}


def _wanted(name: str) -> set[str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return {canonicalize_name(line) for line in lines if line and not line.startswith(("#", "-"))}


@pytest.mark.parametrize("name", ["requirements", "requirements-test"])
def test_lock_has_all_that_is_wanted_with_hashes(name: str) -> None:
    blocks = venv._blocks((ROOT / f"{name}.txt").read_text(encoding="utf-8"))
    assert _wanted(f"{name}.in") <= set(blocks)
    assert all("--hash=sha256:" in block for block in blocks.values())


def test_every_line_of_the_lock_is_kept() -> None:
    for name in ("requirements.txt", "requirements-test.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert sum(map(len, venv._blocks(text).values())) == len(text), name


def test_testing_adds_to_the_learners_lock_and_changes_nothing() -> None:
    learner, tester = _locked("requirements.txt"), _locked("requirements-test.txt")
    assert {name: tester.get(name) for name in learner} == learner


def test_conda_environment_is_the_same_lock() -> None:
    conda = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    plain = [each for each in conda["dependencies"] if isinstance(each, str)]
    (pip,) = [each["pip"] for each in conda["dependencies"] if isinstance(each, dict)]
    assert pip == ["-r requirements.txt"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert plain == [f"python{project['requires-python']}", "pip"]


def test_installed_versions_are_the_locked_ones() -> None:
    if not venv.ready(venv.TESTER):
        pytest.skip("start.py가 만든 환경이 아닙니다.")
    for name, versions in _locked("requirements.txt").items():
        try:
            assert metadata.version(name) in versions
        except metadata.PackageNotFoundError:
            # 다른 운영체제나 파이썬에만 필요한 것에는 조건이 있습니다.
            text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
            assert all(" ; " in line for line in text.splitlines() if line.lower().startswith(f"{name}=="))


def test_first_packages_are_all_that_docker_needs() -> None:
    needed, todo = set[str](), ["docker"]
    while todo:
        name = canonicalize_name(todo.pop())
        if name in needed:
            continue
        needed.add(name)
        requirements = map(Requirement, metadata.requires(name) or ())
        todo += [each.name for each in requirements if not each.marker or each.marker.evaluate({"extra": ""})]
    assert needed == set(venv.FIRST)
