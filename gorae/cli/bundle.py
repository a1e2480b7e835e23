"""`gorae bundle`: 네트워크가 없는 기계를 위한 묶음 파일을 만들고 읽습니다."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gorae import engine
from gorae.cli import words
from gorae.course import CHAPTERS
from gorae.images import bundle, names, packing

app = words.App(help="네트워크가 없는 기계를 위한 묶음 파일입니다.")
_File = Annotated[Path, typer.Argument(metavar="FILE", help="묶음 파일", show_default=False)]


@app.command("save")
def save(
    file: _File,
    nodes: Annotated[bool, typer.Option("--nodes", help="엔진이 든 노드 이미지도 담습니다")] = False,
) -> None:
    """이미지, 파이썬 휠, 엔진 꾸러미, 노트북과 실습을 파일 하나에 담습니다."""
    wanted = [name for each in CHAPTERS for name in each.images]
    if nodes:
        wanted += [name for name in names() if name.startswith("node:")]
    packing.save(engine.connect(), file, wanted, _say)


@app.command("load")
def load(file: _File) -> None:
    """묶음의 이미지를 지금의 엔진에 넣습니다."""
    loaded = bundle.load(engine.connect(), file, _say)
    print(f"이미지 {len(loaded)}개를 넣었습니다: {', '.join(sorted(loaded))}")


def _say(line: str) -> None:
    print(line, flush=True)
