"""Abbreviations that carry a full stop, and words that open sentences. All in small letters and without the stop."""

from __future__ import annotations

# Followed by a name, a number or more: never the end of a sentence.
TITLES = frozenset(
    """
    dr mr mrs ms mx prof gen sen rep gov lt col sgt capt cmdr adm maj brig cpl pte pvt hon rev fr msgr supt insp pres amb sr fm
    messrs mme mlle st mt ft dept univ vs v cf approx est ca al viz fig figs eq sec ch vol pp ed eds trans rs resp incl excl min max
    avg tel ext attn
    """.split()
)
# An abbreviation only in front of a number ("No. 5", "s. 41", "p. 3", "Mar. 7", "art. 5").
BEFORE_NUMBER = frozenset(
    """
    no nos p pp s ss sec art arts para paras para c ch cl r fig figs vol n nr jan feb mar apr jun jul aug sep sept oct nov dec sun
    mon tue tues wed thu thur thurs fri sat ca d b rev
    """.split()
)
# May stand at the end of a sentence as well: the next word decides.
ENDING = frozenset(
    """
    inc corp co ltd llc plc bros jr sr esq etc jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri
    sat sun ave blvd rd sq st dist assn intl natl govt calif mass conn penn wash fla tex ariz mich minn tenn oz lb lbs ft yr yrs hr
    hrs sec secs pct
    """.split()
)
# Of these, the ones that stand behind a number, so that the next number belongs to another sentence.
MEASURES = frozenset("ft yr yrs hr hrs sec secs oz lb lbs pct".split())
# These are plain words too: a stop behind them is an abbreviation's only where something else says so.
ALSO_WORDS = frozenset(
    """
    no sun mon sat mar may fig art ed mass wash sec min max mins ext trans hon rev gen est fm rd sq mt ft ca oz yr hr d b c p r s n
    v
    """.split()
)

# Words that, with a capital, open a sentence rather than go on with a name.
OPENERS = frozenset(
    """
    the a an this that these those he she it they we i you his her its their our my your there here in on at by for from with
    without after before during since until as when while where what who why how if though although but and or so yet however
    meanwhile moreover also still then now today yesterday both all some many most several no not none one two three according
    earlier later last next under over between among because despite once to of
    """.split()
)
