"""The pytest plugin, as other people's repos meet it: each option, alone and with xdist, and nothing noticed until it is used."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import factspec
import factspec.plugin.closing
import factspec.plugin.files
import factspec.plugin.fixture
import factspec.reporters.html
import factspec.reporters.junit
import factspec.reporters.markdown
import factspec.reporters.sarif
import factspec.suggest

ROOT = Path(__file__).resolve().parent.parent

LIBRARY = """
factspec: 1
id: library
facts:
  reopened: {claim: The library reopened on 14 March 2026., importance: required}
  cost: The renovation cost 18.5 million euros.
  visitors: The library had 4,200 visitors on its first day.
forbidden:
  overrun: The renovation went over budget.
"""
RIGHT = "The library reopened on 14 March 2026. The renovation cost 18.5 million euros. It had 4,200 visitors on its first day."
WRONG = "The library reopened on 14 March 2026. The renovation cost 21 million euros."
SPARSE = "The library reopened on 14 March 2026."
STRANGE = "The library reopened on 14 March 2026. Mayor Ada Quint thanked 300 volunteers."
SILENT = "The choir sang."

TEST = f"""
RIGHT, WRONG, SPARSE, STRANGE, SILENT = {RIGHT!r}, {WRONG!r}, {SPARSE!r}, {STRANGE!r}, {SILENT!r}
"""


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """All that a check imports is imported here: pytester forgets what its runs in this process import, and numpy cannot be imported anew."""
    factspec.check(WRONG, factspec.load("pahalgam-2025"))
    assert factspec.suggest.nearest("cots", ["cost"]) == "cost"


@pytest.fixture
def repo(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A repo with one golden set; only the plugins that a test names are loaded."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "checks"))
    for name in ("CI", "BUILD_NUMBER", "PYTEST_ADDOPTS"):
        monkeypatch.delenv(name, raising=False)
    golden = pytester.path / "golden"
    golden.mkdir()
    (golden / "library.yaml").write_text(LIBRARY, encoding="utf-8")
    pytester.makeini("[pytest]\naddopts = -p factspec --strict-markers --strict-config\n")
    return pytester


def written(repo: pytest.Pytester, body: str) -> None:
    """A test file of the repo."""
    repo.makepyfile(test_it=TEST + body)


def listing(repo: pytest.Pytester, inputs: str, more: str = "", name: str = "s") -> None:
    (repo.path / f"{name}.factspec.yaml").write_text(f"golden: library\n{more}inputs:\n{inputs}", encoding="utf-8")


def inline(**texts: str) -> str:
    return "".join(f"  - id: {name}\n    text: {json.dumps(text)}\n" for name, text in texts.items())


def out(result: pytest.RunResult) -> str:
    return "\n".join(result.outlines)


BOTH = pytest.mark.parametrize("xdist", [(), ("-p", "xdist", "-n", "2")], ids=["alone", "xdist"])


# ---- the fixture


def test_the_fixture_passes_and_fails(repo: pytest.Pytester) -> None:
    written(
        repo,
        """
def test_right(factspec): assert factspec.check(RIGHT, "library").passed
def test_wrong(factspec): factspec.check(WRONG, "library")
def test_data(factspec): factspec.check({"cost": "21 million euros"}, "golden/library.yaml", allow_silence=True, may_miss="reopened")
""",
    )
    result = repo.runpytest_inprocess()
    result.assert_outcomes(passed=1, failed=2)
    result.stdout.fnmatch_lines(
        ["E * not consistent with library: cost is contradicted", "E * contradicted cost: says 21 million euros, golden is *", "E * ^^^*"]
    )


def test_policy_of_a_call(repo: pytest.Pytester) -> None:
    written(
        repo,
        """
import pytest
@pytest.mark.parametrize(("text", "policy"), [
    (STRANGE, {}), (STRANGE, {"strict": True}), (SPARSE, {"min_coverage": 0.3}), (SPARSE, {"min_coverage": "0.9"}),
    (SILENT, {"may_miss": ["reopened"]}), (SILENT, {"may_miss": ["reopened"], "allow_silence": True}), (SILENT, {"allow_silence": True}),
    (WRONG, {"ignore": ["cost"]}), (WRONG, {"may_miss": ["cost"]}),
])
def test_it(factspec, text, policy): factspec.check(text, "library", **policy)
""",
    )
    result = repo.runpytest_inprocess("-rA")
    said = [line.split()[0] for line in result.outlines if line.startswith(("PASSED ", "FAILED "))]
    ends = {line.split("::")[1].split(" - ")[0]: line.split()[0] for line in result.outlines if line.startswith(("PASSED ", "FAILED "))}
    assert len(said) == 9
    order = sorted(ends, key=lambda name: int(name.split("policy")[1].rstrip("]")))
    assert [ends[name] for name in order] == ["PASSED", "FAILED", "PASSED", "FAILED", "FAILED", "PASSED", "FAILED", "PASSED", "FAILED"]


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (
            'check(RIGHT, "libary")',
            'no golden set "libary"*golden/, the shipped sets; known: library, pahalgam-2025, did you mean "library"?',
        ),
        ('check(RIGHT, "golden/none.yaml")', "golden/none.yaml: no such file*"),
        ('check(RIGHT, "library", ignore=["cots"])', '*ignore: read "cots"*did you mean "cost"?'),
        ('check(RIGHT, "library", may_miss=["cots"])', '*may-miss: read "cots"*did you mean "cost"?'),
        ('check(RIGHT, "library", fact="cots")', '*fact: read "cots"*did you mean "cost"?'),
        ('check(RIGHT, "library", min_coverage=2)', "*min-coverage: read 2, expected a share*"),
        ('check(RIGHT, "library", as_of="today")', "*as_of: read 'today', expected a day*"),
        ('check(b"x", "library")', "*what is checked is bytes*"),
        ("check(RIGHT)", "*no golden set: say*"),
        ('check(" ", "library")', "*the text is blank*"),
    ],
)
def test_a_wrong_call_is_told_and_fails(repo: pytest.Pytester, call: str, told: str) -> None:
    written(repo, f"def test_it(factspec): factspec.{call}\n")
    result = repo.runpytest_inprocess()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([f"E  *{told}"])


def test_golden_folders_of_the_ini_file(repo: pytest.Pytester) -> None:
    """Named folders stand in the place of golden/, relative to the ini file, wherever pytest is started."""
    (repo.path / "truth").mkdir()
    (repo.path / "golden" / "library.yaml").rename(repo.path / "truth" / "lib2.yaml")
    repo.makeini("[pytest]\naddopts = -p factspec\nfactspec_folders = truth\n")
    below = repo.path / "below"
    below.mkdir()
    (below / "test_it.py").write_text(
        TEST + 'def test_it(factspec, monkeypatch, tmp_path):\n    monkeypatch.chdir(tmp_path)\n    factspec.check(RIGHT, "lib2")\n'
    )
    repo.runpytest_inprocess().assert_outcomes(passed=1)
    os.chdir(below)
    repo.runpytest_inprocess().assert_outcomes(passed=1)


@pytest.mark.parametrize(("name", "value"), [("strict", "true"), ("min_coverage", "0.9")])
def test_policy_of_the_ini_file_and_the_command_line(repo: pytest.Pytester, name: str, value: str) -> None:
    """A call says more than the ini file, the command line more than a call."""
    lax = {"strict": "False", "min_coverage": "0"}[name]
    written(
        repo,
        f'def test_bare(factspec): factspec.check(STRANGE, "library")\ndef test_lax(factspec): factspec.check(STRANGE, "library", {name}={lax})\n',
    )
    repo.runpytest_inprocess().assert_outcomes(passed=2)
    option = f"--factspec-{name.replace('_', '-')}"
    repo.runpytest_inprocess(*([option] if name == "strict" else [option, value])).assert_outcomes(failed=2)
    repo.makeini(f"[pytest]\naddopts = -p factspec\nfactspec_{name} = {value}\n")
    repo.runpytest_inprocess().assert_outcomes(passed=1, failed=1)


# ---- the plain assertion


def test_the_plain_assertion_reads_the_same_in_any_runner(repo: pytest.Pytester) -> None:
    """In unittest too: the verdict, then the worst fact, expected, found, its place and the words marked, within eight lines."""
    repo.makepyfile(
        check_it=TEST
        + """
import unittest, factspec
class TestIt(unittest.TestCase):
    def test_right(self): factspec.assert_consistent(RIGHT, factspec.load("library"))
    def test_wrong(self): factspec.assert_consistent(WRONG, factspec.load("library"))
"""
    )
    done = subprocess.run(
        [sys.executable, "-m", "unittest", "check_it"], capture_output=True, text=True, cwd=repo.path, check=False, timeout=120
    )
    assert done.returncode == 1
    assert "Ran 2 tests" in done.stderr
    assert "FAILED (failures=1)" in done.stderr
    said = done.stderr.split("AssertionError: ")[1].splitlines()
    assert said[0] == "not consistent with library: cost is contradicted"
    assert said[1] == "  1:60 contradicted cost: says 21 million euros, golden is 18.5 million euros"
    assert said[2].strip() == f"| {WRONG}"
    assert said[3].strip() == "| " + " " * 59 + "^" * 16


# ---- the mark


@BOTH
def test_the_mark_gives_a_test_its_facts(repo: pytest.Pytester, xdist: tuple[str, ...]) -> None:
    written(
        repo,
        """
import pytest
@pytest.mark.factspec("library")
def test_fact(fact, factspec): factspec.check(WRONG, fact=fact)
@pytest.mark.factspec("library")
def test_other(factspec): factspec.check(RIGHT)
""",
    )
    result = repo.runpytest_inprocess(*xdist, "-v")
    result.assert_outcomes(passed=3, failed=1)
    result.stdout.fnmatch_lines(["*test_fact[[]cost]*FAILED*"] if not xdist else ["*FAILED*test_fact[[]cost]*"])
    result.stdout.fnmatch_lines(["6 facts checked in 2 inputs: 1 contradicted, coverage *"])


@pytest.mark.parametrize(
    ("mark", "told"), [("", "expected one argument"), ('"libary"', 'did you mean "library"?'), ('"a", "b"', "expected one argument")]
)
def test_a_wrong_mark_is_a_collection_error(repo: pytest.Pytester, mark: str, told: str) -> None:
    written(repo, f"import pytest\n@pytest.mark.factspec({mark})\ndef test_fact(fact): pass\n")
    result = repo.runpytest_inprocess()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([f"*@pytest.mark.factspec: *{told}*"])


def test_marks_are_registered(repo: pytest.Pytester) -> None:
    repo.runpytest_inprocess("--markers").stdout.fnmatch_lines(["@pytest.mark.factspec(golden): *"])


# ---- files


@BOTH
def test_a_file_is_a_test_for_each_fact_of_each_input(repo: pytest.Pytester, xdist: tuple[str, ...]) -> None:
    folder = repo.mkdir("out")
    (folder / "a.txt").write_text(RIGHT)
    (folder / "b.md").write_text(SPARSE)
    (folder / "c.jsonl").write_text(
        json.dumps({"id": "run-7", "text": WRONG}) + "\n" + json.dumps({"id": "run-8", "data": {"cost": "18.5 million euros"}}) + "\n"
    )
    listing(repo, "  - out/*.txt\n  - out/b.md\n  - out/c.jsonl\n" + inline(mine=RIGHT))
    result = repo.runpytest_inprocess(*xdist, "-v", "-rA")
    ends = {line.split()[1]: line.split()[0] for line in result.outlines if line.split()[0:1] in (["PASSED"], ["FAILED"])}
    assert len(ends) == 5 * 6
    failed = {name for name, end in ends.items() if end == "FAILED"}
    assert failed == {"s.factspec.yaml::run-7::cost", "s.factspec.yaml::run-8::reopened"}
    assert ends["s.factspec.yaml::out/b.md::cost"] == "PASSED", "an expected fact may be missing"
    assert {"s.factspec.yaml::out/a.txt::unsupported", "s.factspec.yaml::mine::coverage", "s.factspec.yaml::mine::overrun"} <= set(ends)


def test_k_and_colons_select(repo: pytest.Pytester) -> None:
    listing(repo, inline(one=WRONG, two=RIGHT))
    repo.runpytest_inprocess("s.factspec.yaml::one::cost").assert_outcomes(failed=1)
    repo.runpytest_inprocess("s.factspec.yaml::two").assert_outcomes(passed=6)
    repo.runpytest_inprocess("-k", "one and cost").assert_outcomes(failed=1, deselected=11)


@pytest.mark.parametrize(
    ("text", "policy", "failed"),
    [
        ("The renovation went over budget. " + SPARSE, "", {"overrun"}),
        (SPARSE, "  min-coverage: 0.9\n", {"coverage"}),
        (SPARSE, "  min-coverage: 0.3\n", set()),
        (STRANGE, "", set()),
        (STRANGE, "  strict: true\n", {"unsupported"}),
        (SILENT, "", {"reopened", "coverage"}),
        (SILENT, "  may-miss: [reopened]\n  allow-silence: true\n", set()),
        (WRONG, "  ignore: [cost]\n", set()),
        (WRONG, "  may-miss: [cost]\n", {"cost"}),
    ],
)
def test_the_policy_of_a_file(repo: pytest.Pytester, text: str, policy: str, failed: set[str]) -> None:
    listing(repo, inline(one=text), f"policy:\n{policy}" if policy else "")
    result = repo.runpytest_inprocess("-rA")
    assert {line.split(" - ")[0].split("::")[-1] for line in result.outlines if line.startswith("FAILED ")} == failed


def test_undetermined_is_skipped_with_its_reason(repo: pytest.Pytester) -> None:
    (repo.path / "golden" / "team.yaml").write_text(
        "factspec: 1\nfacts:\n  women: The share of women is 41.6 %.\n  men: The share of men is 58.4 %.\n"
    )
    data = "{women_percent: 0.416, men_percent: 58.4}"
    (repo.path / "s.factspec.yaml").write_text(f"golden: team\npolicy: {{max-undetermined: 0.5}}\ninputs:\n  - {{id: one, data: {data}}}\n")
    written(
        repo,
        """
import pytest
@pytest.mark.factspec("team")
def test_fact(fact, factspec): factspec.check({"women_percent": 0.416, "men_percent": 58.4}, fact=fact, max_undetermined=0.5)
""",
    )
    result = repo.runpytest_inprocess("-rs", "-v")
    assert result.parseoutcomes()["skipped"] == 2
    result.stdout.fnmatch_lines(
        ["s.factspec.yaml::one::women SKIPPED*", "test_it.py::test_fact[[]women] SKIPPED*", "SKIPPED * women: undetermined: *"]
    )


def test_a_failure_points_at_the_yaml_and_the_text(repo: pytest.Pytester) -> None:
    listing(repo, inline(one=WRONG))
    result = repo.runpytest_inprocess()
    result.stdout.fnmatch_lines(
        [
            "s.factspec.yaml:3:5: one: not consistent with library: cost is contradicted",
            "  1:60 contradicted cost: says 21 million euros, golden is *",
            "       | *The renovation cost 21 million euros.",
            "       | *^^^*",
        ]
    )


@pytest.mark.parametrize("how", ["option", "ini", "file"])
def test_each_input_as_one_test(repo: pytest.Pytester, how: str) -> None:
    if how == "ini":
        repo.makeini("[pytest]\naddopts = -p factspec\nfactspec_items = inputs\n")
    listing(repo, inline(one=WRONG, two=RIGHT), "items: inputs\n" if how == "file" else "")
    result = repo.runpytest_inprocess("-v", *(["--factspec-items", "inputs"] if how == "option" else []))
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["s.factspec.yaml::one::all FAILED*"])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "s.factspec.yaml:1:1: the file is empty, expected a list of inputs with `golden:`"),
        ("golden: library\n", 's.factspec.yaml:1:1: the key "inputs" is missing*'),
        ("golden: library\ninputs: [\n", "s.factspec.yaml:*: not YAML*"),
        ("golden: library\n\tinputs: x\n", "s.factspec.yaml:2:1: a tab*"),
        ("golden: libary\ninputs: [a.txt]\n", 's.factspec.yaml:1:9: golden: no golden set "libary"*known: library*'),
        ("golden: library\ninputs: [none-*.txt]\n", "s.factspec.yaml:2:10: inputs: none-[*].txt: the pattern matches no file"),
        ("golden: library\ninputs: [none.txt]\n", "s.factspec.yaml:2:10: inputs: none.txt: no such file or folder*"),
        ("golden: library\ninputs: []\n", "s.factspec.yaml:2:9: inputs: expected a list*"),
        ("golden: library\ninput: [a.txt]\n", 's.factspec.yaml:2:1: unknown key "input"*did you mean "inputs"?'),
        ("golden: library\ngolden: library\ninputs: [a.txt]\n", 's.factspec.yaml:2:1: the key "golden" stands twice*'),
        ("golden: library\ninputs:\n  - id: a\n", "s.factspec.yaml:3:5: inputs[[]0]: expected text or data, one of them"),
        ("golden: library\ninputs:\n  - text: a\n", 's.factspec.yaml:3:5: inputs[[]0]: the key "id" is missing*'),
        ("golden: library\ninputs:\n  - {id: a, text: b}\n  - {id: a, text: c}\n", 's.factspec.yaml:4:5: inputs: the input "a" comes twice (first in line 3)'),
        ("golden: library\npolicy: {strict: maybe}\ninputs: [{id: a, text: b}]\n", 's.factspec.yaml:2:18: policy.strict: read "maybe", expected true or false'),
        ("golden: library\npolicy: {min-coverage: 90}\ninputs: [{id: a, text: b}]\n", "s.factspec.yaml:2:24: policy.min-coverage: *a share from 0 to 1"),
        ("golden: library\npolicy: {ignore: [cots]}\ninputs: [{id: a, text: b}]\n", 's.factspec.yaml:2:18: policy.ignore: read "cots"*'),
        ("golden: library\npolicy: {may-miss: [cots]}\ninputs: [{id: a, text: b}]\n", 's.factspec.yaml:2:20: policy.may-miss: read "cots"*did you mean "cost"?'),
        ("golden: library\nas-of: today\ninputs: [{id: a, text: b}]\n", 's.factspec.yaml:2:8: as-of: read "today", expected a day*'),
        ("golden: library\nitems: fact\ninputs: [{id: a, text: b}]\n", 's.factspec.yaml:2:8: items: read "fact", expected facts or inputs*'),
        ("golden: bad.yaml\ninputs: [{id: a, text: b}]\n", "bad.yaml:2:8: facts: *nothing is listed*"),
    ],
)  # fmt: skip
def test_a_bad_file_is_a_located_collection_error(repo: pytest.Pytester, text: str, told: str) -> None:
    (repo.path / "bad.yaml").write_text("factspec: 1\nfacts: {}\n")
    (repo.path / "s.factspec.yaml").write_text(text)
    result = repo.runpytest_inprocess()
    result.assert_outcomes(errors=1)
    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.stdout.fnmatch_lines([told])


@pytest.mark.parametrize(
    "record", [json.dumps({"id": "a", "txt": "x"}), "{", json.dumps({"id": "a", "text": " "})], ids=["no text", "no json", "blank"]
)
def test_an_input_that_cannot_be_checked_fails(repo: pytest.Pytester, record: str) -> None:
    (repo.path / "a.jsonl").write_text(record + "\n")
    listing(repo, "  - a.jsonl\n")
    result = repo.runpytest_inprocess("-rA")
    result.assert_outcomes(failed=6)
    result.stdout.fnmatch_lines(["s.factspec.yaml:3:5: *", "1 input could not be checked"])


def test_no_other_file_is_collected(repo: pytest.Pytester) -> None:
    for name in ("factspec.yaml", ".factspec.yaml", "a.factspec.yml", "a.yaml", "factspec.json", "a.factspec.yaml.bak"):
        (repo.path / name).write_text("golden: [")
    assert repo.runpytest_inprocess().ret == pytest.ExitCode.NO_TESTS_COLLECTED


# ---- what a run shows


def test_a_failure_has_eight_lines_here_and_all_with_vv_or_in_ci(repo: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    written(
        repo,
        'def test_it(factspec): factspec.check("The library reopened on 15 March 2026. The renovation cost 21 million euros. It had 2,400 visitors on its first day.", "library")\n',
    )

    def shown(*args: str) -> list[str]:
        return [line for line in repo.runpytest_inprocess(*args).outlines if line.startswith("E  ")]

    few = shown()
    assert len(few) == 8
    assert "not consistent with library: reopened is contradicted; cost is contradicted" in few[0]
    assert "contradicted reopened: says 15 March 2026" in few[1]
    assert "^^^" in few[3]
    assert few[-1].endswith("more lines: -vv shows them")
    everything = shown("-vv")
    assert len(everything) > 12
    assert "more lines" not in everything[-1]
    monkeypatch.setenv("CI", "true")
    assert shown() == everything


@BOTH
def test_properties_reach_junit_xml(repo: pytest.Pytester, xdist: tuple[str, ...]) -> None:
    written(repo, 'def test_it(factspec): factspec.check(WRONG, "library", id="run-1")\n')
    listing(repo, inline(two=RIGHT))
    repo.runpytest_inprocess(*xdist, "--junit-xml=j.xml")
    cases = {
        case.get("name"): {p.get("name"): p.get("value") for p in case.iter("property")}
        for case in ElementTree.parse(repo.path / "j.xml").iter("testcase")
    }
    assert cases["test_it"]["factspec:run-1:cost"].startswith("contradicted at 59-")
    assert cases["test_it"]["factspec:run-1:cost"].endswith("(value-differs)")
    assert cases["test_it"]["factspec:run-1:overrun"].startswith("absent")
    assert list(cases["cost"]) == ["factspec:two:cost"], "a test of one fact tells of that fact"


@BOTH
def test_the_closing_section(repo: pytest.Pytester, xdist: tuple[str, ...]) -> None:
    listing(repo, inline(one=WRONG, two=WRONG.replace("21", "22"), three=RIGHT))
    result = repo.runpytest_inprocess(*xdist)
    result.stdout.fnmatch_lines(
        ["*= factspec =*", "9 facts checked in 3 inputs: 2 contradicted, coverage 55.6 %", "fail most often: cost (2 inputs)"]
    )


def test_no_section_where_nothing_was_checked(repo: pytest.Pytester) -> None:
    written(repo, "def test_it(): pass\n")
    assert "= factspec =" not in out(repo.runpytest_inprocess())


# ---- reports


@BOTH
@pytest.mark.parametrize("form", ["json", "markdown", "html", "sarif", "junit", "jsonl", "text"])
def test_a_report_is_written_once(repo: pytest.Pytester, xdist: tuple[str, ...], form: str) -> None:
    written(repo, 'def test_it(factspec): factspec.check(WRONG, "library", id="run-1")\n')
    listing(repo, inline(two=RIGHT, three=WRONG))
    repo.runpytest_inprocess(*xdist, f"--factspec-report={form}=r.out", "--factspec-report=json=r.json")
    text = (repo.path / "r.out").read_text(encoding="utf-8")
    assert "run-1" in text.replace("&#45;", "-")
    assert "21 million euros" in text
    data = json.loads((repo.path / "r.json").read_text(encoding="utf-8"))
    assert [(item["id"], item["status"]) for r in data["suites"][0]["reports"] for item in r["inputs"]] == [
        ("run-1", "fail"),
        ("three", "fail"),
        ("two", "pass"),
    ]
    assert data["decision"]["status"] == "fail"


def test_reports_are_the_same_with_and_without_xdist(repo: pytest.Pytester) -> None:
    written(repo, 'def test_it(factspec): factspec.check(WRONG, "library", id="run-1")\n')
    listing(repo, inline(two=RIGHT, three=WRONG))
    repo.runpytest_inprocess("--factspec-report=json=a.json", "--factspec-report=html=a.html")
    repo.runpytest_inprocess("-p", "xdist", "-n", "2", "--factspec-report=json=b.json", "--factspec-report=html=b.html")
    for end in ("json", "html"):
        assert (repo.path / f"a.{end}").read_bytes() == (repo.path / f"b.{end}").read_bytes()


def test_a_report_is_written_when_a_worker_dies(repo: pytest.Pytester) -> None:
    written(
        repo,
        """
import os
def test_a(factspec): factspec.check(WRONG, "library", id="run-1")
def test_b(): os._exit(3)
def test_c(factspec): factspec.check(RIGHT, "library", id="run-2")
""",
    )
    result = repo.runpytest_inprocess("-p", "xdist", "-n", "1", "--factspec-report=json=r.json")
    result.assert_outcomes(passed=1, failed=2)
    data = json.loads((repo.path / "r.json").read_text(encoding="utf-8"))
    assert [item["id"] for item in data["suites"][0]["reports"][0]["inputs"]] == ["run-1", "run-2"]


def test_a_report_of_nothing_is_no_pass(repo: pytest.Pytester) -> None:
    written(repo, "def test_it(): pass\n")
    repo.runpytest_inprocess("--factspec-report=json=r.json").assert_outcomes(passed=1)
    assert json.loads((repo.path / "r.json").read_text())["decision"]["status"] == "error"


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["--factspec-report=pdf=x"], '*read "pdf=x", expected FORMAT=FILE with one of text, json, *html*'),
        (["--factspec-report=json"], '*read "json", expected FORMAT=FILE*'),
        (["--factspec-report=json=x", "--factspec-report=html=x"], "*two reports go to x"),
        (["--factspec-baseline=none.json"], "*none.json: cannot be read*"),
        (["--factspec-baseline-update"], "*expected --factspec-baseline FILE*"),
        (["--factspec-baseline=b.json", "--factspec-today=soon"], "*--factspec-today: read 'soon', expected a day*"),
        (["--factspec-report=json=x", "--factspec-min-coverage=2"], "*expected a share from 0 to 1"),
    ],
)
def test_a_wrong_option_is_a_usage_error(repo: pytest.Pytester, args: list[str], told: str) -> None:
    (repo.path / "b.json").write_text('{"factspec_baseline": 1, "known": []}')
    written(repo, "def test_it(): pass\n")
    result = repo.runpytest_inprocess(*args)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([told])


def test_a_report_that_cannot_be_written_fails_the_run(repo: pytest.Pytester) -> None:
    written(repo, 'def test_it(factspec): factspec.check(RIGHT, "library")\n')
    result = repo.runpytest_inprocess("--factspec-report=json=none/r.json")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stdout.fnmatch_lines(["error: --factspec-report *none/r.json: cannot be written*", "*1 passed*"])


# ---- baselines


def known(repo: pytest.Pytester) -> list[tuple[Any, ...]]:
    rows = json.loads((repo.path / "b.json").read_text(encoding="utf-8"))["known"]
    return [(row["input"], row["fact"], row["found"]) for row in rows]


BASE = "--factspec-baseline=b.json"
UPDATE = "--factspec-baseline-update"


@BOTH
def test_a_baseline_passes_what_is_known_and_fails_what_is_new(repo: pytest.Pytester, xdist: tuple[str, ...]) -> None:
    written(repo, 'def test_it(factspec): factspec.check(WRONG, "library", id="run-1")\n')
    listing(repo, inline(two=WRONG, three=RIGHT))
    result = repo.runpytest_inprocess(*xdist, BASE, UPDATE)
    assert result.ret == 0
    result.stdout.fnmatch_lines(["baseline b.json: 2 known failures written"])
    assert known(repo) == [("run-1", "cost", "21 million euros"), ("two", "cost", "21 million euros")]
    assert repo.runpytest_inprocess(*xdist, BASE).ret == 0
    listing(repo, inline(two="Here is more.\n\n" + WRONG, three=WRONG))
    result = repo.runpytest_inprocess(*xdist, BASE)
    assert result.parseoutcomes()["failed"] == 1
    result.stdout.fnmatch_lines(["FAILED s.factspec.yaml::three::cost*"])


def test_an_ini_baseline_that_is_not_there_is_one_usage_error(repo: pytest.Pytester) -> None:
    """Before any test, and before anything of factspec is imported; the option that makes it may name it."""
    written(repo, 'def test_a(factspec): factspec.check(RIGHT, "library")\ndef test_b(factspec): factspec.check(RIGHT, "library")\n')
    repo.makeini("[pytest]\naddopts = -p factspec\nfactspec_baseline = b.json\n")
    result = repo.runpytest_inprocess()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert [line for line in result.errlines if "b.json" in line] == [
        "ERROR: factspec_baseline: b.json: no such file; --factspec-baseline-update makes one"
    ]
    assert repo.runpytest_inprocess(UPDATE).ret == 0
    assert repo.runpytest_inprocess().ret == 0


@BOTH
def test_a_report_says_what_the_baseline_made(repo: pytest.Pytester, xdist: tuple[str, ...]) -> None:
    listing(repo, inline(one=WRONG, two=WRONG))
    repo.runpytest_inprocess(BASE, UPDATE)
    listing(repo, inline(one=WRONG, two=WRONG.replace("21", "22")))
    text = (repo.path / "b.json").read_text().replace('"verdict"', '"expires": "2020-01-31", "verdict"', 1)
    (repo.path / "b.json").write_text(text)
    result = repo.runpytest_inprocess(BASE, *xdist, "--factspec-report=json=r.json", "--factspec-report=html=r.html")
    result.stdout.fnmatch_lines(["baseline b.json: 2 known failures, 1 of them gone; none expires without --factspec-today (1 with a day)"])
    diff = json.loads((repo.path / "r.json").read_text())["baseline"]
    told = {kind: [(e["input"], e["found"]) for e in diff[kind]] for kind in ("known", "new", "stale", "expired")}
    first, second = ("one", "21 million euros"), ("two", "22 million euros")
    assert told == {"known": [first], "new": [second], "stale": [("two", "21 million euros")], "expired": []}
    assert '"said":"baseline b.json: 1 known, 1 new, 1 stale' in (repo.path / "r.html").read_text()


def test_one_baseline_serves_pytest_and_the_command_line(repo: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from factspec.cli import main

    monkeypatch.chdir(repo.path)
    listing(repo, "  - in.jsonl\n")
    (repo.path / "in.jsonl").write_text(json.dumps({"id": "run-7", "text": WRONG}) + "\n", encoding="utf-8")
    check = ["check", "in.jsonl", "--golden", "library"]
    assert CliRunner().invoke(main, check).exit_code == 1
    assert repo.runpytest_inprocess(BASE, UPDATE).ret == 0
    by_pytest = (repo.path / "b.json").read_text()
    assert CliRunner().invoke(main, [*check, "--baseline", "b.json", "--save", "run.jsonl"]).exit_code == 0
    assert CliRunner().invoke(main, ["baseline", "create", "run.jsonl", "--baseline", "c.json"]).exit_code == 0
    assert (repo.path / "c.json").read_text() == by_pytest
    assert repo.runpytest_inprocess("--factspec-baseline=c.json").ret == 0


def test_the_baseline_of_the_ini_file(repo: pytest.Pytester) -> None:
    written(repo, 'def test_it(factspec): factspec.check(WRONG, "library")\n')
    repo.makeini("[pytest]\naddopts = -p factspec\nfactspec_baseline = b.json\n")
    assert repo.runpytest_inprocess(UPDATE).ret == 0
    assert known(repo) == [("test_it.py::test_it", "cost", "21 million euros")]
    assert repo.runpytest_inprocess().ret == 0


@pytest.mark.parametrize(
    "args",
    [
        ("-k", "one"),
        ("s.factspec.yaml::one",),
        ("s.factspec.yaml",),
        ("--lf",),
        ("--deselect", "s.factspec.yaml::two"),
        ("-x",),
        ("-p", "shard"),
    ],
    ids=lambda args: " ".join(args),
)
@BOTH
def test_a_run_of_a_part_never_prunes(repo: pytest.Pytester, args: tuple[str, ...], xdist: tuple[str, ...]) -> None:
    """Even where all that it ran passes now: only a run of everything takes entries out."""
    repo.makepyfile(shard="def pytest_collection_modifyitems(items):\n    items[:] = items[::2]\n")
    repo.syspathinsert()
    listing(repo, inline(one=WRONG, two=WRONG))
    repo.runpytest_inprocess(BASE, UPDATE)
    before = known(repo)
    assert len(before) == 2
    repo.runpytest_inprocess()  # for --lf: both fail
    listing(repo, inline(one=RIGHT, two=RIGHT))
    repo.runpytest_inprocess(*xdist, *args, BASE, UPDATE)
    assert known(repo) == before
    result = repo.runpytest_inprocess(*xdist, BASE, UPDATE)
    assert known(repo) == [], out(result)


def test_what_was_skipped_or_died_is_not_gone(repo: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a run of everything too: a fact whose test did not run was not judged, nor is all judged where a worker died."""
    mark = """
import os, pytest
@pytest.mark.factspec("library")
def test_fact(fact, factspec):
    if os.environ.get("STOP") and fact.id == "cost": pytest.skip("not today")
    factspec.check(os.environ["TEXT"], fact=fact, id="run-1")
def test_end():
    if os.environ.get("DIE"): os._exit(3)
"""
    written(repo, mark)
    monkeypatch.setenv("TEXT", WRONG)
    repo.runpytest_inprocess(BASE, UPDATE)
    before = known(repo)
    assert before == [("run-1", "cost", "21 million euros")]
    monkeypatch.setenv("TEXT", RIGHT)
    monkeypatch.setenv("STOP", "1")
    repo.runpytest_inprocess(BASE, UPDATE)
    assert known(repo) == before
    monkeypatch.delenv("STOP")
    monkeypatch.setenv("DIE", "1")
    repo.runpytest_inprocess("-p", "xdist", "-n", "1", BASE, UPDATE)
    assert known(repo) == before
    monkeypatch.delenv("DIE")
    repo.runpytest_inprocess("--collect-only", BASE, UPDATE)
    assert known(repo) == before
    repo.runpytest_inprocess(BASE, UPDATE)
    assert known(repo) == []


def test_reasons_stay_and_expiry_needs_a_day(repo: pytest.Pytester) -> None:
    listing(repo, inline(one=WRONG))
    repo.runpytest_inprocess(BASE, UPDATE)
    data = json.loads((repo.path / "b.json").read_text())
    data["known"][0] |= {"reason": "ticket 7", "expires": "2026-03-31"}
    (repo.path / "b.json").write_text(json.dumps(data))
    assert repo.runpytest_inprocess(BASE).ret == 0
    assert repo.runpytest_inprocess(BASE, "--factspec-today=2026-03-31").ret == 0
    assert repo.runpytest_inprocess(BASE, "--factspec-today=2026-04-01").ret == 1
    repo.runpytest_inprocess(BASE, UPDATE)
    assert json.loads((repo.path / "b.json").read_text())["known"][0]["reason"] == "ticket 7"


# ---- manners


def run(repo: pytest.Pytester, *args: str, **env: str) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, **env}
    return subprocess.run(
        [sys.executable, "-m", "pytest", *args], capture_output=True, text=True, cwd=repo.path, env=environ, check=False, timeout=120
    )


def test_an_unrelated_run_imports_nothing_and_writes_nothing(repo: pytest.Pytester) -> None:
    """No module of factspec but the entry point, no file, no word; the repo has a `checks/`, a `golden/` and a `schemas/` of its own."""
    repo.makepyfile(
        conftest="""
import sys, pytest
@pytest.fixture
def golden(): return "mine"
def pytest_unconfigure():
    mine = sorted(name for name in sys.modules if "factspec" in name or name in ("numpy", "pydantic", "yaml"))
    print("loaded:", mine, file=sys.stderr)
""",
        test_it='import checks.mine\ndef test_it(golden): assert golden == "mine" and checks.mine.X == 1\n',
    )
    for name in ("checks", "schemas", "tests"):
        (repo.path / name).mkdir()
    (repo.path / "checks" / "__init__.py").write_text("")
    (repo.path / "checks" / "mine.py").write_text("X = 1\n")
    (repo.path / "tests" / "__init__.py").write_text("")
    (repo.path / "tests" / "test_more.py").write_text("import tests\ndef test_it(golden): assert tests.__file__\n")
    (repo.path / "settings.yaml").write_text("a: [")
    before = sorted(p.relative_to(repo.path) for p in repo.path.rglob("*"))
    done = run(repo, "-q", "-p", "no:cacheprovider", PYTHONDONTWRITEBYTECODE="1")
    assert done.returncode == 0, done.stdout
    assert done.stderr.strip() == "loaded: ['pytest_factspec']"
    assert sorted(p.relative_to(repo.path) for p in repo.path.rglob("*")) == before
    assert "factspec" not in done.stdout


def test_a_repo_of_its_own_beside_it(repo: pytest.Pytester) -> None:
    """The same folders and names where factspec is used."""
    (repo.path / "checks").mkdir()
    (repo.path / "checks" / "__init__.py").write_text("")
    (repo.path / "schemas").mkdir()
    (repo.path / "tests").mkdir()
    (repo.path / "tests" / "__init__.py").write_text("")
    (repo.path / "tests" / "test_it.py").write_text(
        TEST + 'import checks\ndef test_it(factspec, golden):\n    assert golden == "mine"\n    factspec.check(RIGHT, "library")\n'
    )
    repo.makeconftest("import pytest\n@pytest.fixture\ndef golden(): return 'mine'\n")
    for mode in ("prepend", "importlib"):
        done = run(repo, "-q", f"--import-mode={mode}", "-p", "no:cacheprovider", PYTHONPATH=f"{ROOT / 'checks'}{os.pathsep}{repo.path}")
        assert done.returncode == 0, done.stdout


def test_it_can_be_switched_off(repo: pytest.Pytester) -> None:
    listing(repo, inline(one=WRONG))
    written(repo, "def test_it(): pass\n")
    repo.makeini("[pytest]\n")
    for args, env in ((("-p", "no:factspec"), {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": ""}), ((), {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"})):
        done = run(repo, "-q", *args, **env)
        assert done.returncode == 0, done.stdout
        assert "1 passed" in done.stdout


def test_options_are_grouped_and_prefixed(repo: pytest.Pytester) -> None:
    text = out(repo.runpytest_inprocess("--help"))
    group = text.split("golden facts as tests:")[1].split("\n\n")[0]
    for name in ("report", "baseline", "baseline-update", "today", "items", "strict", "min-coverage"):
        assert f"--factspec-{name}" in group
    for name in ("folders (paths)", "strict (bool)", "ignore (args)", "may_miss (args)", "baseline (string)"):
        assert f"factspec_{name}" in text


def test_order_by_chance(repo: pytest.Pytester) -> None:
    """Reports and baseline do not depend on the order of the tests."""
    repo.makepyfile(mixed="def pytest_collection_modifyitems(items):\n    items.reverse()\n")
    repo.syspathinsert()
    listing(repo, inline(one=WRONG, two=RIGHT))
    repo.runpytest_inprocess("--factspec-report=json=a.json")
    repo.runpytest_inprocess("-p", "mixed", "--factspec-report=json=b.json")
    assert (repo.path / "a.json").read_bytes() == (repo.path / "b.json").read_bytes()


@BOTH
def test_order_by_pytest_randomly(repo: pytest.Pytester, xdist: tuple[str, ...]) -> None:
    pytest.importorskip("pytest_randomly", reason="pytest-randomly, which shuffles the tests, is not installed")
    written(
        repo,
        """
import pytest
@pytest.mark.factspec("library")
def test_each(fact, factspec): factspec.check(WRONG, fact=fact)
def test_whole(factspec): factspec.check(RIGHT, "library")
""",
    )
    listing(repo, inline(one=WRONG, two=RIGHT, three=SPARSE))
    ends, reports = set(), set()
    for seed in ("1", "2", "3"):
        name = f"{seed}.json"
        result = repo.runpytest_inprocess("-p", "randomly", f"--randomly-seed={seed}", *xdist, f"--factspec-report=json={name}")
        ends.add(tuple(sorted(result.parseoutcomes().items())))
        reports.add((repo.path / name).read_bytes())
    assert len(ends) == len(reports) == 1
