"""채점 결과와 힌트를 사람이 읽을 글로 바꿉니다. JupyterLab에서는 HTML, 다른 곳에서는 글자입니다."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from gorae.exercise.outcome import OUTCOME_NAMES, Outcome, Result, StepResult

COLOURS = {
    Outcome.PASS: "#1a7f37",
    Outcome.PARTIAL: "#9a6700",
    Outcome.FAIL: "#cf222e",
    Outcome.UNATTEMPTED: "#57606a",
    Outcome.BLOCKED: "#8250df",
}


def text(result: Result) -> str:
    """결과를 글자로 적습니다. 같은 결과면 언제나 같은 글입니다."""
    lines = [
        f"[{OUTCOME_NAMES[result.outcome]}] 실습 {result.exercise} {result.title} ({result.points}/{result.max}점)"
    ]
    lines += result.message.splitlines()
    for step in result.steps:
        lines.append(f"  {'✓' if step.held else '✗'} {step.name} ({step.points}/{step.max}점)")
        lines += [f"      {name}: {said}" for name, said in _said(step)]
    return "\n".join(lines)


def html(result: Result) -> str:
    """결과를 HTML로 적습니다. 엔진과 학습자에게서 온 글은 모두 이스케이프합니다."""
    colour = COLOURS[result.outcome]
    head = (
        f'<b style="{_ink(colour)}">{OUTCOME_NAMES[result.outcome]}</b> '
        f"실습 {escape(result.exercise)} {escape(result.title)} · {result.points}/{result.max}점"
    )
    body = "".join(f"<div>{escape(line)}</div>" for line in result.message.splitlines())
    steps = "".join(_step_html(step) for step in result.steps)
    listed = f'<ul style="margin:.3em 0;padding-left:1.2em;list-style:none">{steps}</ul>' if steps else ""
    return (
        f'<div role="status" class="gorae-feedback" style="border-left:4px solid {colour};padding:.3em .8em;'
        f'margin:.3em 0;overflow-wrap:anywhere">{head}{body}{listed}</div>'
    )


def _step_html(step: StepResult) -> str:
    colour = COLOURS[Outcome.PASS if step.held else Outcome.FAIL]
    mark = f'<b style="{_ink(colour)}">{"✓" if step.held else "✗"}</b>'
    said = "".join(f'<div style="padding-left:1.4em"><b>{name}</b> {escape(each)}</div>' for name, each in _said(step))
    return f"<li>{mark} {escape(step.name)} ({step.points}/{step.max}점){said}</li>"


def _ink(colour: str) -> str:
    """밝은 화면과 어두운 화면에서 모두 읽히도록, 화면의 글자색을 섞은 색입니다."""
    return f"color:{colour};color:color-mix(in srgb,{colour} 60%,var(--jp-content-font-color1,{colour}))"


def _said(step: StepResult) -> Iterable[tuple[str, str]]:
    if step.held:
        return []
    said = [("기대", step.expected), ("실제", step.found), ("다음", step.advice)]
    return [(name, " / ".join(words.splitlines())) for name, words in said if words]


@dataclass(frozen=True)
class Feedback:
    """노트북에 보일 채점 결과입니다."""

    result: Result

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/plain": text(self.result), "text/html": html(self.result)}

    def __repr__(self) -> str:
        return text(self.result)


@dataclass(frozen=True)
class Note:
    """노트북에 보일 힌트나 정답입니다. `markdown`은 JupyterLab이 그리고, `plain`은 다른 곳에서 보입니다."""

    plain: str
    markdown: str

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/plain": self.plain, "text/markdown": self.markdown}

    def __repr__(self) -> str:
        return self.plain
