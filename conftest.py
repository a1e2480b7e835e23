"""`pytest --nbval`은 이 폴더에서 그대로 됩니다. 하는 일은 `gorae.grading.plugin`에 있습니다."""

from __future__ import annotations

pytest_plugins = ["gorae.grading.plugin"]
