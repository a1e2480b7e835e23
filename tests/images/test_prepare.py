"""이미지를 준비하는 일: 두 번째부터는 할 일이 없고, 바뀌면 다시 만들고, 실패하면 까닭을 말합니다."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from docker import DockerClient

from gorae import images
from gorae.errors import ImageError
from gorae.images import recipes
from proof.harbour import Harbour

Write = Callable[[str, str], None]


@pytest.fixture
def write(harbour: Harbour, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Write]:
    """시험용 이미지의 Dockerfile을 쓰는 함수입니다. 베이스와 셸은 과정의 것을 그대로 씁니다."""
    harbour.need(["base", "shell"])
    if harbour.berth is None:
        pytest.skip("시험용 이미지를 만들고 지울 노드를 띄울 수 없습니다.")
    for name in ("base", "shell"):
        (tmp_path / name).symlink_to(recipes.FOLDER / name)
    monkeypatch.setattr(recipes, "FOLDER", tmp_path)

    def put(name: str, dockerfile: str) -> None:
        (tmp_path / name).mkdir(exist_ok=True)
        (tmp_path / name / "Dockerfile").write_text(dockerfile, encoding="utf-8")
        recipes.recipe.cache_clear()

    yield put
    recipes.recipe.cache_clear()
    for image in harbour.client.images.list(filters={"label": "trial=1"}):
        for tag in image.tags:  # ID로 지우면, 자식이 남은 부모에서 실패합니다.
            harbour.client.images.remove(tag)


def test_second_time_does_nothing(client: DockerClient, write: Write) -> None:
    write("trial", "FROM gorae/shell:1\nLABEL trial=1\n")
    lines: list[str] = []
    assert images.prepare(client, ["trial", "trial"], lines.append) == ["trial"]
    assert any("gorae/trial:1" in line for line in lines)
    before = client.images.get("gorae/trial:1")
    assert before.labels["gorae.course"] == "1"
    assert images.prepare(client, ["trial"], lines.append) == []
    assert client.images.get("gorae/trial:1").id == before.id


def test_changed_dockerfile_is_built_again_and_the_old_image_goes(client: DockerClient, write: Write) -> None:
    write("trial", "FROM gorae/shell:1\nLABEL trial=1\nLABEL step=1\n")
    images.prepare(client, ["trial"], _quiet)
    old = client.images.get("gorae/trial:1")
    write("trial", "FROM gorae/shell:1\nLABEL trial=1\nLABEL step=2\n")
    assert images.missing(client, ["trial"]) == ["trial"]
    images.prepare(client, ["trial"], _quiet)
    assert client.images.get("gorae/trial:1").labels["step"] == "2"
    assert old.id not in [image.id for image in client.images.list()]


def test_parents_are_built_first(client: DockerClient, write: Write) -> None:
    write("mother", "FROM gorae/shell:1\nLABEL trial=1\n")
    write("trial", "FROM gorae/mother:1\nRUN true\n")
    assert images.prepare(client, ["trial"], _quiet) == ["mother", "trial"]


def test_courses_in_folders_of_their_own_wait_for_each_other(
    client: DockerClient, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(
        "trial",
        "FROM gorae/shell:1 AS first\nRUN touch /a\nFROM gorae/shell:1\nLABEL trial=1\nCOPY --from=first /a /\n",
    )
    began = threading.Event()
    monkeypatch.setenv("GORAE_HOME", str(tmp_path / "home-1"))
    with ThreadPoolExecutor() as pool:
        first = pool.submit(images.prepare, client, ["trial"], lambda line: began.set())
        assert began.wait(60)
        monkeypatch.setenv("GORAE_HOME", str(tmp_path / "home-2"))
        assert images.prepare(client, ["trial"], _quiet) == [], "먼저 시작한 쪽이 만든 것을 씁니다."
        assert first.result() == ["trial"]


def test_a_lost_network_is_told(client: DockerClient, write: Write) -> None:
    write("trial", "FROM gorae/base:1\nRUN apt-get -o Acquire::Retries=0 update\n")
    with pytest.raises(ImageError, match=r"gorae/trial:1.*\n.*네트워크"):
        images.prepare(client, ["trial"], _quiet)
    assert not client.images.list("gorae/trial")


def test_a_full_disk_is_told(client: DockerClient, write: Write) -> None:
    write("trial", "FROM gorae/shell:1\nRUN dd if=/dev/zero of=/dev/full count=1\n")
    with pytest.raises(ImageError, match="디스크가 가득"):
        images.prepare(client, ["trial"], _quiet)


def test_stages_leave_nothing_behind(client: DockerClient, write: Write) -> None:
    write("trial", "FROM gorae/shell:1 AS a\nRUN touch /x\nFROM gorae/shell:1\nCOPY --from=a /x /y\nLABEL trial=1\n")
    before = {image.id for image in client.images.list(filters={"dangling": True})}
    images.prepare(client, ["trial"], _quiet)
    assert {image.id for image in client.images.list(filters={"dangling": True})} <= before


def _quiet(line: str) -> None:
    pass
