"""How far a word of a text is licensed by the words of the golden set, and how much a word says at all."""

from __future__ import annotations

from functools import lru_cache

from factspec.fact_types.base import Told
from factspec.lexicon import converse, is_hypernym, kinds, similarity, verb_class
from factspec.lexicon.wordnet import net
from factspec.syntax.lemma import lemma

# Verbs that carry no event of their own, and verbs by which a text moves through its story.
_LIGHT = frozenset(
    "be have do get go come take make give put set keep let become remain stay seem appear look turn run stand hold bring leave begin "
    "start end stop continue happen occur follow include involve concern mean show see find know think use need want try help allow "
    "cause lead result add total account amount reach read note mark face draw send meet work move call name place base relate accord "
    "regard expect plan hope say tell ask speak report write announce state explain describe confirm receive got cover carry play "
    "pass pick wait lie sit fall rise live feel belong hear hand step head rest drop pull push cut matter spend cost pay change open "
    "close differ vary paint".split()
)
# Nouns that speak of the telling, of time, of measure, or of nothing in particular.
_FRAME = frozenset(
    "thing point reason fact figure number question takeaway way word line time part side step example item case story news report "
    "summary detail recap update glance note reader text article version statement headline lead bit lot kind sort rest total sum "
    "amount share level rate result effect answer end start beginning middle day night morning evening afternoon hour minute week "
    "month year date moment period place people man woman person somebody someone nobody one other everyone everybody anyone matter "
    "issue situation event role top bottom half quarter third list order name title background context conclusion outcome counterpart "
    "interlocutor colleague course turn go call work job group pair couple trio team member body home world life today yesterday "
    "tomorrow opinion view picture "
    "account difference addition change decision plan move effort measure mean set series row all none either both".split()
)
_CALLED = {
    "organization": frozenset("company firm business body organisation organization agency institution utility group side".split()),
    "place": frozenset("place area region town city village site country".split()),
    "event": frozenset({"event", "day"}),
    "work": frozenset({"work", "text", "document"}),
    "person": frozenset({"man", "woman"}),
}
# Acts and turns of fate that nobody adds for style: such a verb alone makes a new assertion.
_GRAVE = frozenset(
    "die kill injure resign retire dismiss layoff marry bury arrest charge convict acquit sue destroy damage infect diagnose "
    "speech-accuse".split()
)
VAGUER, KNOWN = 0.7, 0.75  # licences: a broader word for a known thing, neither new nor known; a paraphrase
_BODILY = frozenset({29, 34})  # WordNet's verbs of the body and of eating and drinking
_VAGUE = frozenset({"time", "quantity", "attribute", "relation", "cognition", "state", "shape"})


def exact_words(told: Told) -> tuple[str, ...]:
    """The plain words of claims, background, title, accepted wordings and names, in dictionary form."""
    memo = told.golden.memo
    known = memo.get("licence-words")
    if not isinstance(known, tuple):
        golden = told.golden.golden
        words = {c for c in told.golden.licensed.cues if c[:1] not in "@#="}
        for text in (*(n for e in golden.entities for n in (*e.names, e.type)), *(a for f in golden.facts for a in f.accept)):
            words.update(lemma(w.casefold(), "NOUN") for w in text.split() if w.isalpha() and len(w) > 3)
        known = tuple(sorted(words))
        memo["licence-words"] = known
    return known


def licence(told: Told, key: str) -> float:
    """How near the word stands to some word of the golden set: 1 the same, 0 nothing like it."""
    memo = told.golden.memo
    at = ("licence", key)
    known = memo.get(at)
    if isinstance(known, float):
        return known
    if key[:1] in "@#=":
        return 1.0 if told.golden.licensed.stands_for(key) else 0.0
    best = max((near for _, near in told.golden.licensed.stands_for(key)), default=0.0)
    if best < 0.8:
        words = exact_words(told)
        best = max(best, max((similarity(w, key) for w in words), default=0) / 100.0)
        if best < VAGUER and kinds(key) and (_called(told, key) or any(_broadly(key, w) for w in words)):
            best = VAGUER
    if len(memo) < 60_000:
        memo[at] = best
    return best


def _broadly(key: str, word: str) -> bool:
    """Whether a noun names a licensed one more broadly, a step more narrowly, or from its other side."""
    return is_hypernym(key, word) or _kind_of(key, word) or converse(key, word)


def _kind_of(narrow: str, broad: str) -> bool:
    """Whether a word is the next narrower one of a licensed noun ("canvas" of "painting")."""
    n = net()
    above = set(n.of(broad, "n")[:2]) if broad not in _FRAME else set()
    return bool(above) and any(above & set(n.parents[s]) for s in n.of(narrow, "n")[:3])


def _called(told: Told, key: str) -> bool:
    """Whether the word is what one calls a being of the golden set in general."""
    return any(key in _CALLED.get(being.kind, frozenset()) for being in told.golden.world.beings.values())


@lru_cache(maxsize=8192)
def verb_weight(lemma: str) -> float:
    """How much a verb asserts by itself: nothing for a light one, less for one of many senses, most for grave and bodily acts."""
    classes = verb_class(lemma)
    n = net()
    found = n.of(lemma, "v")
    if lemma in _LIGHT:
        return 0.0
    if (classes and classes <= _GRAVE) or (found and len(found) <= 8 and n.files[found[0]] in _BODILY):
        return 2.0
    if any(c in ("speech", "speech-ask", "speech-denial") or c.startswith(("aspect", "change")) for c in classes):
        return 0.0
    return 1.0 if len(found) <= 6 else 0.6 if len(found) <= 12 else 0.3


@lru_cache(maxsize=8192)
def noun_weight(lemma: str) -> float:
    """How much a noun names: nothing for words of telling, time and measure, less for what cannot be pointed at."""
    if lemma in _FRAME:
        return 0.0
    found = kinds(lemma)
    if not found:
        return 0.7
    if found <= {"time", "quantity"}:
        return 0.0
    return 0.5 if found <= _VAGUE else 1.0
