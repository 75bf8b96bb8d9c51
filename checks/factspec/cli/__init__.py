"""The command `factspec`. Nothing heavy is imported before a subcommand runs: `--help` and `--version` stay quick."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from typing import Any

import click

from factspec import __version__
from factspec.cli import options as opt
from factspec.cli.output import tell
from factspec.errors import FactspecError

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 110}


class _Commands(click.Group):
    """Ends with the exit statuses that factspec promises: 2 for a wrong call, 3 for factspec's own failure."""

    def invoke(self, ctx: click.Context) -> Any:
        from factspec.cli.signals import interruptible

        try:
            with interruptible():
                return super().invoke(ctx)
        except KeyboardInterrupt:
            tell("factspec: interrupted: nothing was checked, or not all of it was written")
            sys.exit(2)
        except FactspecError as error:
            from factspec.reporters.terminal import safe

            lines = [safe(line) for line in str(error).split("\n")]
            tell(f"factspec: {lines[0]}" if len(lines) == 1 else "\n".join(lines))
            sys.exit(2)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            import traceback

            if ctx.params.get("verbose"):
                traceback.print_exc()
            last = traceback.extract_tb(error.__traceback__)[-1]
            what = f"{type(error).__name__}: {error} (in {last.name}, line {last.lineno})"
            from factspec.reporters.terminal import safe

            tell(f"factspec: failed: {safe(what)}; this is a fault of factspec")
            sys.exit(3)


@click.group(cls=_Commands, context_settings=CONTEXT)
@click.version_option(__version__, prog_name="factspec", message="%(prog)s %(version)s")
def main() -> None:
    """Checks generated text and extraction outputs against a golden set, fact by fact.

    \b
    Exit status: 0 the gate holds, 1 it does not, 2 the call, the golden set or an input is wrong,
    3 factspec itself failed.
    """
    for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(variable, "1")  # our products are small: helper threads cost more than they bring
    # Nothing that is loaded at the start is garbage: to look for some takes a quarter of a short run. See `factspec.cli.options.loaded`.
    gc.disable()
    click.get_current_context().call_on_close(gc.enable)
    atexit.register(gc.freeze)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # to look for some reads the metadata of every installed package


@main.command(short_help="check texts and extraction outputs: the main job")
@opt.check_options
@click.pass_context
def check(ctx: click.Context, /, **values: Any) -> None:
    """Checks every INPUT against a golden set.

    INPUT is a file (.txt .md .html .json .jsonl .parquet), a folder, a glob, or - for standard input.
    Options may also be set by the environment (FACTSPEC_MIN_COVERAGE=0.5) or under [tool.factspec] in pyproject.toml.
    """
    from factspec.cli.check import run

    sys.exit(run(values, opt.given(ctx)))


@main.command(short_help="check millions of rows: JSON Lines and Parquet in and out")
@opt.batch_options
def batch(**values: Any) -> None:
    """Checks every row of JSON Lines and Parquet files, and writes a row for each into FOLDER, in the same order.

    A row that cannot be checked is written as an error and does not stop the rest. A run that was stopped or killed goes on where it
    stopped when the same command is given again. Needs pyarrow: pip install 'factspec[batch]'.

    \b
    Exit status: 0 the gate holds, 1 it does not, 2 the call or a row is wrong or there was nothing to check,
    3 factspec itself failed.
    """
    from factspec.cli.batch import run

    sys.exit(run(values))


@main.command("run", short_help="check all suites of factspec.yaml")
@opt.run_options
@click.pass_context
def run_suites(ctx: click.Context, /, **values: Any) -> None:
    """Checks every suite of factspec.yaml (or of [tool.factspec.suites] in pyproject.toml) and decides over all of them.

    A suite names a golden set, its inputs and a policy; what is given here goes over it. factspec schema suites prints the file's schema.
    """
    from factspec.cli.run import run

    sys.exit(run(values, opt.typed(ctx)))


@main.command(short_help="decide again on a saved run, under another policy")
@opt.gate_options
def gate(**values: Any) -> None:
    """Decides again on what `factspec check --save RUN` or `factspec run --save RUN` saved: nothing is checked anew.

    The policy is the one given here (or configured), for all of RUN; what RUN was decided by then does not count.
    """
    from factspec.cli.gate import run

    sys.exit(run(values))


@main.group(short_help="known failures: create, update, show")
def baseline() -> None:
    """Known failures in a file: with --baseline FILE, check, gate and run pass those and fail on new ones.

    A file is made from a saved run (factspec check --save RUN, factspec run --save RUN). Entries are keyed by input id, fact and
    found words, never by a line; `reason` and `expires` are yours, and stay when the file is updated.
    """


@baseline.command("create", short_help="what fails in a saved run, as a new file")
@opt.entry_options
def baseline_create(**values: Any) -> None:
    """Writes all that fails in RUN, under the policy it was checked with, into a new baseline file."""
    from factspec.cli.baseline import create

    sys.exit(create(values))


@baseline.command("update", short_help="adds what fails now, takes out what fails no more")
@opt.entry_options
def baseline_update(**values: Any) -> None:
    """Brings a baseline file up to date with RUN.

    What RUN checked and found no failure in is taken out, unless RUN was stopped or was a part of the suites. Entries of inputs that
    it did not check stay, unless it was a whole run of the suites.
    """
    from factspec.cli.baseline import update

    sys.exit(update(values))


@baseline.command("show", short_help="what is known")
@opt.show_options
def baseline_show(**values: Any) -> None:
    """Shows a baseline file by input, and with --today what has expired."""
    from factspec.cli.baseline import show

    sys.exit(show(values))


@main.command(short_help="what got better and worse between two saved runs")
@opt.compare_options
def compare(**values: Any) -> None:
    """Compares two saved runs, input by input and fact by fact: McNemar's exact test, Wilson's intervals.

    \b
    Exit status: 0 holds, 1 --fail-on-regression or --min-pass-rate does not, 2 nothing to compare,
    or an input of NEW could not be checked.
    """
    from factspec.cli.compare import run

    sys.exit(run(values))


@main.command(short_help="is a golden set itself sound? shows how every claim was read")
@opt.lint_options
def lint(**values: Any) -> None:
    """Shows how every claim of a golden set was read, and complains where a set is not sound.

    \b
    Exit status: 0 sound, 1 findings, 2 unreadable.
    """
    from factspec.cli.lint import run

    sys.exit(run(values))


@main.command(short_help="propose a golden set from documents")
@opt.draft_options
def draft(**values: Any) -> None:
    """Proposes a golden set from one or more documents: their facts in their own words, with the quotes that say so.

    Every fact is proposed until factspec review has it accepted; facts that are only proposed never fail a text.
    """
    from factspec.cli.draft import run

    sys.exit(run(values))


@main.command(short_help="accept, edit or drop the proposed facts of a golden set")
@opt.review_options
def review(**values: Any) -> None:
    """Walks through the proposed facts of a golden set; every decision is written at once, so that you may stop and go on later."""
    from factspec.cli.review import run

    sys.exit(run(values))


@main.command(short_help="how well does a golden set protect? mutation testing")
@opt.mutate_options
def mutate(**values: Any) -> None:
    """Makes texts that are right wrong on purpose, one edit at a time, and reports which wrong ones the golden set lets through.

    \b
    Exit status: 0, 1 where fewer than --min-score are found, 2 where there is nothing to test.
    """
    from factspec.cli.mutate import run

    sys.exit(run(values))


@main.command(short_help="what a rule code or fact type means, with an example")
@click.argument("word", required=False, metavar="[RULE|FACT TYPE]")
def explain(word: str | None) -> None:
    """Explains a rule code or a fact type; alone it lists them all."""
    from factspec.explain import explain as explained

    click.echo(explained(word), nl=False)


@main.command(short_help="print a JSON Schema")
@opt.schema_options
def schema(name: str, golden: str | None, target: str, pin: bool, config: dict[str, Any]) -> None:
    """Prints a JSON Schema: of golden sets, reports, extraction outputs that are read best, factspec.yaml, *.factspec.yaml, baselines.

    With a GOLDEN, schema extraction prints what asks a model for exactly its facts, each under its id.
    """
    from factspec.cli.schema import run

    sys.exit(run(name, golden, target, pin, config))


@main.command(short_help="print the shell completion script")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Prints the completion script of a shell, to be put into its start-up file."""
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    assert made is not None
    click.echo(made(main, {}, "factspec", "_FACTSPEC_COMPLETE").source())
