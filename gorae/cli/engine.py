"""`gorae engine`: 전용 엔진을 켜고 끄고 살펴봅니다."""

from __future__ import annotations

import shlex

from rich.console import Console

from gorae import engine
from gorae.cli import words
from gorae.engine import private

app = words.App(help="전용 엔진을 켜고 끄고 살펴봅니다.")
_out = Console(highlight=False)


@app.command()
def start() -> None:
    """전용 엔진을 (필요하면 내려받아) 켭니다. 다른 엔진이 돌고 있으면 켜지 않습니다."""
    endpoint = engine.ensure("private", _out.print)
    _out.print(f"전용 엔진 {endpoint.version}이 돌고 있습니다 ({endpoint.host}).", soft_wrap=True)


@app.command()
def stop() -> None:
    """전용 엔진을 끕니다. 이미지와 컨테이너는 남습니다."""
    _out.print("전용 엔진을 껐습니다." if private.stop() else "전용 엔진은 켜져 있지 않습니다.")


@app.command()
def status() -> None:
    """지금 쓰게 될 엔진을 보입니다."""
    endpoint = engine.find()
    names = {"system": "이 기계의 엔진", "private": "전용 엔진", "remote": "다른 기계의 엔진"}
    _out.print(
        f"{names[endpoint.origin]}: Docker {endpoint.version}, API {endpoint.api}, {endpoint.host}", soft_wrap=True
    )
    if endpoint.warning:
        _out.print(endpoint.warning)


@app.command()
def env() -> None:
    """터미널의 docker가 같은 엔진을 쓰게 하는 셸 명령을 보입니다 (`eval "$(gorae engine env)"`)."""
    for name, value in engine.environment(engine.find()).items():
        print(f"export {name}={shlex.quote(value)}")
