"""The commands."""

import asyncio
import os
import time
from pathlib import Path
from typing import Annotated, Final

import typer
import uvicorn
from azure.core.exceptions import AzureError
from pydantic import ValidationError

from benchdog.api.middleware.host_check import LOOPBACK_NAMES
from benchdog.app import opened_client
from benchdog.cosmos.database_setup import apply_definitions
from benchdog.documents.validation_words import problem_words
from benchdog.embedded_cosmos import EmbeddedCosmos, StorageUnusable
from benchdog.embedded_cosmos.faults import FaultPlan
from benchdog.embedded_cosmos.http.application import EmulatorApplication
from benchdog.embedded_cosmos.http.authorization import EMULATOR_KEY, Authorization
from benchdog.embedded_cosmos.http.server import server_of
from benchdog.maintenance_commands import backup, check, export, import_, reconcile, survey_report
from benchdog.settings import Settings
from benchdog.survey.messages import MAX_MESSAGE_BYTES

STOP_SECONDS: Final = 10
"""How long requests that run may go on after the service was told to stop."""

IDLE_CONNECTION_SECONDS: Final = 75
"""
How long a connection stays open between requests: longer than a browser waits between two polls, and than
the 60 seconds after which proxies close theirs. A request that meets the end of its connection is lost.
"""

WORKER_SILENCE_SECONDS: Final = 60
"""
A worker that says nothing for so long is replaced. It says nothing while it imports: on a busy machine that
takes longer than the five seconds of uvicorn, after which it would be replaced before it began, for ever.
"""

commands = typer.Typer(
    no_args_is_help=True, add_completion=False, help="Keeps the work people do in a workbench."
)


@commands.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8000,
    data: Annotated[
        Path | None, typer.Option(help="Folder of the embedded database. [default: .benchdog]")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes; all of them use the same folder.")] = 1,
    faults: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="Plan of what the database gets wrong, for tests."),
    ] = None,
) -> None:
    """Start the service."""
    if data is not None:
        os.environ["BENCHDOG_DATA_DIR"] = str(data)
    if faults is not None:
        os.environ["BENCHDOG_FAULTS_FILE"] = str(faults)
    settings = Settings()
    _refuse_open_development(settings, host)
    if settings.faults_file is not None and settings.db_connection_string is not None:
        raise typer.BadParameter("Only the embedded database fails on command.", param_hint="--faults")
    uvicorn.run(
        "benchdog.app:create_app_from_environment",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        log_config=None,
        access_log=False,
        server_header=False,
        # It would hide who the sender is: see ProxyHeaders.
        proxy_headers=False,
        timeout_graceful_shutdown=STOP_SECONDS,
        timeout_keep_alive=IDLE_CONNECTION_SECONDS,
        timeout_worker_healthcheck=WORKER_SILENCE_SECONDS,
        ws="benchdog.api.impatient_socket:ImpatientSocket",
        ws_max_size=MAX_MESSAGE_BYTES,
        # Messages are short, and a compressor for each of many sockets costs more than it saves.
        ws_per_message_deflate=False,
    )


@commands.command()
def setup_database(
    data: Annotated[
        Path | None, typer.Option(help="Folder of the embedded database. [default: .benchdog]")
    ] = None,
    wait_seconds: Annotated[
        int, typer.Option(min=0, help="How long to wait for a database that is starting.")
    ] = 0,
) -> None:
    """Create what is missing in the database and say what was done. Safe to repeat."""
    if data is not None:
        os.environ["BENCHDOG_DATA_DIR"] = str(data)
    asyncio.run(_set_up_database(Settings(), wait_seconds))


@commands.command()
def emulator(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8081,
    data: Annotated[Path, typer.Option(help="Folder of the database.")] = Path(".cosmos"),
    ranges: Annotated[int, typer.Option(min=1, help="Physical ranges of a container: 1, 2, 4, …, 256.")] = 1,
    faults: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="Plan of what is to go wrong, for tests.")
    ] = None,
    key: Annotated[
        str, typer.Option(envvar="BENCHDOG_EMULATOR_KEY", help="Key of the account, in Base64.")
    ] = EMULATOR_KEY,
) -> None:
    """Serve the embedded engine over HTTP, for any client of Azure Cosmos DB for NoSQL."""
    if key == EMULATOR_KEY and host not in LOOPBACK_NAMES:
        raise typer.BadParameter(
            f"{host} can be reached from other machines, and the default key is public. "
            "Listen on 127.0.0.1, or set BENCHDOG_EMULATOR_KEY.",
            param_hint="--host",
        )
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        authorization = Authorization(key, time.time)
        plan = FaultPlan.from_json(faults.read_bytes()) if faults is not None else None
        engine = EmbeddedCosmos(data, ranges=ranges, consistency="Session", faults=plan)
    except (StorageUnusable, ValueError) as error:
        typer.echo(error, err=True)
        raise typer.Exit(1) from error
    typer.echo(f"Azure Cosmos DB for NoSQL on http://{host}:{port}/ (data in {data}, Ctrl+C stops)")
    server_of(EmulatorApplication(engine, authorization), host, port).run()


commands.command()(export)
commands.command("import")(import_)
commands.command("check-database")(check)
commands.command()(reconcile)
commands.command()(backup)
commands.command()(survey_report)


def main() -> None:
    try:
        commands()
    except ValidationError as error:
        for problem in error.errors(include_url=False, include_input=False):
            typer.echo(": ".join([*map(str, problem["loc"]), problem_words(problem)]), err=True)
        raise SystemExit(1) from None


def _refuse_open_development(settings: Settings, host: str) -> None:
    """[A1] In development anybody can be anybody, so nobody else may reach the service."""
    is_open = host not in LOOPBACK_NAMES and settings.dev_sign_in_on_network is None
    if settings.sign_in_mode == "dev" and is_open:
        raise typer.BadParameter(
            f"{host} can be reached from other machines, and development sign-in lets anybody be anybody. "
            "Listen on 127.0.0.1, or set BENCHDOG_DEV_SIGN_IN_ON_NETWORK=i-understand.",
            param_hint="--host",
        )


async def _set_up_database(settings: Settings, wait_seconds: int) -> None:
    waits = wait_seconds
    while True:
        try:
            async with opened_client(settings) as client:
                async for line in apply_definitions(client, settings.db_name):
                    typer.echo(line)
        except AzureError as error:
            if waits <= 0:
                typer.echo(f"The database does not answer: {type(error).__name__}", err=True)
                raise typer.Exit(1) from error
        else:
            return
        waits -= 1
        await asyncio.sleep(1)


if __name__ == "__main__":
    main()
