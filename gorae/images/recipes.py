"""이미지의 재료(`labs/images/<이름>/`)를 읽습니다. 엔진을 모릅니다."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gorae.course import LABS
from gorae.errors import UsageError

FOLDER = LABS / "images"
SUITES = ("bookworm", "trixie", "testing")
"""`gorae/node`가 엔진을 가져오는 데비안의 판입니다."""
VERSION = "1"
"""과정 이미지의 태그입니다."""


@dataclass(frozen=True)
class Recipe:
    """이미지 하나를 만드는 법입니다.

    Attributes:
        name: 과정에서 부르는 이름 (`web`, `node:trixie`).
        tag: 이미지의 이름과 태그 (`gorae/web:1`).
        folder: Dockerfile이 있는 폴더.
        arguments: 빌드 인자.
        parents: 먼저 있어야 하는 과정 이미지의 이름.
        hash: 폴더의 내용과 부모의 hash로 만든 값. 이미지의 레이블 `gorae.recipe`에 적습니다.
    """

    name: str
    tag: str
    folder: Path
    arguments: tuple[tuple[str, str], ...]
    parents: tuple[str, ...]
    hash: str


def names() -> tuple[str, ...]:
    """만들 수 있는 이미지의 이름입니다."""
    folders = sorted(file.parent.name for file in FOLDER.glob("*/Dockerfile"))
    plain = [name for name in folders if name != "node"]
    return (*plain, *(f"node:{suite}" for suite in SUITES if "node" in folders))


def tag(name: str) -> str:
    """과정 이미지의 이름과 태그입니다 (`web` → `gorae/web:1`, `node:trixie` → `gorae/node:trixie`)."""
    return f"gorae/{name}" if ":" in name else f"gorae/{name}:{VERSION}"


@cache
def recipe(name: str) -> Recipe:
    """이름으로 만드는 법을 찾습니다.

    Raises:
        UsageError: 그런 이미지가 없을 때.
    """
    folder_name, _, suite = name.partition(":")
    folder = FOLDER / folder_name
    if not (folder / "Dockerfile").exists() or bool(suite) != (folder_name == "node"):
        known = ", ".join(names())
        raise UsageError(f"{name} 이미지는 과정에 없습니다.", todo=f"다음 가운데 하나를 쓰세요: {known}")
    arguments = (("SUITE", suite),) if suite else ()
    parents = _parents((folder / "Dockerfile").read_text(encoding="utf-8"))
    return Recipe(name, tag(name), folder, arguments, parents, _hash(folder, arguments, parents))


def _parents(dockerfile: str) -> tuple[str, ...]:
    used = re.findall(r"^FROM gorae/(\w+):(\w+)", dockerfile, re.MULTILINE)
    return tuple(dict.fromkeys(name if version == VERSION else f"{name}:{version}" for name, version in used))


def _hash(folder: Path, arguments: tuple[tuple[str, str], ...], parents: tuple[str, ...]) -> str:
    digest = hashlib.sha256(repr((arguments, [recipe(parent).hash for parent in parents])).encode())
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        executable = bool(file.stat().st_mode & 0o100)
        content = file.read_bytes()
        digest.update(repr((file.relative_to(folder).as_posix(), executable, len(content))).encode() + content)
    return digest.hexdigest()[:16]
