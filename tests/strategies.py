"""What the property tests share: labelled texts with their golden sets, hostile texts and data, rewritings that change no meaning.

Nothing here asks the engine how a value may be written: notations come from num2words, Babel and the standard library.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from factspec.engine import CompiledGolden, compile_golden, read_text
from factspec.golden.load import load_bytes, load_file
from factspec.model import GoldenSet, Reading

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent

# Derandomised: the same examples on every machine, so that a red build is red again when it is looked at.
FIXED = settings(derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))


def lean_set(facts: dict[str, Any], **more: Any) -> GoldenSet:
    """A golden set of the given facts, as a file would hold it."""
    content = {"factspec": 1, "id": "story", **more, "facts": facts}
    return load_bytes(json.dumps(content).encode(), "story.json")


# ---- labelled texts


@dataclass(frozen=True, slots=True)
class Case:
    """One text and the golden set it belongs to. ``right``: nothing in it is wrong."""

    id: str
    text: str
    golden: GoldenSet
    right: bool

    @property
    def compiled(self) -> CompiledGolden:
        return compiled(self.golden)

    @property
    def reading(self) -> Reading:
        return read(self.golden, self.text)


@cache
def _compiled(key: str, golden: GoldenSet) -> CompiledGolden:
    return compile_golden(golden)


def compiled(golden: GoldenSet) -> CompiledGolden:
    """A golden set compiled once a session."""
    return _compiled(golden.sha256, golden)


@lru_cache(maxsize=4096)
def read(golden: GoldenSet, text: str) -> Reading:
    return read_text(text, compiled(golden))


def rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


@cache
def phenomena() -> tuple[Case, ...]:
    """The minimal pairs of tests/cases/phenomena."""
    found = []
    for path in sorted((TESTS / "cases" / "phenomena").glob("*.jsonl")):
        for row in rows(path):
            right = "contradicted" not in row["expect"].values() and not row["unsupported"]
            found.append(Case(row["id"], row["text"], lean_set(**row["golden"]), right))
    return tuple(found)


@cache
def lean() -> tuple[Case, ...]:
    """The texts of tests/lean."""
    found = []
    for path in sorted((TESTS / "lean").glob("*.jsonl")):
        golden = load_file(path.with_suffix(".yaml"))
        found += [Case(row["id"], row["text"], golden, "contradicted" not in row["verdicts"].values()) for row in rows(path)]
    return tuple(found)


@cache
def corpus() -> tuple[Case, ...]:
    """The prose of tests/corpus. Held out: a test says how many break a promise, never which."""
    found = []
    for path in sorted((TESTS / "corpus").glob("*/cases.jsonl")):
        golden = load_file(path.parent / "golden.yaml")
        found += [Case(row["id"], row["text"], golden, not row["errors"]) for row in rows(path) if "text" in row]
    return tuple(found)


def corpus_data() -> Iterator[tuple[GoldenSet, Any]]:
    """The extraction outputs of tests/corpus."""
    for path in sorted((TESTS / "corpus").glob("*/cases.jsonl")):
        golden = load_file(path.parent / "golden.yaml")
        for row in rows(path):
            if "data" in row:
                yield golden, row["data"]


@cache
def shipped() -> tuple[Case, ...]:
    """Our own examples: the quick start's texts, and the golden set that ships."""
    quick = ROOT / "examples" / "quickstart"
    library = load_file(quick / "library.yaml")
    found = [Case(p.name, p.read_text(encoding="utf-8"), library, p.stem == "right") for p in sorted((quick / "summaries").glob("*.txt"))]
    pahalgam = load_file(ROOT / "golden" / "pahalgam-2025.yaml")
    claims = " ".join(fact.claim for fact in pahalgam.facts)
    return (*found, Case("all-claims", claims, pahalgam, True))


def verdicts(reading: Reading) -> dict[str, str]:
    return {finding.fact: finding.verdict for finding in reading.facts} | {claim.id: claim.verdict for claim in reading.forbidden}


def places(reading: Reading, shift: int = 0) -> list[tuple[int | None, int | None]]:
    found = [(f.start, f.end) for f in (*reading.facts, *reading.forbidden, *reading.unsupported)]
    return [(start if start is None else start - shift, end if end is None else end - shift) for start, end in found]


# ---- rewritings that change no meaning

NEUTRAL = (
    "Here is the summary.",
    "Here is what is known so far.",
    "Today, we look at the main points.",
    "Here is today's news in brief.",
    "The following text sums up the story.",
    "Here is what you need to know:",
    "Summary:",
    "TL;DR",
    "Good morning!",
)


_STOPS = (".", "!", "?", '."', ".”")


def before(text: str, said: str) -> str:
    """A text with a sentence, or a line of its own, put before it."""
    inline = said.endswith(".") and re.match(r"[\"“A-Z]", text) is not None and "\n" not in text and text.endswith(_STOPS)
    return said + (" " if inline else "\n\n") + text


def after(text: str, said: str) -> str:
    """A text with a sentence, or a line of its own, put behind it."""
    inline = said.endswith(".") and text.endswith(_STOPS) and "\n" not in text
    return text + (" " if inline else "\n\n") + said


def curly(text: str) -> str:
    """Typographic apostrophes and quotes for straight ones."""
    text = re.sub(r'"([^"\n]*)"', "“\\1”", text)
    return re.sub(r"(?<![\w’'])'([^'\n]+)'(?!\w)", "‘\\1’", text).replace("'", "’")


def straight(text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, "“”„"), '"') | dict.fromkeys(map(ord, "‘’"), "'"))


def wrapped(text: str, width: int) -> str | None:
    """A paragraph broken to a page's width, or None where that could not be told from a list of lines.

    A line end is one inside a sentence where the next line goes on with a small letter; one such shows that lines are broken, and how wide.
    """
    if "\n" in text or "  " in text or "|" in text or "\t" in text or text.startswith(("-", "*", "#", "[", ">")):
        return None
    lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    if len(lines) < 2 or min(map(len, lines[:-1])) < 40:
        return None
    shows = [len(one) for one, two in pairwise(lines) if two[:1].islower() and not one.endswith((".", "!", "?", ":", ";"))]
    widest = max(shows, default=0)
    if any(len(one) + 1 + len(two.split()[0]) <= widest or not widest for one, two in pairwise(lines)):
        return None
    return "\n".join(lines)


# ---- hostile texts and data

MARKS = (
    "\x00", "\x07\x1b[31m", "\ufeff", "\u200d\u200b", "\u202e", "\u2028", "\x85", "\u00ad", "é", "e\u0301" * 3, "ﬁ", "２６", "𝟚𝟞", "٢٦", "½", "²", "½ million",
    "😀", "👨‍👩‍👧‍👦", "🇮🇳", "قُتل ٢٦ شخصًا", "26 人が死亡", "\"'“”‘’„«»", "''''", '""""', "((((", "]]]]", "“”" * 5, "|||", "---", "***", "# ", "- ", "1. ", "> ", "a: ", "a = ",
    "$", "%", "$-5", "1,,2", "1.2.3.4", "1/2/3/4", "99999999999999999999999999", "1e999", "0x1F", "00:00:99", "30 February 2025", "31/02/2025", "2025-13-45",
    "-", "–", "—", "…", "..", "?!", "@x #y http://z.z/?a=1&b=2", "NaN", "None", "{}", "'s", "n't", "\r", "\r\n", "\n\n", "\t", " ",
)  # fmt: skip


def hostile(texts: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Texts that nobody would write: right sentences cut up and mixed with marks, and any characters but lone surrogates."""
    pieces = st.sampled_from(texts).flatmap(
        lambda text: st.tuples(st.integers(0, len(text)), st.integers(0, 200)).map(lambda cut: text[cut[0] : cut[0] + cut[1]])
    )
    anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
    return st.lists(st.one_of(pieces, pieces, st.sampled_from(MARKS), anything), min_size=1, max_size=9).flatmap(
        lambda parts: st.sampled_from(["", " ", "\n"]).map(lambda glue: glue.join(parts))
    )


def hostile_data(words: tuple[str, ...], values: tuple[str, ...]) -> st.SearchStrategy[Any]:
    """JSON of any shape whose keys and values are sometimes those of a golden set."""
    keys = st.one_of(st.sampled_from(words), st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
    leaf = st.one_of(
        st.none(), st.booleans(), st.integers(-(10**20), 10**20), st.floats(allow_nan=False, allow_infinity=False),
        st.sampled_from(values), st.sampled_from(MARKS), st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    )  # fmt: skip
    return st.recursive(
        leaf, lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(keys, inner, max_size=5)), max_leaves=14
    ).filter(lambda data: isinstance(data, dict | list))


LONG: dict[str, Callable[[int], str]] = {
    "sentences": lambda n: "Lavrov called Jaishankar on Friday and urged India and Pakistan to settle their differences. " * n,
    "paragraphs": lambda n: "The attack in the Baisaran Valley on April 22 killed 26 people.\n\n" * n,
    "one sentence": lambda n: "Lavrov and " * (8 * n),
    "one word over and over": lambda n: "killed " * (8 * n),
    "numbers": lambda n: "26 " * (8 * n),
    "dates": lambda n: "22 April 2025, " * (4 * n),
    "percents": lambda n: "5%" * (8 * n),
    "quotations": lambda n: "“I called Lavrov on Friday,” he said. " * n,
    "list": lambda n: "- 26 people were killed\n" * n,
    "table": lambda n: "| Lavrov | 26 |\n" * n,
    "brackets": lambda n: "[" * (12 * n) + "]" * (12 * n),
    "open brackets": lambda n: "(a " * (12 * n),
    "quotes": lambda n: '"' * (15 * n),
    "apostrophes": lambda n: "' " * (15 * n),
    "clitics": lambda n: "'s" * (15 * n),
    "commas": lambda n: "," * (30 * n),
    "digits and commas": lambda n: "1," * (15 * n),
    "strokes": lambda n: "1/" * (15 * n),
    "one letter": lambda n: "a" * (100 * n),
    "blanks": lambda n: " " * (100 * n) + "26",
}
