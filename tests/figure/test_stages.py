"""스테이지의 그림: Dockerfile을 맞게 읽는지, 진짜 빌드에서 무엇을 만들었고 얼마나 큰지를 맞게 그리는지 시험합니다."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

from gorae import figure
from gorae.engine.probe import facts
from gorae.figure.stages import Node, ranks
from gorae.lab.building import build
from gorae.lab.dockerfile import Taken, stages
from proof.harbour import Harbour

SHELL = "gorae/shell:1"
TEXT = f"""# 설명
from {SHELL} as Tools
RUN echo a \\
    && echo b > /a
FROM --platform=linux/amd64 {SHELL}
COPY --from=0 /a /b /
RUN --mount=type=bind,from=tools,target=/t true
FROM 1
COPY --chown=1:1 --from={SHELL} /etc/group /
FROM tools
CMD ["a"]
"""


def test_dockerfile_is_read_stage_by_stage() -> None:
    found = stages(TEXT)
    assert [(each.number, each.name, each.base) for each in found] == [
        (0, "tools", SHELL),
        (1, "", SHELL),
        (2, "", "1"),
        (3, "", 0),
    ]
    assert found[0].steps == ("RUN echo a && echo b > /a",)
    assert found[1].taken == (Taken(0, ("/a", "/b")), Taken(0, ()))
    assert found[2].taken == (Taken(SHELL, ("/etc/group",)),)
    assert [each.needs for each in found] == [set(), {0}, set(), {0}]
    assert [each.files for each in found] == [True, True, True, False]
    assert stages("") == () and stages("RUN true") == ()


def test_what_takes_is_right_of_what_gives() -> None:
    nodes = [Node(each, True, False, None) for each in stages(TEXT)]
    assert ranks(nodes) == {0: 0, 1: 1, 2: 0, 3: 1}


def test_both_builders_are_drawn_as_they_built(harbour: Harbour, tmp_path: Path) -> None:
    harbour.need(["shell"])
    client = harbour.client
    lines = ["FROM {0} AS left", "RUN echo left > /left", "FROM {0} AS right", "RUN echo right > /right"]
    lines += ["FROM {0}", "COPY --from=left /left /"]
    (tmp_path / "Dockerfile").write_text("\n".join(lines).format(SHELL), "utf-8")
    old = build(client, str(tmp_path), "gorae-drawn:old", buildkit=False, fresh=True)
    drawn = figure.stages(client, old)
    assert [line.split(" · ")[0].strip() for line in drawn.text.splitlines()[1:]] == [
        "0 left",
        "1 right",
        "2",
        "/left ← 스테이지 0 left",
    ]
    assert drawn.text.count("MB") == 3 and "만들지 않음" not in drawn.text and drawn.text.count("결과") == 1
    assert not [pair for pair in combinations(drawn.labels, 2) if pair[0].overlaps(pair[1])]
    part = build(client, str(tmp_path), "gorae-drawn:part", buildkit=False, fresh=False, target="left")
    assert part.visited == {0} and figure.stages(client, part).text.count("만들지 않음") == 2
    if facts(client).buildx:
        kit = build(client, str(tmp_path), "gorae-drawn:kit", buildkit=True, fresh=True)
        assert kit.visited == {0, 2}
        assert [line for line in figure.stages(client, kit).text.splitlines() if "만들지 않음" in line] == [
            f"  1 right · FROM {SHELL} · 만들지 않음"
        ]


def test_sizes_are_told_with_their_layers(harbour: Harbour) -> None:
    harbour.need(["shell", "base"])
    drawn = figure.sizes(harbour.client, "gorae/base:1", SHELL)
    assert [line.rpartition(" · ")[0] for line in drawn.text.splitlines()] == [
        "",
        "  gorae/base:1 · 레이어 1개",
        f"  {SHELL} · 레이어 1개",
    ]
    assert any(label.text.startswith("가장 큰 것의") for label in drawn.labels)
