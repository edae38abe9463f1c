"""What an action touched, so that screens know what to read again."""

from enum import Flag, auto


class Changed(Flag):
    """The kinds of thing an action may have written."""

    NOTHING = 0
    REPORT = auto()
    RECORDS = auto()
    BATCHES = auto()
    TRUST = auto()
    SETTINGS = auto()
