"""장 패널과 과정 전체의 진도입니다."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import ipywidgets
from docker.errors import DockerException

from gorae import images, lab
from gorae.course import CHAPTERS, Chapter
from gorae.engine.probe import facts
from gorae.errors import GoraeError
from gorae.exercise import Exercise, load, progress
from gorae.exercise.outcome import OUTCOME_NAMES, Outcome
from gorae.widget.view import View, box, buttons, said, stars, troubled

TROUBLE = (GoraeError, DockerException, OSError)
ORIGINS = {"system": "이 컴퓨터의 엔진", "private": "고래노트의 전용 엔진", "remote": "다른 컴퓨터의 엔진"}


def panel() -> View:
    """지금 연 장의 패널을 보입니다: 엔진, 이미지, 실습의 진도.

    Raises:
        LabError: 아직 장을 열지 않았을 때.
    """
    return Panel(lab.current()).view()


class Panel:
    """화면에 보이는 장 하나입니다."""

    def __init__(self, opened: lab.Lab) -> None:
        self.lab = opened
        self.exercises = load(opened.chapter.id)
        self.state = ipywidgets.HTML(said(""))
        self.note = ipywidgets.HTML(said(""))
        self.fresh = ipywidgets.Button(description="새로 고침", tooltip="엔진과 진도를 다시 읽습니다")
        self.close = ipywidgets.Button(description="장 닫기", tooltip="이 장이 만든 것을 없애고 장을 닫습니다")
        self.sure = ipywidgets.Button(description="없애고 닫기", button_style="danger")
        self.keep = ipywidgets.Button(description="취소")
        self.fresh.on_click(lambda _: self._do(self.refresh))
        self.close.on_click(lambda _: self._do(self._ask))
        self.sure.on_click(lambda _: self._do(self._close))
        self.keep.on_click(lambda _: self._do(self._cancel))
        self._show_sure(False)
        self.refresh()

    def view(self) -> View:
        """노트북에 보일 모양입니다."""
        chapter = self.lab.chapter
        title = ipywidgets.HTML(f'<div class="gorae-head">{chapter.number}장 {escape(chapter.title)}</div>')
        row = buttons(self.fresh, self.close, self.sure, self.keep)
        return View(box(title, self.state, row, self.note), self._text())

    def refresh(self) -> None:
        """엔진과 진도를 다시 읽어 보입니다."""
        self.state.value = said(_engine(self.lab) + _images(self.lab) + _table(self.exercises))

    def _do(self, action: Callable[[], None]) -> None:
        try:
            action()
        except TROUBLE as error:
            self.note.value = troubled(error)

    def _ask(self) -> None:
        names = self.lab.made().names()
        listed = "".join(f"<li>{escape(name)}</li>" for name in names)
        what = f"이 장이 만든 다음 {len(names)}개를 없앱니다.<ul>{listed}</ul>" if names else "없앨 것이 없습니다."
        self.note.value = said(what)
        self._show_sure(True)

    def _close(self) -> None:
        lines: list[str] = []
        self._show_sure(False)
        lab.close(self.lab.chapter.id, lines.append)
        self.note.value = said("<br>".join(escape(line) for line in lines))
        self.refresh()

    def _cancel(self) -> None:
        self.note.value = said("")
        self._show_sure(False)

    def _show_sure(self, asked: bool) -> None:
        for button, shown in ((self.sure, asked), (self.keep, asked), (self.close, not asked)):
            button.layout.display = "" if shown else "none"

    def _text(self) -> str:
        chapter = self.lab.chapter
        absent = images.missing(self.lab.client, chapter.images)
        state = f"빠진 이미지 {', '.join(absent)}" if absent else "이미지 모두 준비됨"
        lines = [f"{chapter.number}장 {chapter.title}", f"  엔진 응답함 · {state}: {', '.join(chapter.images)}"]
        lines += [f"  {each.id} {stars(each.stars)} {each.title} ({each.max}점)" for each in self.exercises]
        return "\n".join(lines)


def progress_table() -> View:
    """과정 전체의 진도를 보입니다."""
    rows, lines = "", ["과정의 진도"]
    for chapter in CHAPTERS:
        known = load(chapter.id)
        if not known:
            continue
        rows += _progress_row(chapter, known)
        points = sum(each.max for each in known)
        lines.append(f"  {chapter.number} {chapter.title}: 실습 {len(known)}개 {points}점")
    head = "<tr><th>장</th><th>통과</th><th>점수</th><th></th></tr>"
    table = ipywidgets.HTML(f"<table>{head}{rows}</table>")
    return View(box(ipywidgets.HTML('<div class="gorae-head">과정의 진도</div>'), table), "\n".join(lines))


def _progress_row(chapter: Chapter, known: Sequence[Exercise]) -> str:
    done = [progress.of(each.id) for each in known]
    passed = sum(each["outcome"] == Outcome.PASS.value for each in done)
    points, full = sum(each["points"] for each in done), sum(each.max for each in known)
    bar = f'<div class="gorae-bar"><div style="width:{100 * points // max(1, full)}%"></div></div>'
    return (
        f"<tr><td>{chapter.number} {escape(chapter.title)}</td>"
        f"<td>{passed}/{len(known)}</td><td>{points}/{full}</td><td>{bar}</td></tr>"
    )


def _engine(opened: lab.Lab) -> str:
    try:
        known = facts(opened.client)
    except TROUBLE as error:
        return (
            '<div><span class="gorae-blocked">엔진이 대답하지 않습니다.</span> '
            f"터미널에서 gorae doctor를 실행하세요.<pre>{escape(str(error))}</pre></div>"
        )
    origin = ORIGINS.get(known.origin, known.origin)
    return (
        f"<div><b>엔진</b> Docker Engine {escape(known.version)} · {escape(origin)} "
        f'<span class="gorae-quiet">이미지 저장소 {escape(known.store)} · cgroup v{known.cgroup}</span></div>'
    )


def _images(opened: lab.Lab) -> str:
    try:
        absent = set(images.missing(opened.client, opened.chapter.images))
    except TROUBLE:
        return ""
    marks = (
        f"<code>{escape(images.tag(name))}</code> "
        + ('<span class="gorae-fail">없음</span>' if name in absent else '<span class="gorae-pass">준비됨</span>')
        for name in opened.chapter.images
    )
    return f"<div><b>이미지</b> {' '.join(marks)}</div>"


def _table(exercises: Sequence[Exercise]) -> str:
    rows = "".join(_row(each) for each in exercises)
    head = "<tr><th>실습</th><th>어려움</th><th>결과</th><th class='gorae-number'>점수</th></tr>"
    return f"<table>{head}{rows}</table>" if exercises else ""


def _row(spec: Exercise) -> str:
    known = progress.of(spec.id)
    outcome = Outcome(known["outcome"])
    return (
        f"<tr><td>{escape(spec.id)} {escape(spec.title)}</td><td>{stars(spec.stars)}</td>"
        f'<td><span class="gorae-{outcome.value}">{OUTCOME_NAMES[outcome]}</span></td>'
        f'<td class="gorae-number">{known["points"]}/{spec.max}</td></tr>'
    )
