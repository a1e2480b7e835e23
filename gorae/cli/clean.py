"""`gorae clean`: 과정이 만든 것을 치웁니다."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from docker import DockerClient
from docker.errors import APIError, ImageNotFound
from rich.console import Console

from gorae import engine, home, images, lab
from gorae.engine import private
from gorae.engine.endpoint import Endpoint
from gorae.engine.seeds import SEED_LABEL
from gorae.errors import EngineNotFound, HomeError, UsageError

_out = Console(highlight=False, markup=False)

OURS = (
    "apt", "apt-base", "berths", "bundle", "chromium-fonts", "engine", "jupyter", "locks", "logs",
    "matplotlib", "pip", "progress", "sockets", "state", "test", "tmp", "work",
)  # fmt: skip
"""과정이 `GORAE_HOME` 아래에 만드는 것입니다. 이 밖의 것은 학습자의 것으로 보고 남깁니다."""


def clean(
    everything: Annotated[bool, typer.Option("--all", help="과정의 이미지, 전용 엔진, 폴더까지 모두 없앱니다")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="묻지 않습니다")] = False,
) -> None:
    """열린 채로 남은 모든 장을 닫습니다. 장을 열기 전부터 있던 것은 남깁니다."""
    if everything and not yes:
        _confirm()
    endpoint = _found(everything)
    if endpoint:
        client = engine.connect()
        lab.clean(client, _out.print)
        _out.print("열린 장이 더는 없습니다.")
        if everything:
            _remove_nodes(client)
            _remove_images(client)
        client.close()
    if everything:
        _remove_private_engine()
        _remove_home()


def _confirm() -> None:
    _out.print("다음을 모두 없앱니다: 열린 장이 만든 것, 과정의 이미지, 전용 엔진, 진도와 준비한 파일.")
    _out.print(f"폴더: {home.home()}")
    if not sys.stdin.isatty():
        raise UsageError("물어볼 터미널이 없습니다.", todo="없애도 되면 --yes를 붙여 다시 실행하세요.")
    if not typer.confirm("모두 없앱니까?", default=False):
        raise typer.Exit(1)


def _found(everything: bool) -> Endpoint | None:
    """엔진입니다. 모두 없앨 때는 엔진이 없어도 나머지를 없앱니다."""
    try:
        return engine.adopt()
    except EngineNotFound:
        if not everything:
            raise
        _out.print("응답하는 엔진이 없어서 엔진에 있는 것은 그대로 둡니다.")
        return None


def _remove_nodes(client: DockerClient) -> None:
    from gorae.grading import berth

    for name in berth.sweep(client):
        _out.print(f"남아 있던 시험용 노드 {name}을 없앴습니다.")
    for volume in client.volumes.list(filters={"label": SEED_LABEL}):
        volume.remove()


def _remove_images(client: DockerClient) -> None:
    """준비할 때 만든 이미지입니다. 이름이 같아도 과정의 레이블이 없으면 남깁니다."""
    for tag in _tags(client):
        try:
            client.api.remove_image(tag)
        except APIError as error:
            _out.print(f"{tag} 이미지를 남깁니다. 아직 쓰는 컨테이너가 있습니다.\n  {error.explanation}")
        else:
            _out.print(f"{tag} 이미지를 없앴습니다.")


def _tags(client: DockerClient) -> Iterator[str]:
    # 다른 이미지의 베이스인 것을 나중에 없애야 부모 이미지도 함께 사라집니다.
    for name in reversed(list(images.names())):
        tag = images.tag(name)
        try:
            labels = client.images.get(tag).labels
        except ImageNotFound:
            continue
        if "gorae.recipe" in labels:
            yield tag


def _remove_private_engine() -> None:
    if private.remove():
        _out.print("전용 엔진을 끄고 없앴습니다.")


def _remove_home() -> None:
    root = home.home()
    if not root.exists():
        return
    for name in OURS:
        _remove(root / name)
    if left := sorted(each.name for each in root.iterdir()):
        _out.print(f"{root}에 과정이 만들지 않은 것이 있어서 남깁니다: {', '.join(left)}")
        return
    root.rmdir()
    _out.print(f"{root} 폴더를 없앴습니다.")


def _remove(path: Path) -> None:
    try:
        if path.exists():
            shutil.rmtree(path)
    except OSError as error:
        raise HomeError(
            f"{path}를 없애지 못했습니다.", "권한이 없습니다.", "관리자에게 부탁하거나 sudo로 없애세요.", str(error)
        ) from error
