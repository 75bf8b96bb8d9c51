"""Source and reference mode: a document is its own golden set, and a text that only repeats it has nothing against it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from factspec import engine
from factspec.cli import main
from factspec.drafting.against import told_only
from factspec.drafting.source import compile_source
from factspec.model import Reading
from factspec.text.document import Document

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "tests" / "corpus"
GOLDEN = sorted([*CORPUS.glob("*/golden.yaml"), *(ROOT / "golden").glob("*.yaml"), *(ROOT / "examples").rglob("*.yaml")])

ARTICLE = (
    "The bridge at Port Orn collapsed on 3 March 2021. Seventeen people were injured and two died. Mayor Tom Varga said the council "
    "would pay for repairs. Norvex had built the bridge in 1974."
)


def documents() -> list[tuple[str, str]]:
    """All texts of the repository that are long enough to be a source: backgrounds, articles, summaries."""
    found = []
    for path in GOLDEN:
        loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
        if isinstance(loaded, dict) and loaded.get("background"):
            found.append((path.relative_to(ROOT).as_posix(), loaded["background"]))
    for path in sorted((ROOT / "examples").rglob("*.txt")):
        found.append((path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")))
    return found


def summaries() -> list[tuple[str, str]]:
    """The prose cases of the corpus, right and wrong: each is a document of its own, whatever it says of others."""
    found = []
    for path in sorted(CORPUS.glob("*/cases.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            if "text" in case:
                found.append((str(case["id"]), case["text"]))
    return found


def against(reading: Reading) -> list[Any]:
    return [f for f in reading.facts if f.verdict == "contradicted"] + list(reading.unsupported)


@pytest.mark.parametrize(("name", "text"), documents(), ids=[name for name, _ in documents()])
def test_a_documents_own_sentences_have_nothing_against_them(name: str, text: str) -> None:
    """Neither the whole nor any one sentence, nor every second one, is contradicted or unsupported."""
    source = compile_source(text)
    sentences = [text[s.start : s.end] for s in Document.from_text(text).sentences]
    for part in (text, " ".join(sentences[::2]), *sentences):
        if part.strip():
            assert not against(engine.read_text(part, source)), f"{name}: {part[:40]!r}"


def test_the_summaries_of_the_corpus_have_nothing_against_themselves() -> None:
    """The same for the prose of the corpus, whole, every ninth text: the ids of those that fail are shown, not their words."""
    assert [name for name, text in summaries()[::9] if against(engine.read_text(text, compile_source(text)))] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The bridge at Port Orn collapsed on 4 March 2021.", "4 March 2021"),
        ("In Port Orn 71 people were injured when the bridge collapsed.", "71"),
        ("Nineteen people were injured and two died.", "Nineteen"),
        ("The bridge at Port Orn did not collapse.", "collapse"),
        ("Mayor Anna Lind said the council would pay for repairs.", "Anna Lind"),
        ("The council spent 5 million euros on the bridge at Port Orn.", "5 million euros"),
    ],
)
def test_what_clashes_with_the_source_or_is_not_in_it_is_found(text: str, found: str) -> None:
    assert any(found in (one.found or "") for one in against(engine.read_text(text, compile_source(ARTICLE, as_of="2021-03-05"))))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nine people were killed and 19 injured.", "Nine"),
        ("Seven people died and 20 were injured.", "20"),
        ("Seven people died and 19 were injured in the accident.", ""),
    ],
)
def test_the_figures_behind_a_participle_are_the_sources_too(text: str, found: str) -> None:
    lede = "A cargo ferry struck the pier on Tuesday, killing seven people and injuring 19, harbour officials said."
    told = [one.found or "" for one in against(engine.read_text(text, compile_source(lede, as_of="2024-03-14")))]
    assert (found in told) if found else told == []


@pytest.mark.parametrize(
    "text",
    [
        "A bridge collapsed at Port Orn on March 3, 2021.",
        "17 people were injured and 2 died when the Port Orn bridge collapsed.",
        "The council will pay for the repairs, according to Varga.",
        "The bridge was built by Norvex in 1974.",
    ],
)
def test_a_paraphrase_has_nothing_against_it(text: str) -> None:
    assert not against(engine.read_text(text, compile_source(ARTICLE, as_of="2021-03-05")))


def test_nothing_is_missing_from_a_source_and_something_may_be_from_a_reference() -> None:
    text = "Seventeen people were injured."
    asked = told_only(engine.read_text(text, compile_source(ARTICLE)))
    assert {f.verdict for f in asked.facts} == {"supported"}
    required = told_only(engine.read_text(text, compile_source(ARTICLE, importance="required")))
    assert "missing" in {f.verdict for f in required.facts}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("article.txt").write_text(ARTICLE, encoding="utf-8")
    Path("right.txt").write_text("Seventeen people were injured at Port Orn.", encoding="utf-8")
    Path("wrong.txt").write_text("The bridge collapsed on 4 March 2021 and nineteen people were injured.", encoding="utf-8")
    return tmp_path


def check(*args: str) -> Result:
    return CliRunner().invoke(main, ["check", *args])


def first(result: Result) -> dict[str, Any]:
    return json.loads(result.stdout)["inputs"][0]  # type: ignore[no-any-return]


@pytest.mark.usefixtures("here")
def test_a_text_is_checked_against_a_file() -> None:
    right = check("right.txt", "--source", "article.txt", "-f", "json")
    assert (right.exit_code, first(right)["score"], first(right)["coverage"]) == (0, 1.0, None)
    wrong = check("wrong.txt", "--source", "article.txt", "-f", "json")
    assert wrong.exit_code == 1
    assert [f["found"] for f in first(wrong)["facts"] if f["verdict"] == "contradicted"] == ["4 March 2021", "nineteen"]
    assert first(wrong)["score"] == 0.2  # one sentence, two claims contradicted: 1 / (1 + 2 * 2)


@pytest.mark.usefixtures("here")
def test_the_score_falls_with_every_finding() -> None:
    texts = ["Two people died.", "Two people died and 99 were injured.", "Two people died and 99 were injured on 9 March 2021."]
    scores = []
    for text in texts:
        Path("text.txt").write_text(text, encoding="utf-8")
        scores.append(first(check("text.txt", "--source", "article.txt", "-f", "json"))["score"])
    assert scores[0] == 1.0
    assert scores == sorted(set(scores), reverse=True)


@pytest.mark.usefixtures("here")
def test_records_bring_their_own_source() -> None:
    rows = [
        {"id": "a", "text": "Seventeen people were injured.", "article": ARTICLE},
        {"id": "b", "text": "Seventeen people were injured.", "article": "Nine people were injured at Port Orn."},
        {"id": "c", "text": "Seventeen people were injured."},
        {"id": "d", "data": {"injured": 17}, "article": ARTICLE},
    ]
    Path("rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    result = check("rows.jsonl", "--source-field", "article", "-f", "jsonl")
    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert [one["status"] for one in told] == ["pass", "fail", "error", "pass"]
    assert told[2]["error"]["code"] == "no-source"
    again = check("rows.jsonl", "--source-field", "article", "-f", "jsonl", "--jobs", "2")
    assert (again.stdout, again.exit_code) == (result.stdout, 2)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("text", "status"),
    [
        (ARTICLE, 0),
        (ARTICLE.replace("3 March", "4 March"), 1),
        (ARTICLE.replace(" and two died", ""), 1),
        (ARTICLE.replace("Norvex", "Talbrecht"), 1),
        (ARTICLE.replace("would pay", "would not pay"), 1),
        (ARTICLE + " The repairs will cost 5 million euros.", 1),
    ],
)
def test_a_reference_must_be_said_no_more_and_no_less(text: str, status: int) -> None:
    Path("text.txt").write_text(text, encoding="utf-8")
    assert check("text.txt", "--reference", "article.txt").exit_code == status


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    "args",
    [
        ("--source", "article.txt", "--golden", "x.yaml"),
        ("--source", "article.txt", "--reference", "article.txt"),
        ("--source", "nothing.txt"),
        ("--source", "article.txt", "--save", "run.jsonl"),
        (),
    ],
)
def test_a_wrong_call_ends_with_2(args: tuple[str, ...]) -> None:
    assert check("right.txt", *args).exit_code == 2
