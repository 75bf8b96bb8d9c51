#!/usr/bin/env python3
"""Run factspec over the labelled corpus and print its figures by topic, error class and phenomenon.

    python tests/score_corpus.py                    the held-out corpus, full and lean golden sets, and the phenomena
    python tests/score_corpus.py --shared           the development topics beside this checkout as well, where present
    python tests/score_corpus.py ferry --list missed --golden full
    python tests/score_corpus.py --keep             keep the table in corpus/FIGURES.md, its summary in the README
    python tests/score_corpus.py --check            look at the labels only: spans, ids, facts, verdicts

What goes in: folders with `golden.yaml`, `golden-lean.yaml` and `cases.jsonl`; `phenomena/*.jsonl`. What comes out: a Markdown
table, the same for the same inputs. What each figure means stands in corpus/README.md. Standard library and factspec only.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
CORPUS = HERE / "corpus"
PHENOMENA = HERE / "cases" / "phenomena"
SHARED = HERE.parent.parent / "shared" / "cases"
VALIDATION = ("minutes", "outbreak")  # measured, never read: --list says nothing about them

VERDICTS = ("supported", "partial", "contradicted", "missing")
KINDS = ("faithful", "error", "extraction")
CLASSES = (
    "number", "number-swap", "unit-or-scale", "date", "date-swap", "place", "person-name", "role", "role-swap",
    "relation-direction", "negation", "antonym-or-direction", "modality", "attribution", "list", "extrinsic", "subtle",
)  # fmt: skip

Row = dict[str, Any]
Span = tuple[int, int]


def read_jsonl(path: Path) -> list[Row]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def topics_in(folder: Path) -> list[Path]:
    return sorted(p.parent for p in folder.glob("*/cases.jsonl")) if folder.is_dir() else []


def spans_of(text: str, piece: str) -> list[Span]:
    found: list[Span] = []
    at = text.find(piece)
    while piece and at >= 0:
        found.append((at, at + len(piece)))
        at = text.find(piece, at + 1)
    return found


def overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def points_to(data: Any, pointer: str) -> bool:
    """Whether a JSON Pointer names a place in the data."""
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(data, list) and key.isdigit() and int(key) < len(data):
            data = data[int(key)]
        elif isinstance(data, dict) and key in data:
            data = data[key]
        else:
            return False
    return pointer.startswith("/")


# ---- the labels themselves


def complaints(rows: list[Row], facts: list[str], forbidden: list[str]) -> Iterator[str]:
    """What is wrong with the labels of one topic."""
    seen: set[str] = set()
    for row in rows:
        case = row["id"]
        prose = "text" in row
        if case in seen:
            yield f"{case}: id used twice"
        seen.add(case)
        if row["kind"] not in KINDS or prose == ("data" in row):
            yield f"{case}: kind {row['kind']} with neither or both of text and data"
        if list(row["verdicts"]) != facts:
            yield f"{case}: verdicts are not for the golden facts, in their order"
        wrong = {fact for fact, verdict in row["verdicts"].items() if verdict == "contradicted"}
        if illegal := {v for v in row["verdicts"].values() if v not in VERDICTS}:
            yield f"{case}: no such verdict: {', '.join(sorted(illegal))}"
        if (row["kind"] == "faithful" and (row["errors"] or wrong)) or (row["kind"] == "error" and not row["errors"]):
            yield f"{case}: {row['kind']} with errors {row['errors']}, contradicted {sorted(wrong)}"
        for error in row["errors"]:
            if error["class"] not in CLASSES:
                yield f"{case}: no such class: {error['class']}"
            if error["fact"] is not None and error["fact"] not in wrong:
                yield f"{case}: {error['fact']} is an error and not labelled contradicted"
        for piece in [*row["unsupported"], *(e["span"] for e in row["errors"])]:
            if prose and row["text"].count(piece) != 1:
                yield f"{case}: {piece!r} stands {row['text'].count(piece)} times in the text"
            if not prose and not points_to(row["data"], piece):
                yield f"{case}: {piece!r} points to nothing"
        for claim in row.get("forbidden", ()):
            if claim not in forbidden:
                yield f"{case}: no such forbidden claim: {claim}"


def phenomenon_complaints(name: str, rows: list[Row]) -> Iterator[str]:
    """What is wrong with the labels of one phenomenon."""
    seen: set[str] = set()
    for row in rows:
        case = row["id"]
        if case in seen:
            yield f"{case}: id used twice"
        seen.add(case)
        if row["phenomenon"] != name:
            yield f"{case}: phenomenon {row['phenomenon']} in the file {name}"
        for fact, verdict in row["expect"].items():
            if fact not in row["golden"]["facts"]:
                yield f"{case}: no such fact: {fact}"
            if verdict not in VERDICTS:
                yield f"{case}: no such verdict: {verdict}"
        for piece in row["unsupported"]:
            if row["text"].count(piece) != 1:
                yield f"{case}: {piece!r} stands {row['text'].count(piece)} times in the text"


# ---- counting


@dataclass(slots=True)
class Tally:
    """Counts of one golden form: in all, by topic, by error class."""

    total: Counter[str] = field(default_factory=Counter)
    topics: dict[str, Counter[str]] = field(default_factory=dict)
    classes: dict[str, Counter[str]] = field(default_factory=dict)
    verdicts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, topic: str, counts: dict[str, int], error_class: str | None = None) -> None:
        groups = [self.total, self.topics.setdefault(topic, Counter())]
        if error_class is not None:
            groups.append(self.classes.setdefault(error_class, Counter()))
        for group in groups:
            group.update(counts)


def shown(row: Row) -> str:
    return row["text"] if "text" in row else json.dumps(row["data"], ensure_ascii=False)


def judge_case(row: Row, reading: Any, topic: str, tally: Tally) -> list[str]:
    """Count one case; return the figures that it spoils (`missed`, `alarms`, `stray`, `wrong`) with a line about each."""
    notes: list[str] = []
    said = {f.fact: f for f in reading.facts}
    prose = "text" in row
    for fact, label in row["verdicts"].items():
        got = said[fact].verdict if fact in said else "absent"
        told = label != "missing"
        tally.verdicts[label, got] += 1
        tally.add(topic, {
            "facts": 1, "facts_right": got == label, "told": told, "told_right": told and got == label,
            "undetermined": told and got == "undetermined",
        })  # fmt: skip
        if got != label:
            notes.append(f"wrong {row['id']} {fact}: label {label}, got {got} {said[fact].found if fact in said else ''!r}")

    alarms = [f for f in reading.facts if f.verdict == "contradicted"]
    stray = list(reading.unsupported)
    stated = {f.id for f in reading.forbidden if f.verdict == "stated"}
    wanted_stated = set(row.get("forbidden", ()))
    tally.add(topic, {
        "stated": len(wanted_stated), "stated_found": len(wanted_stated & stated), "stated_wrongly": len(stated - wanted_stated),
    })  # fmt: skip
    if not row["errors"]:
        tally.add(topic, {"clean": 1, "alarmed": bool(alarms), "strayed": bool(stray)})
        for alarm in alarms:
            notes.append(f"alarms {row['id']} {alarm.fact}: {alarm.found!r} ({alarm.rule})\n    {shown(row)}")
        for item in stray:
            notes.append(f"stray {row['id']} {item.kind}: {item.found!r} ({item.rule})\n    {shown(row)}")
        return notes

    caught = located = False
    for error in row["errors"]:
        wanted = spans_of(row["text"], error["span"]) if prose else []
        if error["fact"] is not None:
            finding = said.get(error["fact"])
            hit = finding is not None and finding.verdict == "contradicted"
            where = [(finding.start, finding.end)] if finding is not None and finding.start is not None else []
        else:
            where = [(u.start, u.end) for u in stray if u.start is not None]
            hit = any(overlap(s, w) for s in where for w in wanted) if prose else bool(stray)
        caught = caught or hit
        located = located or (hit and any(overlap(s, w) for s in where for w in wanted))
    tally.add(topic, {
        "errors": 1, "errors_prose": prose, "caught": caught, "located": located, "noticed": bool(alarms or stray),
    }, row["errors"][0]["class"])  # fmt: skip
    if not caught:
        notes.append(f"missed {row['id']} {row['errors']}\n    {shown(row)}")
    return notes


# ---- running factspec


def run_topic(folder: Path, form: str, tally: Tally) -> list[str]:
    from factspec.engine import compile_golden, read_data, read_text
    from factspec.golden.load import load_file

    compiled = compile_golden(load_file(folder / ("golden.yaml" if form == "full" else "golden-lean.yaml")))
    notes: list[str] = []
    for row in read_jsonl(folder / "cases.jsonl"):
        reading = read_text(row["text"], compiled) if "text" in row else read_data(row["data"], compiled)
        notes += judge_case(row, reading, folder.name, tally)
    return [] if folder.name in VALIDATION else notes


def judge_phenomenon(row: Row, reading: Any, counts: Counter[str]) -> list[str]:
    """Count one text of a phenomenon: all verdicts right, errors caught, clean texts left alone; a line about it where it is not so."""
    got = {f.fact: f.verdict for f in reading.facts}
    right = all(got[fact] == verdict for fact, verdict in row["expect"].items())
    stray = [(u.start, u.end) for u in reading.unsupported if u.start is not None and u.end is not None]
    wrong_facts = [fact for fact, verdict in row["expect"].items() if verdict == "contradicted"]
    found = [any(overlap(s, w) for s in stray for w in spans_of(row["text"], piece)) for piece in row["unsupported"]]
    counts["texts"] += 1
    if wrong_facts or row["unsupported"]:
        caught = all(got[fact] == "contradicted" for fact in wrong_facts) and all(found)
        counts.update({"errors": 1, "caught": caught, "right": right and all(found)})
    else:
        alarmed = "contradicted" in got.values()
        caught = not alarmed and not stray
        counts.update({"clean": 1, "alarmed": alarmed, "strayed": bool(stray), "right": right and caught})
    if right and caught:
        return []
    says = ", ".join(f"{fact} {got[fact]} (want {verdict})" for fact, verdict in row["expect"].items() if got[fact] != verdict)
    loose = [row["text"][s:e] for s, e in stray]
    return [f"phenomenon {row['id']} {says or 'verdicts right'}; unsupported {loose}\n    {row['text']}"]


def run_phenomenon(rows: list[Row]) -> tuple[Counter[str], list[str]]:
    """Right and wrong texts of one phenomenon."""
    from factspec.engine import compile_golden, read_text
    from factspec.golden.load import load_bytes

    counts: Counter[str] = Counter()
    notes: list[str] = []
    for row in rows:
        golden = {"factspec": 1, "id": row["id"], **row["golden"]}
        reading = read_text(row["text"], compile_golden(load_bytes(json.dumps(golden).encode(), f"{row['id']}.json")))
        notes += judge_phenomenon(row, reading, counts)
    return counts, notes


# ---- the table


def wilson(hits: int, n: int, z: float = 1.96) -> str:
    if not n:
        return ""
    p = hits / n
    centre, spread = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return f"{max(0.0, (centre - spread) / (1 + z * z / n)):.2f} to {(centre + spread) / (1 + z * z / n):.2f}"


def share(counts: Counter[str], hits: str, of: str) -> str:
    return f"{counts[hits] / counts[of]:.3f}" if counts[of] else "–"


def table(head: list[str], rows: list[list[str]]) -> list[str]:
    return ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head), *("| " + " | ".join(row) + " |" for row in rows), ""]


FIGURES = (
    ("caught", "caught", "errors"), ("located", "located", "errors_prose"), ("noticed", "noticed", "errors"),
    ("false alarm", "alarmed", "clean"), ("stray", "strayed", "clean"), ("verdicts", "facts_right", "facts"),
    ("told", "told_right", "told"), ("undetermined", "undetermined", "told"),
)  # fmt: skip


def interval(counts: Counter[str], hits: str, of: str) -> str:
    return f"{counts[hits] / counts[of]:.2f} ({wilson(counts[hits], counts[of])})" if counts[of] else "–"


def summary(tallies: dict[str, Tally]) -> list[str]:
    """All topics in one table, with 95 % intervals: what the README shows."""
    totals = [tally.total for tally in tallies.values()]
    rows = [
        [text, *(interval(c, hits, of) for c in totals)]
        for text, hits, of in (
            ("wrong texts caught", "caught", "errors"),
            ("right texts called wrong (false alarm)", "alarmed", "clean"),
            ("right texts with something called unsupported", "strayed", "clean"),
        )
    ]
    rows += [
        [text, *(share(c, hits, of) for c in totals)]
        for text, hits, of in (
            ("verdicts right, over all facts", "facts_right", "facts"),
            ("verdicts right, over the facts that are told", "told_right", "told"),
        )
    ]
    return table([f"{totals[0]['errors']} wrong and {totals[0]['clean']} right cases", *(f"{form} golden sets" for form in tallies)], rows)


def into_readme(lines: list[str]) -> None:
    """Puts the summary between the marks of the README."""
    readme = HERE.parent / "README.md"
    begin, end = "<!-- figures: begin -->\n", "<!-- figures: end -->"
    before, rest = readme.read_text(encoding="utf-8").split(begin)
    readme.write_text(before + begin + "\n".join(lines).rstrip() + "\n" + end + rest.split(end)[1], encoding="utf-8")


def report(tallies: dict[str, Tally], phenomena: dict[str, Counter[str]]) -> str:
    lines = ["# Figures on the labelled corpus", ""]
    lines += ["Printed by `tests/score_corpus.py`; what they mean stands in `tests/corpus/README.md`.", ""]
    lines += summary(tallies) if tallies else []
    for form, tally in tallies.items():
        lines += [f"## {form} golden sets", ""]
        groups = [*tally.topics.items(), *([("all", tally.total)] if len(tally.topics) > 1 else [])]
        lines += table(
            ["topic", "errors", "clean", *(name for name, _, _ in FIGURES)],
            [[name, str(c["errors"]), str(c["clean"]), *(share(c, hits, of) for _, hits, of in FIGURES)] for name, c in groups],
        )
        total = tally.total
        recall = []
        for verdict in VERDICTS:
            labelled = sum(n for (label, _), n in tally.verdicts.items() if label == verdict)
            called = sum(n for (_, got), n in tally.verdicts.items() if got == verdict)
            hit = tally.verdicts[verdict, verdict]
            recall.append([verdict, str(labelled), f"{hit / labelled:.3f}" if labelled else "–", f"{hit / called:.3f}" if called else "–"])
        lines += [
            f"Caught {total['caught']} of {total['errors']} (95 % interval {wilson(total['caught'], total['errors'])}), "
            f"alarms in {total['alarmed']} of {total['clean']} clean cases ({wilson(total['alarmed'], total['clean'])}); "
            f"forbidden claims stated and found {total['stated_found']} of {total['stated']}, "
            f"called stated wrongly {total['stated_wrongly']}.",
            "",
        ]
        lines += table(["verdict", "labelled", "recall", "precision"], recall)
    if tallies:
        known = [c for c in CLASSES if any(c in tally.classes for tally in tallies.values())]
        lines += ["## Caught by error class", ""]
        rows = []
        for kind in known:
            counts = [tally.classes.get(kind, Counter()) for tally in tallies.values()]
            rows.append([kind, *(f"{c['caught']}/{c['errors']}" for c in counts)])
        lines += table(["class", *tallies], rows)
    if phenomena:
        lines += ["## Phenomena (lean claims)", ""]
        rows = []
        for name, c in [*phenomena.items(), ("all", sum(phenomena.values(), Counter[str]()))]:
            counts_of = (("caught", "errors"), ("alarmed", "clean"), ("strayed", "clean"))
            rows.append([name, str(c["texts"]), share(c, "right", "texts"), *(f"{c[hits]}/{c[of]}" for hits, of in counts_of)])
        lines += table(["phenomenon", "texts", "wholly right", "errors caught", "alarms on right texts", "stray on right texts"], rows)
    return "\n".join(lines).rstrip() + "\n"


def check_labels(folders: list[Path], files: list[Path]) -> int:
    from factspec.golden.load import load_file

    found: list[str] = []
    for folder in folders:
        full, lean = (load_file(folder / name) for name in ("golden.yaml", "golden-lean.yaml"))
        facts = [f.id for f in full.facts]
        found += complaints(read_jsonl(folder / "cases.jsonl"), facts, [f.id for f in full.forbidden])
        if [(f.id, f.claim) for f in full.facts] != [(f.id, f.claim) for f in lean.facts]:
            found.append(f"{folder.name}: golden.yaml and golden-lean.yaml have different claims")
    for file in files:
        found += phenomenon_complaints(file.stem, read_jsonl(file))
    print("\n".join(found) if found else "labels sound")
    return 1 if found else 0


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", help="topics or phenomena to run (default: all)")
    parser.add_argument("--golden", choices=["full", "lean", "both"], default="both")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder of topics (default: tests/corpus)")
    parser.add_argument("--shared", action="store_true", help="run the development topics in ../shared/cases as well, where present")
    parser.add_argument("--no-phenomena", action="store_true", help="leave the phenomena out")
    parser.add_argument("--list", choices=["missed", "alarms", "stray", "wrong", "phenomenon"], help="print the cases behind a figure")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the table to FILE as well")
    parser.add_argument("--keep", action="store_true", help="keep the table in corpus/FIGURES.md and its summary in the README")
    parser.add_argument("--check", action="store_true", help="check the labels and run nothing")
    args = parser.parse_args(argv)

    folders = topics_in(args.corpus) + (topics_in(SHARED) if args.shared else [])
    files = [] if args.no_phenomena else sorted(PHENOMENA.glob("*.jsonl"))
    if args.names:
        unknown = set(args.names) - {p.name for p in folders} - {p.stem for p in files}
        if unknown:
            parser.error(f"no topic or phenomenon named {', '.join(sorted(unknown))}")
        folders = [p for p in folders if p.name in args.names]
        files = [p for p in files if p.stem in args.names]
    if not folders and not files:
        parser.error("nothing to run")
    if args.check:
        return check_labels(folders, files)

    notes: list[str] = []
    tallies: dict[str, Tally] = {}
    for form in ("full", "lean") if args.golden == "both" else (args.golden,):
        if folders:
            tallies[form] = Tally()
            for folder in folders:
                notes += run_topic(folder, form, tallies[form])
    phenomena: dict[str, Counter[str]] = {}
    for file in files:
        phenomena[file.stem], lines = run_phenomenon(read_jsonl(file))
        notes += lines
    if args.list:
        print("\n".join(n for n in notes if n.startswith(args.list)))
        return 0
    text = report(tallies, phenomena)
    if args.keep:
        if args.names or args.shared or args.no_phenomena or args.golden != "both" or args.corpus != CORPUS:
            parser.error("--keep is for the whole corpus and nothing else")
        into_readme(summary(tallies))
        args.write = CORPUS / "FIGURES.md"
    if args.write:
        args.write.write_text(text, encoding="utf-8")
    print(text, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
