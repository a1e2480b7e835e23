"""`gorae record`: 시연 셀의 출력을 진짜 엔진에서 다시 만들어 노트북에 담습니다. 과정을 고치는 사람이 씁니다."""

from __future__ import annotations

from typing import Annotated

import typer

from gorae import course, engine
from gorae.grading.record import record as record_chapter


def record(chapters: Annotated[list[str], typer.Argument(help="장의 번호나 이름", show_default=False)]) -> None:
    """장을 기준 답과 함께 돌리고, 시연 셀의 출력만 노트북에 담습니다."""
    named = [course.chapter(each) for each in chapters]
    engine.adopt()
    for each in named:
        print(f"{each.id}: 돌리는 중", flush=True)
        record_chapter(each)
        print(f"{each.id}: 출력을 담았습니다.", flush=True)
