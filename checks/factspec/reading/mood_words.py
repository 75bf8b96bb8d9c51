"""The words of moods: which words deny, plan, allege, leave open or oblige what they govern, whatever the story."""

from __future__ import annotations

NO_WORDS = frozenset({"no", "neither", "none", "nobody", "nothing", "no-one", "nowhere"})
DENIALS = (NO_WORDS - {"no-one"}) | {"not", "n't", "never", "nor", "without"}  # any word that denies, wherever it stands
POSSIBLE = frozenset(
    {
        "may",
        "might",
        "could",
        "can",
        "perhaps",
        "maybe",
        "possibly",
        "probably",
        "conceivably",
        "potentially",
        "likely",
        "supposedly",
        "presumably",
        "apparently",
    }
)
ALLEGED = frozenset({"allegedly", "reportedly", "rumoured", "rumored", "purportedly", "alleged", "reported", "unconfirmed"})
FUTURE = frozenset({"will", "'ll", "shall", "wo", "going"})
FAIL = frozenset("fail refuse decline neglect omit forget cease stop avoid miss".split())
DENY = frozenset("deny refute dispute disprove debunk reject dismiss".split())
PREVENT = frozenset(
    "prevent avoid block avert thwart foil cancel scrap abandon shelve veto halt bar forbid reject oppose resist deny "
    "refuse decline lack dismiss".split()
)
PLAN = frozenset(
    "plan intend aim hope want wish seek expect schedule set due prepare consider mull weigh propose threaten vow promise pledge offer "
    "agree decide try attempt study discuss plot ready about poise slate tip bid pend demand request ask urge "
    "recommend suggest contemplate likely eye target look anticipate project forecast".split()
)
UNDO = frozenset("lift drop evade escape dodge withdraw revoke".split())  # of an act told by a noun: "lifted the ban"
COLLAPSE = frozenset("collapse founder".split())  # what an act told by a noun does that comes to nothing
LEAVE = frozenset("walk back pull".split())  # with "away" or "out": "walked away from the merger"
THINK = frozenset("think talk dream speak".split())  # with "about" or "of"
WEIGH = frozenset("consider mull weigh discuss study contemplate".split())
PLAN_NOUNS = frozenset(
    "plan intention proposal talk talks bid attempt effort decision offer promise pledge prospect possibility chance threat hope idea "
    "negotiation negotiations option call calls demand request discussion discussions consideration risk move motion bill draft".split()
)
FAIL_NOUNS = frozenset("failure refusal inability reluctance denial lack absence".split())
UNCERTAIN = frozenset("appear seem tend believe think suspect suggest claim allege rumour rumor speculate guess imagine".split())
UNABLE = frozenset("unable powerless unwilling incapable impossible reluctant unlikely".split())
UNTRUE = frozenset("false untrue wrong incorrect baseless".split())
REPORT_NOUNS = frozenset("report rumour rumor claim allegation suggestion story accusation speculation gossip assertion".split())
SIGNS = frozenset("sign evidence indication proof hint suggestion trace".split())
EARLY = frozenset(
    "planned proposed expected scheduled intended upcoming forthcoming future pending prospective imminent potential "
    "possible threatened would-be".split()
)
UNDONE = frozenset("failed attempted averted cancelled canceled abandoned thwarted aborted rejected".split())
BREAKS = frozenset({",", ";", "but", "and", "(", "–", "—", "-", ":"})
YES = frozenset("yes yep yeah indeed correct right certainly".split())
NO = frozenset("no nope never not wrong".split())
ASKING = frozenset("did do does has have had is are was were will would can could should must may might".split())
