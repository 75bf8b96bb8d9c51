"""What a rule code or a fact type means, as text for `factspec explain`."""

from __future__ import annotations

from factspec.errors import UsageError
from factspec.rules import RULES

# type: (keys, right when, example claim)
FACT_TYPES_EXPLAINED: dict[str, tuple[str, str, str]] = {
    "quantity": (
        'value (a number, {min, max}, or a score or interval as text: "3-1", "0.46-0.80"), unit, of, about, tolerance',
        "the same value in any notation: digits, words, separators, scale words, converted units. A vaguer value is partial",
        "The collapse injured 17 people.",
    ),
    "date": (
        "value (2025-04-22, 2025-04, 2025, 2025-04-22T09:30Z or {from, to}), of",
        "the same day, month, year or moment in any notation, judged at the golden precision; a wrong weekday contradicts",
        "The museum opened on 3 March 2021.",
    ),
    "place": (
        "value, of, within (containing places, inner to outer)",
        "the place, or one whose chain of containing places reaches it; a containing place alone is partial",
        "The fair takes place in Lyon, France.",
    ),
    "name": (
        "value (an entity, or a list), of",
        "that entity is named in that slot; of a list all, some is partial",
        "Ida Brandt won the race.",
    ),
    "role": (
        "of (a person), value (the office with its body)",
        "office and body in any usual wording; another office told instead contradicts",
        "Ana Ruiz is the mayor of Larkhaven.",
    ),
    "relation": (
        "subject, verb, object, symmetric",
        "the same parties in the same direction, done and not merely planned; active or passive",
        "Norvex bought Tallin Foods.",
    ),
    "statement": (
        "by (speaker or body) or about, both optional",
        "the content said or done with the same polarity, by the same speaker",
        "Ruiz said the bridge was safe.",
    ),
    "mention": ("value (an entity, or a list)", "it is named at all", "The report names Norvex."),
}


def explain(word: str | None = None) -> str:
    """All codes and types in short, or one of them in full."""
    if word is None:
        width = max(map(len, [*RULES, *FACT_TYPES_EXPLAINED]))
        lines = ["Fact types:"]
        lines += [f"  {name:{width}}  {right}" for name, (_, right, _) in FACT_TYPES_EXPLAINED.items()]
        lines += ["", "Rules:"]
        lines += [f"  {code:{width}}  {rule.title}" for code, rule in RULES.items()]
        return "\n".join(lines) + "\n"
    if word in FACT_TYPES_EXPLAINED:
        keys, right, claim = FACT_TYPES_EXPLAINED[word]
        return f"{word}: a fact type\n\n  keys   {keys}\n  right  {right}\n  claim  {claim}\n"
    if word in RULES:
        rule = RULES[word]
        lines = [f"{rule.code}: {rule.title}", "", f"  {rule.explanation}"]
        golden = f"{rule.claim} ({rule.keys})" if rule.keys else rule.claim
        examples = [("golden", golden), ("call", rule.options), ("right", rule.right), ("wrong", rule.wrong)]
        if any(text for _, text in examples):
            lines += [""] + [f"  {label:6}  {text}" for label, text in examples if text]
        return "\n".join(lines) + "\n"
    from factspec.suggest import did_you_mean

    known = [*RULES, *FACT_TYPES_EXPLAINED]
    raise UsageError("explain", f'"{word}" is neither a rule code nor a fact type{did_you_mean(word, known)} (factspec explain lists them)')
