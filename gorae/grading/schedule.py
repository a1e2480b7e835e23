"""시험을 나누는 방법입니다. 노트북은 파일로, 장마다 도는 시험은 장으로, 나머지는 파일로 묶습니다."""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling


class ByChapter(LoadScopeScheduling):  # type: ignore[misc]
    """`--dist loadscope`의 묶음을 정하는 스케줄러입니다.

    파일 하나에 모든 장의 시험이 들어 있으므로, 파일로만 묶으면 두 프로세스가 고르게 나누지 못합니다.
    """

    def _split_scope(self, nodeid: str) -> str:
        return scope(nodeid)


def scope(nodeid: str) -> str:
    """시험이 속한 묶음의 이름입니다."""
    path, _, name = nodeid.partition("::")
    parameter = name.partition("[")[2]
    if path.endswith(".ipynb") or not parameter[:2].isdigit():
        return path
    return f"{path}::{parameter.rstrip(']')}"
