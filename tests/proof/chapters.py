"""시험이 보는 장들입니다."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nbformat
from nbformat import NotebookNode

from gorae import course
from gorae.course import Chapter

if TYPE_CHECKING:
    from proof.notebook import Page


def written() -> list[Chapter]:
    """노트북이 있는 장입니다. 목록에 있는데 노트북이 없는 장은 test_coverage가 알립니다."""
    return [chapter for chapter in course.CHAPTERS if chapter.notebook.exists()]


def page(chapter: Chapter) -> Page:
    """규칙이 보는 모양의 장입니다."""
    from gorae.exercise import load, load_answers
    from proof.notebook import Page

    notebook = nbformat.read(chapter.notebook, as_version=4)
    return Page(chapter, notebook, load(chapter.id), dict(load_answers(chapter.id)))


def with_reference(chapter: Chapter) -> NotebookNode:
    """기준 답을 채운 노트북입니다. 채점과 같은 방법으로 채웁니다."""
    from gorae.exercise import load_answers
    from gorae.grading.merge import fill, read

    answers = {identity: each.reference for identity, each in load_answers(chapter.id).items()}
    return fill(read(chapter.notebook), answers)
