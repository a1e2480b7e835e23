"""Markdown에서 한국어 문장을 꺼냅니다. 코드는 글자 하나(CODE)로 바꿉니다."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

CODE = "\ufffc"
_SENTENCE_END = re.compile(r"(?<=[.?!])[\"'”’」』)]*(?:\s+|$)")


@dataclass(frozen=True)
class Block:
    """글 한 덩이입니다.

    Attributes:
        kind: paragraph, heading, item(목록), cell(표의 칸).
        text: 강조 표시를 벗기고 코드를 CODE로 바꾼 글.
    """

    kind: str
    text: str

    def sentences(self) -> list[str]:
        """마침표로 끝나는 문장들입니다. 마침표가 없는 마지막 토막은 빼고 돌려줍니다."""
        pieces = [piece.strip() for line in self.text.splitlines() for piece in _SENTENCE_END.split(line)]
        return [piece for piece in pieces if piece.endswith((".", "?", "!"))]


def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


def blocks(markdown: str) -> Iterator[Block]:
    """Markdown을 글 덩이로 나눕니다. 코드 블록은 건너뜁니다."""
    inside: list[str] = []
    for token in _parser().parse(markdown):
        if token.nesting == 1:
            inside.append(token.type.removesuffix("_open"))
        elif token.nesting == -1:
            inside.pop()
        elif token.type == "inline":
            yield _block(token, inside)


def _block(token: Token, inside: list[str]) -> Block:
    text = "".join(_plain(child) for child in token.children or [])
    if inside[-1] == "heading":
        return Block("heading", text)
    if inside[-1] in ("td", "th"):
        return Block("cell", text)
    return Block("item" if "list_item" in inside else "paragraph", text)

    return token.level


def _plain(token: Token) -> str:
    if token.type == "code_inline":
        return CODE
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    return token.content if token.type == "text" else ""


def literal_marks(markdown: str) -> list[str]:
    """강조가 되지 못하고 글자로 남은 `**`가 있는 줄입니다."""
    return [
        child.content
        for token in _parser().parse(markdown)
        for child in token.children or []
        if child.type == "text" and "**" in child.content
    ]


def fences(markdown: str) -> Iterator[tuple[str, str]]:
    """코드 블록의 (언어, 내용)입니다."""
    for token in _parser().parse(markdown):
        if token.type == "fence":
            yield token.info.strip(), token.content


def headings(markdown: str) -> list[tuple[int, str]]:
    """제목의 (단계, 글)입니다. 코드는 그대로 둡니다."""
    tokens = _parser().parse(markdown)
    return [
        (int(token.tag[1]), tokens[position + 1].content)
        for position, token in enumerate(tokens)
        if token.type == "heading_open"
    ]
