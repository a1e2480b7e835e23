"""함께 쓰는 레이어의 그림: 무엇을 한 번만 세는지, 진짜 이미지에서 맞게 읽는지 시험합니다."""

from __future__ import annotations

from itertools import combinations

from gorae import figure
from gorae.figure.layers import Layer
from gorae.figure.shared import Column, blocks, neighbours
from proof.harbour import Harbour

SHELL = "gorae/shell:1"


def _column(name: str, digests: str) -> Column:
    return Column(name, tuple(digests), tuple(Layer(each, 1) for each in digests))


def test_a_layer_is_shared_only_above_the_same_layers() -> None:
    found = list(blocks([_column("a", "12"), _column("b", "13"), _column("c", "43")]))
    assert [(each.depth, each.first, each.last) for each in found] == [
        (0, 0, 1),
        (0, 2, 2),
        (1, 0, 0),
        (1, 1, 1),
        (1, 2, 2),
    ]


def test_relatives_become_neighbours_and_the_rest_keep_their_order() -> None:
    columns = [_column("a", "12"), _column("x", "9"), _column("b", "13"), _column("c", "1")]
    assert [each.name for each in neighbours(columns)] == ["c", "a", "b", "x"]


def test_committed_images_share_what_is_below(harbour: Harbour) -> None:
    harbour.need(["shell"])
    client = harbour.client
    commands = ("echo a > /a", "rm /etc/group")
    for number, command in enumerate(commands):
        container = client.containers.run(SHELL, ["sh", "-c", command], name=f"gorae-{number}", detach=True)
        container.wait()
        container.commit("gorae-drawn", str(number), message=f"step {number}")
    drawn = figure.shared(client, "gorae-drawn:0", "gorae-drawn:1", SHELL)
    assert drawn.text.splitlines() == [
        "그림: 함께 쓰는 레이어 (아래에서 위로)",
        "  이미지마다 세면 레이어 5개, 한 번씩만 세면 3개",
        f"    1층  루트 파일 시스템 · {SHELL}, gorae-drawn:0, gorae-drawn:1",
        "    2층  step 0 · gorae-drawn:0",
        "    2층  step 1 · gorae-drawn:1",
    ]
    assert not [pair for pair in combinations(drawn.labels, 2) if pair[0].overlaps(pair[1])]
