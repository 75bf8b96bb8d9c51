"""A baseline at the command line: known failures pass, new ones fail, and a whole run fails on what is known and there no more."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from factspec.cli import main
from factspec.schemas import schema

GOLDEN = """\
factspec: 1
id: {id}
facts:
  killed: {{claim: The {id} killed 26 people., type: quantity, value: 26, unit: people, of: killed, importance: required}}
  injured: {{claim: The {id} injured 20 people., type: quantity, value: 20, unit: people, of: injured}}
"""
RIGHT = "The story killed 26 people and injured 20 people."
WRONG = "The story killed 28 people."
WORSE = "The story killed 29 people."
BOTH = "The story killed 28 people and injured 21 people."


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("story", "other"):
        write(f"golden/{name}.yaml", GOLDEN.format(id=name))
    texts(a=WRONG, b=RIGHT)


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text)


def texts(**by_id: str) -> None:
    write("in.jsonl", "".join(json.dumps({"id": key, "text": text}) + "\n" for key, text in by_id.items()))


def run(*args: str) -> Result:
    return CliRunner().invoke(main, args)


def check(*args: str) -> Result:
    return run("check", "in.jsonl", "--golden", "story", *args)


def recorded(*more: str) -> Result:
    """known.json holds what fails now."""
    check("--save", "run.jsonl")
    return run("baseline", "create", "run.jsonl", "--baseline", "known.json", *more)


def entries() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(Path("known.json").read_text())["known"]
    return found


KNOWN = ("--baseline", "known.json")


def test_what_is_known_passes_and_what_is_new_fails() -> None:
    assert check().exit_code == 1
    assert recorded().exit_code == 0
    assert [(e["input"], e["fact"], e["found"]) for e in entries()] == [("a", "killed", "28")]
    held = check(*KNOWN)
    assert held.exit_code == 0, held.output
    assert "baseline known.json: 1 known, 0 new, 0 stale" in held.stdout
    texts(a=BOTH, b=RIGHT)
    more = check(*KNOWN)
    assert more.exit_code == 1
    assert "1 known, 1 new" in more.stdout
    assert "contradicted injured" in more.stdout
    assert "contradicted killed" not in more.stdout


def test_a_whole_run_fails_on_what_is_there_no_more() -> None:
    recorded()
    texts(a=RIGHT, b=RIGHT)
    mended = check(*KNOWN)
    assert mended.exit_code == 1
    assert 'stale a killed: "28"' in mended.stdout
    assert "known.json: 1 known failure is there no more, factspec baseline update takes it out" in mended.stdout
    assert check(*KNOWN, "--exit-zero").exit_code == 0
    check("--save", "run.jsonl")
    assert run("baseline", "update", "run.jsonl", *KNOWN).exit_code == 0
    assert entries() == []
    assert check(*KNOWN).exit_code == 0


def test_another_found_value_is_new_and_the_old_one_is_stale() -> None:
    recorded()
    texts(a=WORSE, b=RIGHT)
    result = check(*KNOWN)
    assert result.exit_code == 1
    assert "0 known, 1 new, 1 stale" in result.stdout


def test_a_run_of_a_part_never_fails_on_what_is_stale() -> None:
    texts(a=WRONG, b=WRONG)
    recorded()
    texts(a=RIGHT)
    part = check(*KNOWN)
    assert part.exit_code == 0, part.output
    assert "1 stale (a part was checked: they do not count), 1 not seen" in part.stdout
    check("--save", "run.jsonl")
    run("baseline", "update", "run.jsonl", *KNOWN)
    assert [e["input"] for e in entries()] == ["b"], "a was checked and is mended; of b nothing is known"


def test_a_run_that_stopped_is_a_part() -> None:
    texts(a=WRONG, b=WRONG, c=WRONG)
    recorded()
    texts(a=RIGHT, b=WORSE, c=RIGHT)
    stopped = check(*KNOWN, "--fail-fast", "--save", "part.jsonl")
    assert "stale" in stopped.stdout
    assert "there no more" not in stopped.stdout
    result = run("baseline", "update", "part.jsonl", *KNOWN)
    assert "nothing was taken out" in result.stderr
    assert [(e["input"], e["found"]) for e in entries()] == [("a", "28"), ("b", "28"), ("b", "29"), ("c", "28")]


def test_an_error_is_never_known_and_hides_no_entry() -> None:
    recorded()
    texts(a=" ", b=RIGHT)
    result = check(*KNOWN)
    assert result.exit_code == 2
    assert "0 stale" in result.stdout
    check("--save", "run.jsonl")
    assert run("baseline", "update", "run.jsonl", *KNOWN).exit_code == 2
    assert [e["input"] for e in entries()] == ["a"]


def test_an_entry_expires_by_today_and_by_no_clock() -> None:
    assert recorded("--reason", "ticket 12", "--expires", "2020-01-31").exit_code == 0
    assert (entries()[0]["reason"], entries()[0]["expires"]) == ("ticket 12", "2020-01-31")
    undated = check(*KNOWN)
    assert undated.exit_code == 0
    assert "none expires without --today (1 with a day)" in undated.stdout
    assert check(*KNOWN, "--today", "2020-01-31").exit_code == 0
    late = check(*KNOWN, "--today", "2020-02-01")
    assert late.exit_code == 1
    assert "known.json: 1 known failure has expired by 2020-02-01" in late.stdout
    check("--save", "run.jsonl")
    run("baseline", "update", "run.jsonl", *KNOWN, "--reason", "another")
    assert entries()[0]["reason"] == "ticket 12", "an editor's word stays"
    shown = run("baseline", "show", *KNOWN, "--today", "2020-02-01").stdout
    assert 'killed: contradicted "28" (ticket 12; expired 2020-01-31)' in shown
    assert "1 known failure in 1 input, 1 expired" in shown


@pytest.mark.parametrize("word", ["soon", "2026-02-30", "20260301"])
@pytest.mark.parametrize("call", ["check", "gate", "create", "show"])
def test_what_is_no_day_is_a_usage_error(word: str, call: str) -> None:
    recorded()
    calls = {
        "check": ["check", "in.jsonl", "-g", "story", "--today", word],
        "gate": ["gate", "run.jsonl", "--today", word],
        "create": ["baseline", "create", "run.jsonl", "--baseline", "new.json", "--expires", word],
        "show": ["baseline", "show", *KNOWN, "--today", word],
    }
    result = run(*calls[call])
    assert result.exit_code == 2
    assert "expected a day" in result.stderr


def test_gate_decides_by_the_baseline_as_check_does() -> None:
    recorded()
    texts(a=BOTH, b=RIGHT)
    fresh = check(*KNOWN, "--save", "run.jsonl", "-f", "json")
    again = run("gate", "run.jsonl", *KNOWN, "-f", "json")
    assert again.stdout == fresh.stdout
    assert again.exit_code == fresh.exit_code == 1
    assert check("-f", "json").stdout == run("gate", "run.jsonl", "-f", "json").stdout, "a saved run holds what the baseline muted"


SUITES = """\
suites:
  one: {golden: story, inputs: in.jsonl}
  two: {golden: other, inputs: in.jsonl, policy: {may-miss: [killed], allow-silence: true}}
"""


def test_suites_have_names_of_their_own_in_the_baseline() -> None:
    write("factspec.yaml", SUITES)
    assert run("run", "--save", "run.jsonl").exit_code == 1
    run("baseline", "create", "run.jsonl", *KNOWN)
    assert {e["input"] for e in entries()} == {"one/a", "two/a"}
    for form in ("text", "json"):
        held = run("run", *KNOWN, "-f", form)
        assert held.exit_code == 0, held.output
    assert run("gate", "run.jsonl", *KNOWN, "--may-miss", "killed", "--allow-silence").exit_code == 0
    write("known.json", Path("known.json").read_text().replace('"two/a"', '"two/b"'))
    mixed = run("run", *KNOWN)
    assert mixed.exit_code == 1
    assert "stale two/b" in mixed.stdout


def test_an_input_that_is_gone_is_stale_in_a_whole_run_of_suites_alone() -> None:
    write("factspec.yaml", SUITES)
    run("run", "--save", "run.jsonl")
    run("baseline", "create", "run.jsonl", *KNOWN)
    texts(b=RIGHT)
    assert "2 stale" in run("run", *KNOWN).stdout
    assert run("run", *KNOWN).exit_code == 1
    assert run("run", *KNOWN, "--suite", "one").exit_code == 0
    run("run", "--save", "run.jsonl", "--suite", "one")
    assert "nothing was taken out" in run("baseline", "update", "run.jsonl", *KNOWN).stderr
    run("run", "--save", "run.jsonl")
    run("baseline", "update", "run.jsonl", *KNOWN)
    assert entries() == []


def test_the_report_says_what_the_baseline_made_and_follows_the_schema() -> None:
    recorded()
    texts(a=BOTH, b=RIGHT)
    made = json.loads(check(*KNOWN, "-f", "json").stdout)
    jsonschema.Draft202012Validator(schema("report")).validate(made)
    assert [e["fact"] for e in made["baseline"]["new"]] == ["injured"]
    assert [e["fact"] for e in made["baseline"]["known"]] == ["killed"]
    assert "1 known, 1 new" in check(*KNOWN, "-f", "markdown").stdout.replace("&#44;", ",")
    write("factspec.yaml", SUITES)
    wrapper = json.loads(run("run", *KNOWN, "-f", "json").stdout)
    jsonschema.Draft202012Validator(schema("report")).validate(wrapper)
    assert len(wrapper["baseline"]["new"]) > 0
    run("run", "--save", "run.jsonl")
    several = json.loads(run("gate", "run.jsonl", "--ignore", "nothing-told", "-f", "json").stdout)
    jsonschema.Draft202012Validator(schema("report")).validate(several)


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["check", "in.jsonl", "-g", "story", "--baseline", "none.json"], "none.json: cannot be read"),
        (["gate", "run.jsonl", "--baseline", "none.json"], "none.json: cannot be read"),
        (["baseline", "update", "run.jsonl", "--baseline", "none.json"], "none.json: cannot be read"),
        (["baseline", "create", "run.jsonl", "--baseline", "known.json"], "is there already"),
        (["baseline", "create", "none.jsonl", "--baseline", "new.json"], "none.jsonl: cannot be read"),
        (["baseline", "create", "run.jsonl"], "give --baseline FILE"),
        (["baseline", "show"], "give --baseline FILE"),
    ],
)
def test_a_wrong_call_is_status_2_and_writes_nothing(args: list[str], told: str) -> None:
    recorded()
    before = Path("known.json").read_text()
    result = run(*args)
    assert result.exit_code == 2
    assert told in result.stderr
    assert Path("known.json").read_text() == before
    assert not Path("new.json").exists()


def test_the_configured_baseline_stands_beside_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    recorded()
    write("pyproject.toml", '[tool.factspec]\nbaseline = "known.json"\n')
    Path("deep").mkdir()
    monkeypatch.chdir("deep")
    result = run("check", "../in.jsonl", "--golden", "../golden/story.yaml")
    assert result.exit_code == 0, result.output
    assert "baseline ../known.json" in result.stdout


def test_a_hostile_entry_is_shown_and_never_interpreted() -> None:
    write("known.json", json.dumps({"factspec_baseline": 1, "known": [{"input": "a\x1b[31m", "fact": "k\u202e", "found": "x\x07", "verdict": "v\n::error"}]}))  # fmt: skip
    for result in (run("baseline", "show", *KNOWN), check(*KNOWN)):
        assert not {"\x1b", "\u202e", "\x07"} & set(result.stdout)
        assert not any(line.startswith("::") for line in result.stdout.splitlines())


def test_may_miss_is_one_word_at_every_door() -> None:
    import factspec

    texts(b="The story injured 20 people.")
    assert check().exit_code == 1
    assert check("--may-miss", "killed").exit_code == 0
    assert check("--may-miss", "kiled").exit_code == 2
    golden = factspec.load("golden/story.yaml")
    assert factspec.check("The story injured 20 people.", golden, may_miss=["killed"]).passed
    with pytest.raises(factspec.UsageError, match='may-miss: read "injurd", expected a fact of story, did you mean "injured"'):
        factspec.check(RIGHT, golden, may_miss="injurd")
    check("--may-miss", "killed", "--save", "run.jsonl")
    assert run("gate", "run.jsonl").exit_code == 1, "what was optional for one policy is required again for another"
    write("pyproject.toml", '[tool.factspec]\nmay-miss = ["killed"]\n')
    assert check().exit_code == 0
