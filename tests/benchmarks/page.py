"""The HTML page at 10,000 inputs in headless Chromium: how long it takes to open, to filter and to sort.

    python tests/benchmarks/page.py [--inputs 10000] [--open 2000] [--filter 200] [--shots FOLDER]

Medians of five, in milliseconds: from the call to the first drawn rows, and from a keystroke, a choice or a click to the drawn result.
Ends with 1 where one is above its limit, with 2 where there is no browser. `--shots` keeps pictures of the page, light and dark.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "checks"))

from factspec.gate import Policy, decide
from factspec.model import FactFinding, Verdict
from factspec.report import BaselineDiff, Entry, InputReport, Reason, Report
from factspec.reporters import render

FACTS = [f"fact-{at}" for at in range(12)]
VERDICTS: tuple[Verdict, ...] = ("supported", "supported", "supported", "partial", "missing", "undetermined", "contradicted")
TEXT = "The bridge over the Orla collapsed on 3 March 2021. The collapse injured 17 people, and the repair cost 4.2 million euros. "
RUNS = 5
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"


def report(count: int) -> Report:
    items = []
    for at in range(count):
        facts = tuple(
            FactFinding(
                name, VERDICTS[(at * 7 + i * 3) % 7], "The collapse injured 17 people.", "17", "17", 73, 75, 1, 74, None, "value", "why"
            )
            for i, name in enumerate(FACTS)
        )
        wrong = tuple(Reason("contradicted", f.fact, f"{f.fact} is contradicted") for f in facts if f.verdict == "contradicted")
        status = "fail" if wrong and at % 3 == 0 else "pass"
        items.append(InputReport(f"run-{at:05d}", f"out/{at}.txt", None, status, reasons=wrong, facts=facts, text=f"{TEXT}Span {at}. " * 3))  # type: ignore[arg-type]
    known = tuple(Entry(f"run-{at:05d}", "fact-1", "17", "contradicted", "ticket 12") for at in range(0, count, 9))
    diff = BaselineDiff("known.json", None, True, known=known, new=known[:300], stale=known[:3])
    policy = Policy()
    return Report("bridge", "The bridge", "0" * 64, policy.as_dict(), tuple(items), decide(items, policy), diff)


def timed(page: Any, act: str) -> float:
    """Milliseconds from an act in the page to the frame after it."""
    return float(page.evaluate(f"async () => {{ const start = performance.now(); {act}; return (await ({DRAWN})()) - start; }}"))


def set_filter(words: str) -> str:
    return f"const f = document.getElementById('filter'); f.value = {words!r}; f.dispatchEvent(new Event('input'))"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--open", type=float, default=2000.0)
    parser.add_argument("--filter", type=float, default=200.0)
    parser.add_argument("--shots", type=Path)
    args = parser.parse_args()
    binary = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        binary = None
    if binary is None:
        print("there is no Chromium, or no Playwright: nothing was measured")
        return 2
    acts = {
        "filter by an id": set_filter("run-0731"),
        "filter by words": set_filter("collapse span 73"),
        "filter by nothing": set_filter(""),
        "choose a verdict": "const v = document.getElementById('verdict'); v.value = 'c'; v.dispatchEvent(new Event('input'))",
        "every verdict again": "const v = document.getElementById('verdict'); v.value = ''; v.dispatchEvent(new Event('input'))",
        "sort by a fact": "document.querySelector('#top .cellbox button').click()",
        "scroll to the end": "document.getElementById('matrix').scrollTop = 1e9",
        "open an input": "document.querySelector('.row').click()",
    }
    opened, took = [], {name: [] for name in acts}  # type: ignore[var-annotated]
    with tempfile.TemporaryDirectory() as name, sync_playwright() as started:
        path = Path(name) / "report.html"
        path.write_text(render(report(args.inputs), "html"), encoding="utf-8")
        browser = started.chromium.launch(executable_path=binary, args=["--no-sandbox"])
        for _ in range(RUNS):
            page = browser.new_page(viewport={"width": 1440, "height": 1000})
            page.goto(path.as_uri(), wait_until="commit")
            page.locator(".row").first.wait_for()
            opened.append(float(page.evaluate(DRAWN)))
            for act, code in acts.items():
                took[act].append(timed(page, code))
            page.close()
        for scheme in ("light", "dark") if args.shots else ():
            page = browser.new_page(viewport={"width": 1440, "height": 1000}, color_scheme=scheme)
            page.goto(path.as_uri())
            page.locator(".row").nth(3).click()
            page.screenshot(path=str(args.shots / f"page-{scheme}.png"), full_page=True)
        browser.close()
        size = path.stat().st_size / 1e6
    print(f"{args.inputs} inputs, {len(FACTS)} facts, {size:.1f} MB: opens in {statistics.median(opened):.0f} ms (limit {args.open:g})")
    medians = {act: statistics.median(times) for act, times in took.items()}
    print(", ".join(f"{act} {median:.0f} ms" for act, median in medians.items()) + f" (limit {args.filter:g})")
    return 1 if statistics.median(opened) > args.open or max(medians.values()) > args.filter else 0


if __name__ == "__main__":
    raise SystemExit(main())
