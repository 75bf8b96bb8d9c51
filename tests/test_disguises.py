"""Disguised texts: values are read through what hides them, wrong ones are caught as plain ones are, right ones raise no alarm.

`cases/disguises/CLASS.jsonl` holds for each text its plain form (`plain`), the disguised one (`text`), the fact it tells and whether
rightly; `stories.json` the six golden sets. A text of the class html is a whole page.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import factspec
from factspec.engine import CompiledGolden, compile_golden, read_data, read_text
from factspec.golden.load import load_bytes
from factspec.inputs.html import extract
from factspec.model import Reading
from factspec.text.unmask import unmask
from strategies import FIXED, MARKS, lean, lean_set, phenomena, rows, verdicts

HOSTILE = Path(__file__).resolve().parent.parent / "docs" / "hostile.md"
FOLDER = Path(__file__).parent / "cases" / "disguises"
CLASSES = sorted(path.stem for path in FOLDER.glob("*.jsonl"))
WITHIN = 0.02
IN_THE_DOCS = "lookalikes widths arabic-digits devanagari-digits invisible marks bidi spaces dashes-quotes ligatures emoji html markdown mojibake piled all"
PUBLISHED = dict(zip(IN_THE_DOCS.split(), [[int(n) for n in row.split(" | ")] for row in re.findall(r"^\| .+? \| ((?:\d+ \| ){4}\d+) \|$", HOSTILE.read_text(encoding="utf-8"), re.MULTILINE)], strict=True))  # fmt: skip


@cache
def story(name: str) -> CompiledGolden:
    content = json.loads((FOLDER / "stories.json").read_text(encoding="utf-8"))[name]
    return compile_golden(load_bytes(json.dumps({"factspec": 1, "id": name, **content}).encode(), f"{name}.json"))


def reading(row: dict[str, Any], kind: str) -> Reading:
    golden = story(row["story"])
    if kind != "html":
        return read_text(row["text"], golden)
    visible, offsets = extract(row["text"])
    return offsets.map(read_text(visible, golden))


def alarm(found: Reading) -> bool:
    return "contradicted" in verdicts(found).values() or bool(found.unsupported)


def test_every_class_of_the_promise_is_there() -> None:
    assert set(CLASSES) == {
        "lookalikes", "widths", "arabic-digits", "devanagari-digits", "invisible", "marks", "bidi", "spaces", "dashes-quotes",
        "ligatures", "emoji", "html", "markdown", "mojibake", "piled",
    }  # fmt: skip
    classes = [row for kind, row in PUBLISHED.items() if kind != "all"]
    assert PUBLISHED["all"] == [sum(column) for column in zip(*classes, strict=True)]


@pytest.mark.parametrize("kind", CLASSES)
def test_a_disguised_text_is_judged_as_a_plain_one(kind: str) -> None:
    """At least ten right and ten wrong on several stories; wrong caught as often as plain within .02, right without any alarm."""
    cases = rows(FOLDER / f"{kind}.jsonl")
    right = [row for row in cases if row["kind"] == "right"]
    wrong = [row for row in cases if row["kind"] == "wrong"]
    assert len(right) >= 10
    assert len(wrong) >= 10
    assert len({row["story"] for row in cases}) >= 4
    assert all(row["text"] != row["plain"] for row in cases)
    assert [row["id"] for row in right if alarm(reading(row, kind))] == []
    assert [row["id"] for row in right if verdicts(reading(row, kind))[row["fact"]] != "supported"] == []
    plain = sum(verdicts(read_text(row["plain"], story(row["story"])))[row["fact"]] == "contradicted" for row in wrong)
    caught = sum(verdicts(reading(row, kind))[row["fact"]] == "contradicted" for row in wrong)
    assert abs(plain - caught) <= WITHIN * len(wrong), (plain, caught, len(wrong))
    assert plain >= 0.9 * len(wrong)  # or the comparison would say nothing
    assert PUBLISHED[kind] == [len(right), 0, len(wrong), plain, caught]  # docs/hostile.md


@pytest.mark.parametrize("kind", CLASSES)
def test_places_are_those_of_the_text_as_received(kind: str) -> None:
    """What stands at the place, with the disguise taken off, is what the plain text has at its own."""
    for row in rows(FOLDER / f"{kind}.jsonl"):
        plain = read_text(row["plain"], story(row["story"]))
        for one, other in zip(plain.facts, reading(row, kind).facts, strict=True):
            if other.start is None or other.end is None:
                continue
            held = row["text"][other.start : other.end]
            if kind != "html":
                assert held == other.found
            if one.verdict == other.verdict and "\u202e" not in row["text"] and kind in ("widths", "spaces", "html", "invisible"):
                bare = unmask(held)
                read = bare.text if bare else held
                assert _blanks(read) == _blanks(one.found or ""), row["id"]


def _blanks(text: str) -> str:
    return re.sub(r"[\s,]+", " ", re.sub("¹|⁹", "", text)).replace("’", "'").strip()


def test_lookalikes_of_golden_names_are_noted() -> None:
    """Each spelling once, at its place, by its own rule; never where all is plain."""
    for row in rows(FOLDER / "lookalikes.jsonl"):
        found = read_text(row["text"], story(row["story"])).notes
        assert {note.found for note in found} == set(row["lookalikes"]), row["id"]
        assert all(note.rule == "lookalike-name" and row["text"][note.start : note.end] == note.found for note in found)
        assert read_text(row["plain"], story(row["story"])).notes == ()


FACTS = {"buy": "Norvex bought Tallin Foods.", "hurt": "The collapse injured 17 people."}
NAMES = {"n": {"type": "company", "name": "Norvex"}, "t": {"type": "company", "name": "Tallin Foods"}}
GOLDEN = compile_golden(lean_set(FACTS, entities=NAMES))
DISGUISED = "N\u043ervex bought Tallin Foods."


def test_a_note_fails_no_gate_and_stands_in_every_report() -> None:
    report = factspec.check(DISGUISED, GOLDEN, strict=True)
    assert report.passed
    assert [(f.verdict, f.rule, f.place) for f in report.findings if f.verdict == "note"] == [("note", "lookalike-name", "1:1")]
    notes = report.to_dict()["inputs"][0]["notes"]
    assert [(n["found"], n["start"], n["end"], n["rule"]) for n in notes] == [("N\u043ervex", 0, 6, "lookalike-name")]
    muted = factspec.check(DISGUISED, GOLDEN, ignore=["lookalike-name"]).inputs[0]
    assert (muted.notes, muted.muted_count) == ((), 1)


def test_a_spelling_of_the_golden_set_itself_is_no_disguise() -> None:
    golden = compile_golden(lean_set({"buy": DISGUISED}, entities={"n": {"type": "company", "name": "N\u043ervex"}}))
    for text in (DISGUISED, "Norvex bought Tallin Foods."):
        found = read_text(text, golden)
        assert verdicts(found)["buy"] == "supported"
        assert found.notes == ()


def test_disguised_golden_sets_are_read_plainly() -> None:
    golden = compile_golden(lean_set({"hurt": "The collapse injured １\u200b７ people."}))
    assert verdicts(read_text("The collapse injured 17 people.", golden)) == {"hurt": "supported"}
    assert verdicts(read_text("The collapse injured 71 people.", golden)) == {"hurt": "contradicted"}


def test_an_extraction_output_is_read_through_its_strings() -> None:
    data = {"event": "collapse", "injured": "1\u200b９ people", "buyer": {"name": "N\u043ervex", "bought": "Tallin Foods"}}
    found = read_data(data, GOLDEN)
    hurt = next(f for f in found.facts if f.fact == "hurt")
    assert (hurt.verdict, hurt.pointer) == ("contradicted", "/injured")
    assert [(n.found, n.pointer, n.start, n.end) for n in found.notes] == [("N\u043ervex", "/buyer/name", 0, 6)]
    right = read_data({"event": "collapse", "injured": "１７"}, GOLDEN)
    assert verdicts(right)["hurt"] == "supported"


def test_a_fix_mends_the_text_as_received() -> None:
    text = "The\u200b collapse injured １\u00ad９ people."
    fix = next(f.fix for f in read_text(text, GOLDEN).facts if f.fact == "hurt")
    assert fix is not None
    assert fix.text is not None
    assert text[fix.start : fix.end] == "１\u00ad９"
    mended = text[: fix.start] + fix.text + text[fix.end :]
    assert verdicts(read_text(mended, GOLDEN))["hurt"] == "supported"


@pytest.mark.parametrize(
    "text",
    [
        "The collapse, reported “on site” – as José said – injured 17 people: that’s 4 °C.",
        "Россия и Сосо",  # Russian words stay Russian, even one that is made of look-alikes alone
        "The angle Α, Δt and µm",
        "CAFÉ and Ångström, Ä “x”, Â la carte",
        "5 < 6 and a > b & c; AT&T; x &y; <unknown-tag> C:\\dir",
        "x½ ² … 3–1 «a»",
        "2**3, 2**3**4, ~~a\nb~~ and ~~~",
        "5*6 and 2*3*4 or *4*, 3·10⁶, 14·3·2025, 1.5·10^6",
        "3–4–5, 2019–20, 6−4−2, 2025–03−14, I,II,III and I, 240",
        "😀",
        "\u200b",
    ],
)
def test_what_is_plain_stays_as_it_is(text: str) -> None:
    assert unmask(text) is None


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("10<sup>6</sup> and 17<SUP>3</SUP>, H<sub>2</sub>O", "10⁶ and 17³, H₂O"),
        ("<del>19</del> 17<!-- 19 --> people <!-- open", " 17 people <!-- open"),
        ("a<br>b<p>c</p>", "a\nb\n\nc\n\n"),
        ("&amp;nbsp;&#x41;&#49;&nosuch;", "\u00a0A1&nosuch;"),
        ("isnâ€™t JosÃ© 4Â\u00a0200 4Â 200", "isn’t José 4\u00a0200 4 200"),
        ("didn\ufffdt", "didn't"),
        ("\u202e91\u202c and \u202ecba\nd", "19 and abc\nd"),
        ("fi\u00ad\nnal fi\u00adnal", "final final"),
        ("17\u200bpeople.\u200bThe 4,\u200b200", "17 people. The 4,200"),
        ("2\u041e21 ٣٫٥ ٤٬٢٠٠ ١٧", "2021 3.5 4,200 17"),
        ("𝟏𝟕 ①７ Ⅻ ㎏ ﬁ", "17 ①7 XII kg fi"),
        ("Σosé: Νοrvex", "Σosé: Norvex"),
        ("hurt 😢. 🏆 Ida won 🏆 Ida", "hurt. Ida won 🏆 Ida"),
        ("US\\$4.2 \\_x\\_", "US$4.2 _x_"),
        ("\x1b[1;31m26\x1b[0m of \x1b[3", "26 of \x1b[3"),
        ("~~19~~ 17 ~~ a ~~ 1**7** **1**,480", " 17 ~~ a ~~ 17 1,480"),
        ("1\\,480 *4*,200 6*1* 24,*600*", "1,480 4,200 61 24,600"),
        ("2025–03–14 14⁄3⁄25 46·5 21ˢᵗ l,48O I,250,OOO", "2025-03-14 14/3/25 46.5 21st 1,480 1,250,000"),
    ],
)
def test_what_each_disguise_is_read_as(text: str, read: str) -> None:
    found = unmask(text)
    assert found is not None
    assert found.text == read


@settings(FIXED, max_examples=300)
@given(
    st.lists(
        st.text(max_size=12) | st.sampled_from((*MARKS, "&#49;", "<b>", "</b>", "<!--", "-->", "â€™", "\u202e", "\u202c", "а", "о", "\\$")),
        max_size=12,
    ).map("".join)
)
def test_every_character_read_leads_back_into_the_text(text: str) -> None:
    found = unmask(text)
    if found is None:
        return
    strip = found.strip
    assert len(strip.starts) == len(strip.ends) == len(found.text)
    assert all(0 <= start < end <= len(text) for start, end in zip(strip.starts, strip.ends, strict=True))
    for word in found.lookalikes:
        assert 0 <= word.start < word.end <= len(text)
    again = unmask(found.text)
    assert again is None or len(again.text) <= len(found.text)


REWRITES = {
    "zero-width": lambda s: re.sub(r"(?<=[^\W\d_])(?=[^\W\d_]{3})", "\u200b", s),
    "soft hyphens": lambda s: re.sub(r"(?<=[^\W\d_]{2})(?=[^\W\d_]{2})", "\u00ad", s),
    "full width": lambda s: "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in s),
    "decomposed": lambda s: unicodedata.normalize("NFD", s),
    "Devanagari": lambda s: re.sub(r"\d(?![A-Za-z])", lambda m: chr(0x966 + int(m[0])), s),
    "Cyrillic": lambda s: s.translate(str.maketrans("aeopcxABEKMHOPCTX", "аеорсхАВЕКМНОРСТХ")),
    "references": lambda s: re.sub(r"[A-Za-z\d]", lambda m: f"&#{ord(m[0])};" if ord(m[0]) % 3 == 0 else m[0], s),
    "isolates": lambda s: re.sub(r"\w+", lambda m: f"\u2068{m[0]}\u2069", s),
}  # fmt: skip
OWN = (*lean(), *phenomena())


@pytest.mark.parametrize("name", REWRITES)
def test_a_disguise_changes_no_verdict_of_any_text(name: str) -> None:
    """On every third of our labelled texts, all of it disguised."""
    rewrite = REWRITES[name]
    changed = []
    for case in OWN[len(name) % 3 :: 3]:
        text = rewrite(case.text)
        if text != case.text and verdicts(read_text(text, case.compiled)) != verdicts(case.reading):
            changed.append(case.id)
    assert changed == []
