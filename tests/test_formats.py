"""Report formats: what each holds, that several come of one run, and that a hostile report interprets nothing in any of them."""

from __future__ import annotations

import json
import re
import tracemalloc
import unicodedata
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from factspec.cli import main
from factspec.gate import Policy, failed
from factspec.model import FactFinding, ForbiddenFinding, Note, Unsupported
from factspec.report import BaselineDiff, Decision, Entry, Failure, InputReport, Reason, Report, Violation
from factspec.reporters import FORMATS, Look, render, render_parts, writer
from factspec.schemas import schema
from factspec.shape import End, Tally

GOLDEN = """\
factspec: 1
id: story
facts:
  killed: {claim: The attack killed 26 people., type: quantity, value: 26, unit: people, of: killed, importance: required}
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("story.yaml").write_text(GOLDEN)
    Path("right.txt").write_text("The attack killed 26 people.")
    Path("wrong.txt").write_text("\U0001f600 No.\nThe attack killed 28 people.")
    Path("run.jsonl").write_text(
        '{"id": "a", "text": "The attack killed 26 people."}\n{"id": "b", "text": "The attack killed 28 people."}\n'
    )
    return tmp_path


def check(*args: str) -> Result:
    return CliRunner().invoke(main, ["check", *args, "--golden", "story.yaml"])


def sarif_results(text: str) -> list[dict[str, Any]]:
    return json.loads(text)["runs"][0]["results"]


def test_several_reports_of_one_run(here: Path) -> None:
    wanted = [form for form in FORMATS if form != "text"]
    result = check("right.txt", "wrong.txt", *(f"--report={form}=out.{form}" for form in wanted))
    assert result.exit_code == 1
    assert "contradicted killed" in result.stdout
    for form in wanted:
        assert Path(f"out.{form}").read_text() == check("right.txt", "wrong.txt", "--format", form).stdout


@pytest.mark.parametrize(
    ("word", "says"),
    [("sarfi=x", "sarif"), ("sarif", "sarif=report.sarif"), ("junit=", "expected FORMAT=FILE")],
)
def test_a_mistyped_report_is_a_usage_error_before_any_work(here: Path, word: str, says: str) -> None:
    result = check("right.txt", "--report", word)
    assert result.exit_code == 2
    assert says in result.stderr
    assert not result.stdout


def test_two_reports_to_one_file_are_refused(here: Path) -> None:
    assert check("right.txt", "--report=sarif=x", "--report=json=x").exit_code == 2


def test_concise_is_one_line_a_finding_with_its_place(here: Path) -> None:
    lines = check("wrong.txt", "run.jsonl", "-f", "concise").stdout.splitlines()
    assert lines[0].startswith("wrong.txt:2:19: error: contradicted killed: says 28")
    assert lines[0].endswith("[value-differs]")
    assert lines[1].startswith("run.jsonl:2: error: b: contradicted killed")
    assert lines[-1].startswith("fail: 1 of 3 pass")


def test_junit_counts_and_tells_errors_from_failures(here: Path) -> None:
    root = ElementTree.fromstring(check("right.txt", "wrong.txt", "absent.txt", "-f", "junit").stdout)
    suite = root[0]
    assert [suite.get(name) for name in ("tests", "failures", "errors")] == ["3", "1", "1"]
    assert [[child.tag for child in case] for case in suite] == [[], ["failure"], ["error"]]
    assert "wrong.txt:2:19" in (suite[1][0].text or "")


def test_sarif_places_rules_and_fingerprints(here: Path) -> None:
    text = check("wrong.txt", str(here / "run.jsonl"), "-f", "sarif").stdout
    log = json.loads(text)
    run = log["runs"][0]
    assert log["version"] == "2.1.0"
    assert run["columnKind"] == "unicodeCodePoints"
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == sorted(set(rules))
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
    first, second = sarif_results(text)
    places = [r["locations"][0]["physicalLocation"] for r in (first, second)]
    assert places[0]["artifactLocation"]["uri"] == "wrong.txt"
    assert places[0]["region"] == {"startLine": 2, "startColumn": 19, "endLine": 2, "endColumn": 21}
    assert places[1]["artifactLocation"]["uri"] == "run.jsonl"
    assert places[1]["region"] == {"startLine": 2}


def test_a_fingerprint_stays_when_the_text_before_it_grows(here: Path) -> None:
    before = [r["partialFingerprints"] for r in sarif_results(check("wrong.txt", "-f", "sarif").stdout)]
    Path("wrong.txt").write_text("It was a Tuesday.\n\n" + Path("wrong.txt").read_text())
    after = [r["partialFingerprints"] for r in sarif_results(check("wrong.txt", "-f", "sarif").stdout)]
    assert before[0] in after


def many(count: int) -> Report:
    fact = FactFinding("killed", "contradicted", "c", "26", "28", 0, 2, 1, 1, None, "value-differs", "r")
    vague = FactFinding("hurt", "partial", "c", "26", "28", 0, 2, 1, 1, None, "value-differs", "r")
    reason = Reason("contradicted", "killed", "killed is contradicted")
    items = tuple(InputReport(f"{i}.txt", f"{i}.txt", None, "fail", reasons=(reason,), facts=(fact, vague)) for i in range(count))
    return Report("g", "", "0" * 64, Policy().as_dict(), items, Decision("fail", 1, (), None))


def test_github_shows_ten_of_a_kind_and_says_how_many_more() -> None:
    lines = render(many(30), "github").splitlines()
    assert sum(line.startswith("::error ") for line in lines) == 10
    assert sum(line.startswith("::notice ") for line in lines) == 10
    assert lines[-2] == "::notice title=factspec::and 41 more"
    assert lines[0].startswith("::error ")


def test_sarif_keeps_the_worst_that_github_keeps_and_says_so() -> None:
    run = json.loads(render(many(3000), "sarif"))["runs"][0]
    assert len(run["results"]) == 5000
    assert sum(r["level"] == "error" for r in run["results"]) == 3000
    assert "and 1000 more" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]


def test_markdown_stays_under_the_limit_of_a_comment() -> None:
    text = render(many(3000), "markdown")
    assert len(text.encode()) < 65_536
    assert re.search(r"and \d+ more\n$", text)


class Nowhere:
    """Where a report goes that nobody keeps."""

    def write(self, text: str) -> int:
        return len(text)


def peak(form: str, count: int) -> int:
    """Bytes that a format holds at the most, for so many inputs."""
    report = many(2)
    tracemalloc.start()
    try:
        made = writer(form)(Nowhere(), report.head, Look())  # type: ignore[arg-type]
        for at in range(count):
            made.add(replace(report.inputs[at % 2], id=f"run-{at}", text=f"28 {'words ' * 500}"))
        made.end(End(Tally(inputs=count), report.decision))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("form", sorted(set(FORMATS) - {"sarif"}))
def test_what_a_format_holds_does_not_grow_with_the_inputs(form: str) -> None:
    """Some wait on disk, of some only the worst are kept; SARIF holds its 5,000 results. Nine hundred inputs more are some 3 MB of text."""
    peak(form, 10)  # what is imported and cached once
    assert peak(form, 1000) - peak(form, 100) < 600_000


def test_gitlab_fingerprints_are_unique() -> None:
    rows = json.loads(render(many(50), "gitlab"))
    assert len({row["fingerprint"] for row in rows}) == len(rows) == 100
    assert {row["severity"] for row in rows} == {"critical", "info"}


# Published schemas: tests/schemas/NOTICE.md says whose they are.

SCHEMAS = Path(__file__).parent / "schemas"
SARIF = jsonschema.Draft4Validator(json.loads((SCHEMAS / "sarif-2.1.0.schema.json").read_text(encoding="utf-8")))
OURS = jsonschema.Draft202012Validator(schema("report"))
OUR_INPUT = jsonschema.Draft202012Validator({"$ref": "#/$defs/input", "$defs": schema("report")["$defs"]})
# GitLab publishes no schema; this is what its documentation asks of a row.
GITLAB = jsonschema.Draft202012Validator(
    {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^[^/]"},
                    "lines": {"type": "object", "required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}},
                },
            },
        },
    }
)


@cache
def junit_schema() -> Any:
    etree = pytest.importorskip("lxml.etree", reason="JUnit XML is checked against its schema with lxml, which is not installed")
    return etree.XMLSchema(etree.parse(str(SCHEMAS / "junit-4.xsd")))


def junit_tree(text: str) -> Any:
    from lxml import etree

    return etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def test_the_published_schemas_refuse_what_is_wrong() -> None:
    """A schema that takes anything would prove nothing."""
    with pytest.raises(jsonschema.ValidationError):
        SARIF.validate({"version": "2.1.0", "runs": [{}]})
    assert not junit_schema().validate(junit_tree("<testsuites><testsuite><testcase/></testsuite></testsuites>"))
    with pytest.raises(jsonschema.ValidationError):
        GITLAB.validate({"description": "x"})


# One hostile report, every format.

NASTY = (
    "\x1b[31mred\x1b[0m",
    "\n::error file=x::gotcha",
    "::set-output name=x::y",
    "##[error]gotcha",
    "##vso[task.complete]x",
    "]]>",
    "<![CDATA[",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "javascript:alert(1)",
    "{{7*7}} ${x} `id`",
    "| a | b |\n| - | - |",
    "](http://evil.example) @everyone #1",
    "\u202eevil\u2066x",
    "\x00\x01\x07\x08\x7f\x9b31m",
    "\u2028\u2029\x85\r\r\n",
    "\ud800 lone",
    "\ufffe\uffff",
    "&amp; &lt; %0A %25",
    "x" * 100_000,
)
hostile = st.sampled_from(NASTY) | st.text(max_size=40) | st.lists(st.sampled_from(NASTY[:-1]), max_size=4).map("".join)
number = st.none() | st.integers(1, 5)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    text = draw(hostile) + "0123456789"
    place = dict(start=0, end=5, line=draw(number), column=draw(number), pointer=draw(st.none() | hostile.map("/{}".format)))
    code = draw(st.sampled_from(["value-differs", "invented-name"]))
    fact = FactFinding(draw(hostile), draw(st.sampled_from(["contradicted", "partial", "missing", "undetermined", "supported"])), draw(hostile), draw(hostile), draw(hostile), rule=code, reason=draw(hostile), **place)  # fmt: skip
    said = ForbiddenFinding(draw(hostile), "stated", draw(hostile), draw(hostile), rule=code, reason=draw(hostile), **place)
    extra = Unsupported("name", draw(hostile), rule=code, reason=draw(hostile), **place)
    look = Note(draw(hostile), rule="lookalike-name", reason=draw(hostile), **place)
    broken = Violation("/" + draw(hostile), draw(hostile), draw(hostile))
    reason = Reason("contradicted", draw(st.none() | hostile), draw(hostile))
    items = (
        InputReport(
            draw(hostile),
            draw(hostile),
            draw(number),
            "fail",
            None,
            (reason,),
            None,
            (fact,),
            (said,),
            (extra,),
            (broken,),
            notes=(look,),
            text=text,
        ),
        failed(draw(hostile), draw(hostile), draw(number), Failure("not-json", draw(hostile))),
    )
    known = tuple(
        Entry(draw(hostile) or "x", draw(hostile) or "x", draw(st.none() | hostile), "contradicted", draw(hostile)) for _ in range(2)
    )
    diff = draw(st.none() | st.just(BaselineDiff(draw(hostile), None, True, known, known, known, known, 1, 1)))
    return Report(draw(hostile), draw(hostile), "0" * 64, Policy().as_dict(), items, Decision("error", 2, (reason,), None), diff)


class Tags(HTMLParser):
    """Every tag and attribute a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.scripts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "script":
            self.scripts.append(data)


def tame(text: str, form: str) -> None:
    """Nothing steers a terminal, reorders a line, or stands at a line's start as a command of a CI runner."""
    assert all(c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp") for c in text), form
    if form in ("text", "concise", "junit", "markdown"):  # what a runner may print line by line
        assert not any(line.lstrip().startswith("::") for line in text.split("\n")), form


@settings(max_examples=60, deadline=None)
@given(reports())
def test_a_hostile_report_is_valid_and_tame_in_every_format(report: Report) -> None:
    for form in FORMATS:
        text = render(report, form, Look(root="/somewhere"))
        text.encode("utf-8")
        checks[form](text, report)
    several = [("one", [report]), ("two", [report])]
    _text(render_parts(several, report, "text"), report)
    OURS.validate(json.loads(render_parts(several, report, "json")))
    assert set(checks) == set(FORMATS)


def _json(text: str, report: Report) -> None:
    made = json.loads(text)
    OURS.validate(made)
    assert len(made["inputs"]) == len(report.inputs)


def _jsonl(text: str, report: Report) -> None:
    made = [json.loads(line) for line in text.split("\n") if line]
    assert len(made) == len(report.inputs)
    for row in made:
        OUR_INPUT.validate(row)


def _text(text: str, report: Report) -> None:
    tame(text, "text")
    assert "##[" not in text


def _concise(text: str, report: Report) -> None:
    tame(text, "concise")
    assert "##[" not in text
    lines = text.split("\n")
    assert all(re.search(r": (error|warning|note): .* \[[a-z-]+\]$", line) for line in lines[:-2])


def _junit(text: str, report: Report) -> None:
    tame(text, "junit")
    junit_schema().assertValid(junit_tree(text))
    root = ElementTree.fromstring(text)
    assert {e.tag for e in root.iter()} <= {"testsuites", "testsuite", "testcase", "failure", "error"}
    assert len(root[0]) == len(report.inputs)


def _sarif(text: str, report: Report) -> None:
    tame(text, "sarif")
    SARIF.validate(json.loads(text))
    for result in json.loads(text)["runs"][0]["results"]:
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", uri)
        assert not uri.startswith("/")
        tame(result["message"]["text"], "sarif message")
        assert 0 < len(result["message"]["text"]) <= 10_000


def _github(text: str, report: Report) -> None:
    tame(text, "github")
    for line in text.split("\n")[:-1]:
        assert re.fullmatch(r"::(error|warning|notice) [^:]*::.*|factspec: .*", line), line
        assert "##[" not in line


def _gitlab(text: str, report: Report) -> None:
    tame(text, "gitlab")
    for row in json.loads(text):
        tame(row["description"], "gitlab")
        GITLAB.validate(row)
        assert not row["location"]["path"].startswith("/")


def _markdown(text: str, report: Report) -> None:
    tame(text, "markdown")
    tags = Tags()
    tags.feed(text)
    assert set(tags.tags) <= {"code"}
    assert not tags.attributes
    assert len(text.encode()) < 65_536
    bare = re.sub(r"<code>.*?</code>", "", text)
    assert not re.search(r"[@\[\]`\\]|http", bare)


def _html(text: str, report: Report) -> None:
    tags = Tags()
    tags.feed(text)
    assert tags.tags.count("script") == 2
    assert "img" not in tags.tags
    assert not any(name.startswith("on") for name in tags.attributes)
    data = json.loads(tags.scripts[0])
    assert [row[0] for row in data["inputs"]] == [item.id for item in report.inputs]
    assert all(c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs") for c in text)


checks = {
    "text": _text, "json": _json, "jsonl": _jsonl, "concise": _concise, "junit": _junit,
    "sarif": _sarif, "github": _github, "gitlab": _gitlab, "markdown": _markdown, "html": _html,
}  # fmt: skip
