"""Report formats: what they show, in which order, and that nothing in a text can steer a terminal."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from factspec.gate import Policy, failed, judge
from factspec.golden.load import load_bytes
from factspec.model import FactFinding, Fix, ForbiddenFinding, Reading, Unsupported
from factspec.report import Failure, InputReport, Report, Violation
from factspec.reporters import FORMATS, Look, render
from factspec.reporters.terminal import context, safe
from factspec.run import make_report
from factspec.schemas import schema

GOLDEN = load_bytes(
    b"id: bridge\ntitle: A bridge\nfacts: {injured: The collapse injured 17 people., day: D., why: W., who: N., what: T.}\nforbidden: {x: X.}",
    "bridge.yaml",
)
TEXT = "On Monday the bridge fell.\nIt injured 19 people, and Piet Wolff said so."


def finding(fact: str, verdict: Any, found: str | None = None, **more: Any) -> FactFinding:
    place: dict[str, Any] = {}
    if found is not None:
        start = TEXT.index(found)
        place = {"found": found, "start": start, "end": start + len(found), "line": TEXT.count("\n", 0, start) + 1}
        place["column"] = start - (TEXT.rfind("\n", 0, start) + 1) + 1
    return FactFinding(fact, verdict, "The claim.", more.pop("expected", "17 people"), **place, **more)


def sample() -> Report:
    start = TEXT.index("Piet Wolff")
    reading = Reading(
        (
            finding("injured", "contradicted", "19", rule="value-differs", reason="the text counts 19", fix=Fix("17", 38, 40)),
            finding("day", "partial", "Monday", expected="3 March 2021", rule="value-vaguer", reason="only the weekday"),
            finding("why", "missing", expected="a flood", rule="not-told", importance="required"),
            finding("who", "supported", "bridge", rule="supported-mention"),
            finding("what", "missing", expected="a road", rule="not-told", importance="optional"),
        ),
        (ForbiddenFinding("x", "absent", "X."),),
        (Unsupported("name", "Piet Wolff", start, start + 10, 2, 27, None, "unsupported-name", "no such name"),),
    )
    policy = Policy()
    first = judge(reading, GOLDEN, policy, item_id="a.txt", source="a.txt", text=TEXT)
    data = Reading(
        (FactFinding("injured", "contradicted", "C.", "17", "19", pointer="/n/0", rule="value-differs", fix=Fix(pointer="/n/0", value=17)),)
    )
    second = judge(
        data, GOLDEN, policy, item_id="7", source="b.jsonl", source_line=2, violations=(Violation("/n", "too long", "/maxItems"),)
    )
    third = failed("c.txt", "c.txt", None, Failure("empty", "the file is empty"))
    fourth = judge(Reading((finding("who", "supported", "bridge"),)), GOLDEN, policy, item_id="d.txt", source="d.txt", text=TEXT)
    return make_report(GOLDEN, policy, (first, second, third, fourth))


def test_text_shows_the_worst_first_with_the_words_underlined() -> None:
    assert render(sample(), "text") == (
        "FAIL a.txt  coverage 37.5 %\n"
        "  2:12 contradicted injured: says 19, golden is 17 people\n"
        "       | It injured 19 people, and Piet Wolff said so.\n"
        "       |            ^^\n"
        "       = value-differs: the text counts 19\n"
        '       = fix: "17"\n'
        "  2:27 unsupported name: Piet Wolff: no such name\n"
        "       | It injured 19 people, and Piet Wolff said so.\n"
        "       |                           ^^^^^^^^^^\n"
        "  1:4 partial day: says Monday, golden is 3 March 2021\n"
        "  missing why (required)\n"
        "  gate why is required and missing\n"
        "\n"
        "FAIL b.jsonl:2 (7)  coverage 0 %\n"
        "  /n schema-violation: too long\n"
        "  /n/0 contradicted injured: says 19, golden is 17\n"
        "       = fix: /n/0: 17\n"
        "\n"
        "ERROR c.txt\n"
        "  empty: the file is empty\n"
        "\n"
        "PASS d.txt  coverage 100 %\n"
        "\n"
        "4 inputs against bridge: 1 pass, 2 fail, 1 error; coverage 45.8 %\n"
        "ERROR: 1 of 4 inputs could not be checked; 1 of 4 inputs pass, expected every input\n"
    )


def test_quiet_leaves_out_what_passes_and_verbose_adds_what_is_right() -> None:
    quiet = render(sample(), "text", Look(verbose=-1))
    assert "d.txt" not in quiet
    assert "a.txt" in quiet
    verbose = render(sample(), "text", Look(verbose=1))
    assert "1:15 supported who: bridge" in verbose
    assert "missing what: golden is a road (optional)" in verbose
    assert "= value-vaguer: only the weekday" in verbose


def test_color_changes_nothing_but_color() -> None:
    colored = render(sample(), "text", Look(color=True))
    plain = render(sample(), "text")
    assert "\x1b[" in colored
    assert "\x1b" not in plain
    for code in ("1;31", "1;32", "1;35", "31", "33", "35", "36", "1", "0"):
        colored = colored.replace(f"\x1b[{code}m", "")
    assert colored == plain


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_every_format_ends_its_last_line(form: str) -> None:
    assert render(sample(), form).endswith("\n")


def test_json_and_jsonl_follow_the_schema() -> None:
    """All keys, always: the schema requires each one."""
    made = schema("report")
    jsonschema.Draft202012Validator(made).validate(json.loads(render(sample(), "json")))
    line_schema = {"$schema": made["$schema"], "$ref": "#/$defs/input", "$defs": made["$defs"]}
    lines = render(sample(), "jsonl").splitlines()
    assert len(lines) == 4
    for line in lines:
        jsonschema.Draft202012Validator(line_schema).validate(json.loads(line))
    assert [json.loads(line) for line in lines] == json.loads(render(sample(), "json"))["inputs"]


def test_a_failed_record_has_its_place_and_no_verdict() -> None:
    item = failed("r-3", "r.jsonl", 3, Failure("not-json", "not JSON", 3))
    row = json.loads(render(make_report(GOLDEN, Policy(), (item,)), "jsonl"))
    assert row["status"] == "error"
    assert row["error"] == {"code": "not-json", "message": "not JSON", "source_line": 3}
    assert (row["facts"], row["forbidden"], row["unsupported"]) == ([], [], [])


def test_lone_surrogates_can_be_written() -> None:
    item = failed("r", "r.jsonl", 1, Failure("x", "half \ud800 a pair", 1))
    report = make_report(GOLDEN, Policy(), (item,))
    for form in FORMATS:
        render(report, form).encode("utf-8")
    assert json.loads(render(report, "jsonl"))["error"]["message"] == "half \ud800 a pair"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain ünïcode 日本", "plain ünïcode 日本"),
        ("\x1b[31mred\x07", "\\x1b[31mred\\x07"),
        ("a\u202eb\u2066", "a\\u202eb\\u2066"),
        ("a\tb\xa0c\u2009d", "a b c d"),
        ("\x9b0m\x7f", "\\x9b0m\\x7f"),
        ("\U000e0041", "\\U000e0041"),
    ],
)
def test_control_characters_are_escaped(text: str, shown: str) -> None:
    assert safe(text) == shown


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("one «two» three", "two"),
        ("first\r\nsecond «line» here\rthird", "line"),
        ("日本 «28» 人", "28"),
        ("tab\t«x»\x1b[0m", "x"),
        ("«start", "start"),
        ("end «", ""),
        ("x" * 500 + " «here» " + "y" * 500, "here"),
        ("«" + "long " * 200 + "»", None),
    ],
)
def test_the_mark_stands_under_the_words(text: str, marked: str | None) -> None:
    start = text.index("«")
    end = text.index("»") - 1 if "»" in text else len(text) - 1
    bare = text.replace("«", "").replace("»", "")
    line, marks = context(bare, start, end)
    assert len(line) <= 210
    assert "\n" not in line
    assert "\x1b" not in line
    if marked:
        import unicodedata

        cells = [c for c in line for _ in range(2 if unicodedata.east_asian_width(c) in "WF" else 1)]
        under = "".join(c for c, m in zip(cells, marks.ljust(len(cells)), strict=False) if m == "^")
        assert under == marked


def test_inputs_keep_their_order_and_findings_are_sorted() -> None:
    report = sample()
    assert [item.id for item in report.inputs] == ["a.txt", "7", "c.txt", "d.txt"]
    first: InputReport = report.inputs[0]
    assert [f.verdict for f in first.findings] == ["contradicted", "unsupported", "partial", "missing", "missing"]
    assert str(first.findings[0]) == "2:12 injured: contradicted: says 19, golden is 17 people"
    assert str(report.inputs[1].findings[0]) == "/n/0 injured: contradicted: says 19, golden is 17"
