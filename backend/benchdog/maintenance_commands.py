"""The commands about work as a whole: taken out, brought in, checked, copied."""

import asyncio
import os
from collections import Counter
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from benchdog.app import service_objects_for
from benchdog.documents.content_schemas import ContentSchemas
from benchdog.documents.ids import new_id
from benchdog.embedded_cosmos import StorageUnusable
from benchdog.embedded_cosmos.storage.backup import back_up, problems_of
from benchdog.embedded_cosmos.storage.connection import FILE_NAME
from benchdog.settings import Settings
from benchdog.stores.reconciler import Reconciler, ReconcilerReport
from benchdog.survey import get_database
from benchdog.survey.database import DEFAULT_PATH
from benchdog.survey.report import DEFAULT_IDLE_HOURS, DEFAULT_LAST_STEP, SurveyReport
from benchdog.survey.sqlite_file import SurveyFileUnusable
from benchdog.transfer.archive_reader import NO_SCHEMAS, ArchiveInvalid, archive_parts, check_archive
from benchdog.transfer.database_check import check_database
from benchdog.transfer.database_repair import repair
from benchdog.transfer.export_work import archive_of, everybody
from benchdog.transfer.import_session import Outcome, WhereTaken
from benchdog.transfer.import_work import ImportReport, import_archive

DataOption = Annotated[
    Path | None, typer.Option(help="Folder of the embedded database. [default: .benchdog]")
]


def export(
    archive: Annotated[Path, typer.Argument(help="File to write; it must not exist.")],
    user: Annotated[
        list[str] | None, typer.Option(help="Whose work; everybody's where it is left out.")
    ] = None,
    history: Annotated[bool, typer.Option(help="With all versions, or with the last one only.")] = True,
    data: DataOption = None,
) -> None:
    """Write what people own into one file: sessions, snapshots, user sessions, surveys."""
    if archive.exists():
        _end(f"{archive} exists already.")
    lines = asyncio.run(_export(_settings(data), archive, user, has_history=history))
    typer.echo(f"{lines} records in {archive}")


def import_(
    archive: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="File that `export` wrote.")],
    where_taken: Annotated[
        WhereTaken,
        typer.Option(help="What becomes of work that is there already: left out, saved on top, or copied."),
    ] = "skip",
    user: Annotated[str | None, typer.Option(help="Whose it becomes; theirs where it is left out.")] = None,
    misfits: Annotated[
        bool,
        typer.Option(
            "--misfits", help="With content that does not fit the schema it names, as older data may."
        ),
    ] = False,
    data: DataOption = None,
) -> None:
    """Bring in what `export` wrote. The file is checked as a whole before anything is stored."""
    try:
        with archive.open("rb") as lines:
            check_archive(lines, NO_SCHEMAS if misfits else ContentSchemas.shipped())
        report = asyncio.run(_import(_settings(data), archive, where_taken, user))
    except ArchiveInvalid as error:
        _end(f"{archive} cannot be imported. {error}")
    typer.echo(f"sessions: {_counts(report.sessions)}")
    typer.echo(f"snapshots: {_counts(report.snapshots)}")
    typer.echo(f"user sessions: {_counts(report.user_sessions)}")
    typer.echo(f"surveys: {_counts(report.surveys)}")


def check(
    is_repairing: Annotated[
        bool, typer.Option("--repair", help="Remove what nobody can reach, finish what was begun.")
    ] = False,
    data: DataOption = None,
) -> None:
    """Check pages, hashes and references; exit code 1 where something is wrong. Repairs nothing unasked."""
    settings = _settings(data)
    file = settings.data_dir / FILE_NAME
    if settings.db_connection_string is None and file.exists() and (problems := problems_of(file)):
        _end("\n".join(["The database file is damaged. It was left as it is.", *problems]))
    left = asyncio.run(_check(settings, is_repairing=is_repairing))
    typer.echo("Nothing is wrong." if not left else f"{left} findings are left.")
    raise typer.Exit(1 if left else 0)


def reconcile(data: DataOption = None) -> None:
    """Finish now what requests began and time brought about; the service does it by itself every minute."""
    report = asyncio.run(_reconcile(_settings(data)))
    for name, value in asdict(report).items():
        if name != "has_run":
            typer.echo(f"{name.replace('_', ' ')}: {value}")


def backup(
    target: Annotated[Path, typer.Argument(help="Folder to make; `serve --data` can use it as it is.")],
    data: DataOption = None,
) -> None:
    """Copy the embedded database and the survey sessions while they are in use."""
    settings = _settings(data)
    if settings.db_connection_string is not None:
        _end("Azure Cosmos DB keeps backups itself; this command copies the embedded database.")
    try:
        copies = [back_up(settings.data_dir, target)]
        if (settings.data_dir / DEFAULT_PATH).exists():
            copies.append(target / DEFAULT_PATH)
            with get_database(settings.data_dir / DEFAULT_PATH) as survey:
                survey.back_up(copies[-1])
    except (StorageUnusable, SurveyFileUnusable, FileExistsError) as error:
        _end(str(error))
    for copy in copies:
        typer.echo(f"{copy.stat().st_size} bytes in {copy}")


def survey_report(
    last_step: Annotated[str, typer.Option(help="Who came there has finished.")] = DEFAULT_LAST_STEP,
    idle_hours: Annotated[
        float, typer.Option(min=0, help="Who changed nothing for so long has given up.")
    ] = DEFAULT_IDLE_HOURS,
    data: DataOption = None,
) -> None:
    """Say how far people come in a survey, where they give up, and how long the others take."""
    report = asyncio.run(_survey_report(_settings(data), last_step, timedelta(hours=idle_hours)))
    typer.echo(f"began: {report.sessions}")
    typer.echo(f"finished: {report.finished}")
    took = report.median_duration
    typer.echo(f"took, median: {'-' if took is None else took}")
    for step in report.steps():
        reached, abandoned = report.reached.get(step, 0), report.abandoned.get(step, 0)
        typer.echo(f"step {step}: {reached} reached it, {abandoned} gave up there")


def _settings(data: Path | None) -> Settings:
    return Settings() if data is None else Settings(data_dir=data)


def _end(words: str) -> NoReturn:
    typer.echo(words, err=True)
    raise typer.Exit(1)


def _counts(outcomes: Counter[Outcome]) -> str:
    return ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items())) or "none"


async def _export(settings: Settings, archive: Path, users: list[str] | None, *, has_history: bool) -> int:
    """Under another name until it is whole. Returns how many records were written."""
    unfinished = archive.with_name(f"{archive.name}.unfinished")
    count = 0
    async with service_objects_for(settings) as service:
        owners = users or await everybody(service.stores, service.survey)
        with unfinished.open("wb") as file:
            async for line in archive_of(service.stores, service.survey, owners, has_history=has_history):
                file.write(line)
                count += 1
            file.flush()
            os.fsync(file.fileno())
    unfinished.rename(archive)
    return count


async def _import(
    settings: Settings, archive: Path, where_taken: WhereTaken, user: str | None
) -> ImportReport:
    async with service_objects_for(settings) as service:
        with archive.open("rb") as lines:
            return await import_archive(
                service.stores,
                service.survey,
                archive_parts(lines),
                where_taken=where_taken,
                owner_id=user,
            )


async def _reconcile(settings: Settings) -> ReconcilerReport:
    async with service_objects_for(settings) as service:
        return await Reconciler(service.stores, holder=new_id()).run_at_once()


async def _survey_report(settings: Settings, last_step: str, idle: timedelta) -> SurveyReport:
    async with service_objects_for(settings) as service:
        return await service.survey.report(last_step=last_step, idle=idle)


async def _check(settings: Settings, *, is_repairing: bool) -> int:
    """How many findings are left."""
    left = 0
    async with service_objects_for(settings) as service:
        async for finding in check_database(service.stores):
            is_repaired = is_repairing and await repair(service.stores, finding)
            left += not is_repaired
            words = f"{finding.kind} in {finding.partition}: {', '.join(finding.item_ids)}"
            typer.echo(f"{words} (repaired)" if is_repaired else words)
    return left
