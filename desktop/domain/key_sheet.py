"""The recovery key on paper: large enough to be typed again, and where the paper belongs."""

from desktop.domain.sheet import Block, Callout, Paragraph, Sheet
from desktop.domain.sheet_words import Voice
from desktop.i18n.words import mark

TITLE = mark("Recovery key")
WHAT_IT_IS = mark(
    "If the passphrase is forgotten, only this key opens the store. Keep it in a sealed envelope in the "
    "safe of the office. Whoever has it can read all that is kept."
)
GROUP, GROUPS_A_LINE = 4, 4  # letters between spaces, for reading aloud and typing again


def key_sheet(key: str, voice: Voice) -> Sheet:
    """One page with the key in its groups, from left to right and from the top down."""
    found = groups(key)
    lines = (found[start : start + GROUPS_A_LINE] for start in range(0, len(found), GROUPS_A_LINE))
    blocks: list[Block] = [Paragraph(voice.say(WHAT_IT_IS))]
    return Sheet(
        title=voice.say(TITLE),
        subtitle="",
        language=voice.language,
        digits=voice.digits,
        authority=(),
        blocks=(*blocks, *(Callout("  ".join(line)) for line in lines)),
    )


def groups(key: str) -> list[str]:
    """The key in groups of four; spaces between them do not belong to it."""
    return [key[start : start + GROUP] for start in range(0, len(key), GROUP)]
