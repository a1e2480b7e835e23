"""빌드를 폭포처럼 그립니다. 단계마다 언제 시작해서 얼마나 걸렸는지, 캐시를 썼는지가 보입니다."""

from __future__ import annotations

import math
from collections.abc import Mapping

from gorae.figure import style
from gorae.figure.canvas import WIDTH, Canvas, Figure
from gorae.figure.style import Kind
from gorae.figure.times import spell
from gorae.lab import Build, BuildStep

LEFT, RIGHT = 318.0, WIDTH - 92.0
TITLE, ROW, GAP, FOOT = 40, 27, 14, 38
THIN = 4.0
DONE, CACHED, BASE, FAILED = style.CONTAINER, style.ADDED, style.HOST, style.DELETED


def builds(records: Mapping[str, Build]) -> Figure:
    """빌드들을 같은 시간 눈금 위에 위에서 아래로 그립니다.

    Args:
        records: 이름 → `lab.build`가 돌려준 기록.

    Example:
        >>> figure.builds({"처음": first, "다시": again})
    """
    drawn = {name: record for name, record in records.items() if record.steps}
    if not drawn:
        return _empty(records)
    end = _end(max(step.began + step.seconds for each in drawn.values() for step in each.steps))
    tall = sum(TITLE + ROW * len(each.steps) + GAP for each in drawn.values())
    canvas = Canvas(tall + FOOT)
    top = 4.0
    for name, record in drawn.items():
        top = _one(canvas, top, name, record, end)
    _axis(canvas, top, end)
    return canvas.finish(_text(records))


def _one(canvas: Canvas, top: float, name: str, record: Build, end: float) -> float:
    wide = canvas.text(14, top + TITLE / 2, name, 16, bold=True, room=LEFT - 30)
    about = f"{'BuildKit' if record.buildkit else '옛 빌더'} · {_count(record)}"
    canvas.text(max(LEFT, 14 + wide + 16), top + TITLE / 2, about, 12.5, style.QUIET)
    top += TITLE
    for step in record.steps:
        _step(canvas, top, step, record.error != "" and step is record.steps[-1], end)
        top += ROW
    return top + GAP


def _step(canvas: Canvas, top: float, step: BuildStep, failed: bool, end: float) -> None:
    middle = top + ROW / 2
    word, kind = _state(step, failed)
    canvas.line([(LEFT, middle), (RIGHT, middle)], style.FAINT, ROW * 0.5)
    canvas.text(14, middle, step.instruction, 12.5, room=LEFT - 28)
    start, stop = (_across(at, end) for at in (step.began, step.began + step.seconds))
    canvas.box(start, middle - 8, max(stop - start, THIN + 4), 16, kind, dashed=step.cached and not step.base)
    canvas.text(RIGHT + 10, middle, word, 12, kind.line, bold=True)


def _state(step: BuildStep, failed: bool) -> tuple[str, Kind]:
    if failed:
        return "실패", FAILED
    if step.base:
        return "베이스", BASE
    return (
        ("캐시", CACHED) if step.cached else (f"실행 {spell(step.seconds)}" if step.seconds >= 0.001 else "실행", DONE)
    )


def _across(seconds: float, end: float) -> float:
    return LEFT + (RIGHT - LEFT) * seconds / end


def _end(seconds: float) -> float:
    """눈금의 끝입니다. 네 칸으로 나누어도 읽기 좋은 수 가운데 가장 가까운 것입니다."""
    power = 10.0 ** math.floor(math.log10(max(seconds, 0.01)))
    return next(power * step for step in (1.2, 1.6, 2, 3, 4, 6, 8, 10, 12) if power * step >= seconds)


def _axis(canvas: Canvas, top: float, end: float) -> None:
    canvas.line([(LEFT, top), (RIGHT, top)], style.QUIET, 1.2)
    for part in range(5):
        at = end * part / 4
        across = _across(at, end)
        canvas.line([(across, top), (across, top + 5)], style.QUIET, 1)
        canvas.text(across, top + 18, spell(at) if part else "0", 12, style.QUIET, at="center")


def _count(record: Build) -> str:
    return "실패" if record.error else str(record)


def _text(records: Mapping[str, Build]) -> str:
    """그림의 글 형태입니다. 걸린 시간은 잴 때마다 다르므로 적지 않습니다."""
    lines = ["그림: 빌드의 단계"]
    for name, record in records.items():
        lines.append(f"  {name}: {_count(record)}")
        for number, step in enumerate(record.steps, 1):
            failed = record.error != "" and step is record.steps[-1]
            word = _state(step, failed)[0].partition(" ")[0]
            lines.append(f"    {number}  {word}  {step.instruction}")
    return "\n".join(lines)


def _empty(records: Mapping[str, Build]) -> Figure:
    canvas = Canvas(60)
    canvas.text(14, 30, "그릴 단계가 없습니다", 14, style.QUIET)
    return canvas.finish(
        "\n".join(["그림: 빌드의 단계 (없음)", *(f"  {name}: {each}" for name, each in records.items())])
    )
