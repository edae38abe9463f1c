"""How the blocks of a sheet are shared out over worksheets: a letter to read, and its tables.

A worksheet freezes and repeats one row of heads, so tables with the same heads stand on one worksheet and
others on their own, as does the table that a chart is drawn from. Everything else is read on the letter, in
its order, with a word where a table stood.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop.domain.sheet import Align, Block, Chart, Column, Heading, Sheet, Signatures, Table
from desktop.i18n.khmer import line_chunks
from desktop.printing.breaking import clean

LONGEST_NAME = 31  # letters in the name of a worksheet, as Excel counts them
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True, slots=True)
class Pointer:
    """On the letter: these tables are on that worksheet."""

    name: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """One worksheet. `columns` are the heads of the tables on it; the letter has none."""

    name: str
    title: str
    blocks: tuple[Block | Pointer, ...]
    columns: tuple[Column, ...] = ()


@dataclass(slots=True)
class _Section:
    """What stands under one heading of the first level."""

    heading: Heading | None
    blocks: list[Block] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.heading.text if self.heading else ""


def share(sheet: Sheet, letter: str) -> tuple[Leaf, ...]:
    """The letter, named `letter`, and a worksheet for each run of tables with the same heads."""
    names = {letter.casefold()}
    read: list[Block | Pointer] = []
    leaves: list[Leaf] = []
    for section in _sections(sheet.blocks):
        found = _leaves(section, section.title or sheet.title, names)
        leaves += found
        read += [section.heading] if section.heading else []
        read += [Pointer(leaf.name) for leaf in found] if found else section.blocks
    signatures = [block for block in sheet.blocks if isinstance(block, Signatures)]
    return (Leaf(letter, sheet.title, (*read, *signatures)), *leaves)


def _sections(blocks: Sequence[Block]) -> list[_Section]:
    sections = [_Section(None)]
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            sections.append(_Section(block))
        elif not isinstance(block, Signatures):
            sections[-1].blocks.append(block)
    return [section for section in sections if section.heading or section.blocks]


def _leaves(section: _Section, title: str, names: set[str]) -> list[Leaf]:
    """The worksheets of one section; none where it has no table. What stood before a table follows it."""
    runs: list[tuple[tuple[Column, ...], list[Block]]] = []
    before: list[Block] = []
    for block in section.blocks:
        there = runs[-1][1] if runs else before
        heads = _heads(block)
        if not heads or (runs and runs[-1][0] == heads):
            there.append(block)
        else:
            runs.append((heads, [*_announcing(there), block]))
    if runs:
        runs[0][1].extend(before)
    return [Leaf(_name(title, names), title, tuple(blocks), columns) for columns, blocks in runs]


def _heads(block: Block) -> tuple[Column, ...]:
    """The heads of a table, and of the table that a chart is drawn from; none of what is only read."""
    if isinstance(block, Chart):
        return (
            Column(block.title, 3.0),
            *(Column(series.title, 1.0, Align.RIGHT) for series in block.series),
        )
    return block.columns if isinstance(block, Table) else ()


def _announcing(blocks: list[Block]) -> list[Block]:
    """Take away the headings at the end: they belong to what comes next."""
    at = len(blocks)
    while at and isinstance(blocks[at - 1], Heading):
        at -= 1
    taken = blocks[at:]
    del blocks[at:]
    return taken


def _name(title: str, names: set[str]) -> str:
    """A name that Excel takes and no other worksheet has, whole words of the title as far as they go."""
    words = " ".join(_FORBIDDEN.sub(" ", clean(title).replace("**", "")).split()) or "1"
    number, name = 1, _shortened(words, LONGEST_NAME)
    while name.casefold() in names:
        number += 1
        ending = f" ({number})"
        name = _shortened(words, LONGEST_NAME - len(ending)) + ending
    names.add(name.casefold())
    return name


def _shortened(text: str, most: int) -> str:
    if _letters(text) <= most:
        return text
    kept = ""
    for chunk in line_chunks(text):
        if _letters(kept + chunk) > most - 1:
            break
        kept += chunk
    return (kept.strip() or text[: most // 2]) + "…"


def _letters(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
