"""Golden sets: every complaint has its place and the nearest right word, and facts do not change on the way in."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from factspec.errors import FactspecError, GoldenError, UsageError
from factspec.golden.cross import RULES, cross_check
from factspec.golden.load import load_bytes, load_file
from factspec.golden.nodes import MAX_BYTES, parse, plain, plain_kind, typed
from factspec.golden.resolve import resolve, shipped
from factspec.golden.schema import golden_schema

CASES = Path(__file__).parent / "cases" / "golden"
ROOT = Path(__file__).parent.parent
VALIDATOR = jsonschema.Draft202012Validator(golden_schema())


def ids(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", sorted((CASES / "good").iterdir()), ids=ids)
def test_good_sets_load_and_fit_the_schema(path: Path) -> None:
    """What the loader accepts, the JSON Schema accepts too."""
    load_file(path)
    VALIDATOR.validate(typed(parse(path.read_bytes(), path.name)))


@pytest.mark.parametrize("path", sorted((CASES / "bad").iterdir()), ids=ids)
def test_bad_sets_are_refused_with_every_complaint(path: Path) -> None:
    """A case's `# expect:` lines are all its complaints, each given by its beginning."""
    with pytest.raises(GoldenError) as caught:
        load_file(path, "golden.yaml" if path.suffix == ".yaml" else "golden.json")
    got = [str(c) for c in caught.value.complaints]
    wanted = [line[10:] for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("# expect: ")]
    if path.suffix == ".json":
        assert len(got) == 1
        return
    assert len(got) == len(wanted), got
    for complaint, beginning in zip(got, wanted, strict=True):
        assert complaint.startswith("golden.yaml:" + beginning)


def test_nothing_changes_on_the_way_in() -> None:
    golden = load_file(CASES / "good" / "norway.yaml")
    facts = {f.id: f for f in golden.facts}
    assert golden.id == "007"
    assert golden.entities[0].id == "no"
    assert golden.entities[0].names == ("NO", "1.10", "on", "2025-05-05", "0x1F", "1e3", "1_000")
    assert facts["time"].value == "12:30"
    assert facts["price"].value == "1.10"
    assert golden.known == ("NO", "1.10")


def test_every_key_arrives() -> None:
    golden = load_file(CASES / "good" / "everything.yaml", "shown.yaml")
    fact = golden.facts[0]
    assert (fact.type, fact.value, fact.unit, fact.of, fact.about) == ("quantity", "17", "people", "injured", "collapse")
    assert fact.tolerance is not None
    assert (fact.tolerance.absolute, fact.tolerance.relative) == ("1", None)
    assert (fact.cues, fact.accept, fact.paths) == (("hurt", "casualties"), ("about 17",), ("/injured", "$.casualties.injured"))
    assert (fact.importance, fact.note) == ("required", "For people.")
    assert [(e.source, e.quote) for e in fact.evidence] == [("wire", "seventeen people")]
    assert str(fact.where) == "shown.yaml:16:3"
    values = {f.id: f.value for f in golden.facts}
    assert values["range"] == (("min", "3"), ("max", "5"))
    assert values["period"] == (("from", "2025-05-01"), ("to", "2025-05-03"))
    assert values["winners"] == ("Brandt", "Olsen")
    assert golden.known == ("Riverside",)
    assert golden.entities[1].within == ("Norway",)
    assert golden.forbidden[0].claim == "The pilot was drunk."


def test_json_goes_through_the_same_door() -> None:
    golden = load_file(CASES / "good" / "plain.json")
    assert golden.title == "Café 😀"
    assert golden.facts[0].value == "1.10"
    assert golden.facts[1].claim == "A claim alone."


def test_the_id_defaults_to_the_files_name(tmp_path: Path) -> None:
    path = tmp_path / "my-story.yaml"
    path.write_text("facts: {a: A claim.}", encoding="utf-8")
    assert load_file(path).id == "my-story"


@pytest.mark.parametrize(
    ("raw", "beginning"),
    [
        (b"", "f.yaml:1:1: the file is empty"),
        (b"  \n", "f.yaml:1:1: the file is empty"),
        (b"# nothing\n", "f.yaml:1:1: the file holds nothing but comments"),
        (b"facts:\n  a: caf\xe9\n", "f.yaml:2:9: byte 0xe9 is not UTF-8"),
        (b"facts:\n  a: b\x00\n", "f.yaml:2:7: the control character U+0000"),
        (b"- a\n", "f.yaml:1:1: read no mapping"),
        (b"[" * 60, "f.yaml:1:51: nested deeper than 50 levels"),
        (b"facts: {a: {claim: " + b"[" * 60, "f.yaml:1:67: nested deeper than 50 levels"),
        (b"x" * (MAX_BYTES + 1), "f.yaml:1:1: the file has"),
        (b"? [a]\n: b\n", "f.yaml:1:3: a list or mapping as a key"),
        (b"facts:\n  '': A claim.\n", "f.yaml:2:3: facts.: an empty key, expected an id"),
        (b"a: [\n", "f.yaml:2:1: not YAML"),
    ],
    ids=range(12),
)
def test_unreadable_files(raw: bytes, beginning: str) -> None:
    with pytest.raises(GoldenError) as caught:
        load_bytes(raw, "f.yaml")
    assert str(caught.value.complaints[0]).startswith(beginning)


def test_deep_json_is_refused() -> None:
    with pytest.raises(GoldenError, match="nested deeper"):
        load_bytes(b"[" * 100_000, "f.json")


def test_another_language_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match=r"f\.yaml:1:1: language: read 'de', expected en"):
        load_bytes(b"language: de\nfacts: {a: Ein Satz.}", "f.yaml")


CROSS: dict[str, str] = {
    "one-id-space": "facts: {a: A claim.}\nforbidden: {a: A claim.}",
    "real-date": "as_of: 2025-02-30\nfacts: {a: A claim.}",
    "known-timezone": "timezone: Mars/Base\nfacts: {a: A claim.}",
    "value-fits-type": "facts: {a: {claim: A claim., type: date, value: soon}}",
    "sane-number": "facts: {a: {claim: A claim., value: 1e999}}",
    "ordered-range": "facts: {a: {claim: A claim., value: {min: 5, max: 3}}}",
    "no-containment-cycle": "entities: {a: {name: A, within: a}}\nfacts: {a: A claim.}",
    "known-source": "facts: {a: {claim: A claim., evidence: [{source: x, quote: y}]}}",
    "well-formed-path": "facts: {a: {claim: A claim., paths: [deaths]}}",
}


def test_the_rules_of_the_loader_alone_are_listed() -> None:
    assert set(CROSS) == set(RULES)


@pytest.mark.parametrize("rule", sorted(CROSS))
def test_what_only_the_loader_refuses(rule: str) -> None:
    """Each cross-reference rule: the schema accepts, the loader does not."""
    raw = CROSS[rule].encode()
    VALIDATOR.validate(typed(parse(raw, "f.yaml")))
    assert [found for _, found, _ in cross_check(plain(parse(raw, "f.yaml")))] == [rule]
    with pytest.raises(GoldenError):
        load_bytes(raw, "f.yaml")


BASE = json.loads(
    json.dumps(
        {
            "factspec": 1,
            "id": "base",
            "as_of": "2025-05-05",
            "timezone": "UTC",
            "background": "",
            "known": ["x"],
            "sources": {"w": {"path": "w.txt", "published": "2025-05"}},
            "entities": {"p": {"name": "Pell", "type": "place", "aliases": ["P"], "within": "q"}, "q": {"name": "Quay"}},
            "facts": {
                "a": "A claim.",
                "b": {"claim": "B.", "type": "quantity", "value": {"min": 1, "max": 2}, "tolerance": {"relative": 0.1}},
                "c": {"claim": "C.", "type": "date", "value": {"from": "2025", "to": 2025}, "importance": "optional"},
                "d": {"claim": "D.", "type": "name", "value": ["p"], "symmetric": True, "paths": ["/d"]},
                "e": {"claim": "E.", "evidence": [{"source": "w", "quote": "q"}], "status": "proposed"},
            },
            "forbidden": {"f": "F."},
        }
    )
)


def places(node: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [at]
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        found += places(value, (*at, key))
    return found


VALUES = st.sampled_from(
    [None, True, False, 0, 1, -1, 26, 0.5, "", " ", "x", "en", "de", "2025-05-05", "2025-02-30", "/x", "1", [], ["x"], [1], {}, {"x": "y"}]
    + [{"min": 1, "max": 2}, {"from": "2025", "to": "2024"}, {"claim": "X."}, {"name": "N"}, "quantity", "date", "required", "UTC"]
)
KEYS = st.sampled_from(["claim", "type", "value", "name", "min", "from", "facts", "x", "absolute", "source", "aliases", "symmetric"])


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_the_loader_accepts_nothing_that_the_schema_refuses(data: st.DataObject) -> None:
    """Sets changed at random places; what only the loader refuses is a listed rule."""
    tree = copy.deepcopy(BASE)
    for _ in range(data.draw(st.integers(1, 2))):
        at = data.draw(st.sampled_from([p for p in places(tree) if p]))
        holder = tree
        for key in at[:-1]:
            holder = holder[key]
        action = data.draw(st.sampled_from(["set", "delete", "add", "rename"]))
        if action == "delete":
            del holder[at[-1]]
        elif action == "set" or isinstance(holder, list):
            holder[at[-1]] = copy.deepcopy(data.draw(VALUES))
        elif action == "rename":
            holder[data.draw(KEYS)] = holder.pop(at[-1])
        else:
            holder[data.draw(KEYS)] = copy.deepcopy(data.draw(VALUES))
    raw = json.dumps(tree).encode()
    file = data.draw(st.sampled_from(["f.json", "f.yaml"]))
    fits = VALIDATOR.is_valid(tree)
    try:
        load_bytes(raw, file)
    except FactspecError:
        if fits:
            assert list(cross_check(plain(parse(raw, file)))), "the loader alone refuses it, by no listed rule"
    else:
        assert fits


@settings(max_examples=100, deadline=None)
@given(
    st.recursive(
        st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff\u2028\u2029"), max_size=20).filter(
            lambda text: plain_kind(text) == "string"  # PyYAML, of YAML 1.1, leaves 0E0 bare
        )
        | st.integers(-(10**12), 10**12)
        | st.booleans()
        | st.none(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=3),
        max_leaves=8,
    )
)
def test_yaml_written_by_others_is_typed_as_they_meant_it(value: Any) -> None:
    """A tree dumped by PyYAML comes back the same: quotes and kinds are read right."""
    raw = yaml.safe_dump({"v": value}, allow_unicode=True).encode()
    assert typed(parse(raw, "f.yaml")) == {"v": value}
    raw = json.dumps({"v": value}).encode()
    assert typed(parse(raw, "f.json")) == {"v": value}


def write(path: Path, text: str = "facts: {a: A claim.}") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_the_resolver_takes_a_path_then_the_folders_then_the_shipped_sets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path, name = resolve("pahalgam-2025")
    assert name == "factspec:pahalgam-2025.yaml"
    (tmp_path / "golden").mkdir()
    (tmp_path / "golden" / "pahalgam-2025.yaml").write_bytes(path.read_bytes())
    assert resolve("pahalgam-2025")[1] == "golden/pahalgam-2025.yaml"  # the same set twice is one hit
    write(tmp_path / "pahalgam-2025")
    assert resolve("pahalgam-2025")[1] == "pahalgam-2025"
    write(tmp_path / "other" / "mine.json", '{"facts": {"a": "A claim."}}')
    assert resolve("mine", ["other"])[1] == "other/mine.json"


def test_two_hits_are_an_error_that_names_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "golden" / "story.yaml")
    write(tmp_path / "golden" / "story.yml")
    with pytest.raises(UsageError, match=r"found twice: golden/story\.yaml and golden/story\.yml"):
        resolve("story")
    write(tmp_path / "a" / "tale.yaml")
    write(tmp_path / "b" / "tale.yaml")
    with pytest.raises(UsageError, match=r"found twice: a/tale\.yaml and b/tale\.yaml"):
        resolve("tale", ["a", "b"])
    write(tmp_path / "golden" / "pahalgam-2025.yaml")  # another set by a shipped one's name
    with pytest.raises(UsageError, match=r"found twice: golden/pahalgam-2025\.yaml and factspec:pahalgam-2025\.yaml"):
        resolve("pahalgam-2025")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "pahalgam2025",
            r'no golden set "pahalgam2025": .*golden/, the shipped sets; known: .*pahalgam-2025.*did you mean "pahalgam-2025"\?',
        ),
        ("stories/x.yaml", r"stories/x\.yaml: no such file \(there is no folder stories\)"),
        ("strory.yaml", r'strory\.yaml: no such file, did you mean "story\.yaml"\?'),
        ("folder", r"folder: a folder, expected a golden set's file or id"),
    ],
)
def test_a_mistyped_set_names_the_nearest(name: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "story.yaml")
    (tmp_path / "folder").mkdir()
    with pytest.raises(UsageError, match=message):
        resolve(name)


def all_sets() -> list[Path]:
    """The shipped sets and those of the examples, which stand in folders named golden or beside the summaries of the quick start."""
    listed = [
        *(ROOT / "golden").glob("*.yaml"),
        *(ROOT / "examples").rglob("golden/*.yaml"),
        *(ROOT / "examples/quickstart").glob("*.yaml"),
    ]
    assert len(listed) >= 3
    return sorted(listed)


@pytest.mark.parametrize("path", [p for p in all_sets() if "facts:" in p.read_text(encoding="utf-8")], ids=ids)
def test_our_own_sets_are_sound(path: Path) -> None:
    """They load, fit the schema, and quote no more than eight words at a time."""
    golden = load_file(path)
    VALIDATOR.validate(typed(parse(path.read_bytes(), path.name)))
    for fact in golden.facts:
        for evidence in fact.evidence:
            assert len(evidence.quote.split()) <= 8, evidence.quote


def test_the_shipped_sets_are_found() -> None:
    folder = shipped("golden")
    assert folder is not None
    assert (folder / "pahalgam-2025.yaml").is_file()


SEEDS = ROOT.parent / "shared" / "seeds"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the source documents are not here")
def test_the_quotes_stand_in_the_sources(tmp_path: Path) -> None:
    """lint finds every quote of the shipped set in the documents that it names."""
    from factspec.lint import check_evidence

    path = tmp_path / "pahalgam-2025.yaml"
    path.write_bytes((ROOT / "golden" / "pahalgam-2025.yaml").read_bytes())
    (tmp_path / "sources").mkdir()
    for document in SEEDS.glob("*.txt"):
        (tmp_path / "sources" / document.name).write_bytes(document.read_bytes())
    golden = load_file(path)
    assert {e.source for f in golden.facts for e in f.evidence} == {s.id for s in golden.sources}
    assert list(check_evidence(golden, tmp_path)) == []
