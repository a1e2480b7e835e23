"""다른 프로그램을 자식 프로세스로 돌립니다. 표준 라이브러리만 씁니다."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from gorae.errors import GoraeError

Report = Callable[[str], None]


class CommandFailed(Exception):
    """자식 프로세스가 0이 아닌 코드로 끝났습니다.

    Args:
        command: 실행한 명령.
        code: 종료 코드.
        output: 마지막 출력 줄들.
    """

    def __init__(self, command: Sequence[str], code: int, output: str) -> None:
        super().__init__(f"{Path(command[0]).name}: exit code {code}\n{output}")
        self.command, self.code, self.output = tuple(command), code, output


_running: set[subprocess.Popen[str]] = set()


def stop_all() -> None:
    """`run`이 돌리고 있는 자식을 모두 끝냅니다 (하나가 실패하여 나머지가 쓸모없을 때)."""
    for child in tuple(_running):
        child.terminate()


def mortal(command: Sequence[str], signal: str = "KILL") -> list[str]:
    """부모가 kill -9로 죽으면 신호를 받는 명령으로 바꿉니다 (리눅스의 `setpriv`가 있을 때)."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", signal, "--", *command] if setpriv else list(command)


def run(
    command: Sequence[str],
    env: Mapping[str, str] | None = None,
    line: Callable[[str], None] | None = None,
    cwd: Path | None = None,
) -> str:
    """명령을 끝까지 돌리고 마지막 출력 60줄을 돌려줍니다.

    Args:
        command: 명령과 인자.
        env: 환경 변수 (없으면 이 프로세스의 것).
        line: 출력 한 줄마다 부를 함수.
        cwd: 작업 폴더.

    Raises:
        CommandFailed: 종료 코드가 0이 아닐 때.
    """
    tail: deque[str] = deque(maxlen=60)
    with subprocess.Popen(
        mortal(command),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        # 도구의 메시지에서 까닭을 알아내려면 번역되지 않은 메시지여야 합니다.
        env={**(os.environ if env is None else env), "LC_ALL": "C.UTF-8"},
        cwd=cwd,
        text=True,
        errors="replace",
    ) as child:
        _follow(child, tail, line)
    output = "\n".join(tail)
    if child.returncode:
        raise CommandFailed(command, child.returncode, output)
    return output


def _follow(child: subprocess.Popen[str], tail: deque[str], line: Callable[[str], None] | None) -> None:
    """나오는 줄을 모으고 알립니다. 도중에 멈추면 자식도 끝냅니다."""
    assert child.stdout is not None
    _running.add(child)
    try:
        for text in child.stdout:
            tail.append(text.rstrip())
            if line:
                line(tail[-1])
    except BaseException:
        child.kill()
        raise
    finally:
        _running.discard(child)


_FULL = (
    "No space left on device",
    "not enough free space",
    "don't have enough free space",
    "Disk quota exceeded",
    "Wrote only",
)
_OFFLINE = (
    "Could not resolve",
    "Temporary failure",
    "Name or service not known",
    "Failed to establish a new connection",
    "Could not connect",
    "Connection timed out",
    "Connection failed",
    "Cannot initiate the connection",
    "Network is unreachable",
    "NewConnectionError",
    "ConnectTimeout",
    "Read timed out",
    "ReadTimeout",
    "Connection reset",
    "Connection aborted",
    "IncompleteRead",
    "Failed to fetch",
    "No matching distribution found",
)


def explain(
    kind: type[GoraeError], what: str, failure: CommandFailed | OSError, todo: str = "다시 실행하세요."
) -> GoraeError:
    """실패한 명령의 출력에서 까닭을 찾아 한국어 오류로 바꿉니다.

    Args:
        kind: 만들 오류의 종류.
        what: 무엇에 실패했는지 (한 문장).
        failure: 실패.
        todo: 까닭을 모를 때 할 일.
    """
    output = failure.output if isinstance(failure, CommandFailed) else str(failure)
    detail = "\n".join(output.splitlines()[-8:])
    if any(word in output for word in _FULL):
        return kind(what, "디스크가 가득 찼습니다.", "공간을 비우고 다시 실행하세요.", detail)
    if any(word in output for word in _OFFLINE):
        return kind(what, "네트워크에 연결할 수 없습니다.", "연결을 확인하고 다시 실행하세요.", detail)
    return kind(what, "", todo, detail)
