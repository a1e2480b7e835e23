"""쓰는 양의 그림: 잰 값이 달라도 뜻이 같으면 글이 같고, 뜻이 달라지면 글도 달라집니다."""

from __future__ import annotations

import sys

import pytest

from gorae import figure
from gorae.lab import Usage

LIMIT = 32 << 20


def _memory(*parts: float) -> list[dict[str, Usage]]:
    return [{"gorae-a": Usage(100 + n / 20, 0.0, int(LIMIT * part), LIMIT, 0)} for n, part in enumerate(parts)]


def _cpu(first: float, second: float) -> list[dict[str, Usage]]:
    return [
        {
            "gorae-a": Usage(100 + n / 20, 5 + first * n, 0, LIMIT, 0),
            "gorae-b": Usage(100 + n / 20, second * n, 0, LIMIT, 0),
        }
        for n in range(20)
    ]


def test_memory_tells_whether_it_climbed() -> None:
    climbed = figure.memory(_memory(0.1, 0.4, 0.9))
    assert climbed.text == figure.memory(_memory(0.05, 0.5, 0.3)).text
    assert "늘어남" in climbed.text and "4분의 1 이상" in climbed.text
    assert {"한도 32 MiB", "28.8 MiB"} <= {label.text for label in climbed.labels}
    flat = figure.memory(_memory(0.1, 0.1))
    assert "늘지 않음" in flat.text and "4분의 1 미만" in flat.text


def test_cpu_names_who_used_more_in_the_window_not_before_it() -> None:
    assert figure.cpu(_cpu(0.01, 0.04)).text.splitlines()[1:] == ["  gorae-b", "  gorae-a"]
    drawn = figure.cpu(_cpu(0.04, 0.01))
    assert drawn.text.splitlines()[1:] == ["  gorae-a", "  gorae-b"]
    assert {"CPU 0.80개", "CPU 0.20개"} <= {label.text for label in drawn.labels}


def test_nothing_measured_is_said() -> None:
    assert "잰 값 없음" in figure.memory([]).text
    assert "모자람" in figure.cpu([]).text


@pytest.mark.parametrize(("graded", "shown"), [("", 3), ("1", 1)])
def test_live_moves_for_a_learner_and_leaves_one_picture_when_graded(
    monkeypatch: pytest.MonkeyPatch, graded: str, shown: int
) -> None:
    seen: list[str] = []
    monkeypatch.setenv("GORAE_GRADING", graded)
    target = sys.modules["gorae.figure.live"]
    monkeypatch.setattr(target, "display", lambda each: seen.append(each.text))
    monkeypatch.setattr(target, "clear_output", lambda wait: None)
    monkeypatch.setattr(target, "EVERY", -1.0)
    figure.live(iter(_memory(0.1, 0.5)), figure.memory)
    assert len(seen) == shown
    assert seen[-1] == figure.memory(_memory(0.1, 0.5)).text
