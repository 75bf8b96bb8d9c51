"""Numbers in prose: what is found, what is left alone, and what counts as saying a golden value."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factspec.mentions.digits import read_digits
from factspec.mentions.number_words import spell, spell_ordinal
from factspec.mentions.quantity import (
    NumberMention,
    Quantity,
    compare,
    find_numbers,
    parse_golden_value,
    render,
    same_dimension,
    sides_order,
)
from factspec.mentions.value_tokens import tokenize

CASES = Path(__file__).parent / "cases" / "values"


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines() if line.strip()]


def unmark(text: str) -> tuple[str, int, int]:
    """The text without its marks, and the span that they enclose."""
    start = text.find("[[")
    if start < 0:
        return text, -1, -1
    end = text.index("]]") - 2
    return text.replace("[[", "").replace("]]", ""), start, end


def each(name: str) -> list[Any]:
    return [pytest.param(row, text, id=f"{name}-{place}-{text[:40]}") for place, row in enumerate(rows(name)) for text in row["texts"]]


def marked(text: str) -> NumberMention:
    """The mention at the marked span, or the only one where the span's own marks are spelled otherwise."""
    plain, start, end = unmark(text)
    mentions = find_numbers(plain)
    for mention in mentions:
        if start < 0 or (mention.start, mention.end) == (start, end):
            return mention
    raise AssertionError(f"nothing at [{start}, {end}) in {plain!r}; found {[(m.surface, m.start, m.end) for m in mentions]}")


@pytest.mark.parametrize(("row", "text"), each("numbers.jsonl"))
def test_a_number_is_read_in_any_notation(row: dict[str, Any], text: str) -> None:
    """The value, unit, hedge and kind of the marked number are those of its group."""
    found = marked(text).quantity
    unit = row.get("unit", "").removeprefix("mass-check:")
    assert (found.value, found.unit, found.hedge) == (Decimal(row["value"]), unit, row.get("hedge", ""))
    if "kind" in row:
        assert found.kind == row["kind"]


@pytest.mark.parametrize(("row", "text"), each("ranges.jsonl"))
def test_a_range_tells_both_ends(row: dict[str, Any], text: str) -> None:
    """Ends share scale and unit, and each is reachable with its own place."""
    mention = marked(text)
    found = mention.quantity
    assert (found.low, found.high) == (Decimal(row["low"]), Decimal(row["high"]))
    assert found.unit == row.get("unit", found.unit)
    assert found.hedge == row.get("hedge", found.hedge)
    assert len(mention.parts) == row.get("parts", 0)
    if mention.parts:
        assert [part.quantity.value for part in mention.parts] == [found.low, found.high]
        assert (
            mention.start <= mention.parts[0].start < mention.parts[0].end <= mention.parts[1].start < mention.parts[1].end <= mention.end
        )


@pytest.mark.parametrize(("row", "text"), each("scores.jsonl"))
def test_a_score_tells_its_sides_in_text_order(row: dict[str, Any], text: str) -> None:
    """Scores and votes in digits and words give two sides."""
    assert marked(text).quantity.sides == tuple(Decimal(side) for side in row["sides"])


@pytest.mark.parametrize(("row", "text"), each("no_numbers.jsonl"))
def test_what_counts_nothing_has_no_value(row: dict[str, Any], text: str) -> None:
    """Names, markers, pronouns and periods give no value."""
    assert [m.surface for m in find_numbers(text) if m.quantity.kind != "identifier" and m.quantity.kind != "ordinal"] == []


@pytest.mark.parametrize(("row", "text"), each("compare.jsonl"))
def test_the_outcome_of_a_comparison(row: dict[str, Any], text: str) -> None:
    """Hedges, rounding, conversions and ranges are judged as the golden format says."""
    golden = row["golden"]
    value: Any = (("min", golden["min"]), ("max", golden["max"])) if "min" in golden else golden["value"]
    expected = parse_golden_value(value, golden.get("unit"))
    outcomes = [compare(m.quantity, expected) for m in find_numbers(text)]
    assert outcomes, text
    assert outcomes[-1] in (row["outcome"], *row.get("also", ())), outcomes


def test_mentions_are_ordered_and_never_overlap() -> None:
    """Places are in order, disjoint, and their surfaces are the text there."""
    text = " ; ".join(
        unmark(text)[0]
        for name in ("numbers.jsonl", "ranges.jsonl", "scores.jsonl", "no_numbers.jsonl")
        for row in rows(name)
        for text in row["texts"]
    )
    last = 0
    for mention in find_numbers(text):
        assert last <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.surface
        assert mention.start <= mention.core_start < mention.core_end <= mention.end
        assert mention.hedge_start <= mention.start
        assert mention.end <= mention.hedge_end
        last = mention.end


def test_spans_taken_are_skipped() -> None:
    """Numbers inside a date are no numbers."""
    text = "On 22 April 2025, 26 died."
    assert [m.surface for m in find_numbers(text, [(3, 16)])] == ["26"]


def test_a_list_shares_its_unit() -> None:
    """The bare members of a list take the unit of the last."""
    mentions = find_numbers("in the 23rd, 54th and 63rd minutes; terms of six and three years")
    assert [(str(m.quantity.value), m.quantity.unit) for m in mentions] == [
        ("23", "minute"), ("54", "minute"), ("63", "minute"), ("6", "year"), ("3", "year"),
    ]  # fmt: skip


def test_change_from_one_value_to_another_is_no_range() -> None:
    """ "rose from 10 to 12" gives two values."""
    for text in ("rose from 10 to 12 points", "improved by 1.4% to 41.6%", "up from 40.2% to 41.6%"):
        assert [m.quantity.kind for m in find_numbers(text)] == ["cardinal", "cardinal"]


def test_hedges_that_tell_a_place_bound_nothing() -> None:
    """ "under 3,100 m of ice" is a place."""
    assert find_numbers("41 km long, under 3,100 m of ice")[1].quantity.hedge == ""


def test_sides_order() -> None:
    """The order of two scores is told apart from their equality."""
    golden = parse_golden_value("3-1", "goals")
    assert [sides_order(find_numbers(text)[0].quantity, golden) for text in ("3-1", "1-3", "3-2")] == ["same", "reversed", "different"]


def test_same_dimension() -> None:
    """A number without a unit is told apart from one with another unit."""
    golden = parse_golden_value("61", "%")
    assert [same_dimension(find_numbers(text)[0].quantity, golden) for text in ("61%", "61", "61 km")] == ["same", "bare", "other"]


def test_tolerance() -> None:
    """A tolerance widens equality and nothing else."""
    golden = parse_golden_value("100", "km")
    assert compare(find_numbers("102 km")[0].quantity, golden) == "different"
    assert compare(find_numbers("102 km")[0].quantity, golden, absolute="2") == "equal"
    assert compare(find_numbers("102 km")[0].quantity, golden, relative="0.02") == "equal"
    assert compare(find_numbers("103 km")[0].quantity, golden, relative="0.02") == "different"


RENDERED = [
    ("26", "people", "Twenty-eight people", "Twenty-six"),
    ("26", "people", "28 people", "26"),
    ("4210000000", "USD", "$4.12 billion", "$4.21 billion"),
    ("4210000000", "USD", "$4.21 million", "$4.21 billion"),
    ("4210000000", "USD", "USD 4,120 million", "USD 4,210 million"),
    ("0.32", "USD", "23 cents", "32 cents"),
    ("0.32", "USD", "$1.87", "$0.32"),
    ("12", "%", "3%", "12%"),
    ("41.6", "%", "41.9 per cent", "41.6 per cent"),
    ("18432", "people", "18,342", "18,432"),
    ("18432", "people", "eighteen thousand two hundred and forty-three people", "eighteen thousand four hundred and thirty-two"),
    ("450000", "crowns", "5,50,000 crowns", "4,50,000 crowns"),
    ("18600000", "crowns", "16.8m crowns", "18.6m crowns"),
    ("54", "minute", "the 45th minute", "54th minute"),
    ("54", "minute", "the fifty-third minute", "fifty-fourth minute"),
    ("3-1", "goals", "3-2", "3-1"),
    ("3-1", "goals", "three-two", "three-one"),
    ("5-2", "votes", "four votes to three", "five votes to two"),
    ("97", "days", "a 79-day trek", "97-day"),
    ("2140", "km", "1,430 miles", "1,330 miles"),
]


@pytest.mark.parametrize(("value", "unit", "text", "written"), RENDERED)
def test_a_golden_value_is_written_as_the_text_writes(value: str, unit: str, text: str, written: str) -> None:
    """Words for words, the same separators, scale and unit; and it reads back as the golden value."""
    golden = parse_golden_value(value, unit)
    mention = find_numbers(text)[0]
    assert render(golden, mention) == written
    back = find_numbers(text[: mention.start] + written + text[mention.end :])[0]
    assert compare(back.quantity, golden) == "equal"


# -- properties ---------------------------------------------------------------------------------------------------------------------------


@given(st.integers(0, 999_999_999))
def test_words_of_another_hand_are_read(number: int) -> None:
    """num2words' British words read back as the number."""
    num2words = pytest.importorskip("num2words").num2words
    words = num2words(number, lang="en_GB")
    mentions = find_numbers(f"exactly {words} people")
    assert [m.quantity.value for m in mentions] == [Decimal(number)]


@given(st.integers(1, 9_999))
def test_ordinals_of_another_hand_are_read(number: int) -> None:
    """num2words' ordinals read back."""
    num2words = pytest.importorskip("num2words").num2words
    found = find_numbers(f"the {num2words(number, to='ordinal')} visitor")
    assert [(m.quantity.value, m.quantity.kind) for m in found] == [(Decimal(number), "ordinal")]


@given(st.integers(0, 10**15))
def test_own_words_are_read(number: int) -> None:
    """What ``spell`` writes, the finder reads; ordinals too."""
    assert [m.quantity.value for m in find_numbers(f"exactly {spell(number)} people")] == [Decimal(number)]
    if 0 < number < 10**6:
        assert find_numbers(f"the {spell_ordinal(number)} visitor")[0].quantity.value == Decimal(number)


@given(st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False))
def test_babel_formats_are_read(number: Decimal) -> None:
    """Numbers as CLDR writes them for English, Indian English and with spaces."""
    numbers = pytest.importorskip("babel.numbers")
    for locale in ("en", "en_IN"):
        written = numbers.format_decimal(number, locale=locale)
        assert find_numbers(f"about {written} items")[0].quantity.value == number.normalize(), written


@given(
    st.decimals(min_value=Decimal("0.01"), max_value=10**9, places=2, allow_nan=False, allow_infinity=False),
    st.sampled_from(["USD", "EUR", "GBP", "INR", "JPY", "CAD"]),
)
def test_babel_currencies_are_read(number: Decimal, code: str) -> None:
    """Amounts as CLDR writes them keep value and currency."""
    numbers = pytest.importorskip("babel.numbers")
    written = numbers.format_currency(number, code, locale="en", currency_digits=False, format="¤#,##0.00")
    found = find_numbers(f"paid {written} for it")[0].quantity
    assert (found.value, found.unit) == (number, code), written


@given(
    st.integers(1, 10**12),
    st.sampled_from(
        [
            "28 people",
            "twenty-eight people",
            "28,000",
            "2 800",
            "$4.2 billion",
            "4.2bn euros",
            "3,00,000 crowns",
            "28%",
            "28 km",
            "the 28th minute",
            "five thousand people",
        ]
    ),
)
def test_a_rendered_value_reads_back(number: int, like: str) -> None:
    """A rendered golden value, put in place, is the golden value."""
    mention = find_numbers(like)[0]
    quantity = mention.quantity
    golden = Quantity(
        Decimal(number),
        Decimal(number),
        value=Decimal(number),
        unit=quantity.unit,
        dimension=quantity.dimension,
        loose=quantity.loose,
        family=quantity.family,
    )
    written = like[: mention.start] + render(golden, mention) + like[mention.end :]
    assert compare(find_numbers(written)[0].quantity, golden) == "equal", written


@given(st.text(alphabet="0123456789 .,-–/:'$€%kmbn()andtwohundredthousand\n", max_size=60))
@settings(max_examples=400)
def test_no_text_breaks_the_finder(text: str) -> None:
    """Any text gives ordered, disjoint mentions whose surfaces are the text."""
    last = 0
    for mention in find_numbers(text):
        assert last <= mention.start < mention.end <= len(text)
        assert mention.surface == text[mention.start : mention.end]
        last = mention.end
        for part in mention.parts:
            assert mention.start <= part.start < part.end <= mention.end


@given(st.text(max_size=80))
def test_any_unicode_is_survived(text: str) -> None:
    """No character breaks the finder."""
    find_numbers(text)


def steps(call: Callable[[], object]) -> int:
    """Lines executed inside the package: a measure that no clock disturbs."""
    count = 0

    def tracer(frame: Any, event: str, _: Any) -> Any:
        nonlocal count
        if "factspec" not in frame.f_code.co_filename:
            return None
        count += event == "line"
        return tracer

    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        call()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "unit", ["26 people, ", "twenty-", "1,234,", "5-", "hundred and ", "a few ", "1 ", "(1) ", "$", "one ", "5 to ", "half ", "more than "]
)
def test_the_work_is_linear_in_the_text(unit: str) -> None:
    """Four times the text is about four times the steps."""
    find_numbers(unit * 10)
    small, large = (steps(lambda times=times: find_numbers(unit * times)) for times in (60, 240))
    assert large < 6 * small + 2000


def test_digits_alone() -> None:
    """The numeral reader names its shapes."""
    shapes = {"1,234.5": "cardinal", "2.1.3": "dotted", "007": "padded", "3/4": "fraction", "23rd": "ordinal"}
    for text, shape in shapes.items():
        numeral = read_digits(tokenize(text), 0, text)
        assert numeral is not None
        assert numeral.shape == shape
