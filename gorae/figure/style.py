"""그림의 글꼴과 색입니다. 과정 전체에서 한 종류의 것은 언제나 한 가지 색입니다."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from matplotlib import font_manager, ft2font

FONTS = Path(__file__).parent / "fonts"
FAMILIES = ("NanumGothic", "DejaVu Sans")

INK = "#1f2733"
QUIET = "#5b6675"
LINE = "#c3cad4"
PAPER = "#ffffff"
FAINT = "#f4f6f9"


@dataclass(frozen=True)
class Kind:
    """그림에 나오는 것의 한 종류입니다. 선은 진하고 바탕은 옅어서 글자가 늘 읽힙니다."""

    line: str
    fill: str


CONTAINER = Kind("#1c62c4", "#e3eefc")
IMAGE = Kind("#23794b", "#e2f4e9")
VOLUME = Kind("#a85a00", "#fdeed7")
NETWORK = Kind("#0b7c86", "#dcf3f4")
HOST = Kind("#4d5866", "#e9edf2")
MEMORY = Kind("#7a3fb5", "#f1e6fb")
ENGINE = Kind("#0f5ea8", "#d3e8fa")
MACHINE = Kind("#8a3b57", "#f9e4eb")
KERNEL = Kind("#6b5b00", "#f8f1c9")
NOTHING = Kind("#8a94a1", "#ffffff")

ADDED = Kind("#23794b", "#e2f4e9")
CHANGED = Kind("#a85a00", "#fdeed7")
DELETED = Kind("#b3261e", "#fbe3e1")

# 같고 다름만 나타내는 색입니다. 색을 못 가리는 사람을 위해 글자를 늘 함께 씁니다.
SAME = ("#cfe2fb", "#fbd9b5", "#cdebd6", "#f7cfd8", "#e2d3f5", "#f4edb0", "#c9ecee", "#e0e4ea")


@cache
def fonts() -> Any:
    """함께 들어 있는 글꼴을 matplotlib에 알리고, 그릴 때 쓸 설정을 돌려줍니다."""
    for path in sorted(FONTS.glob("*.ttf")):
        font_manager.fontManager.addfont(path)
        # 나눔고딕 볼드는 자기 굵기를 600이라고 적어 두어, 그대로 두면 그릴 때마다 경고가 나옵니다.
        # 시스템에도 나눔고딕이 있을 수 있으므로 목록의 맨 앞에 두어 언제나 같은 글꼴로 그립니다.
        known = font_manager.fontManager.ttflist
        known.insert(0, replace(known.pop(), weight=700 if path.stem.endswith("Bold") else 400))
    return {"font.family": list(FAMILIES), "axes.unicode_minus": True, "text.parse_math": False}


@cache
def _glyphs() -> frozenset[int]:
    fonts()
    paths = [font_manager.findfont(family) for family in FAMILIES]
    return frozenset(code for path in paths for code in ft2font.FT2Font(path).get_charmap())


def drawable(text: str) -> str:
    """글꼴에 있는 글자만 남깁니다. 빈칸과 줄바꿈은 빈칸 하나로, 없는 글자는 □로 바꿉니다.

    이름과 명령은 배우는 사람과 엔진에서 오므로 무엇이든 들어 있을 수 있습니다.
    """
    return "".join(letter if ord(letter) in _glyphs() else "□" for letter in " ".join(text.split()))
