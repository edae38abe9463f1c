"""Where a report stands, as a word with a sign; never by colour alone."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QWidget

from desktop.domain.report import Status
from desktop.i18n.words import _, mark
from desktop.ui import icons
from desktop.ui.pieces import Label, row

if TYPE_CHECKING:
    from desktop.actions.home import OwnReport

# icon, colour, word
_EMPTY = ("empty", "second", mark("Draft"))
_WAITING = ("waiting", "blue", mark("Kept here, to be sent"))
_RECEIVED = ("received", "green", mark("Received"))
_RETURNED = ("returned", "amber", mark("Returned"))
_APPROVED = ("answered", "green", mark("Approved"))


def sign_of(one: "OwnReport") -> tuple[str, str, str]:
    """The icon, the colour and the word for a report of this office."""
    if one.status is Status.RETURNED:
        return _RETURNED
    if one.status is Status.APPROVED:
        return _APPROVED
    if one.status is Status.SUBMITTED:
        return _RECEIVED if one.received else _WAITING
    return _EMPTY


def sign_label(one: "OwnReport") -> QWidget:
    """The sign and its word beside each other."""
    icon, tint, word = sign_of(one)
    sign = QLabel()
    sign.setPixmap(icons.icon(icon, tint).pixmap(18, 18))
    box = row(sign, Label(lambda: _(word), f"ink-{tint}", wrap=False), gap=6)
    box.setContentsMargins(0, 0, 0, 0)
    found = QWidget()
    found.setLayout(box)
    return found
