"""The lexicon: what it knows of English words, and what it must never take for the same."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from factspec import lexicon
from factspec.binding.frames import Kindred, closeness
from factspec.lexicon.similar import _groups
from factspec.lexicon.store import lines

PAIRS = Path(__file__).parent / "lexicon_pairs.txt"
WANTED = {"same": range(80, 101), "related": range(80), "unrelated": range(60), "contrast": range(50)}
FLOOR = {"same": 0.92, "related": 0.98, "unrelated": 1.0, "contrast": 1.0}


def pairs(section: str) -> list[tuple[str, str]]:
    return [(a, b) for a, b in (row.split() for row in rows(section))]


def rows(section: str) -> Iterator[str]:
    at = ""
    for line in PAIRS.read_text("utf-8").splitlines():
        text = line.split("#")[0].strip()
        if text.startswith("["):
            at = text[1:-1]
        elif text and at == section:
            yield text


def test_a_vocabulary_finds_what_going_through_its_words_finds() -> None:
    """No word that stands for another is lost by looking it up instead of comparing it with each."""
    words = sorted({word for section in WANTED for pair in pairs(section) for word in pair})
    known = Kindred(words)
    for word in words[::3]:
        assert [w for w in known.of(word) if closeness(w, word) > 0.0] == [w for w in words if closeness(w, word) > 0.0]


@pytest.mark.parametrize("section", sorted(WANTED))
def test_pairs(section: str) -> None:
    """Hand-made pairs of ten fields fall where they belong, by a floor a class."""
    wrong = [(a, b, lexicon.similarity(a, b)) for a, b in pairs(section) if lexicon.similarity(a, b) not in WANTED[section]]
    assert len(wrong) <= (1 - FLOOR[section]) * len(pairs(section)), wrong


def test_contrasts_are_seen() -> None:
    """Every contrast is known as an opposite, a sibling or a converse."""
    blind = [(a, b) for a, b in pairs("contrast") if not (lexicon.opposed(a, b) or lexicon.sibling(a, b) or lexicon.converse(a, b))]
    assert blind == []


def test_same_is_no_contrast() -> None:
    """What may stand for one another is never called opposite or sibling."""
    found = [(a, b) for a, b in pairs("same") if lexicon.opposed(a, b) or lexicon.sibling(a, b)]
    assert found == []


def test_symmetric() -> None:
    """Order changes nothing."""
    for section in WANTED:
        for a, b in pairs(section):
            assert lexicon.similarity(a, b) == lexicon.similarity(b, a)
            assert lexicon.opposed(a, b) == lexicon.opposed(b, a)
            assert lexicon.sibling(a, b) == lexicon.sibling(b, a)
            assert lexicon.converse(a, b) == lexicon.converse(b, a)
            assert lexicon.similarity(a, a) == 100
            assert not lexicon.opposed(a, a)


def test_groups_hold_no_contrast() -> None:
    """The hand-made groups and the hand-made contrasts do not disagree."""
    clash = [
        (a, b)
        for a, partners in sorted(_groups().items())
        for b in sorted(partners)
        if a < b and (lexicon.opposed(a, b) or lexicon.sibling(a, b) or lexicon.converse(a, b))
    ]
    assert clash == []


@pytest.mark.parametrize(
    ("word", "sign"),
    [("rise", 1), ("climb", 1), ("widen", 1), ("raise", 1), ("up", 1), ("hikes", 1), ("fall", -1), ("trim", -1), ("narrow", -1), ("down", -1),
     ("slump", -1), ("reduction", -1), ("minister", 0), ("say", 0)],
)  # fmt: skip
def test_direction(word: str, sign: int) -> None:
    assert lexicon.direction(word) == sign


@pytest.mark.parametrize(
    ("a", "b"),
    [("rise", "cut"), ("approval", "reject"), ("beaten", "unbeaten"), ("supported", "opposed"), ("closure", "open"), ("succeed", "fail"),
     ("withdraw", "join"), ("strengthen", "weaken"), ("largest", "smallest")],
)  # fmt: skip
def test_opposed(a: str, b: str) -> None:
    assert lexicon.opposed(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [("win", "defeat"), ("beat", "defeat"), ("more", "fall"), ("injure", "injury"), ("profit", "behind"), ("crash", "growth"),
     ("attack", "support"), ("house", "street")],
)  # fmt: skip
def test_not_opposed(a: str, b: str) -> None:
    assert not lexicon.opposed(a, b)


@pytest.mark.parametrize(
    ("a", "b"), [("beat", "lose"), ("buy", "sell"), ("give", "receive"), ("succeed", "precede"), ("parent", "child"), ("lend", "borrow")]
)
def test_converse(a: str, b: str) -> None:
    assert lexicon.converse(a, b)


@pytest.mark.parametrize(
    ("general", "specific"),
    [("people", "tourist"), ("accord", "treaty"), ("vehicle", "tractor"), ("accident", "crash"), ("weapon", "rifle"), ("book", "novel"),
     ("animal", "dog"), ("official", "minister"), ("disaster", "earthquake"), ("relative", "daughter"), ("writer", "poet")],
)  # fmt: skip
def test_hypernym(general: str, specific: str) -> None:
    assert lexicon.is_hypernym(general, specific)
    assert not lexicon.is_hypernym(specific, general)


@pytest.mark.parametrize(
    ("noun", "kind"),
    [("tourist", "person"), ("ministry", "organization"), ("city", "place"), ("earthquake", "event"), ("buyback", "act"), ("rifle", "artifact"),
     ("tuesday", "time"), ("percent", "quantity"), ("whale", "animal"), ("statement", "communication"), ("lung", "body"), ("tractor", "vehicle"),
     ("gunmen", "person")],
)  # fmt: skip
def test_kinds(noun: str, kind: str) -> None:
    assert kind in lexicon.kinds(noun)


@pytest.mark.parametrize(
    ("lemma", "member"),
    [("resign", "resignation"), ("acquire", "acquisition"), ("acquire", "acquirer"), ("die", "death"), ("die", "dead"), ("lose", "loss"),
     ("fly", "flight"), ("retire", "retirement"), ("convict", "conviction")],
)  # fmt: skip
def test_family(lemma: str, member: str) -> None:
    assert member in lexicon.family(lemma)
    assert lemma in lexicon.family(member)


@pytest.mark.parametrize(
    ("words", "group", "modifiers"),
    [
        ("foreign minister", "minister:foreign", ()),
        ("minister of external affairs", "minister:foreign", ()),
        ("external affairs minister", "minister:foreign", ()),
        ("eam", "minister:foreign", ()),
        ("top diplomat", "minister:foreign", ()),
        ("ministers of foreign affairs", "minister:foreign", ()),
        ("secretary of state for defence", "minister:defence", ()),
        ("minister of trade and industry", "minister:trade", ()),
        ("former deputy prosecutor general", "prosecutor-general", ("deputy", "former")),
        ("deputy prime minister", "prime-minister", ("deputy",)),
        ("chief financial officer", "cfo", ()),
        ("finance chief", "cfo", ()),
        ("president - elect", "president", ("elect",)),
        ("vice - president", "president", ("deputy",)),
        ("ex - ceo", "ceo", ("former",)),
        ("then - chairman", "chair", ()),
        ("fourth official", "fourth-official", ()),
        ("assistant referee", "linesman", ()),
        ("chief engineer", "chief-engineer", ()),
        ("minister of state for external affairs", "junior-minister:foreign", ()),
        ("gen. smith", "general", ()),
    ],
)
def test_office(words: str, group: str, modifiers: tuple[str, ...]) -> None:
    """Offices are read with their modifiers, hyphens apart or not."""
    tokens = words.split()
    for form in (tokens, words.replace(" - ", "-").split()):
        reading = lexicon.office_at(form, 0, len(form))
        assert reading is not None
        assert (reading.group, reading.modifiers) == (group, modifiers)
        assert reading.start == 0


@pytest.mark.parametrize("words", ["in general the court", "brought to justice", "the 3 pm train", "general election", "head wind"])
def test_no_office(words: str) -> None:
    assert lexicon.office(words.split()) is None


@pytest.mark.parametrize(
    ("told", "true", "how"),
    [
        ("foreign minister", "minister of foreign affairs", "same"),
        ("chief executive", "ceo", "same"),
        ("coach", "manager", "same"),
        ("minister", "foreign minister", "broader"),
        ("boss", "chief executive officer", "broader"),
        ("official", "ambassador", "broader"),
        ("defence minister", "foreign minister", "different"),
        ("deputy director", "director", "different"),
        ("former foreign minister", "foreign minister", "different"),
        ("chief executive", "former chief executive", "broader"),
        ("chief operating officer", "chief financial officer", "different"),
        ("chairman", "manager", "different"),
        ("fourth official", "referee", "different"),
        ("chief engineer", "chief executive", "different"),
        ("engineer", "chief engineer", "broader"),
        ("author", "director", "unrelated"),
        ("defendant", "chief executive", "unrelated"),
    ],
)
def test_same_office(told: str, true: str, how: str) -> None:
    assert lexicon.same_office(told, true) == how


@pytest.mark.parametrize(
    ("word", "code"),
    [("Russia", "RU"), ("russian", "RU"), ("Russians", "RU"), ("Moscow", "RU"), ("US", "US"), ("us", None), ("U.S.", "US"), ("Britons", "GB"),
     ("New Delhi", "IN"), ("Türkiye", "TR"), ("turkiye", "TR"), ("Kiev", "UA"), ("pole", None), ("Pole", "PL"), ("the Netherlands", "NL"), ("table", None)],
)  # fmt: skip
def test_country(word: str, code: str | None) -> None:
    assert lexicon.country_of(word) == code


def test_places() -> None:
    """Continents, countries, states and capitals lie in one another, never the other way round."""
    for outer, inner in (
        ("Europe", "France"),
        ("France", "Paris"),
        ("Europe", "Paris"),
        ("United States", "Texas"),
        ("South Asia", "India"),
        ("Asia", "Delhi"),
    ):
        assert lexicon.contains(outer, inner)
        assert not lexicon.contains(inner, outer)
    assert not lexicon.contains("Africa", "Paris")
    assert lexicon.demonym_of("RU") == "Russian"
    assert lexicon.capital_of("FR") == "Paris"
    assert len({c.code for c in lexicon.countries()}) == len(lexicon.countries()) > 195


def test_verb_classes() -> None:
    """A verb, a noun that names the act and an inflected form have the class."""
    for lemma, name in (
        ("say", "speech"), ("deny", "speech-denial"), ("urge", "speech-ask"), ("believe", "cognition"), ("plan", "intend"), ("fail", "fail"),
        ("phone", "meet-talk"), ("death", "die"), ("acquisition", "buy"), ("quit", "resign"), ("wed", "marry"), ("unveil", "launch"),
        ("rises", "change-up"),
    ):  # fmt: skip
        assert name in lexicon.verb_class(lemma), lemma


def test_implication() -> None:
    """What a verb says of its complement's truth."""
    assert lexicon.implication("manage", "infinitive") == ("true", "false")
    assert lexicon.implication("fail", "infinitive") == ("false", "true")
    assert lexicon.implication("plan", "infinitive") == ("planned", "false")
    assert lexicon.implication("deny", "clause") == ("false", "open")
    assert lexicon.implication("claim", "clause") == ("alleged", "open")
    assert lexicon.implication("know", "clause") == ("true", "true")
    assert lexicon.implication("eat", "clause") is None


def test_cues_and_phrases() -> None:
    """Cues and set phrases of several words are found by word or dictionary form, the longest first."""
    found = lexicon.cues_at("has yet to decide".split(), "have yet to decide".split(), 0, 4)
    assert [(c.kind, c.end) for c in found] == [("implicative-negatives", 3)]
    assert {c.kind for c in lexicon.cues_at(["no", "longer"], ["no", "longer"], 0, 2)} == {"negators"}
    phrase = lexicon.phrase_at("lose their life".split(), 0, 3)
    assert phrase is not None
    assert (phrase.lemma, phrase.end) == ("die", 3)
    assert lexicon.phrase_at("lose the match".split(), 0, 3) is None


def test_names() -> None:
    assert lexicon.is_title("mr.")
    assert lexicon.is_title("dr")
    assert not lexicon.is_title("smith")
    assert lexicon.same_given_name("bob", "robert")
    assert not lexicon.same_given_name("bob", "william")


def test_hand_lists_are_well_formed() -> None:
    """Each line of the two-sided files has its bar, and no word stands on both sides of one line."""
    for name, section in (("opposites.txt", "derived"), ("opposites.txt", "exact"), ("converses.txt", "")):
        for line in lines(name)[section]:
            left, bar, right = line.partition("|")
            assert bar, line
            assert not {w.strip() for w in left.split(",")} & {w.strip() for w in right.split(",")}, line
    for line in lines("unlike.txt")[""]:
        assert len(line.split()) == 2, line


def test_import_reads_nothing() -> None:
    """Importing the room opens no data file, and brings in no numpy."""
    code = (
        "import sys, factspec.lexicon\n"
        "from factspec.lexicon import store, wordnet\n"
        "assert not store.lines.cache_info().currsize and not store.sections.cache_info().currsize\n"
        "assert 'numpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
