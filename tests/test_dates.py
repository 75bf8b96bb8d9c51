"""Dates and times in prose: what is found, how it is anchored, and what counts as saying a golden date."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from factspec.mentions.dates import DateMention, compare_dates, find_dates, parse_golden_date, render_date

CASES = Path(__file__).parent / "cases" / "values"
DAYS = st.dates(date(1950, 1, 1), date(2060, 12, 31))


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines() if line.strip()]


def each(name: str) -> list[Any]:
    return [pytest.param(row, text, id=f"{name}-{place}-{text[:40]}") for place, row in enumerate(rows(name)) for text in row["texts"]]


def unmark(text: str) -> tuple[str, int, int]:
    """The text without its marks, and the last span that they enclose."""
    plain, start, end = text, -1, -1
    while "[[" in plain:
        start = plain.index("[[")
        end = plain.index("]]") - 2
        plain = plain.replace("[[", "", 1).replace("]]", "", 1)
    return plain, start, end


def marked(text: str, as_of: date, loose: bool) -> DateMention:
    plain, start, end = unmark(text)
    mentions = find_dates(plain, as_of)
    for mention in reversed(mentions):
        if (mention.start, mention.end) == (start, end) or (loose and mention.start < end and mention.end > start):
            return mention
    raise AssertionError(f"nothing at [{start}, {end}) in {plain!r}; found {[(m.surface, m.start, m.end) for m in mentions]}")


@pytest.mark.parametrize(("row", "text"), each("dates.jsonl"))
def test_a_date_is_read_in_any_notation(row: dict[str, Any], text: str) -> None:
    """The interval, the clock and the precision of the marked phrase are those of its group."""
    mention = marked(text, date.fromisoformat(row["as_of"]), row.get("loose_span", False))
    value = mention.value
    if "start" in row:
        assert (value.start, value.end) == (date.fromisoformat(row["start"]), date.fromisoformat(row["end"]))
    if "time" in row:
        assert value.time == time.fromisoformat(row["time"])
    if "zone" in row:
        assert value.utc_offset_minutes == row["zone"]
    if "precision" in row:
        assert value.precision == row["precision"]
    assert len(mention.parts) == row.get("parts", 0)


@pytest.mark.parametrize(("row", "text"), each("no_dates.jsonl"))
def test_ordinary_words_and_numbers_are_no_dates(row: dict[str, Any], text: str) -> None:
    """Modals, surnames, counts, scores and durations give no date."""
    assert [m.surface for m in find_dates(text, date(2025, 5, 5)) if m.surface not in row.get("but", ())] == []


@pytest.mark.parametrize(("row", "text"), each("compare_dates.jsonl"))
def test_the_outcome_of_a_comparison(row: dict[str, Any], text: str) -> None:
    """Equal, finer, vaguer, a wrong weekday, different: as the golden format says."""
    golden = parse_golden_date(tuple(row["golden"].items()) if isinstance(row["golden"], dict) else row["golden"])
    mentions = find_dates(text, date.fromisoformat(row["as_of"]))
    assert mentions, text
    assert compare_dates(mentions[0], golden) in (row["outcome"], *row.get("also", ())), mentions[0]


def test_ambiguous_order_is_kept() -> None:
    """ "2/5" is both; a weekday beside it decides."""
    [plain] = find_dates("on 2/5", date(2025, 5, 5))
    assert {value.start for value in plain.candidates} >= {date(2025, 5, 2), date(2025, 2, 5)}
    [dated] = find_dates("fri (2/5)", date(2025, 5, 5))
    assert [value.start for value in dated.candidates] == [date(2025, 5, 2)]


def test_a_list_borrows_its_month() -> None:
    """ "2, 4 and 22 April" is three dates."""
    assert [m.value.start for m in find_dates("on 2, 4 and 22 April 2025", None)] == [date(2025, 4, day) for day in (2, 4, 22)]
    assert [m.value.start for m in find_dates("on 3 and 5 May 2025", None)] == [date(2025, 5, 3), date(2025, 5, 5)]


def test_text_relative_dates_say_so() -> None:
    """Offsets that lean on the text are marked, resolved or not."""
    later = find_dates("On 2 May 2025 he spoke; two days later he left.", None)[1].value
    assert (later.start, later.relative, later.offset_days) == (date(2025, 5, 4), "text", 2)
    assert find_dates("five years before she married", date(2026, 1, 23)) == (), "how long, and not when"


def test_a_clock_time_without_its_half_of_the_day() -> None:
    """ "Half past six" is said of 18:30 as well as of 06:30; "in the evening" decides."""
    golden = parse_golden_date("2026-03-02T18:30")
    for text in ("at half past six", "6.30 pm", "at 6:30 in the evening", "18:30", "at 6:30"):
        assert compare_dates(find_dates(text, date(2026, 3, 9))[0], golden) == "equal", text
    for text in ("6.30 am", "at half past six in the morning", "half past seven", "06:30"):
        assert compare_dates(find_dates(text, date(2026, 3, 9))[0], golden) == "different", text


def test_two_digits_are_a_year_only_behind_one_in_full() -> None:
    """ "In 98" alone, before a noun or in a rise is no year."""
    for text in ("in 98", "In 1996 it took him 98 days", "in 1996 it rose from 84 to 98", "in 1996 they found it in 98 of the towns"):
        assert [m.surface for m in find_dates(text, date(2026, 3, 9))] in ([], ["1996"]), text


def test_offset_from_the_date_that_follows() -> None:
    """ "two days after 2 May" leans on 2 May."""
    assert find_dates("two days after 2 May 2025", None)[0].value.start == date(2025, 5, 4)


def test_without_a_day_of_reading() -> None:
    """A weekday or a year-less date alone stays open."""
    [friday] = find_dates("on Friday", None)
    assert (friday.value.start, friday.value.weekday, friday.value.precision) == (None, 4, "weekday")
    [day] = find_dates("on 22 April", None)
    assert day.value.start is None


def test_relations() -> None:
    """Words that bound a date are told."""
    text = "by 4 May, since 1972, until 1996, before 2 May, after April 22"
    assert [m.value.relation for m in find_dates(text, date(2025, 5, 5))] == ["by", "since", "until", "before", "after"]


def test_mentions_are_ordered_and_never_overlap() -> None:
    """Places are in order, disjoint, and their surfaces are the text there."""
    text = " ; ".join(unmark(text)[0] for name in ("dates.jsonl", "no_dates.jsonl") for row in rows(name) for text in row["texts"])
    last = 0
    for mention in find_dates(text, date(2025, 5, 5)):
        assert last <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.surface
        for slot in mention.slots:
            assert mention.start <= slot.start < slot.end <= mention.end
        last = mention.end


RENDERED = [
    ("2025-04-22", "24 April", "22 April"), ("2025-04-22", "April 24, 2025", "April 22, 2025"), ("2025-04-22", "Monday 24 March", "Tuesday 22 April"),
    ("2025-04-22", "24/4/2025", "22/4/2025"), ("2025-04-22", "the twenty-third of April", "twenty-second of April"), ("2025-04-22", "Apr. 24th", "Apr. 22nd"),
    ("2025-04-22", "2025-04-24", "2025-04-22"), ("1972", "in 1971", "1972"), ("1972", "'71", "'72"), ("2025-04", "in March", "April"),
    ("2025-04-22", "yesterday", "22 April 2025"), ("2025-04-22", "in 2024", "22 April 2025"), ("1972", "on 3 May 1971", "1972"),
    ("2025-05-04T22:38-05:00", "on 3 May at 10:28 pm", "4 May at 10:38 pm"),
]  # fmt: skip


@pytest.mark.parametrize(("golden", "text", "written"), RENDERED)
def test_a_golden_date_is_written_as_the_text_writes(golden: str, text: str, written: str) -> None:
    """The same components in the same style; full notation where they cannot carry it."""
    mention = find_dates(text, date(2025, 5, 5))[0]
    assert render_date(parse_golden_date(golden), mention) == written


@pytest.mark.parametrize("value", ["2025-13", "2025-02-30", "April", "2025-04-22T25:00", "", "0000"])
def test_a_golden_date_that_is_none_is_refused(value: str) -> None:
    """What the calendar has not is refused with what was expected."""
    with pytest.raises(ValueError, match=r"expected|no such"):
        parse_golden_date(value)


# -- properties ---------------------------------------------------------------------------------------------------------------------------

FORMATS = [
    "d MMMM y",
    "MMMM d, y",
    "EEEE, d MMMM y",
    "EEEE, MMMM d, y",
    "d MMM y",
    "MMM d, y",
    "y-MM-dd",
    "dd.MM.y",
    "d. MMMM y",
    "EEE, d MMM y",
    "dd-MMM-y",
    "y/MM/dd",
    "EEEE d MMMM y",
]


@given(DAYS, st.sampled_from(FORMATS))
def test_babel_formats_are_read(day: date, pattern: str) -> None:
    """Dates as CLDR patterns write them read back, weekday and all."""
    dates = pytest.importorskip("babel.dates")
    if pattern == "d. MMMM y":
        pattern = "d MMMM, y"
    written = dates.format_date(day, pattern, locale="en_GB")
    [mention] = find_dates(f"It was on {written} that it began.", date(2025, 5, 5))
    assert (mention.value.start, mention.value.end) == (day, day), written
    assert mention.value.weekday in (None, day.weekday())
    assert compare_dates(mention, parse_golden_date(day.isoformat())) == "equal"


@given(DAYS, st.sampled_from(["dd/MM/y", "MM/dd/y", "d/M/yy", "M/d/yy"]))
def test_numeric_orders_are_among_the_readings(day: date, pattern: str) -> None:
    """Whichever order was meant is among the candidates."""
    dates = pytest.importorskip("babel.dates")
    as_of = date(day.year, 6, 30)
    [mention] = find_dates(f"on {dates.format_date(day, pattern, locale='en_GB')} it began", as_of)
    assert day in [value.start for value in mention.candidates]


@given(DAYS, st.integers(-170, 170))
def test_a_yearless_date_is_the_nearest(as_of: date, distance: int) -> None:
    """Within half a year either way a date without its year is that of the nearest year."""
    day = as_of + timedelta(days=distance)
    if (day.month, day.day) == (2, 29):
        return
    [mention] = find_dates(f"on {day.day} {day:%B} it began", as_of)
    assert mention.value.start == day


@given(DAYS, st.integers(0, 6))
def test_a_weekday_is_within_a_week(as_of: date, weekday: int) -> None:
    """A bare weekday is the last such day, or the next among the candidates."""
    name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[weekday]
    [mention] = find_dates(f"He spoke on {name}.", as_of)
    assert mention.value.start is not None
    assert 0 <= (as_of - mention.value.start).days < 7
    assert mention.value.start.weekday() == weekday


@given(DAYS, st.integers(1, 300), st.sampled_from(["later", "earlier"]))
def test_days_later_are_counted(day: date, count: int, word: str) -> None:
    """Offsets in days from a date of the text are exact."""
    mentions = find_dates(f"It began on {day:%d %B %Y}. It was {count} days {word} that it ended.", None)
    assert mentions[1].value.start == day + timedelta(days=count if word == "later" else -count)


@given(
    DAYS,
    DAYS,
    st.sampled_from(
        [
            "3 May 2020",
            "May 3, 2020",
            "Sunday 3 May 2020",
            "3rd of May 2020",
            "03.05.2020",
            "2020-05-03",
            "the third of May 2020",
            "yesterday",
            "in 2020",
            "May 2020",
            "3 May",
            "Sun 3 May 2020",
        ]
    ),
)
def test_a_rendered_date_reads_back(day: date, as_of: date, like: str) -> None:
    """A rendered golden date, put in place, is the golden date."""
    [mention] = find_dates(like, as_of)
    assume("20" in like or abs((day - as_of).days) <= 180)  # a year-less notation can carry the near days only
    golden = parse_golden_date(day.isoformat())
    written = like[: mention.start] + render_date(golden, mention) + like[mention.end :]
    assert compare_dates(find_dates(written, as_of)[0], golden) == "equal", written


@given(st.integers(0, 23), st.integers(0, 59), st.sampled_from(["h:mm a", "HH:mm", "h.mm a"]))
def test_clock_times_are_read(hour: int, minute: int, pattern: str) -> None:
    """Clock times as CLDR writes them read back."""
    dates = pytest.importorskip("babel.dates")
    written = dates.format_time(time(hour, minute), pattern, locale="en_US")
    [mention] = find_dates(f"It began at {written} sharp.", date(2025, 5, 5))
    assert mention.value.time == time(hour, minute), written


@given(st.text(alphabet="0123456789 .,-–/:'()MayAprilSundayQHthofinonthe\n", max_size=60))
@settings(max_examples=400)
def test_no_text_breaks_the_finder(text: str) -> None:
    """Any text gives ordered, disjoint mentions whose surfaces are the text."""
    last = 0
    for mention in find_dates(text, date(2025, 5, 5)):
        assert last <= mention.start < mention.end <= len(text)
        assert mention.surface == text[mention.start : mention.end]
        assert mention.value == mention.candidates[0]
        last = mention.end


@given(st.text(max_size=80), st.none() | DAYS)
def test_any_unicode_is_survived(text: str, as_of: date | None) -> None:
    """No character breaks the finder."""
    find_dates(text, as_of)


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
    "unit",
    [
        "22 April, ",
        "1, ",
        "2 and ",
        "1/",
        "Sunday ",
        "May ",
        "3-",
        "1984–",
        "the next day, ",
        "two days later, ",
        "late ",
        "10:30 ",
        "' ",
        "the ",
    ],
)
def test_the_work_is_linear_in_the_text(unit: str) -> None:
    """Four times the text is about four times the steps."""
    as_of = date(2025, 5, 5)
    find_dates(unit * 10, as_of)
    small, large = (steps(lambda times=times: find_dates(unit * times, as_of)) for times in (60, 240))
    assert large < 6 * small + 2000


def test_months_share_the_year_that_follows() -> None:
    """ "January or February 2001" and "30 April to 2 May 2025" are of one year; December before January is of the year before."""
    texts = {
        "in January or February 2001": [date(2001, 1, 1), date(2001, 2, 1)],
        "30 April to 2 May 2019": [date(2019, 4, 30), date(2019, 5, 2)],
        "December to January 2001": [date(2000, 12, 1), date(2001, 1, 1)],
    }
    for text, starts in texts.items():
        assert [m.value.start for m in find_dates(text, date(2025, 5, 5))] == starts


def test_the_habit_of_the_text_orders_an_ambiguous_date() -> None:
    """Beside 01/26/2001 the date 02/05/2001 is read month first; the other reading stays a candidate."""
    mentions = find_dates("on 01/26/2001 and 02/05/2001", date(2001, 6, 1))
    assert [value.start for value in mentions[1].candidates] == [date(2001, 2, 5), date(2001, 5, 2)]


def test_a_fiscal_year_may_begin_in_another_month() -> None:
    """ "Q2 FY26" may be July to September 2025: kept as a candidate."""
    [mention] = find_dates("Q2 FY26 revenue", date(2025, 10, 31))
    assert date(2025, 7, 1) in [value.start for value in mention.candidates]
