"""시험에 쓸 크로미움을 찾거나, 없으면 배포판의 패키지를 설치하지 않고 풀어서 씁니다."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from gorae import home
from gorae.engine import debs
from gorae.figure.style import FONTS

NAMES = ("chromium", "chromium-browser", "google-chrome")
PACKAGES = ("chromium", "fontconfig-config", "libatomic1")
"""libatomic1은 Playwright의 node가 씁니다. 갓 설치한 Debian에는 없습니다."""
FONT_SETTINGS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
{folders}
<cachedir>{cache}</cachedir>
<alias><family>sans-serif</family><prefer><family>NanumGothic</family></prefer></alias>
<alias><family>system-ui</family><prefer><family>NanumGothic</family></prefer></alias>
<alias><family>serif</family><prefer><family>NanumGothic</family></prefer></alias>
</fontconfig>
"""


@dataclass(frozen=True)
class Chromium:
    """실행할 크로미움과, 그것에 필요한 환경 변수입니다."""

    program: str
    environment: dict[str, str]


def find() -> Chromium:
    """이 기계의 크로미움입니다. 없으면 `GORAE_HOME/chromium`에 풀어 놓습니다."""
    for name in NAMES:
        if found := shutil.which(name):
            return Chromium(found, {"FONTCONFIG_FILE": str(_fonts(Path("/")))})
    here = debs.release()
    if here is None:
        pytest.fail("크로미움이 없고 apt도 없습니다. 크로미움을 설치하고 다시 시험하세요.")
    root = home.folder() / "chromium"
    with home.lock("chromium", "다른 시험이 크로미움을 내려받고 있습니다."):
        if not (root / "usr/lib/chromium/chromium").exists():
            debs.unpack(debs.fetch(here, PACKAGES, print, "크로미움"), root, "크로미움")
    folders = [*root.glob("usr/lib/*-linux-gnu"), *root.glob("lib/*-linux-gnu"), *root.glob("usr/lib/*/pulseaudio")]
    libraries = os.pathsep.join(map(str, [root / "usr/lib/chromium", *folders]))
    return Chromium(
        str(root / "usr/lib/chromium/chromium"),
        {"LD_LIBRARY_PATH": libraries, "FONTCONFIG_FILE": str(_fonts(root))},
    )


def _fonts(root: Path) -> Path:
    """과정에 든 한글 글꼴을 쓰게 하는 설정입니다. 한글 글꼴이 없는 기계에서도 글자가 보입니다."""
    place = home.folder("chromium-fonts")
    folders = "\n".join(f"<dir>{path}</dir>" for path in (FONTS, root / "usr/share/fonts"))
    settings = place / "fonts.conf"
    settings.write_text(FONT_SETTINGS.format(folders=folders, cache=place / "cache"), encoding="utf-8")
    return settings


@contextmanager
def opened(chromium: Chromium) -> Iterator[Browser]:
    """화면 없이 크로미움을 엽니다. 지금 이 스레드가 있는 네트워크에서 돕니다."""
    with _driver(chromium) as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.program,
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=ko-KR"],
            env={**os.environ, **chromium.environment},
        )
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def _driver(chromium: Chromium) -> Iterator[Playwright]:
    """Playwright의 node도 풀어 놓은 라이브러리를 쓰게 합니다."""
    manager = sync_playwright()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in chromium.environment.items():
            patch.setenv(name, value)
        playwright = manager.start()
    try:
        yield playwright
    finally:
        playwright.stop()
