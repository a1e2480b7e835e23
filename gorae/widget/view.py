"""위젯을 노트북에 보이는 방법입니다. 위젯을 못 그리는 곳에서는 글로 보입니다."""

from __future__ import annotations

from html import escape
from typing import Any

import ipywidgets
import mistune

_render = mistune.create_markdown(escape=True)

STYLE = """<style>
.gorae { border: 1px solid var(--jp-border-color2, #d0d7de); border-left: 4px solid #1c62c4; border-radius: 4px;
  padding: 10px 14px 12px; margin: 4px 1px; gap: 4px; overflow: visible; color: var(--jp-content-font-color1, #1f2733);
  background: var(--jp-layout-color1, #fff); max-width: 860px; box-sizing: border-box; }
.gorae .widget-html, .gorae .widget-html-content { height: auto; line-height: 1.6; overflow: visible; margin: 0;
  font-size: var(--jp-content-font-size1, 14px); color: inherit; overflow-wrap: anywhere; width: 100%; }
.gorae .widget-html-content p, .gorae .widget-html-content ul, .gorae .widget-html-content ol { margin: .25em 0; }
.gorae ul, .gorae ol { padding-left: 1.5em; }
.gorae code { background: var(--jp-layout-color2, #eef1f4); padding: 0 .25em; border-radius: 3px; color: inherit;
  font-family: var(--jp-code-font-family, monospace); font-size: .93em; }
.gorae pre { background: var(--jp-layout-color2, #eef1f4); padding: .5em .8em; overflow-x: auto; margin: .4em 0;
  color: inherit; line-height: 1.45; border-radius: 3px; }
.gorae pre code { padding: 0; background: none; }
.gorae .gorae-head { font-weight: 700; font-size: 1.08em; }
.gorae .gorae-quiet { color: var(--jp-content-font-color2, #57606a); font-weight: 400; font-size: .93em; }
.gorae table { border-collapse: collapse; width: 100%; margin: .3em 0; font-size: 1em; }
.gorae th, .gorae td { text-align: left; padding: .25em .9em .25em 0; font-weight: 400; vertical-align: top;
  border-bottom: 1px solid var(--jp-border-color2, #d0d7de); color: inherit; }
.gorae th { font-weight: 700; }
.gorae .gorae-number { text-align: right; white-space: nowrap; }
.gorae .gorae-pass { color: color-mix(in srgb, #1a7f37 65%, var(--jp-content-font-color1, #000)); font-weight: 700; }
.gorae .gorae-partial { color: color-mix(in srgb, #9a6700 65%, var(--jp-content-font-color1, #000)); font-weight: 700; }
.gorae .gorae-fail, .gorae .gorae-blocked { font-weight: 700;
  color: color-mix(in srgb, #cf222e 65%, var(--jp-content-font-color1, #000)); }
.gorae .gorae-buttons { overflow: visible; flex-flow: row wrap; margin-top: 2px; }
.gorae .jupyter-button { width: auto; min-width: 88px; height: 32px; line-height: 30px; padding: 0 14px;
  font-size: var(--jp-content-font-size1, 14px); background: var(--jp-layout-color2, #eee);
  color: var(--jp-content-font-color1, #1f2733); border: 1px solid var(--jp-border-color1, #bdbdbd); }
.gorae .jupyter-button.mod-primary { background: #1c62c4; border-color: #1c62c4; color: #fff; }
.gorae .jupyter-button:focus-visible, .gorae input:focus-visible { outline: 3px solid #6aa5f2; outline-offset: 1px; }
.gorae .widget-radio, .gorae .widget-radio-box { width: 100%; max-width: 100%; height: auto; }
.gorae .widget-radio-box label, .gorae .widget-radio-box label.widget-label-basic { height: auto; line-height: 1.5;
  white-space: normal; font-size: var(--jp-content-font-size1, 14px); color: inherit; align-items: flex-start;
  display: flex; flex-direction: row-reverse; justify-content: flex-end; gap: 8px; margin: 2px 0; width: 100%; }
.gorae .widget-radio-box input { margin: 0; flex: none; width: auto; height: 1.5em; }
.gorae .gorae-bar { height: 8px; background: var(--jp-layout-color3, #dde2e8); border-radius: 4px; min-width: 90px;
  margin-top: .45em; }
.gorae .gorae-bar > div { height: 8px; background: #2c8a50; border-radius: 4px; }
.gorae .gorae-note { border-top: 1px dashed var(--jp-border-color1, #bdbdbd); margin-top: 4px; padding-top: 4px; }
</style>"""


class View:
    """위젯 하나와 그 글 형태입니다.

    Args:
        widget: 보일 위젯.
        text: 위젯이 말하는 것을 적은 글. 진도와 엔진의 버전처럼 달라지는 것은 담지 않습니다.
        markdown: 위젯 없이도 서식을 보일 수 있는 곳을 위한 글 (없으면 빈 글).
    """

    def __init__(self, widget: ipywidgets.Widget, text: str, markdown: str = "") -> None:
        self.widget, self.text, self.markdown = widget, text, markdown

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        forms = {"text/plain": self.text, **({"text/markdown": self.markdown} if self.markdown else {})}
        return {**self.widget._repr_mimebundle_(**kwargs), **forms}


def box(*rows: ipywidgets.Widget) -> ipywidgets.VBox:
    """과정의 모양을 입힌 상자입니다."""
    frame = ipywidgets.VBox([ipywidgets.HTML(STYLE), *rows])
    frame.add_class("gorae")
    return frame


def buttons(*row: ipywidgets.Widget) -> ipywidgets.HBox:
    """단추들을 한 줄에 놓습니다. 자리가 모자라면 다음 줄로 넘깁니다."""
    line = ipywidgets.HBox(list(row))
    line.add_class("gorae-buttons")
    return line


def rich(markdown: str) -> str:
    """Markdown을 HTML로 바꿉니다. 글에 섞인 HTML은 이스케이프합니다."""
    return str(_render(markdown))


def said(html: str) -> str:
    """단추를 누른 뒤에 바뀌는 말입니다. 화면을 읽어 주는 프로그램이 바뀐 것을 읽습니다."""
    return f'<div role="status" aria-live="polite">{html}</div>'


def troubled(error: Exception) -> str:
    """단추가 하던 일이 실패했을 때의 말입니다."""
    lines = "<br>".join(escape(line) for line in str(error).splitlines())
    return said(f'<span class="gorae-fail">환경 문제</span> {lines}')


def stars(count: int) -> str:
    """어려움을 별로 적습니다."""
    return "★" * count + "☆" * (3 - count)
