"""원문의 모든 행이 정해진 장에서 다루어지는지, 노트북의 `gorae.covers`와 표를 견줍니다."""

from __future__ import annotations

import json

import nbformat

from gorae import course
from gorae.course import ROOT

TABLE: dict[str, list[str]] = json.loads((ROOT / "tests" / "coverage.json").read_text("utf-8"))


def _covers() -> dict[str, list[str]]:
    """장 번호 → 노트북이 다룬다고 적은 행입니다. 아직 없는 노트북은 빠집니다."""
    return {
        chapter.number: nbformat.read(chapter.notebook, as_version=4).metadata["gorae"]["covers"]
        for chapter in course.CHAPTERS
        if chapter.notebook.exists()
    }


def _wrong(covers: dict[str, list[str]]) -> list[str]:
    complaints = []
    for number, rows in covers.items():
        wanted = TABLE.get(number, [])
        complaints += [f"{number}장에 {row}이(가) 빠졌습니다" for row in wanted if row not in rows]
        complaints += [f"{number}장의 {row}은(는) 이 장의 것이 아닙니다" for row in rows if row not in wanted]
        complaints += [f"{number}장에 {row}이(가) 두 번 있습니다" for row in set(rows) if rows.count(row) > 1]
    return complaints


def test_every_row_is_covered_exactly_where_it_says() -> None:
    assert _wrong(_covers()) == []


def test_every_listed_chapter_is_written() -> None:
    assert [chapter.id for chapter in course.CHAPTERS if not chapter.notebook.exists()] == []


def test_every_row_of_the_note_has_one_chapter() -> None:
    rows = [row for rows in TABLE.values() for row in rows]
    assert len(rows) == len(set(rows)) == 49
    assert {row[:3] for row in rows} == {f"S{number:02}" for number in range(1, 22)}


def test_the_rule_bites() -> None:
    covers = {"01": TABLE["01"]}
    assert not _wrong(covers)
    assert _wrong({"01": TABLE["01"][1:]})
    assert _wrong({"01": [*TABLE["01"], "S06"]})
    assert _wrong({"01": [*TABLE["01"], TABLE["01"][0]]})
