"""장 패널과 실습 패널의 단추를 눌러 보고, 글 형태가 달라지지 않는지 시험합니다."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import docker
import pytest

from gorae import lab, widget
from gorae.errors import ExerciseError, LabError
from gorae.exercise import Exercise, Step, find, values
from gorae.widget import chapter as chapters
from gorae.widget.practice import Practice
from gorae.widget.view import rich, troubled
from proof.harbour import Harbour

NASTY = "<img src=x onerror=alert(1)>"


@pytest.fixture
def opened(harbour: Harbour) -> Iterator[lab.Lab]:
    """열린 00장입니다."""
    harbour.need(["shell"])
    yield lab.open("00", report=lambda _: None)
    lab.close("00", report=lambda _: None)


@pytest.fixture
def dead(opened: lab.Lab) -> Iterator[docker.DockerClient]:
    """아무도 듣지 않는 소켓입니다. 장을 닫기 전에 본래의 엔진으로 돌아갑니다."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOCKER_HOST", "unix:///nowhere/docker.sock")
        yield docker.DockerClient(base_url="unix:///nowhere/docker.sock", version="1.41")


def test_practice_from_untouched_to_passed(opened: lab.Lab) -> None:
    panel = Practice(find("00-1"))
    before = panel.view().text
    panel.check.click()
    assert "시작 전" in panel.steps.value
    panel.solution.click()
    assert "먼저 한 번" in panel.note.value
    opened.client.containers.run("gorae/shell:1", ["echo", "아님"], name="gorae-hello")
    panel.check.click()
    assert "일부 통과" in panel.steps.value and "일부 통과" in panel.head.value
    assert "기대" in panel.steps.value and "실제" in panel.steps.value
    panel.hint.click()
    first = panel.note.value
    panel.hint.click()
    assert "힌트 1/" in first and "힌트 2/" in panel.note.value
    panel.solution.click()
    assert '<pre><code class="language-python">' in panel.note.value
    opened.client.containers.get("gorae-hello").remove()
    opened.client.containers.run("gorae/shell:1", ["echo", values("00-1").word], name="gorae-hello")
    panel.check.click()
    assert "통과" in panel.head.value and "3/3" in panel.head.value
    assert panel.check.description == "확인" and not panel.check.disabled
    assert panel.view().text == before == widget.exercise("00-1").text


def test_practice_tells_goal_and_steps_in_words(opened: lab.Lab) -> None:
    bundle = widget.exercise("00-1")._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    for form in (bundle["text/plain"], bundle["text/markdown"]):
        assert values("00-1").word in form
        assert all(step.name in form for step in find("00-1").steps)
    assert 'check("00-1")' in bundle["text/plain"]


def test_practice_without_a_lab_blames_the_setup(harbour: Harbour) -> None:
    panel = Practice(find("00-1"))
    panel.check.click()
    assert "환경 문제" in panel.steps.value and "준비 셀" in panel.steps.value


def test_practice_when_the_engine_is_gone(opened: lab.Lab, dead: docker.DockerClient) -> None:
    panel = Practice(find("00-1"))
    panel.check.click()
    assert "환경 문제" in panel.steps.value
    assert not panel.check.disabled


def test_nothing_of_an_exercise_becomes_markup(opened: lab.Lab) -> None:
    spec = Exercise(
        id=f"00-9{NASTY}",
        title=NASTY,
        stars=1,
        goal=f"목표 {NASTY}",
        steps=(Step(NASTY, lambda look: None),),
        attempted=lambda look: True,
        hints=(NASTY, NASTY),
        shows=NASTY,
    )
    panel = Practice(spec)
    panel.check.click()
    shown = panel.head.value + panel.steps.value + panel.note.value + rich(spec.goal)
    assert NASTY not in shown and "&lt;img" in shown
    assert NASTY not in troubled(ValueError(NASTY))


def test_unknown_exercise_is_refused() -> None:
    with pytest.raises(ExerciseError):
        widget.exercise("00-99")


def test_chapter_panel_shows_engine_images_and_exercises(opened: lab.Lab) -> None:
    panel = chapters.Panel(opened)
    text = panel.view().text
    assert opened.facts.version in panel.state.value and opened.facts.version not in text
    assert "준비됨" in panel.state.value and "시작 전" in panel.state.value
    assert text.splitlines() == [
        "00장 시작하기",
        "  엔진 응답함 · 이미지 모두 준비됨: shell",
        "  00-1 ★☆☆ 첫 컨테이너 (3점)",
    ]
    opened.client.containers.run("gorae/shell:1", ["echo", values("00-1").word], name="gorae-hello")
    Practice(find("00-1")).check.click()
    panel.fresh.click()
    assert "통과" in panel.state.value and "3/3" in panel.state.value
    assert panel.view().text == text


def test_chapter_panel_notices_a_missing_image(opened: lab.Lab) -> None:
    opened.client.images.remove("gorae/shell:1", force=True, noprune=True)
    panel = chapters.Panel(opened)
    assert "없음" in panel.state.value
    assert "빠진 이미지 shell" in panel.view().text


def test_chapter_panel_when_the_engine_is_gone(opened: lab.Lab, dead: docker.DockerClient) -> None:
    panel = chapters.Panel(opened)
    panel.lab = replace(opened, client=dead)
    panel.fresh.click()
    assert "엔진이 대답하지 않습니다" in panel.state.value
    panel.close.click()
    assert "환경 문제" in panel.note.value


def test_chapter_panel_closes_only_after_a_second_word(opened: lab.Lab) -> None:
    opened.client.containers.create("gorae/shell:1", name="gorae-mine")
    panel = chapters.Panel(opened)
    assert panel.sure.layout.display == panel.keep.layout.display == "none"
    panel.close.click()
    assert "gorae-mine" in panel.note.value and panel.sure.layout.display == ""
    panel.keep.click()
    assert panel.sure.layout.display == "none"
    assert [each.name for each in opened.client.containers.list(all=True)] == ["gorae-mine"]
    panel.close.click()
    panel.sure.click()
    assert "닫았습니다" in panel.note.value
    assert opened.client.containers.list(all=True) == []
    with pytest.raises(LabError):
        widget.panel()


def test_progress_counts_what_was_passed(opened: lab.Lab) -> None:
    before = widget.progress()
    opened.client.containers.run("gorae/shell:1", ["echo", values("00-1").word], name="gorae-hello")
    Practice(find("00-1")).check.click()
    after = widget.progress()
    assert before.text == after.text and "00 시작하기: 실습 1개 3점" in after.text
    assert "<td>0/1</td>" in before.widget.children[-1].value
    assert "<td>1/1</td><td>3/3</td>" in after.widget.children[-1].value
