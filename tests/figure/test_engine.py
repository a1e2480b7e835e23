"""진짜 엔진의 상태를 그려 보고, 글 형태가 그 상태를 그대로 말하는지 시험합니다."""

from __future__ import annotations

import time
from itertools import combinations

import pytest
from docker.types import Mount

from gorae import figure, home
from proof.harbour import Harbour

pytestmark = pytest.mark.filterwarnings("error::UserWarning")
SHELL = "gorae/shell:1"


@pytest.fixture
def engine(harbour: Harbour) -> Harbour:
    """셸 이미지가 있는 엔진입니다."""
    harbour.need(["shell", "web"])
    return harbour


def _sound(drawn: figure.Figure) -> str:
    assert not [pair for pair in combinations(drawn.labels, 2) if pair[0].overlaps(pair[1])]
    assert all(label.left >= 0 and label.right <= drawn.width for label in drawn.labels)
    return drawn.text


def test_layers_of_two_containers_that_diverged(engine: Harbour) -> None:
    client = engine.client
    change = "echo hi > /tmp/hello; echo x >> /etc/passwd; rm /etc/group"
    client.containers.run(SHELL, ["sh", "-c", change], name="gorae-left")
    client.containers.create(SHELL, ["true"], name="gorae-right")
    assert _sound(figure.layers(client, "gorae-left", "gorae-right")).splitlines() == [
        "그림: 레이어 (위에서 아래로)",
        "  gorae-left의 쓰기 가능한 레이어: 바뀐 경로 3개",
        "    삭제  /etc/group",
        "    변경  /etc/passwd",
        "    추가  /tmp/hello",
        "  gorae-right의 쓰기 가능한 레이어: 바뀐 경로 0개",
        f"  {SHELL}의 읽기 전용 레이어: 1개",
        "    1  루트 파일 시스템",
    ]
    web = _sound(figure.layers(client, "gorae/web:1"))
    count = len(client.images.get("gorae/web:1").attrs["RootFS"]["Layers"])
    assert f"읽기 전용 레이어: {count}개" in web
    assert len(web.splitlines()) == 2 + count


def test_stacks_name_what_runs(engine: Harbour) -> None:
    for name in ("gorae-a", "gorae-b"):
        engine.client.containers.run(SHELL, ["sleep", "60"], name=name, detach=True)
    drawn = figure.stacks(engine.client)
    assert f"gorae-a({SHELL}, sleep 60), gorae-b({SHELL}, sleep 60)" in _sound(drawn)
    info = engine.client.info()
    shown = {label.text for label in drawn.labels}
    assert {info["KernelVersion"], info["ServerVersion"], "커널 3개"} <= shown


def test_lifecycle_from_the_event_stream(engine: Harbour) -> None:
    client, began = engine.client, time.time()
    container = client.containers.create(SHELL, ["sleep", "60"], name="gorae-life", init=True)
    container.start()
    container.pause()
    container.unpause()
    container.stop()
    container.remove()
    events = client.events(since=began - 1, until=time.time() + 1, decode=True)
    told = _sound(figure.lifecycle(events, "gorae-life"))
    assert told.splitlines()[1:] == [
        "  create → 만들어짐",
        "  start → 실행 중",
        "  pause → 일시 정지",
        "  unpause → 실행 중",
        "  die (종료 코드 143) → 종료됨",
        "  destroy → 없음",
        "  함께 온 이벤트: kill (SIGTERM), stop",
    ]


def test_map_of_mounts(engine: Harbour) -> None:
    client, work = engine.client, home.folder("work", "figure")
    client.volumes.create("gorae-orphan")
    mounts = [
        Mount("/data", "gorae-data"),
        Mount("/site", str(work), type="bind", read_only=True),
    ]
    client.containers.create(SHELL, ["true"], name="gorae-a", mounts=mounts, volumes=["/nameless"])
    client.containers.create(SHELL, ["true"], name="gorae-b", volumes_from=["gorae-a:ro"], tmpfs={"/run": "ro"})
    client.containers.create(SHELL, ["true"], name="gorae-c", mounts=[Mount("/scratch", None, type="tmpfs")])
    client.containers.create(SHELL, ["true"], name="gorae-d")
    told = _sound(figure.mounts(client))
    assert told.splitlines() == [
        "그림: 마운트 지도",
        "  컨테이너 gorae-a (실행 중 아님)",
        "    /data → 볼륨 gorae-data (읽기 쓰기)",
        "    /nameless → 이름 없는 볼륨 1 (읽기 쓰기)",
        "    /site → 호스트 경로 GORAE_HOME/work/figure (읽기 전용)",
        "  컨테이너 gorae-b (실행 중 아님)",
        "    /data → 볼륨 gorae-data (읽기 전용)",
        "    /nameless → 이름 없는 볼륨 1 (읽기 전용)",
        "    /run → 메모리(tmpfs) (읽기 전용)",
        "    /site → 호스트 경로 GORAE_HOME/work/figure (읽기 전용)",
        "  컨테이너 gorae-c (실행 중 아님)",
        "    /scratch → 메모리(tmpfs) (읽기 쓰기)",
        "  컨테이너 gorae-d (실행 중 아님)",
        "    마운트 없음",
        "  아무도 쓰지 않는 볼륨: gorae-orphan",
    ]
    assert "gorae-a" not in figure.mounts(client, "gorae-c").text


def test_networks_from_the_engine(engine: Harbour) -> None:
    client = engine.client
    town = client.networks.create("gorae-town")
    vault = client.networks.create("gorae-vault", internal=True)
    ports = {"80/tcp": ("127.0.0.1", None)}
    web = client.containers.run(
        SHELL, ["sleep", "60"], name="gorae-web", network="gorae-town", ports=ports, detach=True
    )
    vault.connect(web, aliases=["shop"])
    client.containers.create(SHELL, ["true"], name="gorae-db", network="gorae-vault")
    client.containers.create(SHELL, ["true"], name="gorae-guest", network_mode="container:gorae-web")
    client.containers.create(SHELL, ["true"], name="gorae-host", network_mode="host")
    assert _sound(figure.networks(client)).splitlines() == [
        "그림: 네트워크와 거기 꽂힌 컨테이너",
        "  네트워크 gorae-vault (bridge, 안쪽 전용)",
        "    gorae-db, 주소 없음",
        "    gorae-web (별명 shop)",
        "  네트워크 gorae-town (bridge)",
        "    gorae-web",
        "  gorae-guest: gorae-web의 네트워크",
        "  gorae-host: 호스트의 네트워크",
        "  게시 127.0.0.1 → gorae-web의 80/tcp",
    ]
    web.remove(force=True)
    town.remove()
    assert "gorae-guest: 없어진 컨테이너의 네트워크" in _sound(figure.networks(client, "gorae-guest"))
