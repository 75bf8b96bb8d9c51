"""The command: one test an option, every exit status, and that starting up is cheap."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from factspec import __version__
from factspec.cli import main
from factspec.rules import RULES
from factspec.schemas import schema

GOLDEN = """\
factspec: 1
id: story
title: The attack
as_of: 2025-05-05
facts:
  killed: {claim: The attack killed 26 people., type: quantity, value: 26, unit: people, of: killed, importance: required}
  injured: {claim: The attack injured 20 people., type: quantity, value: 20, unit: people, of: injured}
forbidden:
  hikers: The attack was carried out by hikers.
"""
RIGHT = "The attack killed 26 people."
WRONG = "The attack killed 28 people."


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("FACTSPEC_")]:
        monkeypatch.delenv(name)
    write("story.yaml", GOLDEN)
    write("right.txt", RIGHT)
    write("wrong.txt", WRONG)


def write(path: str, content: str | bytes) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(content if isinstance(content, bytes) else content.encode())


def run(*args: str, stdin: str | bytes | None = None, env: dict[str, str] | None = None) -> Result:
    return CliRunner(env=env).invoke(main, args, input=stdin)


def check(*args: str, stdin: str | bytes | None = None, env: dict[str, str] | None = None) -> Result:
    return run("check", *args, "--golden", "story.yaml", stdin=stdin, env=env)


def rows(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def verdicts(row: dict[str, Any]) -> dict[str, str]:
    return {fact["fact"]: fact["verdict"] for fact in row["facts"]}


def test_a_right_text_passes_and_a_wrong_one_does_not() -> None:
    assert check("right.txt").exit_code == 0
    result = check("wrong.txt")
    assert result.exit_code == 1
    assert "1:19 contradicted killed: says 28" in result.stdout
    assert "^^" in result.stdout


def test_json_lines_out_in_input_order() -> None:
    result = check("wrong.txt", "right.txt", "--format", "jsonl")
    assert [(row["id"], row["status"], verdicts(row)["killed"]) for row in rows(result)] == [
        ("wrong.txt", "fail", "contradicted"),
        ("right.txt", "pass", "supported"),
    ]


def test_one_json_object_follows_the_schema() -> None:
    result = check("wrong.txt", "right.txt", "gone.txt", "--format", "json")
    report = json.loads(result.stdout)
    jsonschema.Draft202012Validator(schema("report")).validate(report)
    assert report["factspec"] == __version__
    assert report["golden"]["id"] == "story"
    assert report["counts"]["inputs"] == 3
    assert report["decision"]["exit_status"] == result.exit_code == 2
    assert report["inputs"][2]["error"]["code"] == "not-found"
    for item in report["inputs"]:
        for found in [*item["facts"], *item["forbidden"], *item["unsupported"]]:
            assert not found["rule"] or found["rule"] in RULES, found["rule"]


def test_data_and_text_records_share_a_golden_set() -> None:
    write("r.jsonl", f'{{"id": "t", "text": "{RIGHT}"}}\n{{"id": "d", "data": {{"killed": 28}}}}\n')
    result = check("r.jsonl", "--format", "jsonl")
    assert [verdicts(row)["killed"] for row in rows(result)] == ["supported", "contradicted"]
    assert rows(result)[1]["facts"][0]["pointer"] == "/killed"
    assert [row["source_line"] for row in rows(result)] == [1, 2]


def test_fields_by_other_names() -> None:
    write("r.jsonl", json.dumps({"key": "k1", "summary": WRONG}) + "\n" + json.dumps({"key": "k2", "out": {"killed": 26}}))
    result = check("r.jsonl", "--id-field", "key", "--text-field", "summary", "--data-field", "out", "--format", "jsonl")
    assert [(row["id"], verdicts(row)["killed"]) for row in rows(result)] == [("k1", "contradicted"), ("k2", "supported")]


def test_standard_input() -> None:
    result = check("-", "--stdin-name", "piped.txt", "--format", "jsonl", stdin=WRONG)
    assert rows(result)[0]["source"] == "piped.txt"
    assert result.exit_code == 1


def test_parse_json_reads_fenced_json_as_data() -> None:
    write("answer.txt", 'Here it is:\n```json\n{"killed": 28}\n```\n')
    row = rows(check("answer.txt", "--parse-json", "--format", "jsonl"))[0]
    assert row["facts"][0]["pointer"] == "/killed"


def test_schema_violations_fail_an_extraction_output() -> None:
    write("s.json", '{"type": "object", "properties": {"killed": {"type": "integer"}}}')
    write("d.json", '{"killed": "26"}')
    result = check("d.json", "--schema", "s.json", "--format", "jsonl")
    assert rows(result)[0]["violations"] == [
        {"pointer": "/killed", "message": "'26' is not of type 'integer'", "schema_pointer": "/properties/killed/type"}
    ]
    assert result.exit_code == 1
    assert check("d.json", "--schema", "none.json").exit_code == 2


def test_output_is_written_whole_and_nothing_else_to_standard_output() -> None:
    result = check("wrong.txt", "--format", "json", "--output", "report.json")
    assert result.stdout == ""
    assert json.loads(Path("report.json").read_text(encoding="utf-8"))["decision"]["status"] == "fail"
    assert sorted(p.name for p in Path().iterdir()) == ["report.json", "right.txt", "story.yaml", "wrong.txt"]
    assert check("wrong.txt", "--output", "no/folder/report.json").exit_code == 2


def test_output_through_a_link_keeps_the_link_and_a_pipe_is_written_to(tmp_path: Path) -> None:
    """What is no regular file (a device, a pipe) is never replaced by one."""
    Path("link.json").symlink_to("target.json")
    check("right.txt", "--format", "json", "--output", "link.json")
    assert Path("link.json").is_symlink()
    assert json.loads(Path("target.json").read_text(encoding="utf-8"))["counts"]["pass"] == 1
    os.mkfifo("pipe")
    reader = subprocess.Popen(["cat", "pipe"], stdout=subprocess.PIPE, text=True)
    check("right.txt", "--format", "json", "--output", "pipe")
    output, _ = reader.communicate(timeout=60)
    assert json.loads(output)["counts"]["pass"] == 1
    assert Path("pipe").is_fifo()


def test_a_full_disk_is_said_and_is_no_fault_of_ours() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full")
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "factspec", "explain"], stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=60
        )
        assert "Traceback" not in done.stderr
        checked = subprocess.run(
            [sys.executable, "-m", "factspec", "check", "right.txt", "-g", "story.yaml"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=60,
        )
    assert checked.returncode == 2
    assert "standard output cannot be written" in checked.stderr


def test_max_bytes() -> None:
    result = check("right.txt", "--max-bytes", "10", "--format", "jsonl")
    assert rows(result)[0]["error"]["code"] == "too-large"
    assert result.exit_code == 2


def test_the_gates_options() -> None:
    assert check("right.txt", "--min-coverage", "0.5").exit_code == 0
    assert check("right.txt", "--min-coverage", "0.51").exit_code == 1
    assert check("right.txt", "wrong.txt", "--min-pass-rate", "0.5").exit_code == 0
    assert check("wrong.txt", "--exit-zero").exit_code == 0
    assert check("gone.txt", "--exit-zero").exit_code == 2
    assert check("wrong.txt", "--ignore", "killed", "--ignore", "nothing-told").exit_code == 0
    assert check("wrong.txt", "--ignore", "kiled").exit_code == 2
    assert check("right.txt", "--min-coverage", "2").exit_code == 2
    assert check("right.txt", "--max-undetermined", "x").exit_code == 2


def test_strict_fails_what_is_unsupported() -> None:
    write("more.txt", RIGHT + " Vance went to see the place.")
    assert check("more.txt").exit_code == 0
    assert check("more.txt", "--strict").exit_code == 1


def test_silence_fails_unless_allowed() -> None:
    write("golden.yaml", GOLDEN.replace(", importance: required", ""))
    write("silent.txt", "I am sorry, but I cannot help with that.")
    assert run("check", "silent.txt", "-g", "golden.yaml").exit_code == 1
    assert run("check", "silent.txt", "-g", "golden.yaml", "--allow-silence").exit_code == 0


@pytest.mark.parametrize(
    "args",
    [
        ("check", "right.txt"),
        ("check", "--golden", "story.yaml"),
        ("check", "right.txt", "--golden", "gone.yaml"),
        ("check", "right.txt", "--golden", "story.yaml", "--as-of", "tomorrow"),
        ("check", "right.txt", "--golden", "story.yaml", "--formt", "json"),
        ("check", "gone.txt", "--golden", "story.yaml"),
        ("check", "empty", "--golden", "story.yaml"),
        ("lint", "gone.yaml"),
        ("explain", "nonsense"),
        ("schema", "nonsense"),
        ("nonsense",),
    ],
)
def test_a_wrong_call_ends_with_2(args: tuple[str, ...]) -> None:
    Path("empty").mkdir()
    result = run(*args)
    assert result.exit_code == 2
    assert result.stderr or "ERROR" in result.stdout


def test_a_broken_golden_set_ends_with_2_and_shows_every_complaint() -> None:
    write("bad.yaml", "titel: x\nfacts:\n  a: 26\n")
    result = run("check", "right.txt", "--golden", "bad.yaml")
    assert result.exit_code == 2
    assert [line.split(": ")[0] for line in result.stderr.splitlines()] == ["bad.yaml:1:1", "bad.yaml:3:6"]


def test_a_broken_input_costs_no_other() -> None:
    write("bad.txt", b"caf\xe9")
    write("nul.txt", b"a\0b")
    write("empty.txt", "")
    write("blank.txt", " \n")
    result = check("bad.txt", "nul.txt", "empty.txt", "blank.txt", "right.txt", "--format", "jsonl")
    assert [row["error"]["code"] if row["error"] else row["status"] for row in rows(result)] == [
        "not-utf8",
        "nul-byte",
        "empty",
        "empty",
        "pass",
    ]
    assert result.exit_code == 2
    assert "bad.txt: not-utf8" in result.stderr


def test_a_crash_is_no_verdict_and_ends_with_3(monkeypatch: pytest.MonkeyPatch) -> None:
    from factspec import engine

    read_text = engine.read_text

    def crash(text: str, *args: Any, **more: Any) -> Any:
        if "28" in text:
            raise ZeroDivisionError("boom")
        return read_text(text, *args, **more)

    monkeypatch.setattr(engine, "read_text", crash)
    result = check("wrong.txt", "right.txt", "--format", "jsonl")
    assert [row["status"] for row in rows(result)] == ["error", "pass"]
    assert rows(result)[0]["error"]["code"] == "internal"
    assert result.exit_code == 3


def test_a_crash_outside_of_inputs_ends_with_3(monkeypatch: pytest.MonkeyPatch) -> None:
    import factspec.explain

    def crash(word: str | None) -> str:
        raise ZeroDivisionError("boom")

    monkeypatch.setattr(factspec.explain, "explain", crash)
    result = run("explain")
    assert result.exit_code == 3
    assert "ZeroDivisionError: boom" in result.stderr


def test_settings_command_line_over_environment_over_file() -> None:
    write(
        "pyproject.toml",
        '[tool.factspec]\ngolden = "story.yaml"\nmin-coverage = 0.9\nignore = ["injured"]\n\n[tool.factspec.pytest]\nx = 1\n',
    )
    assert run("check", "right.txt").exit_code == 0  # injured is ignored: coverage is 1
    write("pyproject.toml", '[tool.factspec]\ngolden = "story.yaml"\nmin-coverage = 0.9\n')
    assert run("check", "right.txt").exit_code == 1
    assert run("check", "right.txt", env={"FACTSPEC_MIN_COVERAGE": "0.4"}).exit_code == 0
    assert run("check", "right.txt", "--min-coverage", "0.8", env={"FACTSPEC_MIN_COVERAGE": "0.4"}).exit_code == 1


def test_configured_folders_are_beside_the_file_that_names_them(monkeypatch: pytest.MonkeyPatch) -> None:
    write("pyproject.toml", '[tool.factspec]\ngolden-folders = ["facts"]\n')
    write("facts/tale.yaml", GOLDEN)
    write("deep/right.txt", RIGHT)
    monkeypatch.chdir("deep")
    assert run("check", "right.txt", "--golden", "tale").exit_code == 0
    assert run("lint", "tale", "--quiet").exit_code != 2


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("min-covrage = 0.5", 'unknown key "min-covrage".*did you mean "min-coverage"'),
        ('strict = "yes"', "strict: read 'yes', expected true or false"),
        ('golden-folders = "golden"', "expected a list of folders"),
        ("strict = ", r"pyproject\.toml: cannot be read"),
    ],
)
def test_a_wrong_setting_is_refused(line: str, message: str) -> None:
    import re

    write("pyproject.toml", f"[tool.factspec]\n{line}\n")
    result = check("right.txt")
    assert result.exit_code == 2
    assert re.search(message, result.stderr)


def test_color(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[" not in check("wrong.txt").stdout
    assert "\x1b[" in check("wrong.txt", "--color", "always").stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in check("wrong.txt", "--color", "auto").stdout


def test_quiet_and_verbose() -> None:
    quiet = check("right.txt", "wrong.txt", "-q").stdout
    assert "right.txt" not in quiet
    assert "wrong.txt" in quiet
    assert "supported killed: 26" in check("right.txt", "-v").stdout


def test_as_of_and_a_records_own() -> None:
    write("r.jsonl", json.dumps({"id": 1, "text": RIGHT, "as_of": "2025-06-01"}))
    assert check("r.jsonl", "--as-of", "2025-05-06").exit_code == 0


def test_lint_shows_the_table_and_finds() -> None:
    result = run("lint", "story.yaml")
    assert "killed" in result.stdout
    assert "quantity" in result.stdout
    write("twice.yaml", "entities: {a: {name: Kim}, b: {name: Lee, aliases: [kim]}}\n" + GOLDEN)
    result = run("lint", "twice.yaml", "--quiet")
    assert result.exit_code == 1
    assert 'twice.yaml:1:28: b: the name "kim" belongs to "a" too [alias-owned-twice]' in result.stdout
    write("bad.yaml", "fact: {}")
    assert run("lint", "bad.yaml", "story.yaml").exit_code == 2


def test_lint_checks_quotes() -> None:
    head = "sources: {w: {path: sources/w.txt}, gone: {path: sources/gone.txt}, out: {path: ../w.txt}, bare: {}}\n"
    facts = ["a: {claim: The attack killed 26 people., evidence: [{source: w, quote: '“killed’  26'}, {source: w, quote: killed 27}]}"]
    facts += ["b: {claim: The attack injured 20 people., evidence: [{source: gone, quote: x}, {source: bare, quote: x}]}"]
    write("set/quotes.yaml", head + "facts:\n  " + "\n  ".join(facts))
    write("set/sources/w.txt", "It \"killed' \n26 people.")
    write("w.txt", "x")
    shown = run("lint", "set/quotes.yaml").stdout
    assert 'the quote "killed 27" is not in the source "w" [quote-not-found]' in shown
    assert shown.count("quote-not-found") == 1
    assert 'the path "../w.txt" leads out of the set\'s folder [source-outside]' in shown
    assert shown.count("note:") == 2


def test_explain_lists_and_explains() -> None:
    listed = run("explain").stdout
    for word in ("quantity", "mention", "value-differs", "nothing-told"):
        assert word in listed
    assert "The collapse injured 17 horses." in run("explain", "unit-differs").stdout
    assert "min, max" in run("explain", "quantity").stdout


def test_shell_completion() -> None:
    for shell in ("bash", "zsh", "fish"):
        assert "_FACTSPEC_COMPLETE" in run("completion", shell).stdout


def command(*args: str, env: dict[str, str] | None = None, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "factspec", *args], capture_output=True, env={**os.environ, **(env or {})}, cwd=cwd, check=False, timeout=120
    )


@pytest.mark.parametrize("args", [("--version",), ("--help",), ("check", "--help"), ("explain", "negated")])
def test_starting_up_imports_nothing_heavy(args: tuple[str, ...]) -> None:
    code = (
        "import sys; sys.argv = ['factspec', *sys.argv[1:]]\n"
        "from factspec.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'pydantic', 'numpy', 'jsonschema', 'yaml', 'rapidfuzz', 'pyarrow', 'asyncio'} & set(sys.modules)\n"
        "sys.exit(f'imported {sorted(heavy)}' if heavy else 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr


def test_the_same_bytes_whatever_the_hash_seed_and_the_folder(tmp_path: Path) -> None:
    """Two processes, two hash seeds, two working folders: one report."""
    outputs = []
    for seed, name in (("0", "one"), ("12345", "two")):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "story.yaml").write_text(GOLDEN, encoding="utf-8")
        (folder / "wrong.txt").write_text(WRONG, encoding="utf-8")
        done = command("check", "wrong.txt", "-g", "story.yaml", "--format", "json", env={"PYTHONHASHSEED": seed}, cwd=folder)
        assert done.returncode == 1, done.stderr
        outputs.append(done.stdout)
    assert outputs[0] == outputs[1]


def test_output_is_utf8_whatever_the_locale() -> None:
    write("w.txt", WRONG + " Café 日本.")
    done = command("check", "w.txt", "-g", "story.yaml", env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 1, done.stderr
    assert "Café 日本" in done.stdout.decode("utf-8")


def test_a_closed_pipe_is_no_crash() -> None:
    done = subprocess.run(
        f'"{sys.executable}" -m factspec explain | head -n 1', shell=True, capture_output=True, text=True, check=False, timeout=60
    )
    assert "Traceback" not in done.stderr
