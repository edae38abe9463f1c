"""Feedback to every office of a level: read once, written as a file for each."""

from collections.abc import Iterator
from pathlib import Path

from desktop.actions import evaluation, files, releasing
from desktop.actions.releasing import FileFormat
from desktop.domain.org_unit import Level
from desktop.domain.sheet_words import Voice
from desktop.storage.database import Database


def write_all(
    db: Database, level: Level, period: str, voice: Voice, folder: Path, file_format: FileFormat
) -> Iterator[Path]:
    """Write a sheet for each administration of a level into a folder; each path once its file is whole.

    Raises `NotAPeriod`, `OnlySecretariat`, `FileCannotBeWritten`; what was written before stays.
    """
    files.make_folder(folder)
    for unit, sheet in evaluation.feedback_to_all(db, level, period, voice):
        path = folder / f"{unit.code}-feedback-{period}.{file_format.value}"
        files.write(path, releasing.draw_open(sheet, file_format))
        yield path
