"""Texts and golden sets for tests/benchmarks/speed.py, made from the corpus: the same for the same seed.

A text is a run of sentences of right tellings of one story, each perturbed on its own: now and then another figure, often somebody else
named in it, a phrase of time or source put before it. So hardly a sentence comes twice, let alone a text. A golden set of 200 facts is several stories'
sets in one.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
STORY = "ferry"

_BEFORE = [
    f"{when}{source}"
    for when in (
        "", "Early on Monday, ", "Late last night, ", "In a first statement, ", "Hours later, ", "By the evening, ", "Before noon, ",
        "After a long delay, ", "As the day went on, ", "On the following morning, ", "In the same week, ", "Some days later, ",
    )
    for source in (
        "", "according to local reports, ", "by one account, ", "as two witnesses put it, ", "an early summary says, ",
        "in the words of a bulletin, ", "as the harbour log has it, ", "as was widely reported, ", "by all accounts, ",
    )
]  # fmt: skip
_FIRST = (
    "Ada Bruno Clara Dario Elin Fabio Greta Hugo Ines Jonas Karin Luca Mara Nils Olga Pavel Rosa Sven Tilda Ugo Vera Wim Yara Zeno".split()
)
_LAST = (
    "Abel Borg Carver Dahl Ekman Falk Grau Holm Ivers Juul Krog Lund Moor Nord Ostby Pohl Quist Ravn Skov Tvedt Ulv Vang Wold Zorn".split()
)


def sentences(story: str = STORY) -> list[str]:
    """Every sentence of a story's right texts, once, in order."""
    found: dict[str, None] = {}
    for line in (CORPUS / story / "cases.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        text = case.get("text", "") if case["kind"] == "faithful" else ""
        for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z])", " ".join(text.split())):
            if 5 <= len(sentence.split()) <= 40:
                found.setdefault(sentence)
    return list(found)


def perturbed(sentence: str, chance: random.Random) -> str:
    """A sentence with some figures changed, sometimes a stranger named in it, and a phrase put before it."""

    def figure(found: re.Match[str]) -> str:
        if chance.random() < 0.85:
            return found.group()
        return str(chance.randrange(2, 10 ** len(found.group())) if found.group() != "0" else 0)

    made = re.sub(r"\d+", figure, sentence)
    if chance.random() < 0.35:
        made = made.rstrip(".!?") + f", {chance.choice(_FIRST)} {chance.choice(_LAST)} said."
    before = chance.choice(_BEFORE)
    if before:
        opens = made.split(" ", 1)[0]
        lower = opens.lower() if opens in ("The", "A", "An", "It", "He", "She", "They", "In", "On", "At", "Its", "No", "There") else opens
        made = before[0].upper() + before[1:] + lower + made[len(opens) :]
    return made


def texts(words: int, seed: int = 1, story: str = STORY) -> Iterator[str]:
    """Texts of about so many words without end."""
    known, chance = sentences(story), random.Random(seed)
    while True:
        made: list[str] = []
        count = 0
        while count < words:
            one = perturbed(chance.choice(known), chance)
            made.append(one)
            count += len(one.split())
        cut = " ".join(made).split()[: max(words, 1)]
        yield " ".join(cut).rstrip(",;") + ("" if cut[-1].endswith((".", "!", "?")) else ".")


def golden(facts: int) -> dict[str, Any]:
    """A golden set of so many facts, as data: those of the story, and beyond them those of other stories."""
    entities: dict[str, Any] = {}
    wanted: dict[str, Any] = {}
    as_of = ""
    for story in dict.fromkeys([STORY, *sorted(path.parent.name for path in CORPUS.glob("*/golden.yaml"))]):
        if len(wanted) >= facts:
            break
        whole = yaml.load((CORPUS / story / "golden.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
        as_of = as_of or whole.get("as_of", "")
        own = whole.get("entities", {})

        def renamed(value: Any, own: dict[str, Any] = own, story: str = story) -> Any:
            if isinstance(value, list):
                return [renamed(one) for one in value]
            return f"{story}-{value}" if isinstance(value, str) and value in own else value

        for key, entity in own.items():
            entities[f"{story}-{key}"] = {name: renamed(value) if name == "within" else value for name, value in entity.items()}
        for key, fact in whole["facts"].items():
            if isinstance(fact, dict):
                kept = {name: value for name, value in fact.items() if name not in ("evidence", "paths", "symmetric")}
                fact = {
                    name: renamed(v) if name in ("value", "of", "about", "by", "subject", "object", "within") else v
                    for name, v in kept.items()
                }
            wanted[f"{story}-{key}"] = fact
    chosen = list(wanted)[:facts]
    if len(chosen) < facts:
        raise SystemExit(f"the corpus has {len(chosen)} facts, {facts} are asked for")
    return {"factspec": 1, "id": f"facts-{facts}", "as_of": as_of, "entities": entities, "facts": {key: wanted[key] for key in chosen}}
