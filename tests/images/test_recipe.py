"""이미지의 재료를 읽는 일."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gorae import course
from gorae.errors import UsageError
from gorae.images import recipes


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(recipes, "FOLDER", tmp_path)
    recipes.recipe.cache_clear()
    _write(tmp_path / "base", "FROM scratch\n")
    _write(tmp_path / "child", "FROM gorae/base:1 AS first\nFROM gorae/base:1\n")
    yield tmp_path
    recipes.recipe.cache_clear()


def _write(place: Path, dockerfile: str) -> None:
    place.mkdir(exist_ok=True)
    (place / "Dockerfile").write_text(dockerfile, encoding="utf-8")


def _hash(name: str) -> str:
    recipes.recipe.cache_clear()
    return recipes.recipe(name).hash


def test_every_chapter_uses_known_images() -> None:
    for chapter in course.CHAPTERS:
        assert set(chapter.images) <= set(recipes.names()), chapter.id


def test_nodes_have_one_tag_per_suite() -> None:
    assert recipes.tag("node:bookworm") == "gorae/node:bookworm"
    assert recipes.recipe("node:testing").arguments == (("SUITE", "testing"),)
    assert len({recipes.recipe(f"node:{suite}").hash for suite in recipes.SUITES}) == 3


def test_parents_come_from_the_dockerfile(folder: Path) -> None:
    assert recipes.recipe("child").parents == ("base",)


def test_hash_follows_content_name_and_mode(folder: Path) -> None:
    seen = {_hash("child")}
    file = folder / "child/run.sh"
    for change in (lambda: file.write_text("a"), lambda: file.write_text("b"), lambda: file.chmod(0o755)):
        change()
        seen.add(_hash("child"))
    file.rename(folder / "child/other.sh")
    seen.add(_hash("child"))
    assert len(seen) == 5


def test_hash_follows_the_parent(folder: Path) -> None:
    before = _hash("child")
    _write(folder / "base", "FROM scratch\nLABEL changed=1\n")
    assert _hash("child") != before


@pytest.mark.parametrize("name", ["nothing", "node", "base:trixie"])
def test_unknown_names_are_refused(name: str) -> None:
    with pytest.raises(UsageError, match="과정에 없습니다"):
        recipes.recipe(name)
