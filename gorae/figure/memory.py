"""컨테이너의 메모리가 한도까지 차오르는 모습을 그립니다."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gorae.figure import plot, style
from gorae.figure.canvas import Canvas, Figure
from gorae.lab.usage import Usage

MEGA = 1 << 20


def memory(samples: Sequence[Mapping[str, Usage]]) -> Figure:
    """컨테이너 하나의 메모리를 시간에 따라 그리고 한도를 긋습니다.

    Args:
        samples: `lab.watch(컨테이너)`가 내놓은 것들.

    Example:
        >>> figure.live(lab.watch(container), figure.memory)
    """
    if not samples:
        canvas = Canvas(60)
        canvas.text(30, 30, "잰 값이 없습니다. 컨테이너가 이미 끝났습니다.", 14, style.QUIET)
        return canvas.finish("그림: 메모리 사용량, 잰 값 없음")
    name = next(iter(samples[0]))
    seen = [each[name] for each in samples]
    limit = seen[-1].memory_limit
    canvas = Canvas(plot.HEIGHT)
    canvas.text(30, 20, f"{name}의 메모리", 16, bold=True)
    canvas.text(30, 44, "선의 끝이 마지막으로 잰 값입니다. 그다음에는 컨테이너가 없었습니다.", 12.5, style.QUIET)
    seconds = [each.at - seen[0].at for each in seen]
    drawn = plot.Plot(canvas, max(seconds[-1], 0.1), limit / MEGA * 1.12)
    drawn.axes(lambda value: f"{value:,.0f} MiB")
    ceiling = drawn.spot(0, limit / MEGA)[1]
    canvas.line([(plot.LEFT, ceiling), (plot.RIGHT, ceiling)], style.DELETED.line, 1.6, dashed=True)
    canvas.text(plot.LEFT + 8, ceiling - 10, f"한도 {limit / MEGA:,.0f} MiB", 12.5, style.DELETED.line, bold=True)
    drawn.draw(seconds, [each.memory / MEGA for each in seen], style.MEMORY.line, f"{seen[-1].memory / MEGA:,.1f} MiB")
    return canvas.finish(_text(name, seen))


def _text(name: str, seen: Sequence[Usage]) -> str:
    first, most, limit = seen[0].memory, max(each.memory for each in seen), seen[-1].memory_limit
    moved = "늘어남" if most > first else "늘지 않음"
    part = "4분의 1 이상" if most >= limit / 4 else "4분의 1 미만"
    return f"그림: {name}의 메모리 사용량, {moved}\n  한도 {limit / MEGA:,.0f} MiB의 {part}까지 참"
