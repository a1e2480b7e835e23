"""그림을 엔진 없이 그려 보고, 글자가 넘치거나 겹치거나 빠지지 않는지 시험합니다."""

from __future__ import annotations

import json
import logging
import struct
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from matplotlib import font_manager

from gorae.figure import (
    Figure,
    Start,
    answers,
    builds,
    commands,
    layers,
    lifecycle,
    mounts,
    namespaces,
    rotation,
    shared,
    stacks,
    style,
    times,
    transfers,
)
from gorae.figure.canvas import Canvas
from gorae.figure.health import Course, Probe, Turn, draw
from gorae.figure.layers import Change, Layer, Stack
from gorae.figure.mounts import Holder, Mount, Source
from gorae.figure.networks import Area, Member, Plug, Port
from gorae.figure.shared import Column
from gorae.figure.sizes import Weight
from gorae.figure.stacks import Machine, Program
from gorae.figure.stages import Node
from gorae.lab import Build, BuildStep, LogFile, dockerfile

pytestmark = [
    pytest.mark.filterwarnings("error"),
    # 앞선 시험의 소켓을 쓰레기 수집이 이때 닫을 수 있습니다. 그림과 상관없는 경고입니다.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

LONG = "gorae-아주-길고-긴-이름-" + "x" * 60
ODD = "$a_b$ \t줄\n바꿈 漢字 🐳 \x07"
MACHINE = Machine("x86_64 · CPU 2개 · 메모리 3.8 GiB", "6.1.0-13-amd64", "29.0.1", True)


def _module(name: str) -> object:
    return sys.modules[f"gorae.figure.{name}"]


def _stacks(count: int, name: str = "gorae-a") -> Figure:
    programs = [Program(f"{name}{number}", "sh -c 'while true; do sleep 1; done'", LONG) for number in range(count)]
    return _module("stacks")._draw(MACHINE, programs)  # type: ignore[attr-defined]


def _layers(paths: int, containers: int, name: str) -> Figure:
    changed = tuple(Change(f"/{name}/{number}", number % 3) for number in range(paths))
    tops = {f"{name}-{number}": changed for number in range(containers)}
    stack = Stack(name, tuple(Layer(f"RUN {name} {size}", size) for size in (120_000_000, 999, 12_345, 0)), tops)
    return _module("layers")._draw([stack, stack])  # type: ignore[attr-defined]


def _mounts(holders: int, each: int, name: str) -> Figure:
    sources = [Source("volume", name), Source("volume", "a" * 64), Source("bind", f"/home/{name}")]
    sources += [Source("tmpfs", f"t{number}") for number in range(3)]
    found = [
        Holder(
            f"{name}{number}",
            "gorae/shell:1",
            number % 2 == 0,
            tuple(Mount(f"/{name}/{n}", sources[n % len(sources)], n % 2 == 0) for n in range(each)),
        )
        for number in range(holders)
    ]
    return _module("mounts")._draw(found, [Source("volume", f"gorae-orphan-{name}")])  # type: ignore[attr-defined]


def _shared(count: int, name: str) -> Figure:
    """맨 아래 둘은 함께 쓰고 그 위는 저마다 다른 이미지들입니다."""
    sizes = (120_000_000, 3, 5_000_000, 0)
    columns = [
        Column(
            f"{name}:{number}",
            ("a", "b", *(f"{number}-{depth}" for depth in range(number % 3))),
            tuple(Layer(f"RUN {name} {size}", size) for size in sizes[: 2 + number % 3]),
        )
        for number in range(count)
    ]
    return _module("shared")._draw(columns)  # type: ignore[attr-defined]


def _builds(records: int, steps: int, name: str, error: str = "") -> Figure:
    def record(kit: bool) -> Build:
        walked = [BuildStep(f"FROM {name}"), BuildStep(f"COPY {name} /", 0.2, 0.0004)]
        walked += [BuildStep(f"RUN {name} {n}", n / 3, 1 / 3, n % 2 == 0) for n in range(steps)]
        return Build(kit, walked, error=error)

    return builds({f"{name}{number}": record(number % 2 == 0) for number in range(records)})


def _rotation(moments: int, step: int, name: str = "…-json.log") -> Figure:
    """한 파일에 100줄이 드는 세 파일로, 볼 때마다 `step`줄을 더 씁니다."""
    snapshots = []
    for end in range(step, step * moments + 1, step):
        starts = range((end - 1) // 100 * 100, -1, -100)[:3]
        pieces = [range(start + 1, min(start + 100, end) + 1) for start in starts]
        files = [[json.dumps({"log": f"{number} {ODD}"}) for number in piece] for piece in pieces]
        suffixes = ("", ".1", ".2")
        snapshots.append(
            [
                LogFile(name + suffix, 100 * len(each), "\n".join(each))
                for suffix, each in zip(suffixes, files, strict=False)
            ]
        )
    return rotation(snapshots, 10_000, 3)


def _pulse(name: str, probes: int, *turns: Turn) -> Figure:
    beats = tuple(Probe(each * 0.5, each % 3) for each in range(1, probes + 1))
    return draw(Course(name, beats, (Turn(0.0, "starting"), *turns), max(0.2, probes * 0.5)))


def _networks(areas: int, members: int, name: str) -> Figure:
    drawn = [Area(f"{name}-{number}", "bridge", "172.100.100.0/24", number == 1) for number in range(areas)]
    plugs = tuple(Plug(area.name, "172.100.100.200", (name, "db") if area.internal else ()) for area in drawn)
    ports = (Port("0.0.0.0", "49153", "80/tcp"), Port("127.0.0.1", "49154", "443/tcp"))
    found = [Member(f"{name}{n}", n % 3 != 1, plugs[n % (areas + 1) :], ports[: n % 3]) for n in range(members)]
    alone = [Member(f"{name}-{mode}", mode != "none", mode=mode) for mode in ("host", "none", name)]
    return _module("networks")._draw(drawn, [*found, *(alone if members else [])])  # type: ignore[attr-defined]


DRAWINGS: dict[str, Callable[[], Figure]] = {
    "times": lambda: times(0.3 + number / 100 for number in range(20)),
    "times-slow": lambda: times(2.0 * number for number in range(1, 200)),
    "times-same": lambda: times([0.5] * 20),
    "times-none": lambda: times([]),
    "builds": lambda: _builds(2, 3, "가"),
    "builds-many": lambda: _builds(4, 20, LONG),
    "builds-failed": lambda: _builds(1, 2, ODD, "exit code: 1"),
    "builds-none": lambda: builds({"빈 것": Build(True, error="buildx가 없습니다.")}),
    "commands": lambda: commands(
        {
            ("없음", "없음"): None,
            ("없음", "셸 형식"): Start(("/bin/sh", "-c", "cmd c"), 7, "c", 137),
            ("exec 형식", "없음"): Start(("entry", "e"), 1, "", 0),
            ("exec 형식", "셸 형식"): Start(("entry", "e", "/bin/sh", "-c", "cmd c"), 1, "e /bin/sh -c cmd c", 0),
        }
    ),
    "commands-odd": lambda: commands({(LONG, ODD): Start((ODD, LONG), 123456, LONG, 143)}),
    "commands-none": lambda: commands({}),
    "health": lambda: _pulse("gorae-a", 12, Turn(1.0, "healthy"), Turn(4.1, "unhealthy"), Turn(5.5, "healthy")),
    "health-many": lambda: _pulse(LONG, 200, *(Turn(each * 1.0, "healthy") for each in range(1, 90))),
    "health-odd": lambda: _pulse(ODD, 3, Turn(1.0, ODD)),
    "health-none": lambda: _pulse("gorae-a", 0),
    "namespaces": lambda: namespaces({LONG: {"pid": 1, "net": 2}, "나": {"pid": 1, "net": 3}, ODD: {"pid": 4}}),
    "namespaces-many": lambda: namespaces(
        {
            f"p{row}": dict.fromkeys(("cgroup", "ipc", "mnt", "net", "pid", "time", "user", "uts"), row)
            for row in range(30)
        }
    ),
    "namespaces-none": lambda: namespaces({}),
    "stacks": lambda: _stacks(2),
    "stacks-one": lambda: _stacks(1, LONG),
    "stacks-many": lambda: _stacks(9, ODD),
    "stacks-none": lambda: _stacks(0),
    "layers": lambda: _layers(3, 2, "gorae/shell:1"),
    "layers-many": lambda: _layers(40, 6, LONG),
    "layers-odd": lambda: _layers(1, 1, ODD),
    "layers-image": lambda: _layers(0, 0, "gorae/shell:1"),
    "transfers": lambda: transfers({"save": {"gorae-a": 9_300_000, "gorae-b": 21_000}, "push": {"gorae-a": 800_000}}),
    "transfers-many": lambda: transfers({f"{LONG}{n}": {f"{ODD}{k}": 10**k for k in range(9)} for n in range(6)}),
    "transfers-none": lambda: transfers({}),
    "transfers-zero": lambda: transfers({"push": {LONG: 0}}),
    "shared": lambda: _shared(3, "gorae-shop"),
    "shared-one": lambda: _shared(1, LONG),
    "shared-many": lambda: _shared(7, ODD),
    "shared-none": lambda: _shared(0, ""),
    "lifecycle": lambda: lifecycle([("create", 0.0), ("start", 0.2), ("kill", 1.0), ("die", 1.5), ("destroy", 2.0)]),
    "lifecycle-long": lambda: lifecycle([(("start", "die")[n % 2], float(n * 1000)) for n in range(41)], LONG),
    "lifecycle-odd": lambda: lifecycle([(ODD, 1.0)], ODD),
    "lifecycle-none": lambda: lifecycle([]),
    "mounts": lambda: _mounts(2, 3, "gorae-data"),
    "mounts-many": lambda: _mounts(8, 9, LONG),
    "mounts-odd": lambda: _mounts(1, 6, ODD),
    "rotation": lambda: _rotation(10, 30),
    "rotation-many": lambda: _rotation(24, 97_000),
    "rotation-one": lambda: _rotation(1, 1, ODD),
    "rotation-none": lambda: rotation([[], []], 10_000, 3),
    "mounts-none": lambda: _module("mounts")._draw([], []),  # type: ignore[attr-defined]
}


def _stages(count: int, name: str, made: bool = True) -> Figure:
    """앞의 것에서 가져오는 스테이지와 나란히 놓이는 스테이지가 섞여 있습니다."""
    text = "".join(
        f"FROM {name} AS stage{number}\n" + (f"COPY --from={number // 2} /{name}/app /\n" if number else "RUN true\n")
        for number in range(count)
    )
    found = dockerfile.stages(text)
    nodes = [Node(each, made or each.number % 2 == 0, each.number == count - 1, 10**each.number) for each in found]
    return _module("stages")._draw(nodes)  # type: ignore[attr-defined]


def _sizes(count: int, name: str) -> Figure:
    weights = [Weight(f"{name}{n}", tuple(Layer(name, 10 ** (n + each)) for each in range(n))) for n in range(count)]
    return _module("sizes")._draw(weights)  # type: ignore[attr-defined]


DRAWINGS |= {
    "stages": lambda: _stages(3, "gorae/shell:1"),
    "stages-many": lambda: _stages(8, LONG.replace(" ", ""), made=False),
    "stages-odd": lambda: _stages(2, "漢字🐳"),
    "stages-none": lambda: _stages(0, ""),
    "sizes": lambda: _sizes(3, "gorae-a:"),
    "sizes-many": lambda: _sizes(9, LONG),
    "sizes-odd": lambda: _sizes(2, ODD),
    "sizes-none": lambda: _sizes(0, ""),
    "answers": lambda: answers(f"gorae-{each}" for each in "abcbcaab"),
    "answers-many": lambda: answers((f"{LONG}{number % 12}" for number in range(300)), LONG[:30]),
    "answers-odd": lambda: answers([ODD, "가", ""]),
    "answers-none": lambda: answers([]),
    "networks": lambda: _networks(2, 3, "gorae-a"),
    "networks-many": lambda: _networks(4, 9, LONG),
    "networks-odd": lambda: _networks(1, 2, ODD),
    "networks-none": lambda: _networks(0, 0, ""),
}


@cache
def _drawn(name: str) -> Figure:
    return DRAWINGS[name]()


@pytest.mark.parametrize("name", DRAWINGS)
def test_words_fit_and_never_overlap(name: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        drawn = _drawn(name)
    # 앞선 시험이 남긴 연결의 경고가 늦게 올 수 있으므로, 그림을 그리는 쪽의 경고만 봅니다.
    said = [each for each in caplog.records if each.name.startswith(("matplotlib", "PIL", "py.warnings"))]
    assert not said, said
    outside = [each for each in drawn.labels if not _inside(each.left, each.right, drawn.width)]
    outside += [each for each in drawn.labels if not _inside(each.top, each.bottom, drawn.height)]
    assert not outside
    assert not [pair for pair in combinations(drawn.labels, 2) if pair[0].overlaps(pair[1])]
    assert drawn.labels


def _inside(low: float, high: float, size: float) -> bool:
    return low >= 0 and high <= size


@pytest.mark.parametrize("name", DRAWINGS)
def test_bundle_has_a_dense_picture_and_words(name: str) -> None:
    drawn = _drawn(name)
    data, metadata = drawn._repr_mimebundle_()
    assert data["image/png"].startswith(b"\x89PNG")
    assert struct.unpack(">II", data["image/png"][16:24]) == (2 * drawn.width, 2 * drawn.height)
    assert metadata["image/png"] == {"width": drawn.width, "height": drawn.height}
    assert data["text/plain"].startswith("그림: ")
    assert data["text/plain"] == repr(drawn)


def test_drawn_twice_it_says_the_same() -> None:
    for name in (
        "times",
        "namespaces",
        "layers",
        "lifecycle",
        "mounts",
        "shared",
        "transfers",
        "builds",
        "rotation",
        "commands",
        "health",
        "stages",
        "sizes",
    ):
        again = DRAWINGS[name]()
        assert (again.text, again.labels) == (_drawn(name).text, _drawn(name).labels)


def test_drawing_leaves_no_open_figure() -> None:
    script = (
        "import sys, warnings; warnings.simplefilter('error')\n"
        "from gorae import figure\n"
        "figure.times([0.1, 0.2])\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
        "import matplotlib; assert matplotlib.rcParams['font.family'] == ['sans-serif']\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_fonts_come_from_the_package() -> None:
    style.fonts()
    for weight, file in (("normal", "NanumGothic.ttf"), ("bold", "NanumGothicBold.ttf")):
        found = font_manager.findfont(font_manager.FontProperties(family="NanumGothic", weight=weight))
        assert Path(found) == style.FONTS / file
    licence = (style.FONTS / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE" in licence and "NAVER" in licence


def test_letters_no_font_has_become_boxes() -> None:
    assert style.drawable("가 −✓✗⚠ 나") == "가 −✓✗⚠ 나"
    assert style.drawable("🐳\nअ") == "□ □"


def test_long_words_are_cut_to_their_room() -> None:
    canvas = Canvas(40)
    cut = canvas.fit("/var/lib/docker/volumes", 80)
    assert cut.endswith("…") and canvas.measure(cut) <= 80
    kept = canvas.fit("/var/lib/docker/volumes", 80, keep_end=True)
    assert kept.startswith("…") and kept.endswith("umes") and canvas.measure(kept) <= 80
    assert canvas.fit("짧음", 80) == "짧음"


def test_every_noun_is_offered() -> None:
    assert all(
        callable(each) for each in (layers, lifecycle, mounts, namespaces, shared, stacks, times, builds, commands)
    )
