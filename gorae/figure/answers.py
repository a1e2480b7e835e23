"""한 이름을 여러 번 물었을 때 누가 몇 번, 어떤 차례로 답했는지 그립니다."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from gorae.figure import style
from gorae.figure.canvas import WIDTH, Canvas, Figure

LEFT, RIGHT = 30.0, WIDTH - 30.0
NAME, ROW, CELL = 220.0, 34.0, 28.0
SHOWN = 25


def answers(seen: Iterable[str], what: str = "대답") -> Figure:
    """누가 몇 번 답했는지를 막대로, 처음 몇 번의 차례를 칸으로 그립니다.

    Args:
        seen: 답한 쪽의 이름. 물은 차례대로입니다.
        what: 무엇을 물었는지.

    Example:
        >>> figure.answers(["gorae-a", "gorae-b", "gorae-a"], "whale이라는 이름")
    """
    order = [str(each) for each in seen]
    counts = Counter(order)
    names = sorted(counts)
    canvas = Canvas(54 + ROW * len(names) + (84 if names else 20))
    canvas.text(LEFT, 22, f"{what} ({len(order):,}번)", 16, bold=True)
    if not names:
        canvas.text(LEFT, 52, "대답이 없습니다", 13, style.QUIET)
        return canvas.finish(f"그림: {what}, 대답 없음")
    widest = RIGHT - LEFT - NAME - 90
    for number, name in enumerate(names):
        middle = 60 + ROW * number
        _draw_mark(canvas, LEFT, middle - 13, number, names)
        canvas.text(LEFT + 36, middle, name, 13, bold=True, room=NAME - 48)
        width = widest * counts[name] / max(counts.values())
        canvas.box(LEFT + NAME, middle - 12, max(width, 10), 24, style.CONTAINER)
        canvas.text(LEFT + NAME + max(width, 10) + 8, middle, f"{counts[name]:,}번", 13)
    _draw_order(canvas, 54 + ROW * len(names) + 14, order[:SHOWN], names)
    return canvas.finish(_text(order, names, what))


def regular(order: Sequence[str]) -> bool:
    """모두가 늘 같은 차례로 돌아가며 답했는지입니다."""
    turn = len(set(order))
    return all(order[place] == order[place % turn] for place in range(len(order))) if order else True


def _draw_order(canvas: Canvas, top: float, order: Sequence[str], names: Sequence[str]) -> None:
    canvas.text(LEFT, top, f"처음 {len(order)}번의 차례", 12.5, style.QUIET)
    for place, name in enumerate(order):
        _draw_mark(canvas, LEFT + CELL * place, top + 14, names.index(name), names)


def _draw_mark(canvas: Canvas, left: float, top: float, number: int, names: Sequence[str]) -> None:
    """이름 하나를 나타내는 칸입니다. 색과 글자를 함께 씁니다."""
    ends = [name.rpartition("-")[2][:1] for name in names]
    mark = ends[number] if len(set(ends)) == len(names) and all(ends) else str(number + 1)
    canvas.box(left, top, CELL - 2, 26, style.Kind(style.LINE, style.SAME[number % len(style.SAME)]))
    canvas.text(left + (CELL - 2) / 2, top + 13, mark, 12, at="center")


def _text(order: Sequence[str], names: Sequence[str], what: str) -> str:
    turn = "늘 같은 차례로 돌아감" if regular(order) else "차례는 정해져 있지 않음"
    return f"그림: {what} {len(order):,}번\n  답한 쪽: {', '.join(names)}\n  {turn}"
