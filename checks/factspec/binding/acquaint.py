"""Names that are nearly known: strangers put together with the names beside them, slips of spelling, abbreviations in brackets."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from factspec.lexicon import is_common
from factspec.mentions.near_names import is_initial, parted, same_given
from factspec.reading.analysis import Analysis, Name, add_name
from factspec.reading.strangers import TAILS

_GLUE = frozenset({"(", "[", "“", '"', "``"})


def drop_name(analysis: Analysis, name: Name) -> None:
    """Forget a name that turned out to be part of another one."""
    analysis.names.remove(name)
    for i in range(name.first, name.last):
        if analysis.name_at.get(i) is name:
            del analysis.name_at[i]
    if analysis.entity_at.get(name.head) == name.entity:
        analysis.entity_at.pop(name.head, None)


def joined(
    analysis: Analysis, first: int, last: int, kind: Callable[[str | None], str], given: Callable[[str, str], bool]
) -> tuple[int, int, str | None]:
    """A stranger with the known names that belong to it: ("Nora" + "Dahl", "Port Orn" + "District Court").

    Gives the stretch and, where the known name simply gains a matching given name, that being.
    """
    toks = analysis.toks
    after = analysis.name_at.get(last)
    forenames = last - first <= 3 and all(
        (toks[k].text.isalpha() and not is_common(toks[k].folded)) or toks[k].text == "-" for k in range(first, last)
    )
    if (
        forenames
        and after is not None
        and after.entity is not None
        and kind(after.entity) == "person"
        and after.last - after.first == 1
        and toks[last].sentence == toks[first].sentence
    ):
        drop_name(analysis, after)
        words = parted([toks[k].folded for k in range(first, last)])
        return first, after.last, after.entity if given(words[0], after.entity) else None
    before = analysis.name_at.get(first - 1)
    if before is not None and before.entity is not None and toks[first - 1].sentence == toks[first].sentence:
        tail = toks[last - 1].folded in TAILS
        if (
            tail
            and kind(before.entity) in ("place", "organization", "")
            and all(toks[k].text[:1].isupper() for k in range(before.first, before.last))
        ):
            drop_name(analysis, before)
            return before.first, last, None
        if (
            kind(before.entity) == "person"
            and before.last - before.first == 1
            and last - first == 1
            and not tail
            and given(before.surface.casefold(), before.entity)
        ):
            drop_name(analysis, before)
            return before.first, last, None
    return first, last, None


_AGAINST = frozenset({"v", "v.", "vs", "vs."})


def suits(analysis: Analysis) -> list[tuple[int, int]]:
    """Case names that nobody owns: "Crown v. Dahl", capitalised words on both sides."""
    toks = analysis.toks
    found: list[tuple[int, int]] = []
    for k in range(1, len(toks) - 1):
        if toks[k].folded not in _AGAINST or (k in analysis.name_at and analysis.name_at[k].last - analysis.name_at[k].first > 1):
            continue
        first, last = k, k + 1
        while first > 0 and k - first < 4 and toks[first - 1].sentence == toks[k].sentence and toks[first - 1].text[:1].isupper():
            first -= 1
        while last < len(toks) and last - k < 4 and toks[last].sentence == toks[k].sentence and toks[last].text[:1].isupper():
            last += 1
        if first < k and last > k + 1:
            found.append((first, last))
    return found


def brackets(analysis: Analysis) -> dict[str, Name]:
    """Abbreviations that the text itself introduces: "Orn Harbour Institute (OHI)", "(the Board)"."""
    toks = analysis.toks
    by_last = {n.last: n for n in analysis.names if not n.pronoun}
    found: dict[str, Name] = {}
    for k in range(1, len(toks) - 2):
        if toks[k].text not in _GLUE or toks[k].text in ("“", '"', "``"):
            continue
        at = k + 1
        while at < len(toks) - 1 and toks[at].folded in ("the", '"', "“", "``", "'", "or"):
            at += 1
        name = by_last.get(k)
        word = toks[at].text
        if (
            name is not None
            and 2 <= len(word) <= 8
            and word[:1].isupper()
            and word.replace(".", "").isalnum()
            and sum(c.isupper() for c in word) >= 2
        ):
            found[toks[at].folded] = name
    return found


def introduce(analysis: Analysis) -> None:
    """Give every later use of an abbreviation in brackets the being it was introduced for."""
    short = brackets(analysis)
    if not short:
        return
    for tok in analysis.toks:
        name = short.get(tok.folded)
        if name is None or tok.start < name.start or not tok.text[:1].isupper():
            continue
        here = analysis.name_at.get(tok.index)
        if here is not None and (here.entity is not None or here.last - here.first > 1):
            continue
        if here is not None:
            drop_name(analysis, here)
        if name.entity is not None:
            add_name(analysis, tok.index, tok.index + 1, name.entity)


def initials(words: Iterable[str]) -> set[str]:
    """The acronyms that a phrase may be shortened to, with and without its small words."""
    listed = [w for w in words if w[:1].isalpha()]
    full = "".join(w[0] for w in listed)
    bare = "".join(w[0] for w in listed if len(w) > 3 or w not in ("of", "the", "and", "for", "in", "a", "per", "to", "on"))
    return {a for a in (full, bare) if 2 <= len(a) <= 5}


__all__ = ["brackets", "drop_name", "initials", "introduce", "is_initial", "joined", "same_given"]
