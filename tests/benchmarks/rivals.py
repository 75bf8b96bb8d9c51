"""What a user would run instead of factspec, on the same texts: seconds and findings, as JSON. Run by speed.py with a Python that has them.

    python rivals.py NAME FILE      FILE: {"texts": [...], "facts": [{"id", "claim", "value"}...]}

None of these reads what a text says: they look for the characters of a value, or for words of a claim. What they are compared in here is
time alone. Each gets what the golden set holds, and its set-up is not counted.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Facts = list[dict[str, str]]


def telling(claim: str) -> list[str]:
    """The words of a claim that a pattern would ask for."""
    return [
        w for w in re.findall(r"[A-Za-z][A-Za-z'-]{3,}|\d[\d,.]*\d|\d", claim) if w.lower() not in ("the", "that", "with", "from", "said")
    ]


def all_patterns(facts: Facts) -> Callable[[str], int]:
    """A script of regular expressions: for each fact its value, and every telling word of its claim, anywhere in the text."""
    made = []
    for fact in facts:
        words = [re.compile(rf"\b{re.escape(w)}\b", re.IGNORECASE) for w in telling(fact["claim"])]
        made.append((re.compile(rf"\b{re.escape(fact['value'])}\b", re.IGNORECASE), words))
    return lambda text: sum(value.search(text) is not None or all(w.search(text) for w in words) for value, words in made)


def spacy_matcher(facts: Facts) -> Callable[[str], int]:
    """A blank English pipeline of spaCy with its Matcher: for each fact its value's words in a row, and its claim's words."""
    import spacy
    from spacy.matcher import Matcher

    pipeline = spacy.blank("en")
    matcher = Matcher(pipeline.vocab)
    for fact in facts:
        values = [[{"LOWER": t.lower_} for t in pipeline(fact["value"])]]
        words = [[{"LOWER": w.lower()}] for w in telling(fact["claim"])]
        matcher.add(fact["id"], values + words)
    return lambda text: len({found for found, _, _ in matcher(pipeline(text))})


def grounded_check(facts: Facts) -> Callable[[str], int]:
    """The package grounded-check, with the claims as its source."""
    from grounded import check

    folder = Path(tempfile.mkdtemp())
    source = folder / "source.txt"
    source.write_text("\n".join(fact["claim"] for fact in facts), encoding="utf-8")
    return lambda text: len(check(text, [str(source)]).failures)


def claimproofkit(facts: Facts) -> Callable[[str], int]:
    """The package claimproofkit, with the claims as its evidence."""
    from claimproofkit import ClaimVerifier, EvidencePassage, SourceType

    kind = next(iter(SourceType))
    evidence = [EvidencePassage(id=fact["id"], source="golden", source_type=kind, text=fact["claim"]) for fact in facts]
    verifier = ClaimVerifier()
    return lambda text: int(not verifier.verify_document(text, evidence).is_safe_to_publish)


RIVALS = {"all-patterns": all_patterns, "spacy-matcher": spacy_matcher, "grounded-check": grounded_check, "claimproofkit": claimproofkit}


def main() -> None:
    name, file = sys.argv[1:]
    data: dict[str, Any] = json.loads(Path(file).read_text(encoding="utf-8"))
    try:
        check = RIVALS[name](data["facts"])
    except ImportError as error:
        print(json.dumps({"missing": str(error)}))
        return
    for text in data["texts"][:5]:
        check(text)
    took, found = [], 0
    for text in data["texts"]:
        start = time.process_time()
        found += check(text)
        took.append(time.process_time() - start)
    print(json.dumps({"seconds": took, "found": found}))


if __name__ == "__main__":
    main()
