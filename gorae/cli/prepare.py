"""`gorae prepare`: 장에 필요한 이미지를 미리 준비합니다."""

from __future__ import annotations

from typing import Annotated

import typer

from gorae import engine, images
from gorae.course import CHAPTERS, chapter


def prepare(
    chapters: Annotated[list[str] | None, typer.Argument(help="장의 이름이나 번호 (없으면 모든 장)")] = None,
    nodes: Annotated[bool, typer.Option("--nodes", help="엔진이 든 노드 이미지도 준비합니다")] = False,
) -> None:
    """이미지를 준비합니다. 이미 있는 것은 그대로 두고, Dockerfile이 바뀐 것은 다시 만듭니다."""
    chosen = [chapter(name) for name in chapters] if chapters else list(CHAPTERS)
    wanted = list(dict.fromkeys(name for each in chosen for name in each.images))
    if nodes:
        wanted += [name for name in images.names() if name.startswith("node:")]
    made = images.prepare(engine.connect(), wanted, report=lambda line: print(line, flush=True))
    if made:
        print(f"이미지 {len(made)}개를 새로 준비했습니다. 이제 네트워크 없이도 됩니다.")
    else:
        print(f"이미지 {len(wanted)}개가 모두 준비되어 있습니다.")
