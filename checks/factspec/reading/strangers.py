"""Strangers: proper names in a text that no golden entity and no name of the background owns.

A capital alone proves little: it begins sentences, lines, cells and quotations, fills headlines and marks offices, days and
hashtags. What is left is kept where it holds a word that is no common one, or where common words end in the word of a kind of
name ("Supreme Court", "Marsh Lane").
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from factspec.lexicon import country_of, is_common, is_title
from factspec.lexicon.wordnet import net
from factspec.mentions.names import fold
from factspec.reading.analysis import Analysis, SentenceInfo, Tok
from factspec.syntax.lemma import lemma

_CALENDAR = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep "
    "sept oct nov dec "
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun easter christmas "
    "ramadan diwali".split()
)
_JOIN = frozenset(
    {"of", "de", "da", "di", "del", "van", "von", "der", "den", "al", "el", "la", "le", "du", "bin", "&", "-", "'", "the", "for", "and"}
)
_NEVER = frozenset(
    "i i'm q a re fm dpm fyi rip ps nb pm am ft ht gmt utc bst est ist cet pst edt ceo cfo coo cto cio mp mps eu un us uk usa tv ok "
    "vs subject summary note aob agm egm cllr cllrs vp pcr ppe "
    "update breaking read today yesterday tomorrow eps dps gdp vat ipo kpi roi faq asap tbc tba tbd aka etc eta dob hq hr pr "
    "ai pdf url www http "
    "html json csv usb dna rna hiv gp er icu mri ebit ebitda yoy qoq ytd fy id n/a na no yes mr mrs ms dr hi hello hey dear "
    "thanks thank regards cheers sir "
    "madam internet web bible god".split()
)
_CODES = frozenset("usd eur gbp inr jpy cny rmb chf sek nok dkk pln czk huf aud cad nzd sgd hkd krw brl mxn zar rub try aed sar".split())
_GREETINGS = frozenset("hi hello hey dear thanks thank regards cheers morning afternoon evening best sincerely".split())
_THE = frozenset({"the", "this", "that", "our", "its", "their", "a", "an"})
_OPENERS = frozenset({"“", '"', "‘", "'", ":", "–", "—", "-", "(", "•", "``", "|", "/", "*", "[", "·"})
TAILS = frozenset(
    "court ministry bank council university institute company corporation club party agency association society union "
    "committee commission department "
    "board group college school hospital museum church police army athletic securities fund trust league foundation "
    "federation parliament senate "
    "congress times news post valley river road street avenue bridge lake mountain bay port square park stadium arena airport "
    "station hall lane hill "
    "island agreement treaty declaration act accord convention protocol code pact medal prize award cup tower centre center "
    "theatre theater hotel "
    "house library gallery palace castle cathedral".split()
)


@lru_cache(maxsize=8192)
def _ordinary(word: str) -> bool:
    """Whether a folded word, or the word it is a form of, is an ordinary one of the language."""
    stem = word.removesuffix("men").removesuffix("man")
    if stem != word and len(stem) > 2 and is_common(stem):
        return True  # "frogmen"
    return is_common(word) or any(is_common(lemma(word, upos)) for upos in ("VERB", "NOUN", "ADJ"))


def _barred(tok: Tok) -> bool:
    text = tok.text
    if not text[:1].isupper() or not any(c.isalpha() for c in text):
        return True
    word = tok.folded
    if word in ("st", "st.", "saint", "mount", "mt", "mt."):
        return False
    return (
        word in _CALENDAR
        or word in _NEVER
        or word in _CODES
        or is_title(word)
        or is_title(lemma(word, "NOUN"))
        or (len(word) == 2 and word[1] == "." and not text[0].isalpha())
    )


def is_namey(tok: Tok, opens: bool, shouted: bool) -> bool:
    """Whether a token can be part of a proper name by its letters, place and tag."""
    if _barred(tok):
        return False
    text, word = tok.text, tok.folded
    if shouted or (len(text) > 5 and text.isupper()):
        return tok.upos == "PROPN" and not _ordinary(word)
    if opens:
        return tok.upos in ("PROPN", "NOUN", "X") and not _ordinary(word)
    return tok.upos == "PROPN" or not is_common(word)


def _weak(tok: Tok) -> bool:
    """A capitalised common word that a name may be made of."""
    return not _barred(tok) and tok.upos in ("PROPN", "NOUN", "ADJ")


def _title_case(analysis: Analysis, info: SentenceInfo) -> bool:
    """Whether a sentence is written like a headline, its names and days put aside."""
    toks = analysis.toks
    words = [k for k in range(info.first, info.last) if toks[k].text[:1].isalpha() and len(toks[k].text) > 3]
    free = [k for k in words if k not in analysis.name_at and toks[k].folded not in _CALENDAR]
    upper = sum(toks[k].text[:1].isupper() for k in free)
    return len(words) >= 4 and upper >= 5 * (len(free) - upper)


def _opens(analysis: Analysis, info: SentenceInfo, k: int) -> bool:
    """Whether a token stands where any word is written with a capital: at the head of a sentence, key, cell, quotation or item."""
    toks = analysis.toks
    if k == info.first or k < info.first + info.label or any(k == a for a, _ in info.cells):
        return True
    if k + 1 < info.last and toks[k + 1].text == ":" and toks[k - 1].text in (".", ",", ";", "|", "/", "-"):
        return True
    before = toks[k - 1].text
    return before in _OPENERS and (before != "-" or toks[k - 1].start > toks[k - 2].end if k - 2 >= info.first else True)


def _short_form(text: str, vocabulary: Collection[str], acronyms: Collection[str], after: str) -> bool:
    """Whether a token is an abbreviation of the trade and no name: "GM", "YoY", "EPS" for earnings per share, "Att:"."""
    bare = text.rstrip(".")
    if len(bare) <= 2 or (len(bare) <= 3 and not bare.isupper() and bare[-1:].isupper()):
        return True
    if bare.casefold() in acronyms:
        return True
    if bare[-1:] == "s" and bare[:-1].isupper():
        return bare[:-1].casefold() in acronyms or len(bare) <= 3
    if len(bare) <= 5 and ((after and after[0] in ":.;") or after[:1].isdigit() or text.endswith(".")):
        return any(w.startswith(bare.casefold()) and w != bare.casefold() for w in vocabulary)
    return False


def _addressed(analysis: Analysis, info: SentenceInfo, first: int) -> bool:
    """Whether a name is only greeted or signs the text: "Hi Anna,"."""
    toks = analysis.toks
    if first == info.first and toks[first].folded in _GREETINGS:
        return True  # "Morning Jo"
    return first > info.first and toks[first - 1].folded in _GREETINGS and first - 1 <= info.first + 1


def _label(analysis: Analysis, info: SentenceInfo, k: int) -> bool:
    """Whether a word of the language only says what a figure behind it is ("Scalded: 3 workers", "Evacuees 6,300")."""
    toks = analysis.toks
    told = k + 1 < info.last and (toks[k + 1].text == ":" or k + 1 in analysis.value_at)
    opens = k == info.first or toks[k - 1].upos == "PUNCT"
    word = toks[k].folded
    return told and opens and any(net().of(lemma(word, upos), sense) for upos, sense in (("VERB", "v"), ("NOUN", "n")))


def _of_office(analysis: Analysis, info: SentenceInfo, first: int, last: int) -> bool:
    """Whether common words only say of what somebody is the holder: "External Affairs Minister", "Minister of State"."""
    toks = analysis.toks
    if not all(_ordinary(toks[k].folded) or toks[k].folded in _JOIN for k in range(first, last)):
        return False
    after = toks[last].folded if last < info.last else ""
    before = toks[first - 1].folded if first > info.first else ""
    if before in ("of", "for", "to", "the") and first - 2 >= info.first:
        before = toks[first - 2].folded
    return is_title(after) or is_title(before)


def _named_by_number(analysis: Analysis, info: SentenceInfo, k: int) -> bool:
    """Whether a number follows, as after "Item", "Room" or "Phase"."""
    tok = analysis.toks[k] if k < info.last else None
    return tok is not None and (tok.upos == "NUM" or tok.text[:1].isdigit())


def _marked(analysis: Analysis, first: int, last: int) -> bool:
    """Whether a stretch is marked as a title: between single stars or underscores."""
    text, toks = analysis.text, analysis.toks
    start, end = toks[first].start, toks[last - 1].end
    if start < 1 or end >= len(text):
        return False
    mark = text[start - 1]
    return mark in "*_" and text[end] == mark and text[start - 2 : start - 1] != mark and text[end + 1 : end + 2] != mark


def _run(analysis: Analysis, info: SentenceInfo, k: int, shouted: bool) -> tuple[int, int]:
    """(end, strong words) of the run of name-like tokens that begins at ``k``."""
    toks, taken = analysis.toks, analysis.name_at
    end, strong = k, 0

    opened = {a for a, _ in info.cells}

    def fits(j: int) -> bool:
        return j < info.last and (j == k or j not in opened) and j not in taken and j not in analysis.value_at and not _barred(toks[j])

    while fits(end):
        if is_namey(toks[end], end == k and _opens(analysis, info, k), shouted):
            strong += 1
        elif shouted or not _weak(toks[end]):
            break
        end += 1
        if end < info.last and toks[end].folded in _JOIN and toks[end].folded != "and":
            skip = end + 1
            if toks[end].folded == "of" and skip < info.last and toks[skip].folded == "the":
                skip += 1
            joined = toks[end].start == toks[end - 1].end and skip < info.last and toks[skip].start == toks[end].end
            if fits(skip) and (joined if toks[end].text == "-" else is_namey(toks[skip], False, shouted)):
                end = skip
    return end, strong


def find_strangers(
    analysis: Analysis, vocabulary: Collection[str] = frozenset(), acronyms: Collection[str] = frozenset()
) -> list[tuple[int, int]]:
    """Token stretches that look like proper names and are no known name, date or number, in text order.

    ``vocabulary`` holds the folded words of the golden set, ``acronyms`` the initials of its phrases.
    """
    found: list[tuple[int, int]] = []
    for info in analysis.sentences:
        shouted = _title_case(analysis, info)
        k = info.first
        while k < info.last:
            end, strong = _run(analysis, info, k, shouted)
            if end == k:
                k += 1
                continue
            if _is_name(analysis, info, k, end, strong, vocabulary, acronyms):
                found.append((k, end))
            k = end
    return found


def _capitals(analysis: Analysis, info: SentenceInfo) -> bool:
    """Whether a line is written in capitals."""
    words = [
        analysis.toks[k].text for k in range(info.first, info.last) if analysis.toks[k].text.isalpha() and len(analysis.toks[k].text) > 1
    ]
    return sum(w.isupper() for w in words) * 10 >= 9 * len(words)


def _is_name(
    analysis: Analysis, info: SentenceInfo, k: int, end: int, strong: int, vocabulary: Collection[str], acronyms: Collection[str]
) -> bool:
    toks = analysis.toks
    if all(country_of(toks[j].folded) for j in range(k, end)) or all(len(toks[j].text) <= 1 for j in range(k, end)):
        return False
    if k > info.first and toks[k - 1].text in "#@$" and toks[k - 1].end == toks[k].start:
        return False
    if _addressed(analysis, info, k) or _of_office(analysis, info, k, end):
        return False
    if _marked(analysis, k, end) and end - k >= 2:
        return True
    if end - k == 1 and _label(analysis, info, k):
        return False
    if end - k == 1:
        if (
            toks[k].text.isupper()
            and k - 1 in analysis.value_at
            and analysis.value_at[k - 1].number is not None
            and _capitals(analysis, info)
        ):
            return False  # "9 PCS" in a line of capitals counts something
        after = analysis.text[toks[k].end : toks[k].end + 2].strip()
        if _ordinary(toks[k].folded) and (_named_by_number(analysis, info, end) or (k > info.first and toks[k - 1].folded in _THE)):
            return False
        return strong > 0 and not _short_form(toks[k].text, vocabulary, acronyms, after)
    return strong > 0 or (not _title_case(analysis, info) and toks[end - 1].folded in TAILS and not _opens(analysis, info, k))


def stranger_id(analysis: Analysis, first: int, last: int) -> str:
    """The id under which a name of the background is known: ``~`` and its folded words."""
    return "~" + " ".join(fold(analysis.toks[k].text) for k in range(first, last))


def written_names(analysis: Analysis) -> list[tuple[int, int]]:
    """Names in the prose of an editor, where only names take capitals: two capitals in a row are one, whatever the words ("Orbital Foods").

    A sentence written like a headline gives none, and neither do days, offices, and words whose capital only opens the sentence.
    """
    toks, taken = analysis.toks, analysis.name_at
    found: list[tuple[int, int]] = []
    for info in analysis.sentences:
        if _title_case(analysis, info):
            continue
        k = info.first
        while k < info.last:
            end = k
            while end < info.last and end not in taken and end not in analysis.value_at and _weak(toks[end]) and toks[end].text.isalpha():
                end += 1
            if end - k >= 2 and toks[end - 1].text[1:].islower() and (end == info.last or not is_title(toks[end].folded)):
                found.append((k, end))
            k = max(end, k + 1)
    return found
