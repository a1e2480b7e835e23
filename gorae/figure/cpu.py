"""같은 동안 컨테이너들이 쓴 CPU 시간을 견주어 그립니다."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gorae.figure import plot, style
from gorae.figure.canvas import Canvas, Figure
from gorae.lab.usage import Usage

COLORS = (style.CONTAINER.line, style.VOLUME.line, style.IMAGE.line, style.MEMORY.line, style.NETWORK.line)


def cpu(samples: Sequence[Mapping[str, Usage]]) -> Figure:
    """컨테이너마다 쓴 CPU 시간이 쌓이는 모습을 그립니다. 기울기가 쓰고 있는 CPU의 수입니다.

    Args:
        samples: `lab.watch(컨테이너, …)`가 내놓은 것들.

    Example:
        >>> figure.live(lab.watch(free, slow, seconds=2), figure.cpu)
    """
    if len(samples) < 2:
        canvas = Canvas(60)
        canvas.text(30, 30, "잰 값이 모자랍니다. 컨테이너가 실행 중인지 확인하세요.", 14, style.QUIET)
        return canvas.finish("그림: CPU 시간, 잰 값이 모자람")
    used = {name: _used([each[name] for each in samples]) for name in samples[0]}
    order = sorted(used, key=lambda name: -used[name][-1][1])
    canvas = Canvas(plot.HEIGHT)
    canvas.text(30, 20, "같은 동안 쓴 CPU 시간", 16, bold=True)
    canvas.text(30, 44, "세로는 쓴 CPU 시간입니다. 선이 가파를수록 CPU를 많이 씁니다.", 12.5, style.QUIET)
    longest = max(line[-1][0] for line in used.values())
    drawn = plot.Plot(canvas, longest, max(line[-1][1] for line in used.values()) * 1.12 or 0.1)
    drawn.axes(lambda value: f"{value:.1f}초" if value else "0")
    for index, name in enumerate(used):
        seconds, spent = zip(*used[name], strict=True)
        share = spent[-1] / seconds[-1]
        drawn.draw(seconds, spent, COLORS[index % len(COLORS)], name, f"CPU {share:.2f}개")
    return canvas.finish(_text(order))


def _used(seen: Sequence[Usage]) -> list[tuple[float, float]]:
    return [(each.at - seen[0].at, each.cpu_seconds - seen[0].cpu_seconds) for each in seen]


def _text(order: Sequence[str]) -> str:
    lines = [f"그림: 같은 동안 쓴 CPU 시간, 컨테이너 {len(order)}개 (많이 쓴 것부터)"]
    return "\n".join([*lines, *(f"  {name}" for name in order)])
