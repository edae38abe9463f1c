"""The recovery key on paper: large enough to be typed again, and where the paper belongs."""

from desktop.domain.sheet import Align, Column, Paragraph, Row, Sheet, Table
from desktop.domain.sheet_words import Voice
from desktop.i18n.words import mark

TITLE = mark("Recovery key")
WHAT_IT_IS = mark(
    "If the passphrase is forgotten, only this key opens the store. Keep it in a sealed envelope in the "
    "safe of the office. Whoever has it can read all that is kept."
)
GROUP, GROUPS_A_LINE = 4, 5  # letters between spaces, for reading aloud and typing again


def key_sheet(key: str, voice: Voice) -> Sheet:
    """One page with the key in its groups, from left to right and from the top down."""
    return Sheet(
        title=voice.say(TITLE),
        subtitle="",
        language=voice.language,
        digits=voice.digits,
        authority=(),
        blocks=(Paragraph(voice.say(WHAT_IT_IS)), _table(groups(key), voice)),
    )


def groups(key: str) -> list[str]:
    """The key in groups of four; spaces between them do not belong to it."""
    return [key[start : start + GROUP] for start in range(0, len(key), GROUP)]


def _table(found: list[str], voice: Voice) -> Table:
    """Every group in a field of its own under a number: none is passed over or typed twice."""
    columns = tuple(Column(voice.whole(n), 1.0, Align.CENTRE) for n in range(1, GROUPS_A_LINE + 1))
    filled = found + [""] * (-len(found) % GROUPS_A_LINE)
    lines = (filled[start : start + GROUPS_A_LINE] for start in range(0, len(filled), GROUPS_A_LINE))
    return Table(columns, tuple(Row(tuple(line)) for line in lines))
