"""빌드의 기록과, 빌드가 남긴 캐시의 임자를 가려내는 규칙을 시험합니다."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from gorae import lab
from gorae.engine.probe import facts
from gorae.lab import buildcache, inventory
from gorae.lab.building import read
from gorae.lab.dockerfile import stages
from proof.harbour import Harbour

CHAPTER = "10-dockerfile"
PLAIN = """#0 building with "default" instance using docker driver
#1 [internal] load build definition from Dockerfile
#1 transferring dockerfile: 174B done
#1 DONE 0.0s
#4 [1/4] FROM docker.io/library/whale:1@sha256:{digest}
#4 DONE 0.0s
#5 [internal] load build context
#5 transferring context: 5.25MB 0.1s done
#5 DONE 0.1s
#7 [3/4] COPY a.txt .
#7 CACHED
#6 [2/4] RUN echo hi
#6 0.292 hi
#6 DONE 0.3s
#8 [build 4/4] RUN false
#8 ERROR: process "/bin/sh -c false" did not complete successfully: exit code: 1
ERROR: failed to solve: exit code: 1""".format(digest="a" * 64)


def test_plain_progress_is_read_step_by_step() -> None:
    done = read((float(number), line) for number, line in enumerate(PLAIN.splitlines()))
    assert [step.instruction for step in done.steps] == ["FROM whale:1", "RUN echo hi", "COPY a.txt .", "RUN false"]
    assert done.cached == ["COPY a.txt ."] and done.executed == ["RUN echo hi", "RUN false"]
    assert (done.sent, done.error) == (5_250_000, "failed to solve: exit code: 1")
    assert done.steps[1].seconds == 2.0 and str(done).startswith("실패")


def test_steps_side_by_side_are_as_long_as_buildkit_says() -> None:
    said = """#4 [left 1/2] FROM docker.io/library/whale:1
#5 [left 2/2] RUN sleep 1
#5 DONE 1.0s
#6 [right 2/2] RUN sleep 1
#6 DONE 1.0s
#7 [stage-2 2/2] COPY --from=left /left /
#7 DONE 0.0s"""
    text = (
        "FROM whale:1 AS right\nRUN sleep 1\nFROM whale:1 AS left\nRUN sleep 1\nFROM whale:1\nCOPY --from=left /left /"
    )
    times = (0.0, 0.1, 1.1, 1.1, 1.2, 1.2, 1.3)
    done = read(zip(times, said.splitlines(), strict=True), stages(text))
    assert [(step.stage, round(step.began, 1), round(step.seconds, 1)) for step in done.steps] == [
        ("left", 0.0, 0.0),
        ("right", 0.2, 1.0),
        ("left", 0.1, 1.0),
        ("stage-2", 1.2, 0.1),
    ]


def test_parents_have_three_names() -> None:
    assert buildcache.parents({" Parents": ["a"]}) == buildcache.parents({"Parents": ["a"]}) == ["a"]
    assert buildcache.parents({"Parent": "a"}) == ["a"]
    assert buildcache.parents({"Parent": "", "Parents": None}) == []


def test_only_what_an_image_let_go_is_released() -> None:
    was = {"base": {"Shared": True}, "ours": {"Shared": True}, "half": {}, "theirs": {"Shared": True}, "file": {}}
    now = {
        "base": {"Shared": True},
        "ours": {" Parents": ["base"]},
        "half": {" Parents": ["ours"]},
        "theirs": {"Shared": True, " Parents": ["base"]},
        "file": {},
    }
    assert buildcache.released(was, now) == {"ours", "half"}


@pytest.mark.parametrize("buildkit", [False, True], ids=["classic", "buildkit"])
def test_build_tells_what_it_did(harbour: Harbour, buildkit: bool) -> None:
    _ready(harbour, buildkit)
    before = inventory.take(harbour.client)
    lab.open(CHAPTER)
    folder = lab.context("tried")
    folder.write("Dockerfile", "FROM gorae/shell:1\nRUN echo hi > /hi\nCOPY a.txt /\n")
    folder.write("a.txt", "하나")
    folder.write("big/file", "0" * 100_000)
    first, again = (lab.build(folder, "gorae-tried", buildkit=buildkit, fresh=fresh) for fresh in (True, False))
    assert (first.executed, first.cached) == (["RUN echo hi > /hi", "COPY a.txt /"], [])
    assert (again.executed, again.cached) == ([], first.executed)
    assert (first.sent < 1_000) is buildkit
    folder.write("Dockerfile", "FROM gorae/shell:1\nRUN exit 7\n")
    assert "7" in lab.build(folder, "gorae-tried", buildkit=buildkit).error
    lab.close(CHAPTER)
    assert inventory.take(harbour.client) == before


def test_cache_of_another_build_is_kept(harbour: Harbour, tmp_path: Path) -> None:
    """장을 연 뒤에 남이 같은 베이스 이미지로 빌드해도 그 캐시는 남고, 과정의 것은 없어집니다."""
    _ready(harbour, True)
    lab.open(CHAPTER)
    (tmp_path / "Dockerfile").write_text("FROM gorae/shell:1\nRUN echo theirs > /theirs\n", "utf-8")
    subprocess.run(["docker", "build", "-q", "-t", "theirs:1", str(tmp_path)], check=True, capture_output=True)
    folder = lab.context("tried")
    folder.write("Dockerfile", "FROM gorae/shell:1\nRUN echo ours > /ours\n")
    assert not lab.build(folder, "gorae-tried", buildkit=True).error
    try:
        lab.close(CHAPTER)
        told = " ".join(each.get("Description", "") for each in inventory.build_cache(harbour.client))
        assert "theirs" in told and "ours" not in told.replace("theirs", "")
        assert harbour.client.images.get("theirs:1")
    finally:
        harbour.client.images.remove("theirs:1")
        left = [each["ID"] for each in inventory.build_cache(harbour.client)]
        buildcache.remove(harbour.client, left, lambda _, action: str(action() and ""))


def _ready(harbour: Harbour, buildkit: bool) -> None:
    harbour.need(["shell", "base"])
    if buildkit and not facts(harbour.client).buildx:
        pytest.skip("이 CLI에는 buildx가 없습니다")
