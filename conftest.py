"""`pytest --nbval`에 필요한 모든 것입니다: 엔진을 찾고, 채점 중임을 알리고, 출력을 다듬는 규칙을 정합니다."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent


def pytest_configure(config: pytest.Config) -> None:
    """커널이 물려받을 환경을 정합니다."""
    if not config.getoption("--nbval", default=False):
        return
    from gorae import engine
    from gorae.errors import GoraeError

    os.environ["GORAE_GRADING"] = "1"
    os.environ.setdefault("GORAE_PROGRESS", tempfile.mkdtemp(prefix="gorae-progress-"))
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    if config.option.nbval_sanitize_with is None:
        config.option.nbval_sanitize_with = str(ROOT / "tests" / "nbval-sanitize.cfg")
    try:
        engine.adopt()
    except GoraeError as error:
        pytest.exit(str(error), returncode=error.exit_code)
