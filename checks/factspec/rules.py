"""The rule codes that findings and gate reasons carry: what each means, with a golden claim and a text right and wrong.

A finding's ``rule`` is always a key of RULES. ``wrong`` shows a text that gets the code; ``right`` one that does not
(for the ``supported-…`` rules, ``right`` gets the code and ``wrong`` does not). ``keys`` is what the fact's long form adds to the
claim, ``options`` what stands on the command line. What lint says has golden sets for examples, what a comparison or a baseline says, a
situation in brackets. The examples share ENTITIES; a test checks that each does what it says.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    code: str
    title: str
    explanation: str
    claim: str = ""
    right: str = ""
    wrong: str = ""
    keys: str = ""
    options: str = ""


ENTITIES = {
    "Ana Ruiz": "person",
    "Ida Brandt": "person",
    "Lars Olsen": "person",
    "Norvex": "company",
    "Tallin Foods": "company",
    "Norvale": "team",
    "Estmere": "team",
}
"""Whom the examples are about."""

_BRIDGE = "The collapse injured 17 people."
_OPENED = "The museum opened on 3 March 2021."
_MAYOR = "Ana Ruiz is the mayor of Larkhaven."
_BOUGHT = "Norvex bought Tallin Foods."
_VOTED = "The council approved the budget and raised the fee."
_SAID = "Ruiz said the bridge was safe."

_TABLE: tuple[Rule, ...] = (
    # contradicted
    Rule(
        "value-differs",
        "another value",
        "The text gives the fact another value than the golden one, in whatever notation.",
        _BRIDGE,
        "Seventeen people were injured.",
        "Nineteen people were injured.",
    ),
    Rule(
        "unit-differs",
        "the number counts something else",
        "The text has the golden number in the fact's place and lets it count another thing, or measures it in a unit of another kind.",
        _BRIDGE,
        "Seventeen people were injured.",
        "The collapse injured 17 horses.",
    ),
    Rule(
        "sides-differ",
        "a score or vote for the wrong side",
        "The figures are right, and the text gives the larger or smaller one to the other side than the golden fact.",
        "Norvale beat Estmere 3-1.",
        "Estmere lost 1-3 to Norvale.",
        "Estmere beat Norvale 3-1.",
    ),
    Rule(
        "date-differs",
        "another date",
        "The text puts it on another day, month, year or moment; a relative date is counted from as_of or from the text's own dates.",
        _OPENED,
        "It opened in March 2021.",
        "It opened in May 2021.",
    ),
    Rule(
        "weekday-differs",
        "a wrong weekday",
        "The weekday that the text gives is not the weekday of the golden date.",
        _OPENED,
        "It opened on Wednesday, 3 March 2021.",
        "It opened on Monday, 3 March 2021.",
    ),
    Rule(
        "place-differs",
        "another place",
        "The text puts it in another place, or in another containing place of the same rank.",
        "The fair takes place in Lyon.",
        "The fair takes place in Lyon, France.",
        "The fair takes place in Lyon, Belgium.",
        "type: place, value: Lyon, within: [France]",
    ),
    Rule(
        "name-differs",
        "another name in the slot",
        "Somebody or something else is named where the golden fact has its name.",
        "Ida Brandt won the race.",
        "The race went to Brandt.",
        "The race went to Olsen.",
    ),
    Rule(
        "role-differs",
        "another office",
        "The text gives the person another office, or makes a present office a former one.",
        _MAYOR,
        "Larkhaven's mayor, Ana Ruiz",
        "Ana Ruiz, the governor",
    ),
    Rule(
        "relation-reversed",
        "the parties are the wrong way round",
        "Who did it and to whom are swapped.",
        _BOUGHT,
        "Tallin Foods was bought by Norvex.",
        "Tallin Foods bought Norvex.",
    ),
    Rule(
        "relation-party-differs",
        "another party",
        "One side of the relation is somebody else.",
        _BOUGHT,
        "Norvex has taken over Tallin Foods.",
        "Norvex has taken over Sellmark.",
    ),
    Rule(
        "negated",
        "denied",
        "The text says that it is not so, or affirms what the golden fact denies.",
        _BOUGHT,
        "Norvex bought Tallin Foods.",
        "Norvex did not buy Tallin Foods.",
    ),
    Rule(
        "modality-differs",
        "planned or possible for done, or the reverse",
        "The text tells a done event as planned, possible or asked for, or a planned one as done.",
        _BOUGHT,
        "Norvex completed the purchase of Tallin Foods.",
        "Norvex may buy Tallin Foods.",
    ),
    Rule(
        "direction-differs",
        "the wrong direction",
        "Up for down, more for fewer, ahead for behind.",
        "Sales rose to 40 million.",
        "Sales climbed to 40 million.",
        "Sales fell to 40 million.",
    ),
    Rule(
        "attribution-differs",
        "the right words in the wrong mouth",
        "The content is right, but another speaker or doer is named for it.",
        _SAID,
        "The bridge is safe, Ruiz said.",
        "The bridge is safe, Olsen said.",
    ),
    Rule(
        "statement-differs",
        "another content",
        "The text says something of the statement's matter that cannot be true together with it.",
        _BOUGHT,
        '{"deal": "Norvex bought Tallin Foods"}',
        '{"deal": "a quiet year"}',
        "paths: /deal",
    ),
    # partial
    Rule(
        "value-vaguer",
        "right, but vaguer",
        "What is said is true and less exact than the golden fact: dozens, late April, a containing place.",
        _BRIDGE,
        "17 people were injured.",
        "More than a dozen people were injured.",
    ),
    Rule(
        "place-vaguer",
        "only a place around it",
        "The text names a place that contains the golden one, and not the place itself.",
        "The fair takes place in Lyon.",
        "The fair takes place in Lyon.",
        "The fair takes place in France.",
        "type: place, value: Lyon, within: [France]",
    ),
    Rule(
        "role-vaguer",
        "a vaguer office",
        "The text gives a broader office, an office without its body, or one of two.",
        _MAYOR,
        "Ana Ruiz, mayor of Larkhaven",
        "Ana Ruiz, a local official",
    ),
    Rule(
        "value-rounded",
        "rounded without saying so",
        "A right rounding without about, nearly or some.",
        "The company earned $4.21 billion.",
        "It earned about $4.2 billion.",
        "It earned $4.2 billion.",
    ),
    Rule(
        "half-told",
        "half of a two-part fact",
        "One of two coordinated parts is told and the other left out.",
        _VOTED,
        "It approved the budget and raised the fee.",
        "It approved the budget.",
    ),
    # supported
    Rule(
        "supported-value",
        "the value is right",
        "The same value, date, place or name, in any notation.",
        _BRIDGE,
        "Seventeen people were injured.",
        "Nineteen were injured.",
    ),
    Rule(
        "supported-name",
        "the right name in the slot",
        "Who or what the golden fact names stands where it belongs.",
        "Ida Brandt won the race.",
        "The race was won by Brandt.",
        "Olsen won the race.",
        "type: name, value: Ida Brandt",
    ),
    Rule(
        "supported-claim",
        "the claim is stated",
        "The text states the claim in whatever words: the same parties in the same direction, done and not merely planned.",
        _BOUGHT,
        '{"deal": true}',
        '{"deal": false}',
        "paths: /deal",
    ),
    Rule(
        "supported-wording",
        "an accepted wording",
        "The text uses a wording that the fact's `accept` lists, and nothing else in it speaks against the fact.",
        "The bridge is closed for repairs.",
        "Since May it has been shut for works.",
        "The bridge is open.",
        "accept: [shut for works]",
    ),
    Rule(
        "supported-statement",
        "the statement is made",
        "The content of the claim is stated, with its speaker and polarity.",
        _SAID,
        "Ruiz called the bridge safe.",
        "The bridge is old.",
    ),
    Rule(
        "supported-role",
        "the office is right",
        "The person is given the office in any usual wording.",
        _MAYOR,
        "Larkhaven's mayor, Ana Ruiz",
        "Ana Ruiz, a politician",
    ),
    Rule(
        "supported-mention",
        "it is named",
        "The entity is named, by its name, an alias or a usual short form.",
        "The report names Norvex.",
        "Norvex declined to comment.",
        "The company declined to comment.",
        "type: mention, value: Norvex",
    ),
    # missing and undetermined
    Rule(
        "not-told",
        "not told",
        "The text says nothing about the fact; merely mentioning the thing whose value is asked is nothing.",
        _BRIDGE,
        "17 people were injured.",
        "The collapse shook the city.",
    ),
    Rule(
        "claim-unread",
        "the claim could not be read",
        "The fact's own claim does not support it, or contradicts another fact, so no text can be judged by it: see factspec lint.",
        "It was so.",
    ),
    Rule(
        "cannot-tell",
        "it cannot be told",
        "The text seems to speak of the fact, and the checker cannot tell what it says of it.",
        "The share of women is 41.6 %.",
        '{"women_percent": 41.6}',
        '{"women_percent": 0.416}',
    ),
    # unsupported
    Rule(
        "unsupported-number",
        "a number from nowhere",
        "Nothing in the golden set licenses this number for what it counts.",
        _BRIDGE,
        "17 people were injured.",
        "17 people were injured. The collapse destroyed 4 cars.",
    ),
    Rule(
        "unsupported-date",
        "a date from nowhere",
        "Nothing in the golden set licenses this date.",
        _OPENED,
        "The museum opened on 3 March 2021.",
        "The museum opened on 3 March 2021. Its architect died on 9 June 2014.",
    ),
    Rule(
        "unsupported-time",
        "a time from nowhere",
        "Nothing in the golden set licenses this time of day.",
        _OPENED,
        "It opened on 3 March 2021.",
        "It opened at 9:30 in the morning.",
    ),
    Rule(
        "unsupported-name",
        "a name from nowhere",
        "The name is none of the golden set's.",
        _MAYOR,
        "Mayor Ana Ruiz",
        "Mayor Ana Ruiz and her deputy Piet Wolff",
    ),
    Rule(
        "unsupported-quotation",
        "an invented quotation",
        "Nothing in the golden set has this speaker say this.",
        _SAID,
        "Ruiz said the bridge was safe.",
        'Ruiz said the bridge was safe and added: "I was never so proud of our engineers."',
    ),
    Rule(
        "unsupported-clause",
        "an invented assertion",
        "A whole clause about the story that nothing in the golden set licenses.",
        _BOUGHT,
        "Norvex bought Tallin Foods.",
        "Norvex bought Tallin Foods. The unions have sued the firm.",
    ),
    Rule(
        "lookalike-name",
        "a golden name in letters that only look like its own",
        "A word looks like one of a golden name and is written with letters of another script. It is read as it looks; this is a note, "
        "which no gate counts.",
        _BOUGHT,
        "Norvex bought Tallin Foods.",
        "N\u043ervex bought Tallin Foods. (with a Cyrillic \u043e)",
    ),
    Rule(
        "forbidden-stated",
        "a forbidden claim",
        "The text asserts, in its own or another's voice, what the golden set says must not be said; denied or asked, it is not stated.",
        "The pilot was drunk.",
        "The pilot was not drunk.",
        "According to a witness, the pilot was drunk.",
    ),
    # the gate's reasons
    Rule(
        "contradicted",
        "gate: a fact is contradicted",
        "Wrong always fails, whatever the fact's importance.",
        claim=_BRIDGE,
        right="17 people were injured.",
        wrong="19 people were injured.",
    ),
    Rule(
        "required-missing",
        "gate: a required fact is missing",
        "A fact with importance required is not told. Partial will do.",
        claim=_BRIDGE,
        right="17 people were injured.",
        wrong="The collapse shook the city.",
        keys="importance: required",
    ),
    Rule(
        "required-undetermined",
        "gate: a required fact is undetermined",
        "A required fact is spoken of, and it cannot be told whether rightly.",
        claim="The share of women is 41.6 %.",
        right='{"women_percent": 41.6}',
        wrong='{"women_percent": 0.416}',
        keys="importance: required",
    ),
    Rule(
        "nothing-told",
        "gate: nothing told",
        "No fact is supported, partial or contradicted: a refusal, or another story. --allow-silence lets it pass.",
        claim=_BRIDGE,
        right="17 people were injured.",
        wrong="I cannot help with that request.",
    ),
    Rule(
        "coverage",
        "gate: coverage too low",
        "(supported + half of partial) / (required + expected facts) is below --min-coverage.",
        claim=_VOTED,
        right="The council approved the budget and raised the fee.",
        wrong="The council approved the budget.",
        options="--min-coverage 0.9",
    ),
    Rule(
        "mutants",
        "gate: too few mutants found",
        "The share of wrong texts that `factspec mutate` made, and that the golden set finds wrong, is below --min-score.",
        claim=_VOTED,
        right="(a golden set that finds 19 of 20 mutants, and --min-score 0.9)",
        wrong="(a golden set that finds 15 of 20 mutants, and --min-score 0.9)",
    ),
    Rule(
        "undetermined",
        "gate: too much undetermined",
        "The share of undetermined facts is above --max-undetermined.",
        claim="The share of women is 41.6 %.",
        right='{"women_percent": 41.6}',
        wrong='{"women_percent": 0.416}',
        options="--max-undetermined 0",
    ),
    Rule(
        "unsupported",
        "gate: something is unsupported",
        "With --strict, anything unsupported fails.",
        claim=_BRIDGE,
        right="17 people were injured.",
        wrong="17 people were injured. The collapse destroyed 4 cars.",
        options="--strict",
    ),
    Rule(
        "schema-violation",
        "gate: the JSON Schema is broken",
        "With --schema, every violation of the schema fails the input; its place is a JSON Pointer.",
        claim=_BRIDGE,
        right='{"injured": 17}',
        wrong='{"injured": "17"}',
        options="--schema output.schema.json, which asks for a number",
    ),
    Rule(
        "no-input",
        "gate: nothing to check",
        "There was no input at all; the exit status is 2.",
        claim=_BRIDGE,
        right="(a folder with a text in it)",
        wrong="(an empty folder)",
    ),
    Rule(
        "error",
        "gate: an input could not be checked",
        "An error is no verdict: the run ends with 2, or 3 where factspec itself failed.",
        claim=_BRIDGE,
        right="(an English text)",
        wrong="(a blank text, or a German one)",
    ),
    Rule(
        "stopped",
        "gate: the run was stopped",
        "By --fail-fast or Ctrl-C: what was not checked cannot pass, so the run does not.",
        claim=_BRIDGE,
        right="(three texts, all of them checked)",
        wrong="(three texts, the first of them wrong, with --fail-fast)",
    ),
    Rule(
        "mutes-nothing",
        "gate: a word mutes nothing",
        "An ignore or may-miss that none of the golden sets of the inputs knows: it is mistyped, and the exit status is 2.",
        claim=_BRIDGE,
        right="(--ignore ID, where ID is the fact's)",
        wrong="(--ignore of an id that no fact has)",
    ),
    Rule(
        "regression",
        "gate: something got worse between two runs",
        "An input that passed fails now, or a fact is newly wrong; with --confidence, beyond chance.",
        claim=_BRIDGE,
        right="(old run: 19 people were injured. New run: 17 people were injured.)",
        wrong="(old run: 17 people were injured. New run: 19 people were injured.)",
    ),
    Rule(
        "gone",
        "gate: inputs are gone between two runs",
        "Inputs of the old run are not in the new one: a failure left out would look mended.",
        claim=_BRIDGE,
        right="(old run: a.txt, b.txt. New run: a.txt, b.txt.)",
        wrong="(old run: a.txt, b.txt. New run: a.txt.)",
    ),
    Rule(
        "baseline-stale",
        "gate: a known failure is there no more",
        "What the baseline knows was checked and does not fail so any more: left in, it would hide the same failure when it comes back.",
        claim=_BRIDGE,
        right="(known: 19 for 17. The text still says 19.)",
        wrong="(known: 19 for 17. The text says 17 now.)",
    ),
    Rule(
        "baseline-expired",
        "gate: a known failure is past its day",
        "The day that an entry of the baseline has is before --today: the failure counts again.",
        claim=_BRIDGE,
        right="(known until 2026-03-31, with --today 2026-03-01)",
        wrong="(known until 2026-03-31, with --today 2026-04-01)",
    ),
    Rule(
        "pass-rate",
        "gate: too few inputs pass",
        "Every input must pass, or the share that --min-pass-rate asks for.",
        claim=_BRIDGE,
        right="17 people were injured.",
        wrong="19 people were injured.",
    ),
    # lint
    Rule(
        "claims-clash",
        "lint: two claims contradict each other",
        "Read as a text, one claim contradicts another fact.",
        _BRIDGE,
        "The collapse injured 17 people.",
        "The collapse injured 19 people.",
    ),
    Rule(
        "claim-forbidden",
        "lint: a claim states what is forbidden",
        "Read as a text, a fact's claim, or the background, states a forbidden claim.",
        "The pilot was drunk.",
        "The pilot was sober.",
        "The pilot was drunk.",
    ),
    Rule(
        "confusable",
        "lint: two facts can be confused",
        "Two facts of the same type and unit have the same cues, so a value cannot be told to belong to one of them.",
        right="facts: {a: The collapse injured 17 people., b: The collapse killed 3 people.}",
        wrong=(
            "facts: {a: {claim: The collapse injured 17 people., cues: [hurt]}, b: {claim: The collapse injured 17 people., cues: [hurt]}}"
        ),
    ),
    Rule(
        "alias-owned-twice",
        "lint: an alias belongs to two entities",
        "A name that two entities share cannot say who is meant.",
        right="{entities: {k: {name: Jo Kim, aliases: [Kim]}, l: {name: Ed Lee}}, facts: {a: Jo Kim won the race.}}",
        wrong="{entities: {k: {name: Jo Kim, aliases: [Kim]}, l: {name: Al Kim, aliases: [Kim]}}, facts: {a: Jo Kim won the race.}}",
    ),
    Rule(
        "nothing-checkable",
        "lint: nothing in the claim can be checked",
        "The claim has no value, name or content that a text could get right or wrong.",
        right="facts: {a: The road is closed.}",
        wrong="facts: {a: It was so.}",
    ),
    Rule(
        "derived-value",
        "lint: a value that follows from two others",
        "It is the sum of two other facts of its kind (46 hurt = 26 + 20): a set in which only one of them is changed contradicts itself.",
        right="facts: {a: The collapse injured 20 people., b: The collapse killed 26 people.}",
        wrong=(
            "facts: {a: The collapse injured 20 people., b: The collapse killed 26 people., c: The collapse killed or injured 46 people.}"
        ),
    ),
    Rule(
        "accept-unsupported",
        "lint: an accepted wording that does not support its fact",
        "A wording of `accept` turns the fact round, or gives a value of another kind: it is no other way to say it.",
        right="facts: {a: {claim: The bridge is closed for repairs., accept: [shut for works]}}",
        wrong="facts: {a: {claim: The bridge is closed for repairs., accept: [the bridge is not closed for repairs]}}",
    ),
    Rule(
        "background-clash",
        "lint: the background speaks against a fact",
        "The background gives a fact another value: one of them is wrong, or the claim does not say what it is about.",
        right="{facts: {a: The collapse injured 17 people.}, background: The collapse killed nobody.}",
        wrong="{facts: {a: The collapse injured 17 people.}, background: The collapse injured 19 people.}",
    ),
    Rule(
        "cue-elsewhere",
        "lint: cues that fit another fact's value",
        "The fact's `cues` fit another fact's value in the background better than that fact's own words: texts will be misread too.",
        right=(
            "{facts: {a: {claim: The collapse injured 17 people., cues: [hurt]}, b: The "
            "collapse killed 3 people.}, background: There were 3 casualties.}"
        ),
        wrong=(
            "{facts: {a: {claim: The collapse injured 17 people., cues: [casualties]}, b: The "
            "collapse killed 3 people.}, background: There were 3 casualties.}"
        ),
    ),
    Rule(
        "required-untold",
        "lint: a required fact that no source says",
        "None of the sources that are there says it: a summary of them cannot say it either, and will always fail.",
        right="{sources: {report: {path: report.txt}}, facts: {a: {claim: The collapse injured 17 people., importance: required}}}",
        wrong="{sources: {report: {path: report.txt}}, facts: {a: {claim: The museum opened on 3 March 2021., importance: required}}}",
    ),
    Rule(
        "several-values",
        "lint: several values in one claim",
        "All of them are checked; one fact for each value gives clearer reports.",
        right="facts: {a: The fire destroyed 14 houses.}",
        wrong="facts: {a: The fire destroyed 14 houses and 3 barns.}",
    ),
    Rule(
        "type-disagrees",
        "lint: type, value or of disagree with the claim",
        "The long form's keys say something else than the claim itself.",
        right="facts: {a: {claim: The collapse injured 17 people., type: quantity, value: 17}}",
        wrong="facts: {a: {claim: The collapse injured 17 people., type: quantity, value: 19}}",
    ),
    Rule(
        "quote-not-found",
        "lint: an evidence quote is not in its source",
        "Case, quote marks, dashes and line breaks make no difference.",
        right=(
            "{sources: {report: {path: report.txt}}, facts: {a: {claim: The collapse injured "
            "17 people., evidence: [{source: report, quote: injured 17 people}]}}}"
        ),
        wrong=(
            "{sources: {report: {path: report.txt}}, facts: {a: {claim: The collapse "
            "injured 17 people., evidence: [{source: report, quote: wounded 17}]}}}"
        ),
    ),
    Rule(
        "source-outside",
        "lint: a source's path leads out of the set's folder",
        "Paths stay inside the folder of the golden set.",
        right="{sources: {report: {path: report.txt}}, facts: {a: The collapse injured 17 people.}}",
        wrong="{sources: {report: {path: ../report.txt}}, facts: {a: The collapse injured 17 people.}}",
    ),
    Rule(
        "source-unreadable",
        "lint: a source cannot be read",
        "The file is there and is not readable UTF-8 text.",
        right=(
            "{sources: {report: {path: report.txt}}, facts: {a: {claim: The collapse injured "
            "17 people., evidence: [{source: report, quote: injured 17 people}]}}}"
        ),
        wrong=(
            "{sources: {report: {path: report.bin}}, facts: {a: {claim: The collapse injured "
            "17 people., evidence: [{source: report, quote: injured 17 people}]}}}"
        ),
    ),
    Rule(
        "not-checked",
        "lint: evidence that is not checked",
        "A source without a path, or whose file is not there: a note, no complaint.",
        right=(
            "{sources: {report: {path: report.txt}}, facts: {a: {claim: The collapse injured "
            "17 people., evidence: [{source: report, quote: injured 17 people}]}}}"
        ),
        wrong=(
            "{sources: {report: {title: Report}}, facts: {a: {claim: The collapse injured 17 "
            "people., evidence: [{source: report, quote: injured 17 people}]}}}"
        ),
    ),
)

RULES: dict[str, Rule] = {rule.code: rule for rule in _TABLE}
