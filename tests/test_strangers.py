"""Golden sets, schemas and configuration from strangers, through the command: refused with a place, in short time, and nothing is lost.

Exit status 2 and a word that says where; never 3, never a wait, never a file outside.
"""

from __future__ import annotations

import json
import os
import random
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from factspec.cli import main
from factspec.golden.scalars import LONGEST_TEXT, MOST
from factspec.inputs.patterns import Pattern, PatternError

TEXT = "The attack killed 26 people."
GOLDEN = f"facts:\n  a: {TEXT}\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "repo"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "ok.yaml").write_text(GOLDEN)
    (folder / "t.txt").write_text(TEXT)
    return folder


def call(*args: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, list(args), input=stdin)


def refused(result: Result, *words: str) -> None:
    assert result.exit_code == 2, result.output
    for word in words:
        assert word in result.output, result.output


def facts(more: str) -> str:
    return more + GOLDEN


LONG = "x" * 5000


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("g.yaml", "a: &a [x, x]\nb: &b [*a, *a]\nfacts: *b\n", ("g.yaml:1:4", "anchors are not read", "g.yaml:3:8", "aliases are not read")),
        ("g.yaml", "<<: {a: b}\n" + GOLDEN, ("g.yaml:1:1", "<<")),
        ("g.yaml", "facts: " + "[" * 3000, ("g.yaml:1:", "nest")),
        ("g.yaml", "facts:" + "".join("\n" + " " * n + "a:" for n in range(1, 400)), ("nested deeper than 50 levels",)),
        ("g.json", '{"facts": ' + '{"a":' * 3000, ("g.json:1:", "nested deeper than 50 levels")),
        ("g.json", '{"facts": {"a": "x", "a": "y"}}', ("g.json:1:", "stands twice")),
        ("g.yaml", facts("#" + "x" * 5_300_000 + "\n"), ("g.yaml:1:1", "expected at most 5242880")),
        ("g.yaml", "facts: !!python/object/apply:os.system [ls]\n", ("g.yaml:1:8", "tags are not read")),
        ("g.yaml", facts("entities:\n  a: {type: place, name: A, within: [b]}\n  b: {type: place, name: B, within: [C]}\n  c: {type: place, name: C, within: [a]}\n"), ("within a: a place lies within itself",)),
        ("g.yaml", facts("entities:\n  a: {type: place, name: A, within: [a]}\n"), ("g.yaml:2:", "a within a")),
        ("g.yaml", facts("background: " + "x" * (LONGEST_TEXT + 1) + "\n"), ("g.yaml:1:", f"expected {LONGEST_TEXT} at most")),
        ("g.yaml", "facts:\n" + "".join(f"  f{n}: A claim.\n" for n in range(MOST + 1)), ("g.yaml:2:3", f"expected {MOST} at most")),
        ("g.yaml", facts("known: [" + "x, " * (MOST + 1) + "]\n"), ("g.yaml:1:", f"{MOST + 1} are listed, expected {MOST} at most")),
        ("g.yaml", facts("timezone: ../../../etc/passwd\n"), ("g.yaml:1:", "expected an IANA timezone")),
        ("g.yaml", facts("timezone: America\n"), ("expected an IANA timezone",)),
        ("g.yaml", '"fa\\e[31mcts": x\n', ("fa\\x1b[31mcts",)),
        ("g.yaml", "facts:\n  a: {claim: It opens at 12:30., value: 12:30}\n", ("g.yaml:2:", "expected a date")),
    ],
)  # fmt: skip
def test_a_hostile_golden_set_is_refused_with_a_place(name: str, content: str, words: tuple[str, ...]) -> None:
    Path(name).write_text(content)
    result = call("check", "t.txt", "-g", name)
    refused(result, *words)
    assert "\x1b" not in result.output
    assert call("lint", name).exit_code == 2


@pytest.mark.parametrize("name", [LONG, LONG + ".yaml", "a\0b", "a\0.yaml", "loop.yaml", "ok.yaml/x.yaml", ".", ""])
def test_a_golden_set_by_an_impossible_name(name: str) -> None:
    os.symlink("loop.yaml", "loop.yaml")
    result = call("check", "t.txt", f"--golden={name}")
    assert result.exit_code == 2, result.output
    assert "fault of factspec" not in result.output


def test_a_long_chain_of_places_is_followed() -> None:
    places = "".join(f"  e{n}: {{type: place, name: P{n}, within: [e{n + 1}]}}\n" for n in range(MOST - 1))
    Path("g.yaml").write_text(facts(f"entities:\n{places}  e{MOST - 1}: {{type: place, name: Q}}\n"))
    assert call("check", "t.txt", "-g", "g.yaml").exit_code == 0


@pytest.mark.parametrize("path", ["../secret.txt", "link.txt", "folder/up.txt", "/etc/passwd", "a\\0b.txt", "loop.txt"])
def test_a_source_outside_the_folder_is_a_finding(path: str, here: Path) -> None:
    """Whatever the way out: by dots, by a link, by a link to a folder above, by a loop."""
    (here.parent / "secret.txt").write_text("hush")
    os.symlink("../secret.txt", "link.txt")
    os.symlink("loop.txt", "loop.txt")
    os.mkdir("folder")
    os.symlink(here.parent / "secret.txt", "folder/up.txt")
    Path("g.yaml").write_text(
        f'sources:\n  s: {{path: "{path}"}}\nfacts:\n  a: {{claim: {TEXT}, evidence: [{{source: s, quote: hush}}]}}\n'
    )
    result = call("lint", "g.yaml")
    assert result.exit_code == 1, result.output
    assert re.search(r"g\.yaml:2:3: s: .*\[source-(outside|unreadable)\]", result.output), result.output
    assert "quote" not in result.output  # nothing was read


def test_a_pipe_or_folder_for_a_source_is_not_waited_for() -> None:
    os.mkfifo("pipe.txt")
    for path in ("pipe.txt", "."):
        Path("g.yaml").write_text(f"sources:\n  s: {{path: {path}}}\nfacts:\n  a: {{claim: {TEXT}, evidence: [{{source: s, quote: x}}]}}\n")
        result = call("lint", "g.yaml")
        assert result.exit_code == 1
        assert "[source-unreadable]" in result.output


def test_a_pipe_in_a_folder_is_an_error_and_not_waited_for() -> None:
    os.mkdir("in")
    os.mkfifo("in/a.txt")
    Path("in/b.txt").write_text(TEXT)
    result = call("check", "in", "-g", "ok.yaml")
    refused(result, "in/a.txt", "neither a file nor a folder", "1 pass")


def test_links_to_folders_above_give_each_file_once() -> None:
    os.mkdir("in")
    os.symlink("../in", "in/again")
    Path("in/b.txt").write_text(TEXT)
    for word in ("in", "in/**/*.txt"):
        result = call("check", word, "-g", "ok.yaml")
        assert "1 input against" in result.output


# ---- configuration


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("output", '"../lost.txt"'), ("save", '"{above}/lost.txt"'), ("report", '["json=../lost.txt"]'), ("output", '"out/../../lost.txt"'),
        ("output", '"link/lost.txt"'), ("output", '"a\\u0000b"'),
    ],
)  # fmt: skip
def test_configuration_writes_nothing_outside_its_folder(key: str, value: str, here: Path) -> None:
    (here.parent / "lost.txt").write_text("precious")
    os.symlink("..", "link")
    Path("pyproject.toml").write_text(f"[tool.factspec]\n{key} = {value.replace('{above}', here.parent.as_posix())}\n")
    refused(call("check", "t.txt", "-g", "ok.yaml"), "pyproject.toml", f"tool.factspec.{key}", "leads out")
    assert (here.parent / "lost.txt").read_text() == "precious"
    assert call("check", "t.txt", "-g", "ok.yaml", "--output", "../told.txt").exit_code in (
        0,
        2,
    )  # typed is meant, but the file is still wrong


def test_configuration_writes_inside_its_folder() -> None:
    Path("pyproject.toml").write_text('[tool.factspec]\noutput = "kept.txt"\n')
    assert call("check", "t.txt", "-g", "ok.yaml").exit_code == 0
    assert "PASS" in Path("kept.txt").read_text()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("[tool.factspec]\na = " + "[" * 3000 + "]" * 3000, "nested too deep"),
        ("#" + "x" * 6_000_000, "more than 5242880 bytes"),
        ('[tool.factspec]\n"\\u001b[31m" = 1\n', "unknown key"),
        ("[tool]\nfactspec = 3\n", "no table"),
    ],
)
def test_hostile_configuration_is_refused(content: str, words: str) -> None:
    Path("pyproject.toml").write_text(content)
    result = call("check", "t.txt", "-g", "ok.yaml")
    refused(result, "pyproject.toml", words)
    assert "\x1b" not in result.output


@pytest.mark.parametrize(
    ("suite", "words"),
    [
        ("a: {golden: ok.yaml, inputs: ../secret.txt}", ("../secret.txt", "outside: leads out of the folder")),
        ("a: {golden: ok.yaml, inputs: link.txt}", ("link.txt", "outside")),
        ("a: {golden: ok.yaml, inputs: in}", ("in/up.txt", "outside")),
        ("a: {golden: ok.yaml, inputs: 'in/*'}", ("in/up.txt", "outside")),
        ('a: {golden: ok.yaml, inputs: "t\\0.txt"}', ("not-found",)),
        ('a: {golden: "ok\\0.yaml", inputs: t.txt}', ("cannot be read",)),
        (f"a: {{golden: {LONG}, inputs: t.txt}}", ("cannot be read",)),
        ("a: &x [*x]", ("factspec.yaml:2:", "anchors are not read")),
        ("a: " + "[" * 400, ("factspec.yaml:2:", "nested deeper")),
        (
            "a: {golden: ok.yaml, inputs: t.txt, schema: ../../../../../../etc/passwd}",
            ("factspec.yaml:2:", "schema", "leads out of the folder"),
        ),
        ("a: {golden: ../ok.yaml, inputs: t.txt}", ("factspec.yaml:2:", "golden", "'../ok.yaml' leads out of the folder")),
        ("a: {golden: '../{folder}/x.yaml', inputs: t.txt}", ("golden", "leads out of the folder")),
        ("a: {golden: /etc/passwd, inputs: t.txt}", ("golden", "leads out of the folder")),
        ("a: {golden: link.txt, inputs: t.txt}", ("golden", "leads out of the folder")),
    ],
)
def test_hostile_suites_are_refused(suite: str, words: tuple[str, ...], here: Path) -> None:
    (here.parent / "secret.txt").write_text("hush hush")
    os.symlink("../secret.txt", "link.txt")
    os.mkdir("in")
    os.symlink(here.parent / "secret.txt", "in/up.txt")
    Path("factspec.yaml").write_text(f"suites:\n  {suite}\n")
    result = call("run")
    refused(result, *words)
    assert "hush" not in result.output


# ---- schemas and their patterns


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"properties": {"x": {"pattern": "(?=a)b"}}}, ("/properties/x/pattern", "looking around is not run")),
        ({"patternProperties": {"(a)\\1": {}}}, ("/patternProperties", "a reference to a group is not run")),
        ({"$defs": {"d": {"prefixItems": [{"pattern": "(?<=a)b"}]}}}, ("/$defs/d/prefixItems/0/pattern",)),
        ({"pattern": "((a{99}){99}){99}"}, ("/pattern", "too large")),
        ({"pattern": "a" * 1001}, ("/pattern", "at most 1000")),
        ({"unevaluatedProperties": False, "allOf": [{"patternProperties": {"a": {}}}]}, ("unevaluatedProperties",)),
        ({"$ref": "https://example.org/x.json"}, ("nothing is fetched",)),
        ({"$ref": "file:///etc/passwd"}, ("nothing is fetched",)),
        ({"$ref": "#"}, ("too-deep",)),
    ],
)
def test_a_hostile_schema_is_refused_with_a_place(schema: dict[str, object], words: tuple[str, ...]) -> None:
    Path("s.json").write_text(json.dumps(schema))
    Path("d.json").write_text('{"killed": 26}')
    refused(call("check", "d.json", "-g", "ok.yaml", "--schema", "s.json"), *words)


def test_a_deep_or_huge_schema_is_refused() -> None:
    Path("d.json").write_text('{"killed": 26}')
    for content, word in (('{"not":' * 900 + "{}" + "}" * 900, "nested too deep"), (" " * 6_000_000 + "{}", "more than")):
        Path("s.json").write_text(content)
        refused(call("check", "d.json", "-g", "ok.yaml", "--schema", "s.json"), word)


@pytest.mark.parametrize(
    "schema",
    [
        {"properties": {"x": {"pattern": "^(a+)+$"}}},
        {"patternProperties": {"^(a|aa)+$": {"type": "integer"}}, "additionalProperties": False},
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "properties": {"y": {"$ref": "#"}, "x": {"pattern": "^(a?){40}a{40}$"}},
        },
        {"additionalProperties": {"pattern": "(.*a){20}$"}},
        {"propertyNames": {"pattern": "^(a+)+$"}},
    ],
)
def test_a_pattern_takes_no_longer_than_its_text(schema: dict[str, object]) -> None:
    """Each of these would run for years by trying. What it finds is a violation; that it comes back at all is the test."""
    Path("s.json").write_text(json.dumps(schema))
    hostile = "a" * 60 + "!"
    Path("d.json").write_text(json.dumps({"x": hostile, "y": {"x": hostile}, hostile: "z"}))
    result = call("check", "d.json", "-g", "ok.yaml", "--schema", "s.json", "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["inputs"][0]["violations"]


PATTERNS = (
    r"^(a+)+$", r"(a|aa)*b", r"a{2,4}c?", r"(?i)straße|Ab+", r"\bfoo\b", r"^$", r"x*", r"[^a-c]\d{3}", r"^\w+@\w+\.\w+$", r"(?:ab|a)(?:c|bcd)$",
    r"a.c", r"(?s)a.c", r"(?m)^b", r"\Aa\Z", r"\S\s\D\W", r"(a?){3}a{3}", r"", r"|x", r"(?i:É)x", r"a+?b", r"[\w-]+", r"(a*)*", r"(a|b*)*c", r"a\Bb",
)  # fmt: skip


@pytest.mark.parametrize("source", PATTERNS)
def test_a_pattern_means_what_it_means_in_python(source: str) -> None:
    chance = random.Random(source)
    ours, theirs = Pattern(source), re.compile(source)
    for _ in range(300):
        text = "".join(chance.choice("abcdxAB é\n1@.-ÉßsSfo") for _ in range(chance.randint(0, 9)))
        assert ours.search(text) == (theirs.search(text) is not None), text


def test_no_pattern_is_a_pattern_error() -> None:
    for source in ("(", "[z-a]", "a**", "(?P<x>a)(?(x)b|c)", "x{99999999999}", "(?<=a)b"):
        with pytest.raises(PatternError):
            Pattern(source)
