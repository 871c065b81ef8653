"""The command line: `suyuan run`, `sql`, `trace`, `diff`, `validate`, `ui`, `extract`.

A command checks what it is given, calls one function and shows what comes back. Dagster and the stages are imported
inside the commands that need them, so that `suyuan extract` starts at once.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Never

import typer
from rich.console import Console
from rich.text import Text

from pipelines import places

if TYPE_CHECKING:
    import duckdb

FAILED = 1  # nothing was published, or a check failed
WRONG = 2  # the command cannot do what it was asked for
INTERRUPTED = 130  # as a shell has it
HEADLINES = {
    "published": "Published.",
    "unchanged": "Nothing changed: the published warehouse is up to date.",
}

app = typer.Typer(
    help="Suyuan (溯源): every amount, quantity, percentage and date of Chinese news, with the line it was printed on.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
)
Warehouse = Annotated[Path, typer.Option(help="Folder of the warehouse.")]
Seeds = Annotated[Path, typer.Option(help="Folder of the page dumps.")]


@app.command()
def run(
    seeds: Seeds = places.SEEDS,
    warehouse: Warehouse = places.WAREHOUSE,
    accept: Annotated[
        list[str] | None, typer.Option(help="Let a change pass that an audit stopped: units or coverage.")
    ] = None,
) -> None:
    """Read the seeds, find the facts, audit them and publish the warehouse."""
    from pipelines.orchestration.running import build
    from pipelines.reports.bars import bars
    from pipelines.reports.summary import show_summary

    with _ended(), bars(Console(stderr=True)) as progress:
        outcome = build(seeds, warehouse, accept or [], progress)
    if outcome.state == "failed":
        _refuse(outcome.message, FAILED)
    if outcome.message:
        _note(outcome.message)
    show_summary(_wide(), warehouse, outcome.checks, HEADLINES[outcome.state])


@app.command()
def validate(seeds: Seeds = places.SEEDS, warehouse: Warehouse = places.WAREHOUSE) -> None:
    """Check every contract and audit again over the published warehouse."""
    from pipelines.orchestration import running
    from pipelines.reports.verdicts import show_checks

    with _ended():
        outcome = running.validate(seeds, warehouse)
    show_checks(Console(), outcome.checks)
    if outcome.state == "failed":
        _refuse(outcome.message, FAILED)


@app.command()
def sql(
    query: Annotated[str, typer.Argument(help="A query in DuckDB's SQL.")],
    *,
    csv: Annotated[bool, typer.Option("--csv", help="Write CSV instead of a table.")] = False,
    warehouse: Warehouse = places.WAREHOUSE,
) -> None:
    """Ask the published warehouse; it is opened read-only."""
    import duckdb

    from pipelines.reports.rows import show, write_csv

    with _published(warehouse) as connection:
        try:
            result = connection.execute(query)
        except duckdb.Error as error:
            _refuse(str(error), WRONG)
        if result is None:  # as DuckDB answers what holds no statement
            _refuse("the query is empty", WRONG)
        columns, rows = [column[0] for column in result.description], result.fetchall()
    if csv:
        write_csv(sys.stdout, columns, rows)
    else:
        show(_wide(), columns, rows)


@app.command()
def trace(fact_id: str, warehouse: Warehouse = places.WAREHOUSE) -> None:
    """Show a fact in its line, the place in the delivered file, and what it inherited from where."""
    from pipelines.reports.trace import NoFactError, show_trace

    with _published(warehouse) as connection:
        try:
            show_trace(_wide(), connection, fact_id)
        except NoFactError as error:
            _refuse(str(error), WRONG)


@app.command()
def diff(
    before: Annotated[Path | None, typer.Argument(help="A release; without it, the one before the last.")] = None,
    after: Annotated[Path | None, typer.Argument(help="A release; without it, the published one.")] = None,
    warehouse: Warehouse = places.WAREHOUSE,
    limit: Annotated[int, typer.Option(min=0, help="How many facts to show.")] = 20,
) -> None:
    """Compare two releases: facts added, removed and read differently."""
    from pipelines.reports.changes import changed_facts, releases, show_changes
    from pipelines.reports.published import NoWarehouseError

    kept = releases(warehouse)
    if before is None and len(kept) < 2:  # noqa: PLR2004 — it takes two to compare
        _refuse(f"{warehouse} keeps {len(kept)} release(s): there is nothing to compare yet", WRONG)
    if after is None and not kept:
        _refuse(f"{warehouse} keeps no release: `suyuan run` publishes one, or name the second file too", WRONG)
    try:
        rows = changed_facts(before or kept[-2], after or kept[-1])
    except NoWarehouseError as error:
        _refuse(str(error), WRONG)
    show_changes(_wide(), rows, limit)


@app.command()
def ui(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on this machine.")] = 3000,
    seeds: Seeds = places.SEEDS,
    warehouse: Warehouse = places.WAREHOUSE,
) -> None:
    """Open Dagster's UI over the same history that `suyuan run` writes."""
    from pipelines.orchestration.serving import PortError, claim, serve

    try:
        places.keep_apart(seeds, warehouse)
        claim(port)
    except (places.PlacesError, PortError) as error:
        _refuse(str(error), WRONG)
    Console().print(f"the graph of the assets: http://127.0.0.1:{port}/asset-groups   (Ctrl-C ends it)")
    with _ended():
        serve(port, seeds, warehouse)


@app.command()
def extract() -> None:
    """Read JSON lines {"id", "text", …} and write {"id", "mentions"} for each, as docs/grammar.md describes."""
    from pipelines import extracting

    raise typer.Exit(extracting.extract())


# ----------------------------------------------------------------------------------------------------------- helpers
def _published(warehouse: Path) -> "duckdb.DuckDBPyConnection":
    """Open the published release, or say that there is none."""
    from pipelines.reports.published import NoWarehouseError, connect

    try:
        return connect(warehouse)
    except NoWarehouseError as error:
        _refuse(str(error), WRONG)


@contextmanager
def _ended() -> Iterator[None]:
    """Say what it means that a run was ended, or could not begin."""
    from pipelines.orchestration.home import HomeError

    try:
        yield
    except HomeError as error:
        _refuse(str(error), WRONG)
    except KeyboardInterrupt:
        _refuse(
            "interrupted: the published file is whole; `suyuan run` takes up the chunks that are finished", INTERRUPTED
        )


def _wide() -> Console:
    """A console that does not fold rows when nobody looks at it."""
    return Console() if sys.stdout.isatty() else Console(width=160)


def _note(message: str) -> None:
    """Tell what a person should know although all went well."""
    Console(stderr=True).print(Text(message, style="yellow"), soft_wrap=True)


def _refuse(message: str, code: int) -> Never:
    """Say what is wrong and end."""
    Console(stderr=True).print(Text(message, style="red"), soft_wrap=True)
    raise typer.Exit(code)
