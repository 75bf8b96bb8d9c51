"""The HTML page in a real browser: it shows what the report holds, filters, sorts, explains, and no input's script ever runs."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from factspec.gate import Policy, failed
from factspec.model import FactFinding, Unsupported
from factspec.report import BaselineDiff, Decision, Entry, Failure, InputReport, Reason, Report
from factspec.reporters import Look, render
from factspec.reporters.html import Writer
from factspec.shape import End, Tally

EVIL = "</script><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"> \u202e $& {{script}} <!--"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def item(at: int, verdict: str = "contradicted", words: str = "") -> InputReport:
    text = f"\U0001f600 The attack killed 28 people. {words}"
    fact = FactFinding("killed", verdict, "The attack killed 26 people.", "26", "28", 20, 22, 1, 21, None, "value-differs", "r")  # type: ignore[arg-type]
    other = FactFinding(f"{EVIL[:20]}", "supported", EVIL, EVIL, "The", 2, 5, 1, 3, None, "supported-value", EVIL)
    extra = (Unsupported("name", words, 31, 31 + len(words), 1, 32, None, "unsupported-name", EVIL),) if words else ()
    reasons = (Reason("contradicted", "killed", f"killed is contradicted {words}"),) if verdict == "contradicted" else ()
    status = "fail" if reasons else "pass"
    return InputReport(
        f"t{at:05d}{words}", f"out/{at}.txt", None, status, reasons=reasons, facts=(fact, other), unsupported=extra, text=text
    )  # type: ignore[arg-type]


def report(count: int) -> Report:
    items = tuple(item(at, "contradicted" if at % 3 == 0 else "supported", EVIL if at == 3 else "") for at in range(count))
    items += (failed(f"broken{EVIL}", EVIL, 7, Failure("not-json", EVIL)),)
    return Report(EVIL, EVIL, "0" * 64, Policy().as_dict(), items, Decision("error", 2, (Reason("error", None, EVIL),), None))


def test_the_file_holds_one_script_and_reaches_for_nothing_outside() -> None:
    page = render(report(5), "html")
    assert len(re.findall(r"<script\b", page)) == 2  # the data, and the page's own
    assert "default-src 'none'" in page
    assert not re.search(r"https?://|//[a-z]+\.|@import|url\(", page)
    assert "\u202e" not in page
    data = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    assert data
    assert json.loads(data.group(1))["golden"][0] == EVIL


def test_the_same_report_gives_the_same_bytes() -> None:
    assert render(report(5), "html") == render(report(5), "html")


def test_facts_of_one_name_in_two_golden_sets_are_two() -> None:
    """A page over several suites counts each of them for itself."""
    other = replace(item(1), facts=(replace(item(1).facts[0], claim="The flood killed 9 people.", expected="9"),))
    data = re.search(r'id="data">(.*?)</script>', render(replace(report(1), inputs=(item(0), other)), "html"), re.S)
    assert data
    made = json.loads(data.group(1))
    assert [(name, claim) for name, claim, _ in made["facts"] if name == "killed"] == [
        ("killed", "The attack killed 26 people."), ("killed", "The flood killed 9 people."),
    ]  # fmt: skip
    assert [row[4] for row in made["inputs"]] == ["cs", "..c"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync = pytest.importorskip("playwright.sync_api", reason="the page is tested with Playwright, which is not installed")
    if CHROMIUM is None:
        pytest.skip("the page is tested in Chromium, which is not installed")
    with sync.sync_playwright() as started:
        made = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield made
        made.close()


def opened(browser: Any, tmp_path: Path, count: int) -> tuple[Any, list[str]]:
    path = tmp_path / "report.html"
    path.write_text(render(report(count), "html"), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1400, "height": 1100})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: said.append(request.url) if not request.url.startswith("file:") else None)
    page.goto(path.as_uri())
    return page, said


def test_it_shows_filters_sorts_and_marks(browser: Any, tmp_path: Path) -> None:
    page, said = opened(browser, tmp_path, 9)
    assert page.locator(".badge").inner_text().lower() == "error"
    assert page.locator(".row").count() == 10
    assert page.locator("#count").inner_text() == "10 of 10"
    page.keyboard.press("/")
    page.keyboard.type("t00003")
    assert page.locator("#count").inner_text() == "1 of 10"
    page.locator("#filter").fill("")
    page.locator("#fact").select_option("0")
    page.locator("#verdict").select_option("s")
    assert page.locator("#count").inner_text() == "6 of 10"
    page.locator("#verdict").select_option("")
    page.locator("#top button", has_text="input").click()
    names = page.locator(".row .id").all_inner_texts()
    assert names == sorted(names)
    page.locator("#status").select_option("fail")
    page.locator("#matrix").focus()
    page.keyboard.press("ArrowDown")
    mark = page.locator("mark.contradicted").first
    assert mark.inner_text() == "28"  # an emoji before it counts as one character
    mark.focus()
    assert "golden is 26" in page.locator("#tip").inner_text()
    page.keyboard.press("Escape")
    assert not page.locator("#detail").is_visible()
    assert said == []


def test_an_empty_filter_says_so_and_few_rows_take_little_room(browser: Any, tmp_path: Path) -> None:
    page, _ = opened(browser, tmp_path, 3)
    assert page.locator("#matrix").bounding_box()["height"] < 4 * 34 + 200
    assert not page.locator("#none").is_visible()
    page.locator("#filter").fill("there is no such word")
    assert page.locator("#none").is_visible()


def test_it_is_read_on_a_phone_and_on_paper(browser: Any, tmp_path: Path) -> None:
    page, _ = opened(browser, tmp_path, 3)
    page.set_viewport_size({"width": 390, "height": 500})
    assert page.locator(".meter").first.bounding_box()["width"] > 200
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator(".row").nth(1).click()
    assert page.locator("#detail h3").bounding_box()["y"] < 300, "what was opened is in sight"
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.getElementById('top')).position") == "static"
    assert page.evaluate("document.getElementById('matrix').scrollHeight <= document.getElementById('matrix').clientHeight + 1")


def test_no_script_of_an_input_runs(browser: Any, tmp_path: Path) -> None:
    page, said = opened(browser, tmp_path, 9)
    for at in range(page.locator(".row").count()):
        page.locator(".row").nth(at).click()
    assert page.title() != "owned"
    assert page.locator("img").count() == 0
    assert page.locator("script").count() == 2
    assert said == []


def test_the_diff_to_the_baseline_opens_its_inputs(browser: Any, tmp_path: Path) -> None:
    """New and known failures, and ones that are there no more; hostile words are words."""
    made = report(9)
    known = Entry("t00006", "killed", "28", "contradicted", EVIL, "2026-03-31")
    muted = replace(made.inputs[6], status="pass", reasons=(), muted=frozenset({"killed"}), muted_count=1)
    diff = BaselineDiff(
        EVIL, None, True, known=(known,), new=(Entry("t00000", "killed", EVIL, "contradicted"),), stale=(Entry(EVIL, EVIL, EVIL, EVIL),)
    )
    path = tmp_path / "report.html"
    made = replace(made, inputs=(*made.inputs[:6], muted, *made.inputs[7:]), baseline=diff)
    path.write_text(render(made, "html"), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1400, "height": 1100})
    page.goto(path.as_uri())
    assert page.locator("#against").is_visible()
    assert page.locator(".kind summary").all_inner_texts() == ["new 1", "stale 1", "known 1"]
    page.locator(".kind.new .entry").click()
    assert page.locator("#detail h3").inner_text() == "t00000"
    assert page.locator(".kind.stale .entry").is_disabled(), "its input is not in the run"
    page.locator(".kind.known summary").click()
    page.locator(".kind.known .entry").click()
    assert page.locator("#detail h3").inner_text() == "t00006"
    assert page.locator("#detail mark.known").inner_text() == "28"
    assert page.locator("#detail .finding.known").inner_text().startswith("known or muted killed: contradicted: says 28, golden is 26")
    page.locator("#verdict").select_option("K")
    assert page.locator("#count").inner_text() == "1 of 10"
    assert page.locator(".row .cell.known").count() == 1
    assert page.title() != "owned"
    assert page.locator("img").count() == 0


def test_the_outcome_of_mutation_testing_is_a_section(browser: Any, tmp_path: Path) -> None:
    """Rates, survivors with what was there and what is there now, and no markup of a text or a fact's name."""
    mutant = {"fact": EVIL, "operator": "name", "text": EVIL, "start": 4, "end": 6, "was": EVIL, "replacement": EVIL, "killed": False}
    rates = {EVIL: {"killed": 1, "made": 2}}
    out = StringIO()
    made = report(3)
    writer = Writer(out, made.head, Look())
    writer.protection = {
        "made": 2, "killed": 1, "by_fact": rates, "by_operator": {"name": {"killed": 1, "made": 2}}, "by_text": rates,
        "unexercised": ["cost"], "failing": [EVIL], "mutants": [{**mutant, "mutant": "The " + EVIL + " was there."}, {**mutant, "killed": True}],
    }  # fmt: skip
    for one in made.inputs:
        writer.add(one)
    writer.end(End(Tally.of(made.inputs), made.decision))
    path = tmp_path / "report.html"
    path.write_text(out.getvalue(), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1400, "height": 1100})
    page.goto(path.as_uri())
    assert page.locator("#guarded").inner_text().startswith("1 of 2 mutants found (50 %) · told by no text: cost")
    assert page.locator("#rates summary").all_inner_texts() == ["by fact", "by operator", "by text"]
    assert page.locator("#rates .num").first.inner_text() == "1/2"
    assert page.locator("#survivors .finding").count() == 1
    assert page.locator("#survivors ins").inner_text().startswith("</script>")
    assert page.locator("#survivors .words").inner_text().startswith("The")
    page.set_viewport_size({"width": 390, "height": 500})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.title() != "owned"
    assert page.locator("img").count() == 0


def test_without_mutants_there_is_no_such_section(browser: Any, tmp_path: Path) -> None:
    page, _ = opened(browser, tmp_path, 3)
    assert not page.locator("#guard").is_visible()


def test_without_a_baseline_there_is_no_diff(browser: Any, tmp_path: Path) -> None:
    page, _ = opened(browser, tmp_path, 3)
    assert not page.locator("#against").is_visible()


def test_ten_thousand_inputs_keep_few_rows_in_the_page(browser: Any, tmp_path: Path) -> None:
    page, _ = opened(browser, tmp_path, 10_000)
    assert page.locator("#count").inner_text() == "10,001 of 10,001"
    assert page.locator(".row").count() < 100
    page.evaluate("document.getElementById('matrix').scrollTop = 1e9")
    page.locator(".row .id", has_text="t09998").wait_for()
