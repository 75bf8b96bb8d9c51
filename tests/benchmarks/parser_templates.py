"""Made-up sentences of the kinds that news has and the treebank lacks, with their trees: figures that rise and fall, casualties,
results, verdicts, calls, appointments. All names and numbers are random; analyses follow the treebank's.
"""

from __future__ import annotations

import random

from parser_data import Gold, Word, invent, packed

MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


class Maker:
    """Builds one sentence; every method returns words whose last attached head is the first item of the pair."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def one(self, *choices: str) -> str:
        return self.rng.choice(choices)

    def maybe(self, chance: float, words: list[Word]) -> list[Word]:
        return words if self.rng.random() < chance else []

    def word(self, text: str, upos: str, xpos: str, head: Word | None, deprel: str) -> Word:
        return Word(text, upos, xpos, head, deprel)

    def number(self) -> str:
        rng = self.rng
        form = rng.randrange(5)
        if form == 0:
            return rng.choice("two three four five six seven eight nine ten eleven twelve twenty thirty".split())
        if form == 1:
            return f"{rng.randrange(1, 99)},{rng.randrange(100, 999)}"
        if form == 2:
            return f"{rng.randrange(1, 99)}.{rng.randrange(1, 99)}"
        return str(rng.randrange(1, 999))

    def name(self, head: Word | None, deprel: str, parts: int = 2) -> list[Word]:
        first = self.word(invent(self.rng), "PROPN", "NNP", head, deprel)
        if parts == 2 and self.rng.random() < 0.08:  # a hyphenated first name
            rest = [self.word("-", "PUNCT", "HYPH", None, "punct"), self.word(invent(self.rng), "PROPN", "NNP", first, "flat")]
            rest[0].head = rest[1]
            return [first, *rest, self.word(invent(self.rng), "PROPN", "NNP", first, "flat")]
        return [first, *(self.word(invent(self.rng), "PROPN", "NNP", first, "flat") for _ in range(parts - 1))]

    def person(self, head: Word | None, deprel: str) -> list[Word]:
        form = self.rng.random()
        if form < 0.12:
            return (
                [self.word(self.one("He", "She", "They"), "PRON", "PRP", head, deprel)]
                if deprel.startswith("nsubj")
                else self.name(head, deprel)
            )
        if form < 0.22:
            noun = self.word(self.one("minister", "director", "captain", "judge", "ambassador", "manager"), "NOUN", "NN", head, deprel)
            return [self.word("the", "DET", "DT", noun, "det"), noun]
        if form < 0.30:  # the director of the bank , Mara Lee ,
            noun = self.word(
                self.one("minister", "director", "captain", "judge", "ambassador", "manager", "coach"), "NOUN", "NN", head, deprel
            )
            body = self.org(noun, "nmod")
            name = self.name(noun, "appos")
            commas = [self.word(",", "PUNCT", ",", name[0], "punct") for _ in range(2)]
            of = self.word("of", "ADP", "IN", body[-1], "case")
            return [self.word("the", "DET", "DT", noun, "det"), noun, of, *body, commas[0], *name, commas[1]]
        if form < 0.36:  # Ministers Mara Lee and Tom Roe
            name = self.name(head, deprel)
            title = self.word(self.one("Ministers", "Justices", "Judges", "Senators", "Professors"), "PROPN", "NNPS", name[0], "nmod:desc")
            other = self.name(name[0], "conj")
            return [title, *name, self.word("and", "CCONJ", "CC", other[0], "cc"), *other]
        return self.name(head, deprel, self.rng.choice((1, 2, 2)))

    def org(self, head: Word | None, deprel: str) -> list[Word]:
        """Its head is the last word."""
        if self.rng.random() < 0.3:
            last = self.word(self.one("City", "Town", "Bank", "Group", "Corporation", "Institute", "United"), "PROPN", "NNP", head, deprel)
            return [self.word(invent(self.rng), "PROPN", "NNP", last, "compound"), last]
        return [self.word(invent(self.rng), "PROPN", "NNP", head, deprel)]

    def money(self, head: Word, deprel: str, case: str = "") -> list[Word]:
        if self.rng.random() < 0.75:
            top = self.word(self.one("$", "$", "€", "£"), "SYM", "$", head, deprel)
            scale = self.word(self.one("million", "billion"), "NUM", "CD", top, "nummod")
            words = [top, self.word(self.number(), "NUM", "CD", scale, "compound"), scale]
        else:
            top = self.word(self.one("dollars", "euros", "crowns", "rupees"), "NOUN", "NNS", head, deprel)
            scale = self.word(self.one("million", "billion"), "NUM", "CD", top, "nummod")
            words = [self.word(self.number(), "NUM", "CD", scale, "compound"), scale, top]
        return [*self.case(case, top), *self.hedge(top), *words]

    def hedge(self, top: Word) -> list[Word]:
        return self.maybe(0.15, [self.word(self.one("about", "nearly", "almost", "some"), "ADV", "RB", top, "advmod")])

    def case(self, text: str, top: Word) -> list[Word]:
        return [self.word(text, "ADP", "IN", top, "case")] if text else []

    def percent(self, head: Word, deprel: str, case: str = "") -> list[Word]:
        top = self.word("%", "SYM", "NN", head, deprel) if self.rng.random() < 0.7 else self.word("percent", "NOUN", "NN", head, deprel)
        return [*self.case(case, top), self.word(self.number(), "NUM", "CD", top, "nummod"), top]

    def count(self, head: Word, deprel: str, *nouns: str) -> list[Word]:
        noun = self.word(self.one(*nouns), "NOUN", "NNS", head, deprel)
        return [self.word(self.number(), "NUM", "CD", noun, "nummod"), noun]

    def when(self, head: Word) -> list[Word]:
        rng = self.rng
        form = rng.randrange(4)
        if form == 0:
            day = self.word(rng.choice(DAYS), "PROPN", "NNP", head, "obl")
            return [*self.case("on", day), day]
        if form == 1:
            year = self.word(str(rng.randrange(1900, 2030)), "NUM", "CD", head, "obl")
            return [*self.case("in", year), year]
        day = self.word(str(rng.randrange(1, 31)), "NUM", "CD", head, "obl")
        month = self.word(rng.choice(MONTHS), "PROPN", "NNP", day, "nmod:unmarked")
        year = self.word(str(rng.randrange(1900, 2030)), "NUM", "CD", day, "nmod:unmarked")
        if form == 2:
            return [*self.case("on", day), day, month, *self.maybe(0.4, [year])]
        return [*self.case("on", day), month, day, *self.maybe(0.4, [self.word(",", "PUNCT", ",", day, "punct"), year])]

    def where(self, head: Word, deprel: str = "obl") -> list[Word]:
        place = self.org(head, deprel)
        return [*self.case(self.one("in", "at", "in"), place[-1]), *place]

    def figure(self, head: Word, deprel: str) -> list[Word]:
        """``Orlen 's net profit``, ``third - quarter revenue``"""
        noun = self.word(
            self.one("revenue", "profit", "income", "margin", "output", "turnout", "price", "rate", "sales", "shares"),
            "NOUN",
            "NN",
            head,
            deprel,
        )
        if noun.word in ("sales", "shares"):
            noun.xpos = "NNS"
        mods: list[Word] = []
        if self.rng.random() < 0.3:
            mods = [self.word(self.one("net", "gross", "annual", "total", "average"), "ADJ", "JJ", noun, "amod")]
        elif self.rng.random() < 0.3:
            quarter = self.word("quarter", "NOUN", "NN", noun, "compound")
            order = self.word(self.one("first", "second", "third", "fourth"), "ADJ", "JJ", quarter, "amod")
            mods = [order, self.word("-", "PUNCT", "HYPH", quarter, "punct"), quarter]
        if self.rng.random() < 0.6:
            owner = self.org(noun, "nmod:poss")
            return [*owner, self.word("'s", "PART", "POS", owner[-1], "case"), *mods, noun]
        return [*mods, noun]

    def clause(self, head: Word | None, deprel: str) -> list[Word]:
        """A clause without its full stop; the word that carries it gets ``head`` and ``deprel``."""
        return self.rng.choice((self.moves, self.moves, self.reports, self.casualties, self.casualties, self.result, self.verdict, self.appeal,
                                self.meets, self.cuts, self.shares, self.kills, self.suspends))(head, deprel)  # fmt: skip

    def verb(self, forms: str, xpos: str, head: Word | None, deprel: str) -> Word:
        return self.word(self.rng.choice(forms.split()), "VERB", xpos, head, deprel)

    def moves(self, head: Word | None, deprel: str) -> list[Word]:
        verb = self.verb("rose fell climbed dropped slipped jumped grew declined increased widened narrowed", "VBD", head, deprel)
        amount = self.percent(verb, "obl", "by") if self.rng.random() < 0.5 else self.percent(verb, "obl:unmarked")
        return [
            *self.figure(verb, "nsubj"), verb, *self.maybe(0.8, amount), *self.maybe(0.5, self.money(verb, "obl", "to")),
            *self.maybe(0.3, self.money(verb, "obl", "from")), *self.maybe(0.3, self.when(verb)),
        ]  # fmt: skip

    def reports(self, head: Word | None, deprel: str) -> list[Word]:
        verb = self.verb("reported posted earned recorded expects forecast announced", "VBD", head, deprel)
        if verb.word == "expects":
            verb.xpos = "VBZ"
        noun = self.word(self.one("revenue", "profit", "sales", "income"), "NOUN", "NN", verb, "obj")
        up = self.word(self.one("up", "down"), "ADV", "RB", noun, "advmod")
        rise = [self.word(",", "PUNCT", ",", up, "punct"), up, *self.percent(up, "obl:unmarked")]
        return [
            *self.org(verb, "nsubj"),
            verb,
            noun,
            *self.money(noun, "nmod", "of"),
            *self.maybe(0.3, rise),
            *self.maybe(0.3, self.when(verb)),
        ]

    def casualties(self, head: Word | None, deprel: str) -> list[Word]:
        verb = self.verb("killed injured wounded arrested dismissed", "VBN", head, deprel)
        were = self.word("were", "AUX", "VBD", verb, "aux:pass")
        people = self.count(verb, "nsubj:pass", "people", "civilians", "soldiers", "workers", "passengers", "students")
        other = self.verb("injured wounded hurt", "VBN", verb, "conj")
        second = self.word(self.number(), "NUM", "CD", other, "nsubj:pass")
        more = self.word(self.one("more", "others"), "ADJ", "JJR", second, "amod")
        if more.word == "others":
            more.upos, more.xpos, more.head, more.deprel = "NOUN", "NNS", other, "nsubj:pass"
            second.head, second.deprel = more, "nummod"
        also = [self.word("and", "CCONJ", "CC", other, "cc"), second, *([more] if more.word == "others" or self.rng.random() < 0.4 else []),
                *self.maybe(0.4, [self.word("were", "AUX", "VBD", other, "aux:pass")]), other]  # fmt: skip
        if more not in also and second.head is more:
            second.head, second.deprel = other, "nsubj:pass"
        event = self.word(self.one("attack", "crash", "blast", "fire", "flood"), "NOUN", "NN", verb, "obl")
        place = [
            *self.case("in", event),
            self.word(self.one("the", "an", "a"), "DET", "DT", event, "det"),
            event,
            *self.maybe(0.4, self.where(event, "nmod")),
        ]
        return [*people, were, verb, *self.maybe(0.6, also), *self.maybe(0.5, place), *self.maybe(0.5, self.when(verb))]

    def kills(self, head: Word | None, deprel: str) -> list[Word]:
        verb = self.verb("killed injured wounded attacked shot", "VBD", head, deprel)
        return [
            *self.count(verb, "nsubj", "gunmen", "attackers", "soldiers", "militants"), verb,
            *self.count(verb, "obj", "people", "civilians", "officers"), *self.where(verb), *self.maybe(0.5, self.when(verb)),
        ]  # fmt: skip

    def result(self, head: Word | None, deprel: str) -> list[Word]:
        verb = self.verb("beat defeated led overcame", "VBD", head, deprel)
        score = self.word(f"{self.rng.randrange(6)}{self.one('-', '-', '–')}{self.rng.randrange(6)}", "NUM", "CD", verb, "obl:unmarked")
        return [
            *self.org(verb, "nsubj"),
            verb,
            *self.org(verb, "obj"),
            score,
            *self.maybe(0.4, self.where(verb)),
            *self.maybe(0.4, self.when(verb)),
        ]

    def verdict(self, head: Word | None, deprel: str) -> list[Word]:
        verb = self.verb("convicted acquitted cleared accused sentenced appointed elected succeeded called criticized", "VBN", head, deprel)
        agent = self.org(verb, "obl:agent") if self.rng.random() < 0.6 else self.name(verb, "obl:agent")
        top = agent[0] if agent[0].deprel == "obl:agent" else agent[-1]
        return [
            *self.person(verb, "nsubj:pass"), self.word("was", "AUX", "VBD", verb, "aux:pass"), verb,
            *self.maybe(0.6, [*self.case("by", top), *agent]), *self.maybe(0.5, self.when(verb)),
        ]  # fmt: skip

    def appeal(self, head: Word | None, deprel: str) -> list[Word]:
        verb = self.verb("overturned upheld quashed confirmed rejected lifted imposed", "VBD", head, deprel)
        court = self.word("Court", "PROPN", "NNP", verb, "nsubj")
        noun = self.word(self.one("conviction", "sentence", "fine", "verdict", "ban"), "NOUN", "NN", verb, "obj")
        appeal = self.word(self.one("Appeal", "Appeals"), "PROPN", "NNP", court, "nmod")
        owner = self.name(noun, "nmod")
        return [
            self.word("the", "DET", "DT", court, "det"), court, self.word("of", "ADP", "IN", appeal, "case"), appeal, verb,
            self.word("the", "DET", "DT", noun, "det"), noun, *self.maybe(0.5, [self.word("of", "ADP", "IN", owner[0], "case"), *owner]),
            *self.maybe(0.4, self.when(verb)),
        ]  # fmt: skip

    def meets(self, head: Word | None, deprel: str) -> list[Word]:
        verb = self.verb("met called phoned visited succeeded married replaced praised spoke talked", "VBD", head, deprel)
        other = self.person(verb, "obl" if verb.word in ("spoke", "talked") else "obj")
        top = next(w for w in other if w.head is verb)
        before = self.case(self.one("with", "to"), top) if top.deprel == "obl" else []
        return [*self.person(verb, "nsubj"), verb, *before, *other, *self.maybe(0.5, self.when(verb)), *self.maybe(0.2, self.where(verb))]

    def cuts(self, head: Word | None, deprel: str) -> list[Word]:
        verb = self.verb("cut close sell buy raise open build", "VB", head, deprel)
        will = self.word(self.one("will", "would", "may"), "AUX", "MD", verb, "aux")
        if head is None and self.rng.random() < 0.3:
            will = self.word("to", "PART", "TO", verb, "mark")
        return [
            *self.org(verb, "nsubj"),
            will,
            verb,
            *self.count(verb, "obj", "jobs", "plants", "shops", "homes", "ships"),
            *self.maybe(0.4, self.when(verb)),
        ]

    def shares(self, head: Word | None, deprel: str) -> list[Word]:
        """``A contributed $ 2 million , B $ 3 million and C $ 4 million``"""
        verb = self.verb("contributed earned brought scored paid lost", "VBD", head, deprel)
        words = [*self.org(verb, "nsubj"), verb, *self.money(verb, "obj")]
        count = self.rng.choice((1, 2))
        for at in range(count):
            owner = self.org(verb, "conj")
            link = (
                [self.word(",", "PUNCT", ",", owner[-1], "punct")] if at < count - 1 else [self.word("and", "CCONJ", "CC", owner[-1], "cc")]
            )
            words += [*link, *owner, *self.money(owner[-1], "orphan")]
        return words

    def suspends(self, head: Word | None, deprel: str) -> list[Word]:
        verb = self.verb("suspended closed opened signed rejected approved condemned backed", "VBN", head, deprel)
        noun = self.word(self.one("treaty", "border", "airspace", "deal", "plan", "attack", "proposal"), "NOUN", "NN", verb, "obj")
        has = self.word("has", "AUX", "VBZ", verb, "aux")
        negated = self.maybe(0.15, [self.word(self.one("not", "never"), "PART", "RB", verb, "advmod")])
        owner = self.word(self.one("the", "its", "a"), "DET", "DT", noun, "det")
        if owner.word == "its":
            owner.upos, owner.xpos, owner.deprel = "PRON", "PRP$", "nmod:poss"
        return [*self.org(verb, "nsubj"), has, *negated, verb, owner, noun]

    def sentence(self) -> list[Word]:
        """A whole sentence: one clause, two, or one that somebody tells."""
        stop = self.word(".", "PUNCT", ".", None, "punct")
        form = self.rng.random()
        if form < 0.25:
            verb = self.verb("said announced added told confirmed", "VBD", None, "root")
            told = self.name(verb, "iobj", 1) if verb.word == "told" else []
            inner = self.clause(verb, "ccomp")
            top = next(w for w in inner if w.head is verb and w.deprel == "ccomp")
            words = [*self.person(verb, "nsubj"), verb, *told, *self.maybe(0.8, [self.word("that", "SCONJ", "IN", top, "mark")]), *inner]
            stop.head = verb
        else:
            words = self.clause(None, "root")
            root = next(w for w in words if w.head is None)
            stop.head = root
            if form < 0.45:
                other = self.clause(root, "conj")
                top = next(w for w in other if w.head is root and w.deprel == "conj")
                words += [
                    *self.maybe(0.7, [self.word(",", "PUNCT", ",", top, "punct")]),
                    self.word(self.one("and", "but", "while"), "CCONJ", "CC", top, "cc"),
                    *other,
                ]
                link = next(w for w in words if w.head is top and w.deprel == "cc" and w.word in ("and", "but", "while"))
                if link.word == "while":
                    link.upos, link.xpos, link.deprel, top.deprel = "SCONJ", "IN", "mark", "advcl"
            elif form < 0.55:
                other = self.clause(root, "parataxis")
                top = next(w for w in other if w.head is root and w.deprel == "parataxis")
                words += [self.word(";", "PUNCT", ":", root, "punct"), *other]
        words[0].word = words[0].word[:1].upper() + words[0].word[1:]
        return [*words, stop]


def made_up(rng: random.Random) -> Gold:
    """One sentence; a comma in front of another mark or the stop is left out."""
    words = Maker(rng).sentence()
    kept = [w for w, after in zip(words, [*words[1:], None]) if not (w.word == "," and after is not None and after.word in ",.;")]
    return packed(kept)
