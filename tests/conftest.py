"""엔진이 필요한 시험은 `engine`을, 노드를 띄울 수 없는 곳에서는 찾은 엔진을 씁니다."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gorae import engine
from gorae.course import ROOT
from gorae.grading import plugin

if TYPE_CHECKING:
    from docker import DockerClient

    from proof.harbour import Harbour


def pytest_configure() -> None:
    """터미널이 없는 곳(뒤에서 도는 작업)은 SIGINT를 무시하도록 물려주므로, 시험이 띄우는 프로그램에는 되돌려 줍니다."""
    with contextlib.suppress(ValueError):  # 주 스레드가 아니면 바꿀 수 없습니다.
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def harbour(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Harbour]:
    """시험 하나가 쓰는 엔진입니다. 시험이 끝나면 처음 상태로 돌아갑니다."""
    from gorae.grading import berth
    from proof.harbour import Harbour

    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("GORAE_PROGRESS", str(tmp_path / "progress"))
    monkeypatch.delenv("GORAE_GRADING", raising=False)
    if not berth.possible():
        client = engine.connect()
        yield Harbour(client, None)
        client.close()
        return
    mine = plugin.ready(request.config)
    with mine.entered():
        yield Harbour(mine.client, mine)
        mine.reset()


@pytest.fixture
def client(harbour: Harbour) -> DockerClient:
    """시험이 쓰는 엔진의 클라이언트입니다."""
    return harbour.client
