"""JupyterLab의 노트북 화면을 사람처럼 다룹니다: 셀을 고르고, 실행하고, 단추를 누르고, 봅니다."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

SECONDS = 1000
expect.set_options(timeout=30 * SECONDS)
TOFU = """() => {
  const ink = letter => {
    const canvas = document.createElement('canvas'); canvas.width = canvas.height = 40;
    const pen = canvas.getContext('2d');
    pen.font = '28px ' + getComputedStyle(document.body).fontFamily;
    pen.fillText(letter, 4, 30);
    return pen.getImageData(0, 0, 40, 40).data.join();
  };
  const drawn = ['가', '힣', '컨', '\\u{10FFFD}'].map(ink);
  return new Set(drawn).size === 4;
}"""

CUT = """panel => [...panel.querySelectorAll('*')]
  .filter(part => part.children.length === 0 && part.textContent.trim() && part.tagName !== 'STYLE')
  .filter(part => part.getClientRects().length > 0)
  .filter(part => {
    if (part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0
        && getComputedStyle(part).overflow !== 'visible') return true;
    const inner = part.getBoundingClientRect(), outer = panel.getBoundingClientRect();
    return inner.right > outer.right + 1 && !part.closest('pre');
  })
  .map(part => part.textContent)"""


CONTRAST = """panel => {
  const pen = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const read = (color, ground) => { pen.fillStyle = ground; pen.fillRect(0, 0, 1, 1);
    pen.fillStyle = color; pen.fillRect(0, 0, 1, 1); return [...pen.getImageData(0, 0, 1, 1).data]; };
  const light = ([r, g, b]) => { const [x, y, z] = [r, g, b].map(v => v / 255)
    .map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * x + .7152 * y + .0722 * z; };
  const ground = part => { for (let at = part; at; at = at.parentElement) {
    const color = getComputedStyle(at).backgroundColor;
    if (color !== 'transparent' && !/, 0\\)$/.test(color)) return color; }
    return 'white'; };
  return [...panel.querySelectorAll('*')]
    .filter(part => part.tagName !== 'STYLE' && part.getClientRects().length > 0)
    .filter(part => [...part.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()))
    .map(part => {
      const under = ground(part);
      const [a, b] = [light(read(getComputedStyle(part).color, under)), light(read(under, 'white'))]
        .sort((x, y) => y - x);
      return [(a + .05) / (b + .05), part.textContent.trim()]; });
}"""


@dataclass
class NotebookPage:
    """열린 노트북 하나입니다. `complaints`에는 브라우저 콘솔의 오류가 쌓입니다."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    @classmethod
    def open(cls, browser: Browser, address: str, name: str, width: int = 1280) -> NotebookPage:
        """노트북을 열고 커널이 준비되기를 기다립니다."""
        page = browser.new_page(viewport={"width": width, "height": 900}, locale="ko-KR")
        self = cls(page)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(f"{address}/lab/tree/{name}?token=gorae")
        page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=60 * SECONDS)
        self._kernel(address)
        return self

    def _kernel(self, address: str) -> None:
        """커널이 켜져 이 화면과 이어지기를 기다립니다. 도구 모음의 표시는 좁은 화면에서 사라져 쓸 수 없습니다."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            sessions = self.page.request.get(f"{address}/api/sessions?token=gorae").json()
            kernels = [session["kernel"] for session in sessions]
            if any(each["connections"] and each["execution_state"] == "idle" for each in kernels):
                return
            self.page.wait_for_timeout(100)
        raise AssertionError("커널이 60초 안에 준비되지 않았습니다.")

    def _heard(self, message: ConsoleMessage) -> None:
        # 컨테이너가 나고 죽을 때마다 이 자리의 네트워크 장치가 바뀌고, 크로미엄은 가던 요청을 끊었다가 다시 보냅니다.
        if message.type == "error" and "ERR_NETWORK_CHANGED" not in message.text:
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")

    def cell(self, index: int) -> Locator:
        """위에서부터 센 셀입니다."""
        return self.page.locator(f'.jp-Notebook .jp-Cell[data-windowed-list-index="{index}"]')

    def run(self, index: int, seconds: float = 180) -> Locator:
        """셀을 골라 Shift+Enter로 실행하고, 끝난 셀을 돌려줍니다."""
        cell = self.cell(index)
        cell.scroll_into_view_if_needed()
        cell.locator(".jp-InputPrompt").click()
        self.page.keyboard.press("Shift+Enter")
        prompt = cell.locator(".jp-InputPrompt")
        expect(prompt).to_have_text(re.compile(r"\[\d+\]"), timeout=seconds * SECONDS)
        cell.scroll_into_view_if_needed()
        return cell

    def press(self, panel: Locator, name: str) -> None:
        """패널의 단추를 자판으로 누르고, 커널이 다시 쉴 때까지 기다립니다."""
        button = panel.get_by_role("button", name=name, exact=True)
        button.focus()
        self.page.keyboard.press("Enter")

    def cut(self, panel: Locator) -> list[str]:
        """패널에서 자리가 모자라 잘린 글입니다."""
        found: list[str] = panel.evaluate(CUT)
        return found

    def dim(self, panel: Locator) -> list[str]:
        """패널에서 바탕과의 명암비가 4.5에 못 미치는 글입니다."""
        return [f"{text} ({ratio:.1f})" for ratio, text in panel.evaluate(CONTRAST) if ratio < 4.5]

    def pictures(self, cell: Locator) -> Iterator[tuple[int, int]]:
        """셀이 낸 그림들의 실제 픽셀 수와 화면에서의 폭입니다."""
        for picture in cell.locator(".jp-RenderedImage img").all():
            picture.scroll_into_view_if_needed()
            shown = picture.bounding_box()
            yield int(picture.evaluate("picture => picture.naturalWidth")), round(shown["width"]) if shown else 0

    def reads_korean(self) -> bool:
        """한글이 네모가 아니라 글자로 그려지는지 봅니다."""
        return bool(self.page.evaluate(TOFU))

    def shoot(self, path: Path) -> Image.Image:
        """보이는 화면을 파일로 남기고 그림으로 돌려줍니다."""
        return Image.open(io.BytesIO(self.page.screenshot(path=path))).convert("RGB")
