"""The figures of speed.py as a page and as plots (PNG and SVG) for the docs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

Figures = dict[str, Any]


def number(value: float) -> str:
    """Two figures that count, without a stroke of exactness too many."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def table(head: list[str], rows: list[list[str]]) -> list[str]:
    return ["| " + " | ".join(head) + " |", "| " + " | ".join("---" for _ in head) + " |", *("| " + " | ".join(row) + " |" for row in rows)]


def page(figures: Figures) -> str:
    """The page: what is measured, how, and on what machine."""
    lines = [
        "# How fast",
        "",
        "Made by one command, which measures again what stands here: `python tests/benchmarks/speed.py` (see its head). Times are processor",
        "time of one process, medians; what is compared took turns in one run. Texts are made from the corpus and perturbed: no two are the",
        "same, and nothing is kept from one text to the next but what was read of single words, values and sentences. No test asserts a time.",
        "",
        *_machines(figures),
    ]
    if (grid := figures.get("grid")) is not None:
        cells = grid["cells"]
        sizes = sorted({int(name.split("x")[1]) for name in cells})
        lengths = sorted({int(name.split("x")[0]) for name in cells})
        lines += ["", "## A text", "", "Milliseconds a text: the median, and in brackets the 99th percentile.", ""]
        rows = []
        for words in lengths:
            of = [cells[f"{words}x{facts}"] for facts in sizes]
            rows.append([f"{words} words", *(f"{number(c['median'])} ({number(c['p99'])})" for c in of)])
        lines += table(["", *(f"{facts} facts" for facts in sizes)], rows)
        lines += [
            "",
            f"Cost grows with the words of a text as their power {grid['exponent_words']:.2f}, with the facts of a golden set as their power "
            f"{grid['exponent_facts']:.2f}; 200 facts take {number(grid['facts_200_over_22'])} times what 22 take.",
        ]
    if (parts := figures.get("shares")) is not None:
        told = ", ".join(f"{name} {share:.0%}" for name, share in parts["shares"].items())
        lines += [
            "",
            f"Where the time goes (120 words, 22 facts): {told}. The trees are products of matrices, near what the processor can do; a fix is",
            "tried by reading the text again with the edit in it. The next steps are to read only the sentence again that a fix changes, and",
            "to ask of a fact only the sentences that speak of it.",
        ]
    if (long := figures.get("long")) is not None:
        lines += [
            "",
            f"10,000 words take {number(long['ms_10000'])} ms, {number(long['ratio'])} times what 120 words take in the same run.",
        ]
    lines += ["", "![Milliseconds a text, by words and by facts](speed.png)"]
    if (rivals := figures.get("rivals")) is not None:
        lines += [
            "",
            "## Beside what one would run instead",
            "",
            "The same texts of 120 words and the same 22 facts, in one run (processor time, median a text). The others look for characters and words",
            "and say nothing about what is said of whom: the price of reading is this factor. How well factspec reads is in the README.",
            "",
        ]
        own = rivals["factspec"]["ms"]
        rows = []
        for name, found in rivals.items():
            if name != "machine":
                rows.append(
                    [name, number(found["ms"]), number(own / found["ms"])] if "ms" in found else [name, "not measured", found["missing"]]
                )
        lines += table(["", "ms a text", "factspec takes so many times as long"], rows)
    lines += _scale(figures)
    if (start := figures.get("start")) is not None:
        lines += ["", "## Start", "", "Processor time of whole processes, byte code written, taking turns.", ""]
        rows = [[name, number(start[name]), number(start[name] - start["bare"]), number(start["ratios"][name])] for name in start["ratios"]]
        lines += table(["", "ms", "over bare Python", "times bare Python"], rows)
    if (compiled := figures.get("compile")) is not None:
        told = ", ".join(f"{facts} facts {number(ms)} ms" for facts, ms in compiled.items() if facts != "machine")
        lines += ["", f"A golden set is loaded and compiled, after imports, in: {told}."]
    return "\n".join(lines) + "\n"


def _scale(figures: Figures) -> list[str]:
    lines: list[str] = []
    rows: list[list[str]] = []
    if (batch := figures.get("batch")) is not None:
        rows.append(["a loop over `factspec.check`, one process", f"{number(batch['loop_rows_s'])} rows a second"])
        rows.append(["`check_batches`, one process", f"{number(batch['batch_rows_s'])} rows a second"])
    if (jobs := figures.get("jobs")) is not None:
        rows.append(
            [f"`factspec batch --jobs 2` over `--jobs 1`, {jobs['rows']:,} rows, wall clock", f"{number(jobs['speedup'])} times as fast"]
        )
    if (run := figures.get("rows")) is not None:
        rows.append(
            [
                f"{run['rows']:,} rows of 120 words end to end, Parquet to Parquet, 2 processes ({run['distinct']:.2%} of the texts distinct)",
                f"{number(run['seconds'])} s, {number(run['rows_s'])} rows a second"
                + (f", {number(run['memory_mb'])} MB for all processes together" if "memory_mb" in run else ""),
            ]
        )
    if (memory := figures.get("memory")) is not None:
        rows.append(["a check of one file holds at most", f"{number(memory['check_mb'])} MB"])
    if rows:
        lines += ["", "## Many rows, and memory", "", *table(["22 facts, texts of 120 words", ""], rows)]
    return lines


def _machines(figures: Figures) -> list[str]:
    made = {name: part["machine"] for name, part in sorted(figures.items())}
    if not made:
        return []
    one = next(iter(made.values()))
    loads = [m["load"] for m in made.values()]
    busy = (
        f" Other work ran beside it (load {min(loads):.0f} to {max(loads):.0f}), and its parts in runs of their own, so that times are"
        " longer than on a quiet machine: what is compared in one run says more than a figure alone."
        if max(loads) > one["processors"]
        else ""
    )
    return [f"Machine: {one['processors']} processors ({one['model']}), {one['system']}, Python {one['python']}.{busy}"]


def plots(figures: Figures, folder: Path) -> bool:
    """Two panels: cost over words, cost over facts, and what a user would run instead. False where matplotlib is not installed."""
    try:
        import matplotlib
    except ImportError:
        return False
    matplotlib.use("Agg")
    matplotlib.rcParams["svg.hashsalt"] = "factspec"
    matplotlib.rcParams["svg.fonttype"] = "none"
    from matplotlib import pyplot

    grid = figures["grid"]
    at = {tuple(map(int, name.split("x"))): cell["median"] for name, cell in grid["cells"].items()}
    lengths, sizes = sorted({w for w, _ in at}), sorted({f for _, f in at})
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(10, 4), layout="constrained")
    for facts in sizes:
        left.plot(lengths, [at[w, facts] for w in lengths], marker="o", label=f"factspec, {facts} facts")
    middle = at[120, 22]
    left.plot(lengths, [middle * w / 120 for w in lengths], linestyle=":", color="grey", label="linear")
    rivals = figures.get("rivals", {})
    own = rivals.get("factspec", {}).get("ms")
    for name, found in rivals.items():
        if name not in ("machine", "factspec") and "ms" in found and own:
            left.plot([120], [middle * found["ms"] / own], marker="x", linestyle="", label=name)
    left.set(xscale="log", yscale="log", xlabel="words of the text", ylabel="milliseconds a text")
    left.set_title(f"by length: power {grid['exponent_words']:.2f}")
    for words in lengths:
        right.plot(sizes, [at[words, f] for f in sizes], marker="o", label=f"{words} words")
    right.set(xscale="log", yscale="log", xlabel="facts of the golden set")
    right.set_title(f"by facts: power {grid['exponent_facts']:.2f}")
    for panel, ticks in ((left, lengths), (right, sizes)):
        panel.set_xticks(ticks, [str(tick) for tick in ticks])
        panel.minorticks_off()
        panel.grid(alpha=0.3)
        panel.legend(fontsize=7)
    figure.savefig(folder / "speed.png", dpi=110, metadata={"Software": None})
    figure.savefig(folder / "speed.svg", metadata={"Date": None, "Creator": None})
    pyplot.close(figure)
    svg = folder / "speed.svg"
    svg.write_text(re.sub(r"[ \t]+$", "", svg.read_text(encoding="utf-8"), flags=re.MULTILINE), encoding="utf-8")
    return True


def write(figures: Figures, folder: Path) -> None:
    """docs/speed.md, and the plots where there is something to plot and to plot with."""
    (folder / "speed.md").write_text(page(figures), encoding="utf-8")
    if "grid" in figures and not plots(figures, folder):
        print("no matplotlib: the plots are as they were")
