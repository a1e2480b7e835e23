"""`gorae doctor`: 무엇을 찾았고 무엇이 되며, 안 되는 것은 어떻게 하면 되는지 알립니다."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from gorae import engine, home
from gorae.engine import probe
from gorae.engine.endpoint import Endpoint
from gorae.engine.probe import Facts

_ENOUGH = 5 * 10**9
"""과정의 이미지를 모두 준비하는 데 넉넉한 디스크(바이트)입니다."""

_ORIGIN = {"system": "이 기계의 엔진", "private": "과정이 시작한 전용 엔진", "remote": "다른 기계의 엔진"}


@dataclass(frozen=True)
class Problem:
    """안 되는 것 하나와 할 일입니다."""

    what: str
    todo: str


def doctor(as_json: Annotated[bool, typer.Option("--json", help="JSON으로 보입니다")] = False) -> None:
    """엔진과 환경을 살펴보고, 안 되는 것과 할 일을 알립니다."""
    endpoint = engine.adopt()
    found = probe.facts(engine.connect())
    problems = list(_problems(endpoint, found))
    if as_json:
        told = {**asdict(found), "host": endpoint.host, "home": str(home.home())}
        print(json.dumps({**told, "problems": [asdict(each) for each in problems]}, ensure_ascii=False, indent=2))
    else:
        _print(endpoint, found, problems)


def _print(endpoint: Endpoint, found: Facts, problems: list[Problem]) -> None:
    out = Console(highlight=False)
    table = Table(show_header=False, box=None, pad_edge=False)
    for row in _rows(endpoint, found):
        table.add_row(*row)
    out.print(table)
    for problem in problems:
        out.print(f"\n[bold yellow]![/] {problem.what}\n  {problem.todo}")
    if not problems:
        out.print("\n[bold green]모두 좋습니다.[/] 과정의 모든 장을 할 수 있습니다.")


def _rows(endpoint: Endpoint, found: Facts) -> Iterator[tuple[str, str]]:
    yield "엔진", f"Docker {found.version} (API {found.api}), {found.arch}"
    yield "어디서", f"{_ORIGIN[found.origin]}, {'Docker Desktop' if found.desktop else '네이티브'}"
    yield "주소", endpoint.host
    yield "이미지 저장소", found.store
    yield "cgroup", f"v{found.cgroup}"
    yield "IPVS", "있음" if found.ipvs else "없음"
    yield "buildx", found.buildx or "없음"
    yield "Compose", found.compose or "없음"
    yield "남은 디스크", f"{found.free_disk / 1e9:,.1f} GB" if found.free_disk is not None else "알 수 없음"
    yield "GORAE_HOME", str(home.home())


def _problems(endpoint: Endpoint, found: Facts) -> Iterator[Problem]:
    if endpoint.warning:
        yield Problem(endpoint.warning, "Docker Engine을 설치하거나 DOCKER_HOST로 다른 엔진을 정하세요.")
    if not shutil.which("docker", path=engine.environment(endpoint).get("PATH")):
        yield Problem("docker 명령이 없어 CLI 예제를 실행할 수 없습니다.", "배포판의 docker-cli 패키지를 설치하세요.")
    else:
        if not found.buildx:
            yield Problem("buildx가 없어 BuildKit을 쓰는 장을 할 수 없습니다.", "docker-buildx 패키지를 설치하세요.")
        if not found.compose:
            yield Problem("Compose가 없어 15장을 할 수 없습니다.", "docker-compose(v2) 패키지를 설치하세요.")
    if not found.ipvs:
        yield Problem(
            "커널에 IPVS가 없어 스웜의 가상 IP와 라우팅 메시가 되지 않습니다.",
            "14장은 dnsrr와 호스트 모드 포트로 이어 갑니다. 따로 할 일은 없습니다.",
        )
    if found.store == "vfs":
        yield Problem(
            "이미지 저장소가 vfs라서 느리고 디스크를 많이 씁니다.",
            "오버레이 파일 시스템이 되는 디스크의 폴더를 GORAE_HOME으로 정하세요.",
        )
    if found.free_disk is not None and found.free_disk < _ENOUGH:
        yield Problem(
            f"디스크가 {found.free_disk / 1e9:,.1f} GB만 남았습니다.",
            "5 GB 이상을 비우거나, 넓은 디스크의 폴더를 GORAE_HOME으로 정하세요.",
        )
