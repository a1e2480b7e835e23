"""과정이 지원하는 엔진들(매트릭스의 열)에서 장을 돌립니다."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from gorae.course import Chapter
from gorae.engine.probe import Facts, facts
from gorae.errors import GoraeError
from gorae.exercise import load_answers
from gorae.grading import berth, merge, trial
from gorae.grading.berth import Berth


@dataclass(frozen=True)
class Column:
    """엔진 하나입니다.

    Attributes:
        id: 열의 이름.
        title: 사람이 읽을 이름.
        image: 엔진이 든 이미지의 이름.
        options: dockerd에 더할 옵션.
        only: 돌릴 장의 번호 (비어 있으면 모두).
    """

    id: str
    title: str
    image: str
    options: tuple[str, ...] = ()
    only: tuple[str, ...] = ()


COLUMNS = (
    Column("bookworm", "Debian 12", "node:bookworm"),
    Column("trixie", "Debian 13", "node:trixie"),
    Column("testing", "Debian testing", "node:testing"),
    Column("containerd", "Debian testing, containerd", "node:testing", ("--feature", "containerd-snapshotter=true")),
    Column("vm", "가상 머신", berth.MACHINE, only=("01", "05", "07", "14")),
)


@dataclass(frozen=True)
class Cell:
    """장 하나를 엔진 하나에서 돌린 결과입니다.

    Attributes:
        column: 엔진.
        chapter: 장.
        failed: 실패한 노트북 셀의 ID와 그 설명.
        seconds: 걸린 시간(초).
        trouble: 돌리지 못했을 때의 까닭.
    """

    column: Column
    chapter: Chapter
    failed: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    trouble: str = ""

    @property
    def passed(self) -> bool:
        """장이 통째로 통과했는지입니다."""
        return not self.failed and not self.trouble


def run(
    column: Column, chapters: Sequence[Chapter], found: Callable[[Column, Facts], None] = lambda *_: None
) -> Iterator[Cell]:
    """엔진 하나를 띄우고 장들을 기준 답으로 차례로 돌립니다.

    Args:
        column: 엔진.
        chapters: 장들.
        found: 엔진이 무엇인지 알게 되면 부를 함수.

    Yields:
        장마다의 결과. 엔진을 띄우지 못하면 모든 장이 그 까닭으로 실패합니다.
    """
    wanted = [each for each in chapters if not column.only or each.number in column.only]
    try:
        place = berth.start(f"matrix-{column.id}", column.image, column.options)
    except GoraeError as error:
        yield from (Cell(column, each, trouble=str(error)) for each in wanted)
        return
    try:
        found(column, facts(place.client))
        for chapter in wanted:
            yield _run(column, chapter, place)
            place.reset()
    finally:
        place.stop()


def _run(column: Column, chapter: Chapter, place: Berth) -> Cell:
    began = time.monotonic()
    answers = {identity: each.reference for identity, each in load_answers(chapter.id).items()}
    try:
        place.load(chapter.images)
        with place.entered():
            done = trial.run(chapter, merge.fill(merge.read(chapter.notebook), answers))
    except GoraeError as error:
        return Cell(column, chapter, seconds=time.monotonic() - began, trouble=str(error))
    failed = {each.cell: each.said for each in done.cells if not each.passed}
    trouble = done.output if done.code and not failed else ""
    return Cell(column, chapter, failed, time.monotonic() - began, trouble)
