"""Suites: `factspec run` checks each input against its own golden set, under the suite's policy, and decides over all."""

from __future__ import annotations

import json
import signal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from factspec.cli import main

SET = """\
factspec: 1
id: {id}
facts:
  killed: {{claim: The {id} killed {n} people., type: quantity, value: {n}, unit: people, of: killed}}
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, n in (("attack", 26), ("flood", 9)):
        write(f"golden/{name}.yaml", SET.format(id=name, n=n))
        write(f"out/{name}/a.txt", f"The {name} killed {n} people.")
    write("out/mixed.jsonl", rows(("a", "attack", "The attack killed 26 people."), ("b", "flood", "The flood killed 10 people.")))


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text)


def rows(*records: tuple[str, str, str]) -> str:
    return "".join(json.dumps({"id": i, "story": story, "text": text}) + "\n" for i, story, text in records)


def run(*args: str) -> Result:
    return CliRunner().invoke(main, ["run", *args])


def statuses(*args: str) -> dict[str, str]:
    return {row["id"]: row["status"] for row in map(json.loads, run(*args, "-f", "jsonl").stdout.splitlines())}


def test_inputs_find_their_golden_set_by_folder_and_by_a_field() -> None:
    write(
        "factspec.yaml",
        """\
suites:
  folders: {golden: "{folder}", inputs: ["out/*/*.txt"]}
  records: {golden: "golden/{record.story}.yaml", inputs: out/mixed.jsonl}
""",
    )
    assert statuses() == {
        "folders/out/attack/a.txt": "pass",
        "folders/out/flood/a.txt": "pass",
        "records/a": "pass",
        "records/b": "fail",
    }
    assert run().exit_code == 1
    assert run("--suite", "folders").exit_code == 0
    assert "records: 1 of 2 inputs pass" in run().stdout


def test_suites_in_pyproject_and_from_a_folder_below(monkeypatch: pytest.MonkeyPatch) -> None:
    write("pyproject.toml", '[tool.factspec.suites.one]\ngolden = "attack"\ninputs = ["out/attack"]\n')
    Path("deep").mkdir()
    monkeypatch.chdir("deep")
    assert run().exit_code == 0, run().output


def test_policy_of_the_suite_goes_over_pyproject_and_the_command_line_over_both() -> None:
    write("pyproject.toml", "[tool.factspec]\nmin-pass-rate = 1\n")
    write("factspec.yaml", 'suites:\n  r: {golden: "{record.story}", inputs: out/mixed.jsonl, policy: {min-pass-rate: 0.5}}\n')
    assert run().exit_code == 0
    assert run("--min-pass-rate", "1").exit_code == 1
    assert run("--min-pass-rate", "1", "--exit-zero").exit_code == 0


def test_all_reports_of_one_run_and_a_saved_run() -> None:
    write("factspec.yaml", 'suites:\n  r: {golden: "{record.story}", inputs: out/mixed.jsonl}\n')
    result = run("--report=sarif=o.sarif", "--report=junit=o.xml", "--report=json=o.json", "--save=run.jsonl")
    assert result.exit_code == 1
    assert len(json.loads(Path("o.sarif").read_text())["runs"][0]["results"]) >= 1
    assert [r["golden"]["id"] for r in json.loads(Path("o.json").read_text())["suites"][0]["reports"]] == ["attack", "flood"]
    same = CliRunner().invoke(main, ["compare", "run.jsonl", "run.jsonl", "--fail-on-regression"])
    assert same.exit_code == 0
    assert "2 in both runs" in same.stdout


@pytest.mark.parametrize("named", ["../golden/attack", "/etc/passwd", ".hidden", "", "nowhere", None, 7.5])
def test_what_a_record_names_is_an_id_and_never_a_path(named: object) -> None:
    write("in.jsonl", json.dumps({"id": "x", "story": named, "text": "The attack killed 26 people."}) + "\n")
    write("factspec.yaml", 'suites:\n  r: {golden: "{record.story}", inputs: in.jsonl}\n')
    assert run().exit_code == 2
    assert statuses() == {"r/x": "error"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("suites:\n  a: {golden: attack, input: out}\n", 'factspec.yaml:2:23: suite a: unknown key "input"'),
        ("suite:\n  a: {}\n", "expected a mapping with suites"),
        ("suites: {}\n", "at least one suite"),
        ("suites:\n  a: {golden: attack}\n", "inputs: read None"),
        ("suites:\n  a: {golden: '{story}', inputs: out}\n", "read {story}"),
        ("suites:\n  a: {golden: attack, inputs: out, policy: {strikt: true}}\n", "did you mean"),
        ("suites:\n  a: {golden: attack, inputs: out, policy: {min-coverage: 7}}\n", "a share from 0 to 1"),
        ("suites:\n  a: {golden: attack, inputs: out, policy: {strict: 1}}\n", "true or false"),
        ("suites:\n  a: {golden: attack, inputs: out}\n  a: {golden: flood, inputs: out}\n", "stands twice"),
        ("suites: [\n", "not YAML"),
        ("suites:\n  a: {golden: attack, inputs: [&x [out], *x]}\n", "aliases are not read"),
        ("suites:\n  a: {golden: !!str attack, inputs: out}\n", "tags are not read"),
        ("# nothing\n", "holds nothing but comments, expected a file of suites with `suites:`"),
        ("suites:\n  a: {golden: atack, inputs: out}\n", "atack"),
    ],
)
def test_a_wrong_file_of_suites_is_told_and_checks_nothing(text: str, says: str) -> None:
    write("factspec.yaml", text)
    result = run()
    assert result.exit_code == 2
    assert says in result.stderr
    assert not result.stdout


@pytest.mark.parametrize(
    ("later", "says"),
    [
        ("{golden: floot, inputs: out/flood}", 'suite b: no golden set "floot"'),
        ("{golden: flood, inputs: out/flood, as-of: 2025-02-31}", "suite b: --as-of: read"),
        ("{golden: flood, inputs: out/flood, schema: none.json}", "suite b: --schema none.json: cannot be read"),
        (
            "{golden: flood, inputs: out/flood, policy: {ignore: [kiled]}}",
            'suite b: ignore: read "kiled", expected a rule code or an id of flood',
        ),
    ],
)
def test_what_is_wrong_with_a_later_suite_is_told_before_the_first_is_checked(later: str, says: str) -> None:
    write("factspec.yaml", f"suites:\n  a: {{golden: attack, inputs: out/attack}}\n  b: {later}\n")
    result = run("--report", "json=out.json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr
    assert not Path("out.json").exists()


def test_a_word_that_mutes_need_be_known_to_one_golden_set_alone() -> None:
    write("golden/attack.yaml", SET.format(id="attack", n=26) + "  hurt: The attack injured 20 people.\n")
    write("out/attack/a.txt", "The attack killed 26 people and injured 30.")
    write("factspec.yaml", 'suites:\n  a: {golden: attack, inputs: out/attack}\n  f: {golden: "{folder}", inputs: ["out/*/*.txt"]}\n')
    assert run().exit_code == 1
    assert run("--ignore", "hurt").exit_code == 0
    assert run("--ignore", "hurt", "--suite", "a").exit_code == 0
    result = run("--ignore", "hrt", "-f", "json")
    assert result.exit_code == 2
    assert json.loads(result.stdout)["decision"]["reasons"][-1] == {
        "rule": "mutes-nothing", "concerns": None,
        "message": 'ignore: read "hrt", expected a rule code or an id of attack, flood, did you mean "hurt"?',
    }  # fmt: skip
    assert run("--ignore", "hrt", "--suite", "a").stdout == "", "where it is known before, nothing is checked"
    write("factspec.yaml", 'suites:\n  f: {golden: "{folder}", inputs: ["out/*/*.txt"], policy: {may-miss: [hurt], ignore: [hurt]}}\n')
    assert run().exit_code == 0
    write("factspec.yaml", 'suites:\n  f: {golden: "{folder}", inputs: ["out/*/*.txt"], policy: {may-miss: [hrt], ignore: [hurt]}}\n')
    result = run()
    assert result.exit_code == 2
    assert 'f: may-miss: read "hrt", expected a fact of attack, flood' in result.stdout


def test_the_text_says_which_suite() -> None:
    write("factspec.yaml", "suites:\n  a: {golden: attack, inputs: out/attack}\n  b: {golden: attack, inputs: out/attack}\n")
    told = run().stdout
    assert [line for line in told.splitlines() if line.startswith(("suite", "1 input", "all"))] == [
        "suite a", "1 input against attack: 1 pass, 0 fail, 0 error; coverage 100 %",
        "suite b", "1 input against attack: 1 pass, 0 fail, 0 error; coverage 100 %", "all suites: pass",
    ]  # fmt: skip


def test_quiet_shows_no_suite_that_passes() -> None:
    write("out/flood/a.txt", "The flood killed 10 people.")
    write("factspec.yaml", "suites:\n  a: {golden: attack, inputs: out/attack}\n  b: {golden: flood, inputs: out/flood}\n")
    told = run("-q").stdout
    assert told.startswith("suite b\n\nFAIL out/flood/a.txt")
    assert "attack" not in told
    assert told.endswith("\nall suites: fail; b: 0 of 1 input passes, expected every input\n")
    write("out/flood/a.txt", "The flood killed 9 people.")
    assert run("-q").stdout == "all suites: pass\n"


def test_suites_with_policies_of_their_own_are_compared_without_a_note() -> None:
    write(
        "factspec.yaml",
        "suites:\n  a: {golden: attack, inputs: out/attack}\n  b: {golden: attack, inputs: out/attack, policy: {strict: true}}\n",
    )
    assert run("--save=old.jsonl").exit_code == run("--save=new.jsonl").exit_code == 0
    assert run("--save=other.jsonl", "--min-coverage=0.1").exit_code == 0

    def noted(new: str) -> list[str]:
        return json.loads(CliRunner().invoke(main, ["compare", "old.jsonl", new, "-f", "json"]).stdout)["notes"]

    assert noted("new.jsonl") == []
    assert noted("other.jsonl") == ["the policy for attack is not the same in both runs"]


def test_paths_of_reports_are_those_of_the_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A repository with the run in a folder of it: annotations and SARIF name files as the repository does."""
    write("sub/deep/x.txt", "The attack killed 28 people.")
    write("factspec.yaml", "suites:\n  a: {golden: attack, inputs: sub/deep/x.txt}\n")
    monkeypatch.chdir("sub")
    for root in ("..", str(tmp_path)):
        assert "::error file=sub/deep/x.txt," in run("-f", "github", "--root", root).stdout
        sarif = json.loads(run("-f", "sarif", "--root", root).stdout)["runs"][0]["results"][0]
        assert sarif["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "sub/deep/x.txt"
    assert "file=deep/x.txt," in run("-f", "github").stdout
    write(str(tmp_path / "pyproject.toml"), '[tool.factspec]\nroot = "."\n')
    assert "file=sub/deep/x.txt," in run("-f", "github").stdout
    write(str(tmp_path / "other/it"), "")
    for root, told in (("../other", "expected the current folder or one above it"), ("none", "no such folder")):
        result = run("--root", root)
        assert (result.exit_code, result.stdout) == (2, "")
        assert f"--root {root}: {told}" in result.stderr


def test_the_report_on_inputs_without_a_golden_set_follows_the_schema() -> None:
    from jsonschema import Draft202012Validator

    from factspec.schemas import schema

    write("in.jsonl", rows(("a", "attack", "The attack killed 26 people."), ("x", "nowhere", "The attack killed 26 people.")))
    write("factspec.yaml", 'suites:\n  r: {golden: "{record.story}", inputs: in.jsonl}\n')
    report = json.loads(run("-f", "json").stdout)
    Draft202012Validator(schema("report")).validate(report)
    assert [part["golden"]["sha256"] == "" for part in report["suites"][0]["reports"]] == [False, True]


def test_no_suites_an_unknown_suite_and_suites_in_two_places() -> None:
    assert run().exit_code == 2
    write("factspec.yaml", "suites:\n  a: {golden: attack, inputs: out/attack}\n")
    assert run("--suite", "b").exit_code == 2
    assert 'read "b", expected one of a' in run("--suite", "b").stderr
    write("pyproject.toml", '[tool.factspec.suites.one]\ngolden = "attack"\ninputs = ["out/attack"]\n')
    assert "one of the two" in run().stderr


def test_an_input_that_is_not_there_is_status_2_and_the_rest_is_still_reported() -> None:
    write("factspec.yaml", "suites:\n  a: {golden: attack, inputs: [out/attack, absent.txt]}\n")
    assert run().exit_code == 2
    assert statuses() == {"a/out/attack/a.txt": "pass", "a/absent.txt": "error"}


def test_fail_fast_stops_the_suite_and_the_suites_after_it_and_never_passes() -> None:
    write(
        "factspec.yaml",
        """\
suites:
  records: {golden: "{record.story}", inputs: [out/mixed.jsonl, out/attack], policy: {min-pass-rate: 0.1}}
  folders: {golden: attack, inputs: out/attack}
""",
    )
    assert run().exit_code == 2  # the second input of records names no golden set
    assert statuses("--fail-fast") == {"records/a": "pass", "records/b": "fail"}
    result = run("--fail-fast")
    assert result.exit_code == 1
    assert "the rest was not checked" in result.stdout


def test_an_interrupt_reports_what_is_done_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from factspec import engine

    read, calls = engine.read_text, []

    def second_is_interrupted(*args: object, **more: object) -> object:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return read(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(engine, "read_text", second_is_interrupted)
    write("in.jsonl", rows(*((str(i), "attack", "The attack killed 26 people.") for i in range(3))))
    result = CliRunner().invoke(main, ["check", "in.jsonl", "--golden", "attack", "--report", "jsonl=done.jsonl"])
    assert result.exit_code == 2
    assert "interrupted: the rest was not checked" in result.stdout
    assert len(Path("done.jsonl").read_text().splitlines()) == 1


def test_jobs_give_the_same_bytes() -> None:
    write(
        "factspec.yaml",
        """\
suites:
  records: {golden: "{record.story}", inputs: [out/mixed.jsonl, out/attack, absent.txt]}
  folders: {golden: attack, inputs: out}
""",
    )
    one = run("-f", "json")
    two = run("-f", "json", "--jobs", "2")
    assert one.stdout == two.stdout
    assert one.exit_code == two.exit_code == 2


def test_gate_decides_again_over_all_runs_of_a_file() -> None:
    write("factspec.yaml", 'suites:\n  r: {golden: "{record.story}", inputs: out/mixed.jsonl}\n')
    assert run("--save=run.jsonl").exit_code == 1

    def gate(*args: str) -> Result:
        return CliRunner().invoke(main, ["gate", "run.jsonl", *args])

    assert gate().exit_code == 1
    assert gate("--exit-zero").exit_code == 0
    assert gate("--min-pass-rate", "0").exit_code == 0
    assert [row["id"] for row in map(json.loads, gate("-f", "jsonl").stdout.splitlines())] == ["r/a", "r/b"]
    assert "all suites: fail; r: 1 of 2 inputs pass, expected every input" in gate().stdout
    assert gate("--min-pass-rate", "0.5").exit_code == run("--min-pass-rate", "0.5").exit_code == 0
    assert gate("--ignore", "kiled").exit_code == 2


def test_compare_tells_the_same_input_of_two_suites_apart() -> None:
    write(
        "factspec.yaml",
        "suites:\n  strict: {golden: attack, inputs: in.jsonl, policy: {strict: true}}\n  plain: {golden: attack, inputs: in.jsonl}\n",
    )
    write("in.jsonl", rows(("a", "attack", "The attack killed 26 people.")))
    assert run("--save=old.jsonl").exit_code == 0
    write("in.jsonl", rows(("a", "attack", "The attack killed 26 people. Mayor Tom Brandt wept.")))
    assert run("--save=new.jsonl").exit_code == 1
    result = CliRunner().invoke(main, ["compare", "old.jsonl", "new.jsonl", "-f", "json"])
    said = json.loads(result.stdout)
    assert (said["paired"], said["worse"]) == (2, [["attack", "strict/a"]])


def test_an_interrupt_in_the_middle_of_a_report_waits_until_it_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every format of a run that was interrupted while it was written is a whole one, of what was done by then."""
    from xml.etree import ElementTree

    from factspec.reporters import FORMATS, as_json

    taken, dumped = [], as_json.input_dict

    def interrupted(item: Any) -> Any:
        taken.append(item)
        if len(taken) == 2:
            signal.raise_signal(signal.SIGINT)
        return dumped(item)

    monkeypatch.setattr(as_json, "input_dict", interrupted)
    write("factspec.yaml", "suites:\n  one: {golden: attack, inputs: in.jsonl}\n  two: {golden: attack, inputs: in.jsonl}\n")
    write("in.jsonl", rows(*((str(i), "attack", "The attack killed 28 people.") for i in range(4))))
    result = run(*(f"--report={form}=out.{form}" for form in FORMATS), "--save=run.jsonl")
    assert result.exit_code == 2
    assert "interrupted: the rest was not checked" in result.stdout
    (suite,) = json.loads(Path("out.json").read_text())["suites"]
    assert [len(report["inputs"]) for report in suite["reports"]] == [2]
    assert len(Path("out.jsonl").read_text().splitlines()) == 2
    assert ElementTree.parse("out.junit").getroot()[0].get("tests") == "2"
    assert len(json.loads(Path("out.gitlab").read_text())) == len(json.loads(Path("out.sarif").read_text())["runs"][0]["results"]) == 2
    assert Path("out.html").read_text().endswith("</html>\n")
    again = CliRunner().invoke(main, ["gate", "run.jsonl", "--ignore", "killed", "--allow-silence"])
    assert again.exit_code == 2, "what was not checked cannot pass later either"
    assert "2 inputs" in again.stdout
    assert "one: interrupted: the rest was not checked" in again.stdout
