"""A hub that is a folder: a USB stick, a shared drive, what Telegram saved. Also the hub of the tests."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.progress import UNWATCHED, Progress
from desktop.storage.replacing import replace_bytes
from desktop.sync.batch import MAX_BATCH_BYTES, PART_SUFFIX, SUFFIX, TooLarge, digest
from desktop.sync.hub import Given, Page
from desktop.sync.letter import Letter

PAGE = 100  # letters in memory at one time


class FolderCannotBeUsed(UserError):
    message = mark(
        "The folder “{folder}” cannot be used. Your work is safe here. Check the stick and try again."
    )


class FileCannotBeRead(UserError):
    message = mark("“{name}” cannot be read. Nothing was changed. Check that the file is there and whole.")


class WrittenWrong(UserError):
    message = mark(
        "The stick did not keep “{name}” as it was written. Your work is safe here. Use another stick."
    )


class FolderHub:
    """Letters as files. A file is there whole or not at all, and is read back before it counts."""

    def __init__(self, folder: Path, progress: Progress = UNWATCHED) -> None:
        self._folder, self._progress, self._put = folder, progress, 0

    @property
    def name(self) -> str:
        return str(self._folder)

    @property
    def place(self) -> str:
        return self._folder.name

    def lacks(self, receivers: Mapping[str, str]) -> tuple[Sequence[str], Sequence[Given]]:
        """All of them: a folder is looked at file by file as they are put."""
        return list(receivers), ()

    def expect(self, size: int) -> None:
        """Nothing: who writes into a folder counts files."""

    def put(self, letter: Letter) -> None:
        self._put += 1
        self._progress(self._put)
        path = self._folder / letter.name
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if path.exists() and path.read_bytes() == letter.body:
                return
            replace_bytes(path, letter.body)
            kept = path.read_bytes()
        except OSError as cause:
            raise FolderCannotBeUsed(folder=self._folder) from cause
        if kept != letter.body:
            raise WrittenWrong(name=letter.name)

    def get(self, cursor: str, known: Callable[[str], bool], *, parts: bool = False) -> Iterator[Page]:
        """Every letter in the folder; a folder has no order, so there is no cursor."""
        suffix = PART_SUFFIX if parts else SUFFIX
        try:
            paths = sorted(path for path in self._folder.glob(f"*{suffix}") if path.is_file())
        except OSError as cause:
            raise FolderCannotBeUsed(folder=self._folder) from cause
        for start in range(0, len(paths), PAGE):
            self._progress(start, len(paths))
            letters = [read_letter(path) for path in paths[start : start + PAGE]]
            yield Page([each for each in letters if not known(digest(each.body))], "")


def read_letter(path: Path) -> Letter:
    """A file as a letter; one that cannot be read, or is larger than any batch, says so as its problem."""
    try:
        with path.open("rb") as file:
            body = file.read(MAX_BATCH_BYTES + 1)
    except OSError:
        return Letter(path.name, b"", FileCannotBeRead(name=path))
    if len(body) > MAX_BATCH_BYTES:
        return Letter(path.name, b"", TooLarge(name=path.name))
    return Letter(path.name, body)
