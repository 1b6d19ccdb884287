"""The side-by-side page in a browser, by hand: ``python tests/benchmarks/page.py [CLAUSES] [CHANGES]``.

Makes two versions of a contract in articles of a hundred clauses, of which so many are reworded, added or deleted
(15,000 and 1,500 without arguments), writes the page, and opens it in Chromium. Printed are its size; the seconds until
it can be used, beside those of a bare table of the same texts in the same run; the milliseconds that each filter takes
until its result is drawn; and the longest frames of a scripted scroll, with and without the unchanged clauses.
"""

import random
import sys
import tempfile
import time
from html import escape
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))
sys.path.insert(0, str(Path(__file__).parent))

from long_contracts import clause, reworded
from page_browser import browser

from contractdiff import api
from contractdiff.forms import side_by_side_page
from contractdiff.model import Comparison, Side, edits_of, paired_rows
from contractdiff.options import ResponseOptions

_ARTICLE = 100
_FILTER = """async ([act, quiet]) => {
  const began = performance.now();
  const told = new Promise((done) => new MutationObserver((_, seen) => { seen.disconnect(); done(); })
    .observe(document.getElementById("shown"), { childList: true, characterData: true, subtree: true }));
  const words = document.getElementById("words");
  if (act === "click") document.querySelector('[data-facet][value="critical"]').click();
  else { words.value = act; words.dispatchEvent(new Event("input", { bubbles: true })); }
  await told;
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  return performance.now() - began - quiet;
}"""
_SCROLL = """async ([step, count]) => {
  const frames = [];
  let last = performance.now(), at = 0;
  await new Promise((done) => {
    const next = () => {
      const now = performance.now();
      frames.push(now - last);
      last = now;
      scrollTo(0, (at += step));
      frames.length < count ? requestAnimationFrame(next) : done();
    };
    requestAnimationFrame(next);
  });
  return frames.slice(1).sort((one, other) => one - other);
}"""


def versions(count: int, edits: int, seed: int = 7) -> tuple[str, str]:
    """Two versions as text, of which so many clauses differ; no clause is renumbered."""
    rng = random.Random(seed)
    texts = [clause(rng) for _ in range(count)]
    kinds = dict(zip(rng.sample(range(count), edits), rng.choices("rad", weights=[8, 1, 1], k=edits), strict=True))
    old, new = list[str](), list[str]()
    for at, text in enumerate(texts):
        article = at // _ARTICLE + 1
        if at % _ARTICLE == 0:
            for side in (old, new):
                side.append(f"ARTICLE {article}. TERMS OF PART {article}")
        label, kind = f"{article}.{at % _ARTICLE + 1}.", kinds.get(at, "")
        old.append(f"{label} {text}")
        if kind != "d":
            new.append(f"{label} {reworded(text, rng) if kind == 'r' else text}")
        if kind == "a":
            new.append(f"(a) {clause(rng)}")
    return "\n\n".join(old), "\n\n".join(new)


def bare_table(comparison: Comparison) -> str:
    """The same texts in a table without anything else."""
    cells = (
        "".join(f"<td>{escape(''.join(edit.text for edit in edits_of(comparison, row, side)))}" for side in Side)
        for row in paired_rows(comparison)
    )
    return f"<!doctype html><meta charset=utf-8><table>{''.join(f'<tr>{each}' for each in cells)}</table><p id=end>."


def seconds(context: Any, path: Path, ready: str, *, stays: bool = False) -> tuple[Any, float]:
    page = context.new_page()
    began = time.perf_counter()
    page.goto(path.as_uri(), wait_until="commit")
    page.wait_for_selector(ready, state="attached")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)))")
    took = time.perf_counter() - began
    if not stays:
        page.close()
    return page, took


def main(count: int, edits: int) -> None:
    with tempfile.TemporaryDirectory() as name, browser() as chromium:
        folder = Path(name)
        paths = [folder / "old.txt", folder / "new.txt"]
        for path, text in zip(paths, versions(count, edits), strict=True):
            path.write_text(text, "utf-8")
        comparison = api.compare(*paths)
        began = time.perf_counter()
        data = side_by_side_page(comparison, ResponseOptions())
        made = time.perf_counter() - began
        (folder / "page.html").write_bytes(data)
        (folder / "table.html").write_text(bare_table(comparison), "utf-8")
        print(f"{len(comparison.changes):,} changes, {count:,} clauses: {len(data) / 1e6:.1f} MB, made in {made:.1f} s")
        context = chromium.new_context(viewport={"width": 1300, "height": 900})
        _, bare = min((seconds(context, folder / "table.html", "#end") for _ in range(3)), key=lambda pair: pair[1])
        ready = "html.js #shown:not(:empty)"
        opened = [seconds(context, folder / "page.html", ready, stays=last) for last in (False, False, True)]
        page, usable = opened[-1][0], min(pair[1] for pair in opened)
        print(f"usable after {usable:.2f} s, {usable / bare:.2f} times as long as a bare table of its texts")
        page.bring_to_front()
        page.wait_for_timeout(2000)
        for what, act in (("critical", "click"), ("all", "click"), ("words", "invoice"), ("no words", "")):
            took = page.evaluate(_FILTER, [act, 0 if act == "click" else 150])
            print(f"filter, {what}: {took:.0f} ms")
        for what in ("folded", "unfolded"):
            for step in (120, 900):
                page.evaluate("scrollTo(0, 0)")
                page.wait_for_timeout(500)
                frames = page.evaluate(_SCROLL, [step, 500])
                over = sum(each > 50 for each in frames)
                print(
                    f"scroll, {what}, {step} px a frame: longest {frames[-1]:.0f} ms, median "
                    f"{frames[len(frames) // 2]:.0f} ms, over 50 ms: {over} of {len(frames)}"
                )
            page.click("#unfold")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15_000, int(sys.argv[2]) if len(sys.argv) > 2 else 1_500)
