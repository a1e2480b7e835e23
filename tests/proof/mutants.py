"""저장된 출력을 하나씩 바꾼 변이입니다: 숫자, 이름, 차례, 줄, 그림의 글자 형태."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

_NUMBER = re.compile(r"(?<![\w.:-])\d{1,4}(?![\w.:-])")
_NAME = re.compile(r"gorae-[a-z][a-z-]*|\b[a-z][a-z-]{3,}\b|[가-힣]{2,}")
PER_KIND = 4
"""한 출력에서 종류마다 만드는 변이의 수입니다."""


@dataclass(frozen=True)
class Mutant:
    """바꾼 출력 하나입니다.

    Attributes:
        kind: 무엇을 바꾸었는지.
        what: 바꾼 자리 (사람이 읽을 말).
        outputs: 바꾼 출력 목록.
    """

    kind: str
    what: str
    outputs: list[Any]


def of(outputs: list[Any]) -> Iterator[Mutant]:
    """출력 목록의 모든 변이입니다."""
    for place, output in enumerate(outputs):
        for key, text in _texts(output):
            for kind, change in CHANGES.items():
                for what, changed in change(text):
                    yield Mutant(_kind(kind, output), what, _with(outputs, place, key, changed))
    if outputs:
        yield Mutant("output", "출력 하나를 뺌", copy.deepcopy(outputs[:-1]))


def _kind(kind: str, output: Any) -> str:
    return f"figure {kind}" if "image/png" in output.get("data", {}) else kind


def _texts(output: Any) -> Iterator[tuple[str, str]]:
    if "text" in output:
        yield "text", str(output["text"])
    if isinstance(output.get("data", {}).get("text/plain"), str):
        yield "text/plain", output["data"]["text/plain"]


def _with(outputs: list[Any], place: int, key: str, text: str) -> list[Any]:
    changed = copy.deepcopy(outputs)
    if key == "text":
        changed[place]["text"] = text
    else:
        changed[place]["data"][key] = text
    return changed


def _numbers(text: str) -> Iterator[tuple[str, str]]:
    for found in _some(list(_NUMBER.finditer(text))):
        other = str(int(found.group()) + 1)
        yield f"{found.group()} → {other}", text[: found.start()] + other + text[found.end() :]


def _names(text: str) -> Iterator[tuple[str, str]]:
    for found in _some(list(_NAME.finditer(text))):
        other = found.group() + ("x" if found.group().isascii() else "나")
        yield f"{found.group()} → {other}", text[: found.start()] + other + text[found.end() :]


def _lines(text: str) -> Iterator[tuple[str, str]]:
    lines = text.splitlines(keepends=True)
    for number in _some([number for number, line in enumerate(lines) if line.strip()]):
        yield f"{number + 1}째 줄을 뺌", "".join(lines[:number] + lines[number + 1 :])


def _orders(text: str) -> Iterator[tuple[str, str]]:
    lines = text.splitlines(keepends=True)
    for number in _some(range(len(lines) - 1)):
        first, second = lines[number].rstrip("\n"), lines[number + 1].rstrip("\n")
        if first != second:
            swapped = [second + "\n", first + ("\n" if lines[number + 1].endswith("\n") else "")]
            yield f"{number + 1}째와 다음 줄을 바꿈", "".join(lines[:number] + swapped + lines[number + 2 :])


def _some(items: Any) -> list[Any]:
    """앞에서만 고르지 않도록 고르게 골라냅니다."""
    items = list(items)
    step = max(1, len(items) // PER_KIND)
    return items[::step][:PER_KIND]


CHANGES: dict[str, Callable[[str], Iterator[tuple[str, str]]]] = {
    "number": _numbers,
    "name": _names,
    "line": _lines,
    "order": _orders,
}
