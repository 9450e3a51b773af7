from __future__ import annotations

import asyncio
import dataclasses
import shutil
from datetime import timedelta

import numpy as np
import pytest

from fan_site import MORNING
from vmuseum.hologram import video
from vmuseum_server.fans.run import running

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]


async def _opened(page, url):
    said = []
    page.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: said.append(str(e)))
    await page.goto(url)
    await page.wait_for_selector(".fan.playing >> nth=3", timeout=15_000)
    return said


def test_the_page_shows_four_spinning_discs_and_stops_them(setup, site):
    from playwright.async_api import async_playwright

    frame = np.zeros((64, 64, 3), np.uint8)
    frame[20:44, 20:44] = (220, 180, 60)
    for name in ("binh-gom", "loi-chao"):
        (site / f"files/{name}.mp4").write_bytes(video.encode([frame] * 25, size_px=64, fps=25))

    async def main():
        loop = asyncio.get_running_loop()
        began = loop.time()
        moving = dataclasses.replace(setup, now=lambda: MORNING + timedelta(seconds=loop.time() - began))
        async with asyncio.timeout(60), running(moving) as everything, async_playwright() as play:
            browser = await play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            page = await browser.new_page(viewport={"width": 390, "height": 844}, reduced_motion="no-preference")
            said = await _opened(page, everything.url + "?lang=en")
            await page.wait_for_function(
                "[...document.querySelectorAll('video')].filter(v => v.currentTime > 0).length === 4"
            )
            lit = await page.evaluate(
                "[...document.querySelectorAll('canvas')]"
                ".map(c => c.getContext('2d').getImageData(132, 132, 1, 1).data[0])"
            )
            wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
            await page.click("#preview")
            paused = await page.evaluate("[...document.querySelectorAll('video')].every(v => v.paused)")
            await page.click("#stop")
            await page.wait_for_selector(".answer.good")
            answer = await page.inner_text("#answer")
            stopped = [f.running for f in everything.simulators]
            calm = await browser.new_page(reduced_motion="reduce")
            await calm.goto(everything.url)
            await calm.wait_for_selector(".fan >> nth=3")
            title = await calm.inner_text("#now-title")
            pressed = await calm.get_attribute("#preview", "aria-pressed")
            await browser.close()
            return said, lit, wide, paused, answer, stopped, title, pressed

    said, lit, wide, paused, answer, stopped, title, pressed = asyncio.run(main())
    assert said == []
    assert min(lit) > 120
    assert wide <= 0
    assert paused is True
    assert answer == "All 4 fans confirmed the stop."
    assert stopped == [False] * 4
    assert title == "Các quạt đã dừng bằng tay"
    assert pressed == "true"
