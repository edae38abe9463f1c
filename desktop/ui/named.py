"""A line of a form: a name, and beside it what is chosen or typed there."""

from PySide6.QtWidgets import QWidget

from desktop.ui.pieces import Label, Words, row

NAME_WIDTH = 110  # pixels: names of several lines stand under each other


def named(words: Words, *things: QWidget | None) -> QWidget:
    """One thing alone takes all the room beside its name; None is the space that grows."""
    label = Label(words, wrap=False)
    label.setMinimumWidth(NAME_WIDTH)
    line, box = QWidget(), row(label, *things)
    box.setContentsMargins(0, 0, 0, 0)
    if len(things) == 1:
        box.setStretch(1, 1)
    line.setLayout(box)
    return line
