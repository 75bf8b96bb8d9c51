"""Protection as a table for people and as plain JSON values."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from factspec import __version__
from factspec.mutate.testing import Mutant, Protection
from factspec.report import shown

AROUND = 60  # characters shown on either side of what was changed


def score(protection: Protection) -> Fraction | None:
    """The share of mutants killed; None where none could be made."""
    made = len(protection.mutants)
    return Fraction(sum(m.killed for m in protection.mutants), made) if made else None


def as_dict(protection: Protection, golden: str) -> dict[str, Any]:
    """Every key present, in a fixed order; the same arguments give the same bytes."""
    total = score(protection)
    return {
        "version": 1,
        "factspec": __version__,
        "golden": golden,
        "score": None if total is None else round(float(total), 4),
        "made": len(protection.mutants),
        "killed": sum(m.killed for m in protection.mutants),
        "by_fact": _rates(protection.rates(_fact)),
        "by_operator": _rates(protection.rates(lambda m: m.edit.operator)),
        "by_text": _rates(protection.rates(lambda m: m.text_id)),
        "unexercised": list(protection.unexercised),
        "failing": list(protection.failing),
        "mutants": [_mutant(m) for m in protection.mutants],
    }


def _fact(mutant: Mutant) -> str:
    return mutant.fact or "(invented)"


def _rates(rates: dict[str, tuple[int, int]]) -> dict[str, dict[str, int]]:
    return {name: {"killed": killed, "made": made} for name, (killed, made) in rates.items()}


def _mutant(m: Mutant) -> dict[str, Any]:
    return {
        "text": m.text_id,
        "fact": m.fact,
        "operator": m.edit.operator,
        "start": m.edit.start,
        "end": m.edit.end,
        "was": m.was,
        "replacement": m.edit.text,
        "killed": m.killed,
        "killed_by": m.killed_by or None,
        "mutant": None if m.killed else m.text,
    }


def as_table(protection: Protection, golden: str) -> str:
    """Kill rates by fact, operator and text; the survivors with their text; the facts that no text tells."""
    total = score(protection)
    lines = [
        f"{golden}: no mutant could be made" if total is None else f"{golden}: {_share(total)} of {len(protection.mutants)} mutants killed"
    ]
    for head, rates in (
        ("by fact", protection.rates(_fact)),
        ("by operator", protection.rates(lambda m: m.edit.operator)),
        ("by text", protection.rates(lambda m: m.text_id)),
    ):
        width = max([len(name) for name in rates], default=0)
        lines += ["", head, *(f"  {name.ljust(width)}  {killed}/{made}" for name, (killed, made) in rates.items())]
    if protection.survivors:
        lines += ["", "survivors"]
        for m in protection.survivors:
            lines += [f"  {m.fact or '(invented)'} {m.edit.operator} {m.text_id}: {shown(m.edit.how)}", f"    {_around(m)}"]
    if protection.unexercised:
        lines += ["", f"told by no text: {', '.join(protection.unexercised)}"]
    if protection.failing:
        lines += ["", f"not used, for something is contradicted in them already: {', '.join(protection.failing)}"]
    return "\n".join(lines) + "\n"


def _share(share: Fraction) -> str:
    return f"{float(share) * 100:.1f} %"


def _around(m: Mutant) -> str:
    low, high = max(0, m.edit.start - AROUND), m.edit.start + len(m.edit.text) + AROUND
    left, right = "… " if low else "", " …" if high < len(m.text) else ""
    return left + " ".join(m.text[low:high].split()) + right
