"""`sh` 블록을 진짜 터미널(pty)의 bash에서 한 줄씩 실행합니다."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import pexpect

FAILS = "# 실패합니다"
SECONDS = 60
_DONE = "GORAE-DONE"
_COLOUR = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@dataclass(frozen=True)
class Statement:
    """블록의 명령 하나입니다. 이어 쓴 줄과 히어독은 한 명령입니다.

    Attributes:
        text: 명령.
        fails: 실패해야 하는 명령인지 (`# 실패합니다`로 끝나는 것).
    """

    text: str
    fails: bool


class LineFailed(AssertionError):
    """블록의 줄이 글에서 말한 대로 되지 않았습니다."""


def statements(block: str) -> Iterator[Statement]:
    """블록을 명령으로 나눕니다. 어디까지가 한 명령인지는 bash에 묻습니다."""
    lines: list[str] = []
    for line in block.splitlines():
        if not lines and (not line.strip() or line.lstrip().startswith("#")):
            continue
        lines.append(line)
        text = "\n".join(lines)
        if _complete(text):
            yield Statement(text, lines[0].rstrip().endswith(FAILS) or lines[-1].rstrip().endswith(FAILS))
            lines = []
    if lines:
        raise LineFailed("끝나지 않은 명령입니다: " + "\n".join(lines))


def _complete(text: str) -> bool:
    if text.endswith("\\"):
        return False
    asked = subprocess.run(["bash", "-n", "-c", text], capture_output=True, text=True, check=False)
    return asked.returncode == 0 and "here-document" not in asked.stderr


class Terminal:
    """가상 터미널에서 도는 bash입니다. `with`로 씁니다."""

    def __init__(self, folder: Path) -> None:
        environment = {**os.environ, "PS1": "", "PS2": "", "TERM": "xterm", "LC_ALL": "C.UTF-8"}
        command = ["--norc", "--noprofile", "--noediting", "-i"]
        self._bash = pexpect.spawn(
            "bash",
            command,
            env=environment,
            cwd=str(folder),
            encoding="utf-8",
            echo=False,
            dimensions=(50, 200),
            timeout=SECONDS,
        )
        # 끝났음은 프롬프트로 압니다. 다음 줄을 미리 보내면 `docker run -i`가 자기 입력인 줄 알고 읽어 버립니다.
        self._bash.sendline(f"PS1='\\n{_DONE}-$?\\n'; PS2=; PROMPT_COMMAND=; set +m")
        self._await()

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._bash.close(force=True)

    def run(self, block: str) -> str:
        """블록을 위에서 아래로 실행하고 나온 글을 돌려줍니다.

        Raises:
            LineFailed: 명령이 실패했거나, 실패해야 할 명령이 성공했거나, 끝나지 않을 때.
        """
        said = []
        for each in statements(block):
            self._bash.sendline(each.text)
            code, output = self._await(each.text)
            said.append(output)
            if bool(code) != each.fails:
                wanted = "실패해야 하지만 성공했습니다" if each.fails else f"종료 코드 {code}로 실패했습니다"
                raise LineFailed(f"{each.text}\n→ {wanted}\n{output}")
        return "".join(said)

    def _await(self, text: str = "") -> tuple[int, str]:
        try:
            self._bash.expect(_DONE + r"-(\d+)\r?\n")
        except (pexpect.TIMEOUT, pexpect.EOF) as error:
            raise LineFailed(f"{text}\n→ {SECONDS}초 안에 끝나지 않았습니다\n{self._bash.before}") from error
        assert self._bash.match is not None
        return int(self._bash.match.group(1)), _COLOUR.sub("", str(self._bash.before)).replace("\r\n", "\n")
