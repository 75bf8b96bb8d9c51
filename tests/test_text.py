"""The text as received: exact offsets, tokens in treebank style, sentences that end where a reader would end them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factspec.text import Document
from factspec.text.fold import fold, view
from work import calls


def tokens(text: str) -> list[str]:
    return [token.norm for sentence in Document.from_text(text).sentences for token in sentence.tokens]


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in Document.from_text(text).sentences]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("They don't know.", "They do n't know ."),
        ("Lavrov's aide can't, won't and shouldn't've.", "Lavrov 's aide ca n't , wo n't and should n't 've ."),
        ("Lavrov’s aide doesn’t", "Lavrov 's aide does n't"),
        ("the parents' well-known car", "the parents ' well - known car"),
        ("They cannot e-mail co-workers in mid-July.", "They can not e-mail co-workers in mid-July ."),
        ("18,432 saw a 3-1 win, 7.5 on 2025-05-02 (22/4) at 09:30", "18,432 saw a 3-1 win , 7.5 on 2025-05-02 ( 22/4 ) at 09:30"),
        ("$4.21 billion, 12%, US$5m, €3", "$ 4.21 billion , 12 % , US$ 5 m , € 3"),
        ("the 16.6–16.9 range, 1972–1999", "the 16.6–16.9 range , 1972–1999"),
        ("Dr. S. Jaishankar of the U.S. drove at 80 km/h.", "Dr. S. Jaishankar of the U.S. drove at 80 km/h ."),
        ("See https://example.org/a?b=1, or mail a.b@example.org.", "See https://example.org/a?b=1 , or mail a.b@example.org ."),
        ("the 23rd-minute strike of '72 and the 1980s", "the 23rd - minute strike of '72 and the 1980s"),
        ("O'Brien of AT&T and/or Qa'ida", "O'Brien of AT&T and / or Qa'ida"),
        ("Yes... really?! No—never", "Yes ... really ?! No — never"),
        ("a 10-year plan, 5pm, 7.30pm, 100km, Q3, 3Q25", "a 10 - year plan , 5 pm , 7.30 pm , 100 km , Q3 , 3Q25"),
        ("A change of −5% or +0.4", "A change of -5 % or +0.4"),
        ("Republic v. Brandvik, s. 41, No. 5", "Republic v. Brandvik , s. 41 , No. 5"),
        ("A \N{SOFT HYPHEN}Lav\N{SOFT HYPHEN}rov\N{ZERO WIDTH SPACE} ﬁrm, １２\N{NO-BREAK SPACE}km", "A Lavrov firm , 12 km"),
    ],
)
def test_tokens(text: str, cut: str) -> None:
    """Words are cut the way the treebank cuts them, so that the parser sees what it was trained on."""
    assert tokens(text) == cut.split(" ")


@pytest.mark.parametrize(
    "text",
    [
        "He left.|She stayed.",
        "Dr. Smith met Mr. Jones.|They talked.",
        "S. Jaishankar met J. R. R. Tolkien.|He was late.",
        "It closed in the U.S. market.|The U.S. won.",
        "It opens at 9 p.m. on Friday.|It rose 3.5 points.",
        "They live in the U.S.|He does not.",
        'He said: "I left."|Then he stayed.',
        '"Why?" he asked.|"No reason!" she said.',
        "It is called Republic v. Brandvik.|See s. 41 and No. 5 there.",
        "Kestrane Corp. said so on Jan. 5.|Kestrane Corp.|The rest is known.",
        "It rose (see p. 3).|(He left.)|Then it fell.",
        "St. Brannoc's is in Port Hallow, approx. 5 km away.",
        "wants it settled.|putin also rang modi",
        "Really?|Yes!|OK ... fine.",
        "It cost $4.21.|26 people came.",
        "First part; second part, i.e. the other one.",
        "Was it known?[1]|It was.[2]",
        "Guide raised to $16.6B-$16.9B.|New buyback.",
        "Agnes Thorvik, d. Hobart, c. 1990, aged 94",
        "KSTN 3Q25: rev. $4.21B.",
        "It came to $5 million in the quarter.|Analysts (e.g. Smith & Co.) had expected more.",
    ],
)
def test_sentences(text: str) -> None:
    """Abbreviations, initials and decimals end no sentence; quotes and brackets close with theirs."""
    parts = text.split("|")
    assert sentences(" ".join(parts)) == parts


def test_lines() -> None:
    """Headings, items, rows and fields stand alone; prose broken to a page's width is joined."""
    text = (
        "# The quarter\n\nThe company said on Thursday that its revenue had risen\nby twelve per cent. It will also cut as many as about\n"
        "1,400 jobs.\n\n"
        "- Revenue: $4.21 billion\n* EPS $1.87\n1. Jobs to go\n\n| Item | Q3 |\n|---|---|\n| Sensors | 2.34 |\n\n> Not bad at all.\n"
    )
    document = Document.from_text(text)
    assert [(s.kind, text[s.start : s.end].replace("\n", " ")) for s in document.sentences] == [
        ("heading", "The quarter"),
        ("prose", "The company said on Thursday that its revenue had risen by twelve per cent."),
        ("prose", "It will also cut as many as about 1,400 jobs."),
        ("field", "Revenue: $4.21 billion"),
        ("bullet", "EPS $1.87"),
        ("bullet", "Jobs to go"),
        ("row", "Item | Q3"),
        ("row", "Sensors | 2.34"),
        ("quote", "Not bad at all."),
    ]
    assert document.sentences[3].label == 2
    assert document.sentences[7].cells == ((0, 1), (1, 2))


def test_short_lines_are_not_joined() -> None:
    """A list without marks stays a list, a headline does not run into its deck."""
    assert sentences("revenue up 12%\nmargin flat\nguidance raised") == ["revenue up 12%", "margin flat", "guidance raised"]
    assert len(sentences("Planners and backers of the attack must face justice\nIndian minister speaks to Lavrov by phone")) == 2


def test_markup_is_no_token() -> None:
    """Emphasis is left out of the tokens, places stay exact."""
    text = "**Quarter ended:** the *Slow River* in `2025`, 3 * 4"
    assert tokens(text) == "Quarter ended : the Slow River in 2025 , 3 * 4".split()
    assert all(text[t.start : t.end] == t.text for s in Document.from_text(text).sentences for t in s.tokens)


def test_line_column() -> None:
    """Lines end with a line feed, a carriage return, or both; counting starts at 1; a byte-order mark counts."""
    document = Document.from_text("\ufeffab\ncd\r\nef\rgh")
    assert [document.line_column(i) for i in (0, 1, 4, 5, 8, 11)] == [(1, 1), (1, 2), (2, 1), (2, 2), (3, 1), (4, 1)]


def test_nothing() -> None:
    """A blank text has no sentences."""
    assert Document.from_text("").sentences == ()
    assert Document.from_text(" \n\r\n\t").sentences == ()


@given(st.text(alphabet=st.sampled_from("aBé. \n\r’'\"-–*|#>:1,5$%\u00ad\u200bﬁ１…\u0301("), max_size=80) | st.text(max_size=60))
def test_places_are_exact(text: str) -> None:
    """Whatever the text: tokens are in order, do not overlap, and their surface stands where they say."""
    document = Document.from_text(text)
    end = 0
    for sentence in document.sentences:
        assert sentence.tokens
        assert (sentence.start, sentence.end) == (sentence.tokens[0].start, sentence.tokens[-1].end)
        for token in sentence.tokens:
            assert end <= token.start < token.end
            assert text[token.start : token.end] == token.text
            assert token.norm.strip() == token.norm != ""
            end = token.end


@given(st.text(max_size=60))
def test_view_leads_back(text: str) -> None:
    """Every character of the view has a stretch of the text, in order."""
    seen = view(text)
    assert len(seen.text) == len(seen.starts) == len(seen.ends)
    assert all(a < b for a, b in zip(seen.starts, seen.ends, strict=True))
    assert list(seen.starts) == sorted(seen.starts)


def test_fold_keeps_fractions_and_case() -> None:
    """A folded fraction would be another number."""
    assert fold("2½ KM² ‘x’ “y” № −3") == "2½ KM² 'x' \"y\" № -3"


@pytest.mark.parametrize(
    "piece", ["a-", "1,", "1-", ".", "a.b.", "'", "((", "*", "x:", "| ", "a\n", "Dr. ", "1/", "…", "-5 ", "http://a.", "a@", "e-"]
)
def test_work_is_linear(piece: str) -> None:
    """No text makes the scanner run away: four times the text is four times the work."""
    count = 5_000 // len(piece)
    Document.from_text(piece * 10)
    assert calls(lambda: Document.from_text(piece * count * 4)) < 4.5 * calls(lambda: Document.from_text(piece * count)) + 100
