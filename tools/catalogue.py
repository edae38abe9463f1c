"""Keep the catalogue of the program's words: take them out of the source, translate, compile, check.

    python tools/catalogue.py extract    writes translations/tumpeang.pot
    python tools/catalogue.py update     the same, and brings every tumpeang.po up to date with it
    python tools/catalogue.py compile    writes tumpeang.mo beside every tumpeang.po
    python tools/catalogue.py check      lists what is stale, untranslated or faulty; then the exit code is 1

Files carry no dates and no line numbers, so that they change only when words change.
"""

import argparse
import configparser
import io
import string
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from desktop.i18n.khmer import normalise  # noqa: E402
from desktop.i18n.words import DOMAIN  # noqa: E402

KEYWORDS: Final = {"_": None, "mark": None, "say": (2,), "say_many": (2, 3)}
WIDTH: Final = 100
WORKING: Final = (
    " A working translation, not yet read by the administration; terms in translations/terms.csv."
)


class Words(Catalog):
    """A catalogue whose header says what gettext needs to know and nothing that changes by itself."""

    def __init__(self, language: str | None = None) -> None:
        title = f"# Words of {DOMAIN}: {language or 'template'}.{WORKING if language else ''}"
        super().__init__(locale=language, domain=DOMAIN, fuzzy=False, header_comment=title)

    def __iter__(self) -> Iterator[Message]:
        messages = super().__iter__()
        next(messages)
        yield Message("", self._header())
        yield from messages

    def _header(self) -> str:
        lines = [f"Project-Id-Version: {DOMAIN}"]
        if self.locale:
            lines += [f"Language: {self.locale}", f"Plural-Forms: {self.plural_forms}"]
        lines += ["MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8"]
        return "\n".join([*lines, "Content-Transfer-Encoding: 8bit", ""])


def template_path(root: Path) -> Path:
    return root / "translations" / f"{DOMAIN}.pot"


def translation_paths(root: Path) -> list[Path]:
    return sorted((root / "translations").glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def from_source(root: Path) -> Words:
    """Return the words that stand in the source, as babel.cfg names it."""
    mapping = configparser.ConfigParser()
    mapping.read(root / "babel.cfg", encoding="utf-8")
    # A section is called "method: pattern".
    methods = [(section.split(": ")[1], section.split(": ")[0]) for section in mapping.sections()]
    options = {pattern: dict(mapping[f"{method}: {pattern}"]) for pattern, method in methods}
    words = Words()
    for name, _line, msgid, _comments, _context in extract_from_dir(str(root), methods, options, KEYWORDS):
        words.add(msgid, locations=[(Path(name).as_posix(), 0)])
    return words


def from_file(path: Path) -> Words:
    """Return the words of a .po or .pot file."""
    language = path.parent.parent.name if path.suffix == ".po" else None
    with path.open("rb") as file:
        read = read_po(file, locale=language, domain=DOMAIN)
    words = Words(language)
    for message in read:
        if message.id:
            words[message.id] = message
    words.obsolete = read.obsolete
    return words


def write_text(words: Words, path: Path) -> None:
    with path.open("wb") as file:
        write_po(file, words, width=WIDTH, sort_output=True, include_lineno=False)


def compiled(words: Words) -> bytes:
    """Return the bytes of the .mo file."""
    buffer = io.BytesIO()
    write_mo(buffer, words)
    return buffer.getvalue()


def extract(root: Path) -> None:
    write_text(from_source(root), template_path(root))


def update(root: Path, drop_unused: bool = False) -> None:
    """Bring template and translations up to date; words that left the source stay as comments."""
    template = from_source(root)
    write_text(template, template_path(root))
    for path in translation_paths(root):
        words = from_file(path)
        for message in words.obsolete.values():  # a word that comes back finds its translation again
            words[message.id] = message
        words.obsolete.clear()
        # A guessed translation looks right and is wrong: none is better.
        words.update(template, no_fuzzy_matching=True)
        if drop_unused:
            words.obsolete.clear()
        write_text(words, path)


def compile_all(root: Path) -> None:
    for path in translation_paths(root):
        path.with_suffix(".mo").write_bytes(compiled(from_file(path)))


def faults(root: Path) -> Iterator[str]:
    """Yield what is wrong with the catalogue, one sentence each."""
    wanted = ids(from_source(root))
    if ids(from_file(template_path(root))) != wanted:
        yield f"{template_path(root).name} is stale: run update"
    for path in translation_paths(root):
        words = from_file(path)
        name = path.relative_to(root).as_posix()
        if ids(words) != wanted:
            yield f"{name} is stale: run update"
        machine = path.with_suffix(".mo")
        if not machine.exists() or machine.read_bytes() != compiled(words):
            yield f"{name} is not compiled: run compile"
        for message in words:
            if message.id:
                yield from (f"{name}: {fault}: {message.id}" for fault in message_faults(message))


def message_faults(message: Message) -> Iterator[str]:
    msgids, msgstrs = forms(message.id), forms(message.string)
    if message.fuzzy or not all(msgstrs):
        yield "untranslated"
        return
    try:
        # The last form speaks of many: it is the one every Khmer sentence stands for.
        if any(placeholders(msgstr) != placeholders(msgids[-1]) for msgstr in msgstrs):
            yield "other placeholders than the English"
    except ValueError as error:
        yield f"braces do not match ({error})"
    if any(normalise(msgstr) != msgstr for msgstr in msgstrs):
        yield "not in normal Khmer order"


def ids(words: Words) -> set[tuple[str, ...]]:
    return {forms(message.id) for message in words if message.id}


def forms(of: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (of or "",) if isinstance(of, str) or of is None else tuple(of)


def placeholders(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Keep the catalogue of the program's words.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("extract")
    commands.add_parser("update").add_argument("--drop-unused", action="store_true")
    commands.add_parser("compile")
    commands.add_parser("check")
    chosen = parser.parse_args(arguments)
    if chosen.command == "extract":
        extract(ROOT)
    elif chosen.command == "update":
        update(ROOT, chosen.drop_unused)
    elif chosen.command == "compile":
        compile_all(ROOT)
    else:
        found = list(faults(ROOT))
        print("\n".join(found) or "The catalogue is complete.")
        return 1 if found else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
