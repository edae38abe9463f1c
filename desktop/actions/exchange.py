"""Sending and receiving: by a folder or stick, or file by file."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from desktop.actions import stamp
from desktop.actions.opening import ENOUGH_TO_SHARE, open_in_turn
from desktop.errors import UserError
from desktop.i18n.words import Language, mark, say
from desktop.progress import UNWATCHED, Progress
from desktop.storage import batches, settings
from desktop.storage.database import Database
from desktop.sync import exchange, identity, merge, trust
from desktop.sync.batch import PART_SUFFIX, SUFFIX
from desktop.sync.folder_hub import FolderHub, read_letter
from desktop.sync.letter import Letter, Read
from desktop.sync.merge import Fate, Outcome

__all__ = ["Fate", "Outcome"]


class NoCardYet(UserError):
    message = mark(
        "This office has no card of its secretariat yet. Everything is kept on this computer, and goes out"
        " when the card is here. Open it in the settings."
    )


class NoHub(UserError):
    message = mark(
        "This office has no hub. Everything is kept on this computer. Send by stick, or ask the secretariat"
        " for an office card that names its hub."
    )


KINDS = (SUFFIX, PART_SUFFIX)  # of files: figures, and pieces of attachments
CHUNK = 250  # letters taken in by one transaction
CHUNK_BYTES = 64_000_000  # or fewer, where they are large: so many are in memory at once


def write_batches(db: Database, folder: Path, progress: Progress = UNWATCHED) -> tuple[Path, ...]:
    """Seal what is new and put every batch that waits for a receipt into a folder; each is read back.

    Stopped while it is sealed, nothing is; stopped between two files, what is written is whole. What is not
    written waits. Raises `NoCardYet`.
    """
    _needs_card(db)
    exchange.seal_what_is_new(db, stamp.now(), progress)
    up_to = batches.next_sequence(db) - 1
    hub = FolderHub(folder)
    written: list[Path] = []
    for letter in chain(exchange.letters(db), exchange.part_letters(db, stamp.now())):
        progress(len(written))
        hub.put(letter)
        written.append(folder / letter.name)
    if written:
        settings.put(db, written_out=stamp.now())
        exchange.note_written(db, up_to)
    return tuple(written)


def last_written(db: Database) -> str:
    """When files were last written to a stick or folder from here, ISO 8601; empty: never."""
    return settings.get(db, settings.WRITTEN_OUT) or ""


def exchange_with_folder(db: Database, folder: Path, progress: Progress = UNWATCHED) -> tuple[Outcome, ...]:
    """Give and take once with a folder that several offices share. Raises `NoCardYet`.

    Stopped between two files, what was given and taken until then is whole.
    """
    _needs_card(db)
    return exchange.exchange(db, FolderHub(folder, progress), stamp.now(), stamp.salt)


def exchange_with_hub(db: Database, progress: Progress = UNWATCHED) -> tuple[Outcome, ...]:
    """Give and take once with this office's hub. Raises `NoHub`, and what `http_trouble` says of the line."""
    from desktop.sync import hub_access  # the network's library is large, and most starts do without it
    from desktop.sync.http_trouble import NotTheHub

    if not settings.get(db, settings.HUB_URL):
        raise NoHub
    try:
        return _with_hub(db, progress)
    except NotTheHub:  # its certificates may be under an authority that is new here
        if not hub_access.learn_authority(db):
            raise
    return _with_hub(db, progress)


def _needs_card(db: Database) -> None:
    """An office that began without its card knows nobody yet to seal to."""
    if not settings.need(db, settings.SECRETARIAT_DEVICE):
        raise NoCardYet


def _with_hub(db: Database, progress: Progress) -> tuple[Outcome, ...]:
    from desktop.sync import hub_access

    with hub_access.dialled(db, progress) as hub:
        if settings.need(db, settings.SECRETARIAT_UNIT) == settings.need(db, settings.ORG_UNIT):
            hub_access.tell_who_may_come(db, hub)
        return exchange.exchange(db, hub, stamp.now(), stamp.salt)


def find_batches(paths: Iterable[Path]) -> list[Path]:
    """The files meant: each named file, and in each named folder everything that may be a batch.

    Hidden files in a folder are notes of other systems about the files beside them.
    Those with pieces of attachments come last, so that the reports that name them are there.
    """
    found: list[Path] = []
    for path in paths:
        files = (file for file in path.rglob("*") if file.suffix in KINDS and file.is_file())
        inside = sorted(file for file in files if not file.name.startswith("."))
        found.extend(inside if path.is_dir() else [path])
    return sorted(found, key=lambda path: path.suffix == PART_SUFFIX)


def merge_files(
    db: Database, paths: Iterable[Path], progress: Progress = UNWATCHED, source: str = ""
) -> tuple[Outcome, ...]:
    """Merge batch files as one import, each wholly or not at all; one outcome for each file.

    Stopped on the way, it answers with the outcomes so far: what was dealt with is whole and durable.
    `source` is where they came from, as a person knows it.
    """
    found = find_batches(paths)
    outcomes: list[Outcome] = []
    with merge.importing(db, source or _source(found), stamp.now()) as under:
        for opened in opened_files(db, found):
            outcomes.extend(merge.take_in(db, opened, stamp.now(), under))
            if not progress.stopped:
                progress(len(outcomes), len(found))
            if progress.stopped:  # also where it was asked for just now
                break
    return tuple(outcomes)


def opened_files(db: Database, found: Sequence[Path]) -> Iterator[list[Read]]:
    """The letters in files, opened some at a time, in order; where they are many, by other processes."""
    letters = _chunks(map(read_letter, found))
    shared = len(found) >= ENOUGH_TO_SHARE
    return open_in_turn(letters, identity.box_identities(db), shared=shared)


def reason_of(outcome: Outcome, language: Language) -> str:
    """Why a file was not taken in, in words; empty where it was."""
    match outcome.reason:
        case UserError() as problem:
            return say(language, problem.message, **problem.facts)
        case trust.Doubt() as doubt:
            return say(language, trust.WORDS[doubt])
    return ""


def rebuild(db: Database) -> None:
    """Read everything derived out of the records again."""
    merge.rebuild(db)


def _source(found: Sequence[Path]) -> str:
    """The folder that all files lie in, or under."""
    folders = {path.parent for path in found}
    return folders.pop().name if len(folders) == 1 else ""


def _chunks(letters: Iterable[Letter]) -> Iterator[list[Letter]]:
    chunk: list[Letter] = []
    size = 0
    for letter in letters:
        chunk.append(letter)
        size += len(letter.body)
        if len(chunk) == CHUNK or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
