"""What holds for every text and every golden set: no crash, exact places, the same bytes, no verdict from what does not matter.

The texts are those of tests/cases/phenomena, tests/lean, tests/corpus and examples/. The corpus is held out: a failing test over it
says how many texts break the promise and not which.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factspec.engine import compile_golden, read_data, read_text
from factspec.golden.load import load_file
from factspec.model import Reading
from strategies import (
    FIXED,
    LONG,
    NEUTRAL,
    ROOT,
    Case,
    after,
    before,
    compiled,
    corpus,
    corpus_data,
    curly,
    hostile,
    hostile_data,
    lean,
    lean_set,
    phenomena,
    places,
    read,
    shipped,
    straight,
    verdicts,
    wrapped,
)

PAHALGAM = load_file(ROOT / "golden" / "pahalgam-2025.yaml")
LIBRARY = load_file(ROOT / "examples" / "quickstart" / "library.yaml")
OWN = (*lean(), *phenomena(), *shipped())  # may be looked at
TEXTS = tuple(case.text for case in OWN) + tuple(case.text for case in corpus())


def changed(cases: Iterable[Case], rewrite: Callable[[str], str | None]) -> list[str]:
    """Which cases get another verdict, or other places, when their text is rewritten."""
    found = []
    for case in cases:
        text = rewrite(case.text)
        if text is None or text == case.text:
            continue
        one, two = verdicts(case.reading), verdicts(read_text(text, case.compiled))
        if one != two:
            found.append(
                f"{case.id}: " + ", ".join(f"{fact} {one[fact]} -> {two[fact]}" for fact in one if one[fact] != two[fact]) + f" | {text}"
            )
    return found


def none_of(found: list[str], allowed: int = 0) -> None:
    assert len(found) <= allowed, "\n".join(found)


def count_of(number: int, allowed: int) -> None:
    """For the held-out corpus: how many, never which."""
    __tracebackhide__ = True
    assert number <= allowed, f"{number} texts, at most {allowed} allowed"


# ---- no crash, exact places


def check_places(text: str, reading: Reading) -> None:
    for finding in (*reading.facts, *reading.forbidden, *reading.unsupported):
        if finding.start is None:
            assert finding.end is None
            assert finding.line is None
            assert finding.found is None
            continue
        assert finding.end is not None
        assert 0 <= finding.start < finding.end <= len(text)
        assert text[finding.start : finding.end] == finding.found
        head = text[: finding.start].replace("\r\n", "\n").replace("\r", "\n")
        # A span never starts between \r and \n, so counting line ends before it counts its line.
        assert finding.line == head.count("\n") + 1
        assert finding.column == len(head) - (head.rfind("\n") + 1) + 1
    for finding in reading.facts:
        if finding.fix is not None:
            assert finding.verdict == "contradicted"
            assert finding.fix.start is not None
            assert finding.fix.end is not None
            assert 0 <= finding.fix.start <= finding.fix.end <= len(text)


@pytest.mark.parametrize("golden", [PAHALGAM, LIBRARY], ids=["pahalgam", "library"])
def test_no_text_breaks_the_engine(golden: Any) -> None:
    """Whatever stands in a text, every fact gets a verdict and every place is exact."""

    @settings(FIXED, max_examples=100)
    @given(hostile(TEXTS))
    def holds(text: str) -> None:
        reading = read_text(text, compiled(golden))
        assert [f.fact for f in reading.facts] == [f.id for f in golden.facts]
        assert {f.verdict for f in reading.facts} <= {"supported", "partial", "contradicted", "missing", "undetermined"}
        check_places(text, reading)

    holds()


def test_no_data_breaks_the_engine() -> None:
    """Whatever an extraction output looks like, every fact gets a verdict and every pointer names something."""
    words = tuple(dict.fromkeys(w for f in LIBRARY.facts for w in (f.id, *f.claim.lower().rstrip(".").split())))
    values = (
        "18.5 million euros",
        "4,200",
        "2026-03-14",
        "Grace Okafor",
        "Studio Halden",
        "n/a",
        "",
        "unknown",
        *(f.claim for f in LIBRARY.facts),
    )

    @settings(FIXED, max_examples=100)
    @given(hostile_data(words, values))
    def holds(data: Any) -> None:
        check_pointers(data, read_data(data, compiled(LIBRARY)))

    holds()


def check_pointers(data: Any, reading: Reading) -> None:
    for finding in (*reading.facts, *reading.forbidden, *reading.unsupported):
        assert finding.line is None
        if finding.pointer is not None:
            at(data, finding.pointer)


def at(data: Any, pointer: str) -> Any:
    """What a JSON Pointer names."""
    assert pointer == "" or pointer.startswith("/")
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        data = data[int(key)] if isinstance(data, list) else data[key]
    return data


def test_places_are_exact_in_every_labelled_text() -> None:
    for case in (*OWN, *corpus()):
        check_places(case.text, case.reading)
    for golden, data in corpus_data():
        check_pointers(data, read_data(data, compiled(golden)))


@pytest.mark.parametrize("name", LONG)
def test_long_and_odd_texts_are_read(name: str) -> None:
    """A thousand characters and more of one thing end in a reading. (One letter: a hundred thousand.)"""
    text = LONG[name](1000 if name in ("one letter", "blanks", "clitics") else 60)
    check_places(text, read_text(text, compiled(LIBRARY)))


def test_deep_data_is_read_or_refused_as_too_deep() -> None:
    data: Any = 26
    for _ in range(3000):
        data = [data]
    try:
        read_data(data, compiled(LIBRARY))
    except RecursionError:
        from factspec import check

        assert check(data, compiled(LIBRARY)).inputs[0].error is not None


# ---- the same bytes

PRINT = """
import json, sys
from dataclasses import asdict
sys.path.insert(0, {tests!r})
from strategies import lean, phenomena, corpus
from factspec.engine import read_text
for case in (*lean()[::2], *phenomena()[::9], *corpus()[::13]):
    print(json.dumps(asdict(read_text(case.text, case.compiled)), ensure_ascii=True))
"""


def run(arguments: list[str], folder: Path, seed: str) -> bytes:
    env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "checks"), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, *arguments], cwd=folder, env=env, capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr.decode()
    return done.stdout


def test_readings_do_not_depend_on_the_hash_seed(tmp_path: Path) -> None:
    script = PRINT.format(tests=str(ROOT / "tests"))
    one, two = (run(["-c", script], folder, seed) for folder, seed in ((tmp_path, "0"), (ROOT, "4711")))
    assert one == two
    assert one.count(b"\n") > 120


@pytest.mark.parametrize("form", ["json", "text"])
def test_reports_are_the_same_bytes_everywhere(tmp_path: Path, form: str) -> None:
    """The same files in another folder, under another hash seed: the same report to the byte."""
    outputs = []
    for name, seed in (("here", "1"), ("there and then", "31337")):
        folder = tmp_path / name
        shutil.copytree(ROOT / "examples" / "quickstart", folder)
        outputs.append(run(["-m", "factspec", "check", "summaries", "--golden", "library.yaml", "--format", form], folder, seed))
    assert outputs[0] == outputs[1]
    assert outputs[0]


# ---- what does not matter changes no verdict


def test_the_order_of_facts_changes_no_verdict() -> None:
    """Facts in any order of the file give the same findings, in the file's order."""
    found = []
    for case in (*lean(), *phenomena()[::2], *shipped()):
        if len(case.golden.facts) < 2:
            continue
        facts = list(case.golden.facts)
        random.Random(case.id).shuffle(facts)
        other = read_text(case.text, compiled(replace(case.golden, facts=tuple(facts), sha256=f"{case.golden.sha256} {case.id}")))
        assert [f.fact for f in other.facts] == [f.id for f in facts]
        if {f.fact: f for f in other.facts} != {f.fact: f for f in case.reading.facts} or other.unsupported != case.reading.unsupported:
            found.append(case.id)
    none_of(found)


def test_the_order_of_facts_changes_no_verdict_on_the_corpus() -> None:
    found = []
    for number, case in enumerate(corpus()[::3]):
        golden = case.golden
        facts = tuple(reversed(golden.facts)) if number % 2 else tuple(sorted(golden.facts, key=lambda f: f.id))
        other = read_text(case.text, compiled(replace(golden, facts=facts, sha256=f"{golden.sha256} {number % 2}")))
        if {f.fact: f for f in other.facts} != {f.fact: f for f in case.reading.facts}:
            found.append(case.id)
    count_of(len(found), 0)


def in_turn(cases: Iterable[Case], put: Callable[..., str], first: int = 0) -> list[str]:
    """``changed`` with the neutral sentences taken in turn, one a text."""
    found = []
    for number, case in enumerate(cases):
        found += changed([case], partial(put, said=NEUTRAL[(number + first) % len(NEUTRAL)]))
    return found


def test_a_neutral_sentence_before_changes_no_verdict() -> None:
    none_of(in_turn(OWN, before))
    right = [case for case in corpus() if case.right]
    count_of(len(in_turn(right, before)), len(right) // 100)  # measured: 3 of 312


def test_a_neutral_sentence_after_changes_no_verdict() -> None:
    none_of(in_turn(OWN, after, 4))
    right = [case for case in corpus() if case.right]
    count_of(len(in_turn(right, after, 4)), len(right) // 100)  # measured: 1 of 312


def moved(cases: Iterable[Case]) -> list[str]:
    """Which cases get other places than further on by a neutral sentence's length."""
    found = []
    for case in cases:
        text = before(case.text, NEUTRAL[0])
        if places(read_text(text, case.compiled), len(text) - len(case.text)) != places(case.reading):
            found.append(f"{case.id}: {text}")
    return found


def test_a_neutral_sentence_before_moves_every_place_by_its_length() -> None:
    """The same findings at the same words, further on."""
    none_of(moved(OWN))
    right = [case for case in corpus() if case.right]
    count_of(len(moved(right)), len(right) // 100)


def test_quote_style_changes_no_verdict() -> None:
    none_of(changed(OWN, curly) + changed(OWN, straight))
    count_of(len(changed(corpus(), curly) + changed(corpus(), straight)), 0)


@pytest.mark.parametrize("width", [56, 72, 88])
def test_line_wrapping_changes_no_verdict(width: int) -> None:
    """Prose broken to a page's width reads as if it ran on, wherever the breaks can be told from a list's."""
    none_of(changed(OWN, lambda text: wrapped(text, width)))
    count_of(len(changed(corpus(), lambda text: wrapped(text, width))), len(corpus()) // 100)


def test_line_ends_and_a_byte_order_mark_change_no_verdict() -> None:
    none_of(
        changed(OWN, lambda text: text.replace("\n", "\r\n"))
        + changed(OWN, lambda text: "\ufeff" + text)
        + changed(OWN, lambda text: text + "\n")
    )
    count_of(len(changed(corpus(), lambda text: text.replace("\n", "\r")) + changed(corpus(), lambda text: "\ufeff" + text + "\r\n")), 0)


def test_unicode_form_changes_no_verdict() -> None:
    """Composed and decomposed letters are the same, in the text and in the golden set."""
    facts = {
        "chair": "Zoë Müller-Håkansson chairs the board of Café Éclair.",
        "place": "The café in Ålesund opened in 2019.",
        "said": "Señor Ibáñez said that the façade was beautiful.",
        "price": "The coat costs 1,250 złoty.",
    }
    texts = (
        "Zoë Müller-Håkansson, who chairs the board of Café Éclair, was there.", "The café in Ålesund opened in 2018.",
        "The façade was beautiful, Señor Ibáñez said.", "The façade was ugly, Señor Ibáñez said. The coat costs 1,250 złoty.", "José Müller chairs the board of Café Éclair.",
    )  # fmt: skip
    golden = lean_set(facts, as_of="2026-03-12")
    spread = lean_set({key: unicodedata.normalize("NFD", claim) for key, claim in facts.items()}, as_of="2026-03-12")
    for text in texts:
        forms = [read(g, unicodedata.normalize(form, text)) for form in ("NFC", "NFD", "NFKC", "NFKD") for g in (golden, spread)]
        assert all(verdicts(form) == verdicts(forms[0]) for form in forms), text
    none_of(changed(OWN, lambda text: unicodedata.normalize("NFD", text)))
    count_of(len(changed(corpus(), lambda text: unicodedata.normalize("NFD", text))), 0)


@settings(FIXED, max_examples=60)
@given(st.sampled_from(lean()), st.sampled_from(NEUTRAL), st.sampled_from(NEUTRAL), st.booleans(), st.sampled_from(["NFC", "NFD"]))
def test_rewritings_together_change_no_verdict(case: Case, first: str, last: str, typographic: bool, form: str) -> None:
    text = after(before(case.text, first), last)
    text = unicodedata.normalize(form, curly(text) if typographic else text)
    assert verdicts(read_text(text, case.compiled)) == verdicts(case.reading)


# ---- fixes


def test_applying_a_fix_ends_the_contradiction() -> None:
    """Each fix by itself, put into the text, leaves its fact not contradicted."""
    found, fixes = [], 0
    for case in (*OWN, *corpus()):
        for finding in case.reading.facts:
            if finding.fix is None:
                continue
            fixes += 1
            fix = finding.fix
            assert fix.text is not None
            text = case.text[: fix.start] + fix.text + case.text[fix.end :]
            again = next(f for f in read_text(text, case.compiled).facts if f.fact == finding.fact)
            if again.verdict == "contradicted":
                found.append(f"{finding.fact}: {finding.found!r} -> {fix.text!r}")
    count_of(len(found), 0)
    assert fixes > 150


def test_applying_a_fix_of_data_ends_the_contradiction() -> None:
    found, fixes = [], 0
    for golden, data in corpus_data():
        for finding in read_data(data, compiled(golden)).facts:
            if finding.fix is None:
                continue
            fixes += 1
            assert finding.fix.pointer is not None
            mended = put(data, finding.fix.pointer, finding.fix.value)
            again = next(f for f in read_data(mended, compiled(golden)).facts if f.fact == finding.fact)
            if again.verdict == "contradicted":
                found.append(finding.fact)
    count_of(len(found), 0)
    assert fixes >= 1


def put(data: Any, pointer: str, value: Any) -> Any:
    """A copy of the data with another value where a JSON Pointer points."""
    if not pointer:
        return value
    copy = json.loads(json.dumps(data))
    head, _, last = pointer.rpartition("/")
    holder = at(copy, head)
    key = last.replace("~1", "/").replace("~0", "~")
    holder[int(key) if isinstance(holder, list) else key] = value
    return copy


# ---- linear work


def steps(work: Callable[[], object]) -> Counter[str]:
    """Lines of factspec's code run, by function: work counted, not timed."""
    counts: Counter[str] = Counter()

    def inside(frame: FrameType, event: str, _: object) -> Any:
        if event == "line":
            counts[f"{frame.f_code.co_filename.rpartition('factspec/')[2]}:{frame.f_code.co_name}"] += 1
        return inside

    old = sys.gettrace()
    sys.settrace(lambda frame, _, __: inside if "factspec" in frame.f_code.co_filename else None)
    try:
        work()
    finally:
        sys.settrace(old)
    return counts


@pytest.mark.parametrize("name", LONG)
def test_work_grows_with_the_length_and_no_faster(name: str) -> None:
    """A text of twice the length takes at most some twice the steps, in all and in every function that counts.

    Steps are executed lines of Python; what numpy and regular expressions do inside one line is not seen.
    """
    usual = name in ("sentences", "paragraphs", "quotations", "list", "table")
    golden = compiled(PAHALGAM if usual else LIBRARY)
    size = 12 if usual else 20
    texts = [LONG[name](size), LONG[name](2 * size)]
    for text in texts:
        read_text(text, golden)  # what is remembered of the golden set is no work of either
    # a short text that was read lately is kept: both are counted on a text not read before
    one, two = (steps(lambda text=text: read_text(f"{text}\n\nEnd.", golden)) for text in texts)  # type: ignore[misc]
    assert two.total() <= 2.3 * one.total() + 2000
    steep = {f"{where}: {one[where]} -> {n}" for where, n in two.items() if n > 2.8 * one[where] and n > 0.05 * two.total()}
    assert not steep


def test_a_set_compiles_with_steps_in_proportion_to_its_facts() -> None:
    """Every claim is laid beside every other fact, so compiling is quadratic in facts; it stays below that by far for usual sizes."""
    sets = [lean_set({f"f{i}": f"The {i}th pump of hall {i} moves {i * 7 + 3} litres an hour." for i in range(n)}) for n in (10, 20)]
    compile_golden(sets[0])
    one, two = (steps(lambda golden=golden: compile_golden(golden)).total() for golden in sets)  # type: ignore[misc]
    assert two <= 4.2 * one
