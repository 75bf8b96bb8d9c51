"""What must hold for every text, golden set and extraction output, said once for atheris, for Hypothesis and for the kept corpus.

Never an exception but a complaint of our own; every place inside the text, and the text at it what is shown; a report that its schema
knows; verdicts of the known words. An input of the target `text` brings its own golden set: lines before `===` are claims, `@type name`
an entity, `!claim` what is forbidden, `~` background, `%day` the day of reading, `:type claim` a claim with its type; the rest is the text.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import factspec
from factspec.agree import refuse
from factspec.engine import CompiledGolden, compile_golden
from factspec.errors import FactspecError, GoldenError, InputError
from factspec.gate import Policy
from factspec.golden.load import load_bytes
from factspec.inputs import Item
from factspec.inputs.records import parse
from factspec.model import FACT_TYPES
from factspec.report import InputReport, Report
from factspec.run import Settings, check_item, make_report
from factspec.schemas import report_schema

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TARGETS = ("text", "golden", "data")
CLAIMS, CLAIM, TEXT, BYTES = 8, 240, 1500, 6000  # what one input may hold


@cache
def _validator() -> Any:
    import jsonschema

    return jsonschema.Draft202012Validator(report_schema())


def _report_holds(report: Report, golden: CompiledGolden, raw: bytes) -> InputReport:
    """What is true of every report. One in eight is laid beside the schema, which takes longer than all the rest."""
    shape = report.to_dict()
    if zlib.crc32(raw) % 8 == 0:
        _validator().validate(shape)
    one = report.inputs[0]
    if one.error is None:
        assert [f.fact for f in one.facts] == [f.id for f in golden.golden.facts]
    else:
        assert one.error.code != "internal", one.error.message
    for finding in report.findings:
        assert str(finding)
    return one


def _places_hold(one: InputReport, text: str) -> None:
    for f in (*one.facts, *one.forbidden, *one.unsupported, *one.notes):
        if f.start is None or f.end is None:
            assert f.start is None
            assert f.end is None
            continue
        assert 0 <= f.start < f.end <= len(text)
        assert text[f.start : f.end] == f.found
        assert f.line is not None
        assert f.column is not None
    for f in one.facts:
        if f.fix is not None:
            assert f.fix.start is not None
            assert f.fix.end is not None
            assert 0 <= f.fix.start <= f.fix.end <= len(text)


def _pointers_hold(one: InputReport, data: Any) -> None:
    for f in (*one.facts, *one.forbidden, *one.unsupported, *one.notes):
        if f.pointer is None:
            continue
        held = data
        for part in f.pointer.split("/")[1:]:
            key = part.replace("~1", "/").replace("~0", "~")
            held = held[int(key)] if isinstance(held, list) else held[key]
        if f.start is not None and f.end is not None:
            assert isinstance(held, str)
            assert 0 <= f.start < f.end <= len(held)


def _complains(error: FactspecError) -> None:
    """A complaint of ours says something, and one about a golden set says where."""
    assert str(error)
    if isinstance(error, GoldenError):
        assert error.complaints
        assert all(c.line >= 1 and c.column >= 1 and c.message for c in error.complaints)


def _golden_of(head: list[str]) -> dict[str, Any]:
    made: dict[str, Any] = {"factspec": 1, "id": "fuzz", "facts": {}, "forbidden": {}, "entities": {}}
    for line in head[: CLAIMS * 2]:
        line = line[:CLAIM]
        kind, rest = line[:1], line[1:].strip()
        first, _, more = rest.partition(" ")
        if kind == "@" and more.strip():
            made["entities"][f"e{len(made['entities'])}"] = {"type": first, "name": more.strip()}
        elif kind == "!" and rest:
            made["forbidden"][f"b{len(made['forbidden'])}"] = rest
        elif kind == "~":
            made["background"] = rest
        elif kind == "%":
            made["as_of"] = rest
        elif kind == ":" and first in FACT_TYPES and more.strip():
            made["facts"][f"f{len(made['facts'])}"] = {"claim": more.strip(), "type": first}
        elif line.strip() and len(made["facts"]) < CLAIMS:
            made["facts"][f"f{len(made['facts'])}"] = line
    return {key: value for key, value in made.items() if value}


def text(raw: bytes) -> None:
    """A golden set's lines and a text: a report, or a complaint about the set."""
    whole = raw[:BYTES].decode("utf-8", "ignore").replace("\x00", "")
    head, mark, body = whole.partition("\n===\n")
    if not mark:
        head, body = "The attack killed 26 people.", whole
    body = body[:TEXT]
    try:
        golden = compile_golden(load_bytes(json.dumps(_golden_of(head.splitlines())).encode(), "fuzz.json"))
        refuse(golden)
    except FactspecError as error:
        _complains(error)
        return
    one = _report_holds(factspec.check(body, golden), golden, raw)
    if one.error is None:
        _places_hold(one, body)


def golden(raw: bytes) -> None:
    """Bytes of a golden set: a set that can be checked against, or located complaints."""
    for name in ("fuzz.yaml", "fuzz.json"):
        try:
            loaded = load_bytes(raw[:BYTES], name)
        except FactspecError as error:
            _complains(error)
            continue
        if len(loaded.facts) + len(loaded.forbidden) > CLAIMS or sum(len(f.claim) for f in loaded.facts) > TEXT:
            continue
        try:
            compiled = compile_golden(loaded)
            refuse(compiled)
        except FactspecError as error:
            _complains(error)
            continue
        body = " ".join(f.claim for f in loaded.facts)[:TEXT]
        one = _report_holds(factspec.check(body, compiled), compiled, raw)
        if one.error is None:
            _places_hold(one, body)


@cache
def _sets() -> tuple[CompiledGolden, ...]:
    found = [compile_golden(load_bytes((ROOT / "examples/quickstart/library.yaml").read_bytes(), "library.yaml"))]
    stories = json.loads((HERE.parent / "cases" / "disguises" / "stories.json").read_text(encoding="utf-8"))
    found += [compile_golden(load_bytes(json.dumps({"id": name, **stories[name]}).encode(), "s.json")) for name in sorted(stories)]
    return tuple(found)


def _own(head: bytes) -> CompiledGolden:
    loaded = load_bytes(head, "fuzz.yaml")
    if len(loaded.facts) > CLAIMS or len(loaded.forbidden) > CLAIMS:
        raise InputError("too-large", "more claims than one input may hold")
    golden = compile_golden(loaded)
    refuse(golden)
    return golden


def data(raw: bytes) -> None:
    """Bytes of an extraction output: a report with pointers that lead somewhere, or a complaint.

    The golden set stands before `===`; where there is none, the first byte chooses one.
    """
    if not raw:
        return
    head, mark, body = raw[:BYTES].partition(b"\n===\n")
    try:
        golden = _own(head) if mark else _sets()[raw[0] % len(_sets())]
        value = parse((body if mark else raw[1:BYTES]).decode("utf-8", "ignore"))
    except FactspecError as error:
        _complains(error)
        return
    if not isinstance(value, (dict, list)):
        return
    item = Item("fuzz", "fuzz.json", content=value, is_text=False)
    found = check_item(item, golden, Policy(), Settings(), catch=False)
    one = _report_holds(make_report(golden.golden, Policy(), (found,)), golden, raw)
    if one.error is None:
        _pointers_hold(one, value)


HOLDS: dict[str, Callable[[bytes], None]] = {"text": text, "golden": golden, "data": data}


def kept(target: str) -> list[Path]:
    """The committed corpus of a target."""
    return sorted((HERE / "corpus" / target).iterdir())
