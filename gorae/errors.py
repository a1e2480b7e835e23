"""고래노트가 알리는 오류입니다. 무엇이 일어났는지, 왜인지, 어떻게 하면 되는지를 한 줄씩 말합니다."""

from __future__ import annotations


class GoraeError(Exception):
    """모든 오류의 뿌리입니다.

    Args:
        what: 무엇이 일어났는지 (한 문장).
        why: 왜 일어났는지 (한 문장, 모르면 빈 문자열).
        todo: 어떻게 하면 되는지 (한 문장).
        detail: 엔진이나 도구가 남긴 원래 메시지 (번역하지 않고 그대로 보여 줍니다).
    """

    exit_code = 1

    def __init__(self, what: str, why: str = "", todo: str = "", detail: str = "") -> None:
        super().__init__(what)
        self.what, self.why, self.todo, self.detail = what, why, todo, detail

    def __str__(self) -> str:
        lines = [line for line in (self.what, self.why, self.todo) if line]
        lines += [f"  {line}" for line in self.detail.strip().splitlines()]
        return "\n".join(lines)

    def _render_traceback_(self) -> list[str]:
        """노트북에서 트레이스백 대신 보일 줄들입니다 (IPython이 부릅니다)."""
        return str(self).splitlines()


class HomeError(GoraeError):
    """고래노트의 폴더(`GORAE_HOME`)를 쓸 수 없습니다."""


class EngineError(GoraeError):
    """Docker 엔진을 찾거나 시작하거나 쓰는 데 실패했습니다."""


class EngineNotFound(EngineError):
    """응답하는 Docker 엔진이 없고 전용 엔진도 시작할 수 없습니다."""


class EngineTooOld(EngineError):
    """엔진이 응답하지만 API 버전이 너무 낮습니다."""


class EngineForbidden(EngineError):
    """소켓은 있지만 열 권한이 없습니다."""


class ImageError(GoraeError):
    """과정의 이미지를 준비하지 못했습니다."""


class LabError(GoraeError):
    """장을 열거나 닫거나 그 안에서 기다리는 데 실패했습니다."""


class ExerciseError(GoraeError):
    """실습 번호나 실습 명세가 잘못되었습니다."""


class NotebookError(GoraeError):
    """노트북 파일을 읽거나 합치거나 실행하지 못했습니다."""


class UsageError(GoraeError):
    """명령을 잘못 불렀습니다."""

    exit_code = 2
