"""The gate: what lets an input pass, what the run decides, and with which exit status it ends."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from factspec.errors import UsageError
from factspec.gate import Policy, check_names, decide, failed, judge, percent
from factspec.golden.load import load_bytes
from factspec.model import FactFinding, ForbiddenFinding, Importance, Reading, Unsupported, UnsupportedKind, Verdict
from factspec.report import Failure, InputReport, Violation
from factspec.rules import RULES

GOLDEN = load_bytes(b"facts: {a: A., b: B., c: C., d: D.}\nforbidden: {x: X.}\nknown: [Kim Olsen, '1,200']", "g.yaml")


def fact(fact_id: str, verdict: Verdict, importance: Importance = "expected", rule: str = "some-rule") -> FactFinding:
    return FactFinding(fact_id, verdict, fact_id.upper(), "1", rule=rule, importance=importance)


def stray(found: str, kind: UnsupportedKind = "name", rule: str = "unsupported-name") -> Unsupported:
    return Unsupported(kind, found, 0, len(found), 1, 1, None, rule)


def judged(
    *facts: FactFinding,
    policy: Policy | None = None,
    forbidden: tuple[ForbiddenFinding, ...] = (),
    unsupported: tuple[Unsupported, ...] = (),
    violations: tuple[Violation, ...] = (),
) -> InputReport:
    reading = Reading(facts, forbidden, unsupported)
    return judge(reading, GOLDEN, policy or Policy(), item_id="i", source="s", violations=violations)


def rules(report: InputReport) -> list[str]:
    return [reason.rule for reason in report.reasons]


def test_a_supported_fact_passes() -> None:
    report = judged(fact("a", "supported"), fact("b", "missing"))
    assert (report.status, report.coverage) == ("pass", Fraction(1, 2))


@pytest.mark.parametrize("importance", ["required", "expected", "optional"])
def test_a_contradiction_fails_whatever_its_importance(importance: Importance) -> None:
    report = judged(fact("a", "supported"), fact("b", "contradicted", importance))
    assert rules(report) == ["contradicted"]
    assert report.reasons[0].concerns == "b"


def test_a_forbidden_claim_fails_when_stated() -> None:
    stated = ForbiddenFinding("x", "stated", "X.", rule="forbidden-stated")
    unsure = ForbiddenFinding("x", "undetermined", "X.")
    assert rules(judged(fact("a", "supported"), forbidden=(stated,))) == ["forbidden-stated"]
    assert rules(judged(fact("a", "supported"), forbidden=(unsure,))) == []


def test_a_required_fact_may_be_partial_but_not_missing_or_undetermined() -> None:
    loose = Policy(max_undetermined=Decimal(1))
    assert rules(judged(fact("a", "partial", "required"))) == []
    assert rules(judged(fact("a", "missing", "required"), fact("b", "supported"))) == ["required-missing"]
    assert rules(judged(fact("a", "undetermined", "required"), fact("b", "supported"), policy=loose)) == ["required-undetermined"]


def test_nothing_told_fails_unless_silence_is_allowed() -> None:
    facts = (fact("a", "missing"), fact("b", "missing"))
    assert rules(judged(*facts)) == ["nothing-told"]
    assert rules(judged(*facts, policy=Policy(allow_silence=True))) == []
    assert rules(judged(*facts, policy=Policy(ignore=("nothing-told",)))) == []
    assert "nothing-told" not in rules(judged(fact("a", "contradicted")))


def test_coverage_counts_halves_and_no_optional_fact() -> None:
    facts = (fact("a", "supported"), fact("b", "partial"), fact("c", "missing"), fact("d", "supported", "optional"))
    report = judged(*facts, policy=Policy(min_coverage=Decimal("0.5")))
    assert (report.coverage, rules(report)) == (Fraction(1, 2), [])
    assert rules(judged(*facts, policy=Policy(min_coverage=Decimal("0.51")))) == ["coverage"]


def test_coverage_of_optional_facts_alone_is_none() -> None:
    report = judged(fact("a", "supported", "optional"), policy=Policy(min_coverage=Decimal(1)))
    assert (report.coverage, report.status) == (None, "pass")


def test_the_share_of_undetermined_facts_has_a_budget() -> None:
    facts = [fact(f"f{i}", "supported") for i in range(9)]
    assert rules(judged(*facts, fact("u", "undetermined"))) == []  # exactly 0.10
    assert rules(judged(*facts[:8], fact("u", "undetermined"))) == ["undetermined"]


def test_unsupported_fails_only_when_strict() -> None:
    assert rules(judged(fact("a", "supported"), unsupported=(stray("Vance"),))) == []
    assert rules(judged(fact("a", "supported"), unsupported=(stray("Vance"),), policy=Policy(strict=True))) == ["unsupported"]


def test_every_schema_violation_fails() -> None:
    report = judged(fact("a", "supported"), violations=(Violation("/a", "is wrong", "/type"), Violation("", "is wrong", "/x")))
    assert rules(report) == ["schema-violation", "schema-violation"]


@pytest.mark.parametrize("word", ["b", "value-differs"])
def test_ignored_findings_are_muted_and_counted(word: str) -> None:
    facts = (fact("a", "supported"), fact("b", "contradicted", rule="value-differs"))
    report = judged(*facts, policy=Policy(ignore=(word,)))
    assert (report.status, report.muted_count, report.muted) == ("pass", 1, frozenset({"b"}))
    assert report.coverage == 1  # an ignored fact counts nowhere
    assert report.findings == ()


def test_an_ignored_fact_that_is_right_mutes_nothing() -> None:
    assert judged(fact("a", "supported"), fact("b", "supported"), policy=Policy(ignore=("b",))).muted_count == 0


def test_ignored_rules_mute_unsupported_and_forbidden() -> None:
    policy = Policy(strict=True, ignore=("unsupported-name", "x"))
    stated = ForbiddenFinding("x", "stated", "X.", rule="forbidden-stated")
    report = judged(fact("a", "supported"), forbidden=(stated,), unsupported=(stray("Vance"),), policy=policy)
    assert (report.status, report.muted_count, report.unsupported) == ("pass", 2, ())


@pytest.mark.parametrize(
    ("found", "kind", "muted"),
    [
        ("Kim Olsen", "name", True),
        ("kim  OLSEN’s", "name", True),
        ("Olsen", "name", False),
        ("1200", "number", True),
        ("1,200 people", "number", True),
        ("1,300", "number", False),
        ("1,200 people came by boat", "clause", False),
    ],
)
def test_known_names_and_numbers_are_muted_and_counted(found: str, kind: UnsupportedKind, muted: bool) -> None:
    report = judged(fact("a", "supported"), unsupported=(stray(found, kind),))
    assert report.muted_count == int(muted)
    assert len(report.unsupported) == int(not muted)


def test_a_mistyped_ignore_is_refused() -> None:
    check_names(Policy(ignore=("a", "x", "value-differs")), [GOLDEN], RULES)
    with pytest.raises(UsageError, match='did you mean "value-differs"'):
        check_names(Policy(ignore=("value-difers",)), [GOLDEN], RULES)


@pytest.mark.parametrize("name", ["min_coverage", "max_undetermined", "min_pass_rate"])
@pytest.mark.parametrize("value", ["-0.1", "1.1", "NaN", "Infinity"])
def test_a_share_is_from_0_to_1(name: str, value: str) -> None:
    with pytest.raises(UsageError, match="expected a share from 0 to 1"):
        Policy(**{name: Decimal(value)})


GOOD = judged(fact("a", "supported"))
BAD = judged(fact("a", "contradicted"))
BROKEN = failed("i", "s", None, Failure("empty", "the file is empty"))
CRASHED = failed("i", "s", None, Failure("internal", "factspec failed"))


@pytest.mark.parametrize(
    ("inputs", "status", "exit_status"),
    [
        ([GOOD, GOOD], "pass", 0),
        ([GOOD, BAD], "fail", 1),
        ([GOOD, BROKEN], "error", 2),
        ([BAD, BROKEN], "error", 2),
        ([BAD, BROKEN, CRASHED], "error", 3),
        ([CRASHED], "error", 3),
        ([], "error", 2),
    ],
)
def test_exit_statuses(inputs: list[InputReport], status: str, exit_status: int) -> None:
    """3 goes over 2 over 1, and nothing to check is 2."""
    decision = decide(inputs, Policy())
    assert (decision.status, decision.exit_status) == (status, exit_status)
    assert bool(decision.reasons) == (status != "pass")


def test_exit_zero_turns_only_1_into_0() -> None:
    assert decide([BAD], Policy(), exit_zero=True).exit_status == 0
    assert decide([BAD], Policy(), exit_zero=True).status == "fail"
    assert decide([BROKEN], Policy(), exit_zero=True).exit_status == 2
    assert decide([CRASHED], Policy(), exit_zero=True).exit_status == 3
    assert decide([], Policy(), exit_zero=True).exit_status == 2


def test_a_pass_rate_lets_some_inputs_fail_but_hides_no_error() -> None:
    policy = Policy(min_pass_rate=Decimal("0.5"))
    assert decide([GOOD, BAD], policy).exit_status == 0
    assert decide([GOOD, BAD, BAD], policy).exit_status == 1
    assert decide([GOOD, BROKEN], policy).exit_status == 2


@pytest.mark.parametrize(("share", "shown"), [("0", "0 %"), ("1/3", "33.3 %"), ("1/2", "50 %"), ("2/3", "66.7 %"), ("1", "100 %")])
def test_shares_are_shown_with_one_decimal_at_most(share: str, shown: str) -> None:
    assert percent(Fraction(share)) == shown


def test_every_reason_of_the_gate_is_a_rule() -> None:
    """`factspec explain` knows what the gate says."""
    for rule in ("contradicted", "forbidden-stated", "required-missing", "required-undetermined", "nothing-told", "coverage"):
        assert rule in RULES
    for rule in ("undetermined", "unsupported", "schema-violation"):
        assert rule in RULES
