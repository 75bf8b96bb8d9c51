"""Wrong words: another name, another office, the opposite, a denial, a possibility, another mouth, a sentence left out or put in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from factspec.model import Entity
from factspec.mutate.place import Edit, Place, sentences

_OTHER = {
    "foreign minister": "finance minister", "external affairs minister": "home minister", "prime minister": "finance minister",
    "president": "prime minister", "vice president": "secretary of state", "chief executive": "chairman", "director": "chairman",
    "mayor": "deputy mayor", "ambassador": "consul", "manager": "captain", "chairman": "chief executive", "chair": "secretary",
    "minister": "ambassador", "head": "deputy head", "chief financial officer": "chief executive", "captain": "goalkeeper",
    "chief engineer": "spokesman", "editor": "publisher", "governor": "mayor", "secretary": "treasurer", "project manager": "press officer",
}  # fmt: skip
_OPPOSITES = (
    ("rose", "fell"), ("rises", "falls"), ("rising", "falling"), ("increased", "decreased"), ("increase", "decrease"),
    ("raised", "cut"), ("gained", "lost"), ("won", "lost"), ("grew", "shrank"), ("higher", "lower"), ("more", "fewer"),
    ("above", "below"), ("best", "worst"), ("first", "last"), ("opened", "closed"), ("reopened", "closed"), ("closed", "opened"),
    ("accepted", "rejected"), ("approved", "rejected"), ("upheld", "overturned"), ("condemned", "praised"), ("suspended", "resumed"),
    ("supported", "opposed"), ("before", "after"), ("largest", "smallest"), ("deadliest", "least deadly"), ("started", "ended"),
    ("began", "ended"), ("faster", "slower"), ("ready", "unwilling"), ("removed", "kept"), ("bought", "sold"), ("acquired", "sold"),
    ("joined", "left"),
)  # fmt: skip
_AUXILIARY = re.compile(r"\b(was|were|is|are|has|have|had|will|can|must|would|should)\b(?! not\b|n't)")
_PAST = re.compile(r"\b([A-Za-z]+ed|" + "|".join((
    "rose", "fell", "won", "lost", "met", "spoke", "held", "took", "made", "gave", "wrote", "led", "began", "left", "saw", "went", "came",
    "sent", "spent", "built", "sold", "bought", "paid", "drew", "broke", "grew", "cost", "fixed",
)) + r")\b")  # fmt: skip
_BASE = {
    "rose": "rise", "fell": "fall", "won": "win", "lost": "lose", "met": "meet", "spoke": "speak", "held": "hold", "took": "take",
    "made": "make", "gave": "give", "wrote": "write", "led": "lead", "began": "begin", "left": "leave", "saw": "see", "went": "go",
    "came": "come", "sent": "send", "spent": "spend", "built": "build", "sold": "sell", "bought": "buy", "paid": "pay", "drew": "draw",
    "broke": "break", "grew": "grow", "cost": "cost", "used": "use", "caused": "cause", "closed": "close", "released": "release",
    "injured": "injure", "fixed": "fix", "opened": "open", "suffered": "suffer", "offered": "offer", "visited": "visit",
    "ordered": "order", "removed": "remove", "approved": "approve", "replaced": "replace", "produced": "produce", "changed": "change",
    "raised": "raise", "cited": "cite", "invited": "invite",
}  # fmt: skip
_SAYS = re.compile(r"\b(said|says|told|wrote|added|stated|announced|explained|urged|called|according to)\b")
_SOFT = frozenset("injured wounded named used based aged armed united limited located called said".split())


def other_names(place: Place, entities: Sequence[Entity]) -> Iterator[Edit]:
    """Another name of the golden set in the place of one that the sentence tells: of the same type, and not named there itself."""
    for entity, start, end in _named(place, entities):
        spoken = place.sentence.casefold()
        for other in entities:
            if other.id == entity.id or not other.type or other.type != entity.type or _akin(entity, other, entities):
                continue
            if any(name.casefold() in spoken for name in other.names) or bool(entity.within) != bool(other.within):
                continue
            yield place.edit(start, end, _like(other.name, place.text[start:end]), _kind(place, end))
            break


def _kind(place: Place, end: int) -> str:
    """A name that speaks is the mouth of what is said; any other is a name."""
    after = place.text[end : end + 40]
    return "attribution" if (found := _SAYS.search(after)) is not None and not re.search(r"[.;,]", after[: found.start()]) else "name"


def _like(name: str, shown: str) -> str:
    """The name without its article, where the text has one before it or the name stands in the middle."""
    return name[4:] if name.casefold().startswith("the ") and not shown.casefold().startswith("the ") else name


def _named(place: Place, entities: Sequence[Entity]) -> Iterator[tuple[Entity, int, int]]:
    """The entities that stand in the fact's own words, or else in its sentence, by their longest name."""
    taken: list[tuple[int, int]] = []
    forms = sorted(((name, e) for e in entities for name in e.names), key=lambda pair: (-len(pair[0]), pair[0]))
    seen: set[str] = set()
    inside = place.type in ("relation", "statement", "name", "role", "place", "mention")
    low, high = (place.start, place.end) if place.end - place.start > 25 or not inside else (place.low, place.high)
    for name, entity in forms:
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?![\w-])", place.text[low:high]):
            start, end = low + found.start(), low + found.end()
            if any(start < b and a < end for a, b in taken):
                continue
            taken.append((start, end))
            if entity.id not in seen:
                seen.add(entity.id)
                yield entity, start, end


def _akin(one: Entity, two: Entity, entities: Sequence[Entity]) -> bool:
    """Whether one lies within the other, at whatever depth, so that either may be right."""
    return bool(_holders(one, entities) & _called(two) or _holders(two, entities) & _called(one))


def _called(entity: Entity) -> set[str]:
    return {name.casefold() for name in (entity.id, *entity.names)}


def _holders(entity: Entity, entities: Sequence[Entity]) -> set[str]:
    """The ids and names of everything that an entity lies within."""
    found: set[str] = set()
    todo = [w.casefold() for w in entity.within]
    while todo:
        name = todo.pop()
        if name in found:
            continue
        found.add(name)
        for other in entities:
            if name in _called(other):
                found |= _called(other)
                todo += [w.casefold() for w in other.within]
    return found


def other_offices(place: Place) -> Iterator[Edit]:
    """Another office in the place of the one that the text gives its holder."""
    if place.type != "role":
        return
    low, high = max(place.low, place.start - 60), min(place.high, place.end + 60)
    stretch = place.text[low:high]
    for office in sorted(_OTHER, key=lambda word: (-len(word), word)):
        found = re.search(rf"\b{office}\b", stretch, re.IGNORECASE)
        if found is not None:
            other = _OTHER[office]
            shown = other.title() if found[0][0].isupper() else other
            yield place.edit(low + found.start(), low + found.end(), shown, "office")
            return


def opposites(place: Place) -> Iterator[Edit]:
    """The opposite of a word in the fact's own words, or of the one right before or behind them."""
    low, high = _near(place)
    for one, two in (*_OPPOSITES, *((b, a) for a, b in _OPPOSITES)):
        found = re.search(rf"\b{one}\b", place.text[low:high])
        if found is not None:
            yield place.edit(low + found.start(), low + found.end(), two, "direction")
            return


def denials(place: Place) -> Iterator[Edit]:
    """The fact denied, and told as merely possible, by its own verb."""
    low, high = _near(place)
    stretch = place.text[low:high]
    auxiliary = _AUXILIARY.search(stretch)
    if auxiliary is not None:
        end = low + auxiliary.end()
        yield Edit(end, end, " not", "negation", f"{auxiliary[0]} -> {auxiliary[0]} not")
        may = {"was": "may have been", "were": "may have been", "has": "may have", "have": "may have", "had": "may have", "will": "might"}
        if auxiliary[1] in may:
            yield place.edit(low + auxiliary.start(), end, may[auxiliary[1]], "modality")
        return
    for found in _PAST.finditer(stretch):
        word = found[1]
        before = stretch[: found.start()].rstrip().rpartition(" ")[2].casefold()
        if word in _SOFT or before in ("the", "a", "an", "of", "and", "by", "not", "to", "its", "his", "her", "their", "when", ""):
            continue
        if stretch[found.end() : found.end() + 4].startswith(" by ") or before.endswith((",", ":")):
            continue
        start, end = low + found.start(), low + found.end()
        yield place.edit(start, end, f"did not {_base(word)}", "negation")
        if word.endswith("ed"):
            yield place.edit(start, end, f"may have {word}", "modality")
        return


def _base(word: str) -> str:
    """The verb of a past form, by rule and by the list above."""
    if word in _BASE:
        return _BASE[word]
    stem = word[:-2]
    if word.endswith("ied"):
        return word[:-3] + "y"
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "ls":
        return stem[:-1]
    silent = stem.endswith(("v", "c", "u", "z", "dg", "at", "as", "os", "us", "is", "ir", "ur", "id", "rg"))
    return stem + "e" if silent and not stem.endswith(("eat", "isit", "oin", "ain", "eas")) else stem


def _near(place: Place) -> tuple[int, int]:
    """The fact's own words with the words around them up to the next comma: the clause that tells it."""
    text, low, high = place.text, place.start, place.end
    while low > place.low and text[low - 1] not in ",;:(\n–—":
        low -= 1
    while high < place.high and text[high] not in ",;:)\n–—":
        high += 1
    return low, high


def omitted(place: Place) -> Iterator[Edit]:
    """The sentence that tells the fact, left out; the only sentence of a text is not."""
    if sum(1 for _ in sentences(place.text)) > 1:
        yield Edit(place.low, place.high, "", "omission", "its sentence left out")


def invented(text: str, pick: int) -> Edit:
    """A sentence with a number and a place that nobody gave, at the end of a text."""
    number = 300 + pick % 600
    town = ("Grenholm", "Tarsk", "Velmora", "Ostrand")[pick % 4]
    gap = "" if not text or text.endswith(("\n", " ")) else " "
    made = f"{gap}A further {number} people were arrested in {town}."
    return Edit(len(text), len(text), made, "invented-number", f"{number} people arrested in {town}")
