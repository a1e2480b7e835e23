"""옮긴 바이트의 그림: 크기가 조금 달라도 같은 글이고, 많고 적음이 바뀌면 글도 바뀝니다."""

from __future__ import annotations

from gorae import figure


def test_text_tells_much_from_little_and_nothing_finer() -> None:
    first = figure.transfers({"save": {"a": 9_300_000, "b": 9_200_000}, "push": {"a": 4_000_000, "b": 200_000}})
    again = figure.transfers({"save": {"a": 9_100_000, "b": 9_400_000}, "push": {"a": 3_900_000, "b": 230_000}})
    assert first.text == again.text
    assert first.text.splitlines()[1:] == ["  save: a 절반 이상, b 절반 이상", "  push: a 절반 미만, b 10분의 1 미만"]
    assert {"9.3 MB", "200.0 kB"} <= {label.text for label in first.labels}
