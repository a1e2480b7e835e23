"""노트북에 담긴 출력: 그림에는 글자 형태가 있고, 위젯은 글로 읽히며, 저장소를 무겁게 하지 않습니다."""

from __future__ import annotations

import base64
import re
import struct
from collections.abc import Iterator

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_output

from gorae.course import Chapter
from gorae.grading.merge import read
from proof import chapters
from proof.notebook import output_text

PICTURE, VIEW = "image/png", "application/vnd.jupyter.widget-view+json"
LARGEST_NOTEBOOK, LARGEST_TEXT = 4_000_000, 8_000
_OBJECT = re.compile(r"<[\w.]+ (?:object|size)[^>]*>|at 0x[0-9a-f]+|^Figure\(|^(?:VBox|HBox|HTML|Output|Tab)\(", re.M)
_HANGUL = re.compile(r"[가-힣]")


def _wrong(cell: NotebookNode) -> Iterator[str]:
    if len(output_text(cell)) > LARGEST_TEXT:
        yield f"{cell.id}: 출력의 글이 {len(output_text(cell)):,}자입니다"
    if found := _OBJECT.search(output_text(cell)):
        yield f"{cell.id}: 객체의 이름이 그대로 나왔습니다: {found.group()[:60]}"
    for output in cell.outputs:
        data = output.get("data", {})
        if VIEW in data:
            yield f"{cell.id}: 커널과 함께 사라지는 위젯의 보기가 담겼습니다"
        if data and not str(data.get("text/plain", "")).strip():
            yield f"{cell.id}: 글자 형태가 없습니다"
        if PICTURE in data:
            yield from _wrong_picture(cell.id, data)


def _wrong_picture(identity: str, data: dict[str, str]) -> Iterator[str]:
    content = base64.b64decode(data[PICTURE])
    if not content.startswith(b"\x89PNG\r\n\x1a\n"):
        yield f"{identity}: PNG가 아닙니다"
        return
    width, height = struct.unpack(">II", content[16:24])
    if not 300 <= width <= 3000 or not 100 <= height <= 3000:
        yield f"{identity}: 그림이 {width}×{height}입니다"
    text = data.get("text/plain", "")
    if len(text) < 20 or not _HANGUL.search(text):
        yield f"{identity}: 그림의 글자 형태가 무엇을 그렸는지 말하지 않습니다: {text[:60]}"


@pytest.mark.parametrize("chapter", chapters.written(), ids=lambda chapter: chapter.id)
def test_outputs_can_be_read(chapter: Chapter) -> None:
    cells = [cell for cell in read(chapter.notebook).cells if cell.cell_type == "code"]
    complaints = [said for cell in cells for said in _wrong(cell)]
    assert not complaints, "\n".join(complaints)
    assert chapter.notebook.stat().st_size < LARGEST_NOTEBOOK


@pytest.mark.parametrize("chapter", chapters.written()[1:], ids=lambda chapter: chapter.id)
def test_chapter_shows_a_figure(chapter: Chapter) -> None:
    outputs = [output for cell in read(chapter.notebook).cells for output in cell.get("outputs", [])]
    assert any(PICTURE in output.get("data", {}) for output in outputs)


def _png(width: int = 800, height: int = 400) -> str:
    head = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height)
    return base64.b64encode(head).decode()


@pytest.mark.parametrize(
    "data",
    [
        {PICTURE: _png(), "text/plain": "<Figure size 640x480 with 1 Axes>"},
        {PICTURE: _png(), "text/plain": "짧음"},
        {PICTURE: _png(20, 20), "text/plain": "컨테이너 셋과 네트워크 하나를 그린 그림입니다."},
        {PICTURE: base64.b64encode(b"GIF").decode(), "text/plain": "컨테이너 셋과 네트워크 하나를 그린 그림입니다."},
        {"text/html": "<b>굵게</b>"},
        {VIEW: "{}", "text/plain": "단추 셋"},
        {"text/plain": "VBox(children=())"},
        {"text/plain": "<docker.client object at 0x7f>"},
        {"text/plain": "가" * 9000},
    ],
)
def test_the_rule_bites(data: dict[str, str]) -> None:
    cell = new_code_cell("", id="90-demo", outputs=[new_output("display_data", data=data)])
    assert list(_wrong(cell))


def test_a_good_figure_passes() -> None:
    data = {PICTURE: _png(), "text/plain": "컨테이너 셋과 네트워크 하나를 그린 그림입니다."}
    assert not list(_wrong(new_code_cell("", id="90-demo", outputs=[new_output("display_data", data=data)])))
