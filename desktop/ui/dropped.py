"""Files dropped on a screen: they are read where they lie, and never moved from there."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDropEvent


def welcome(event: QDropEvent) -> None:
    """Say while they are dragged whether they may be dropped here: only files and folders of this computer.

    Always as a copy: a file manager deletes what it is told was moved.
    """
    if paths(event.mimeData()) and event.possibleActions() & Qt.DropAction.CopyAction:
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
    else:
        event.ignore()


def take(event: QDropEvent) -> list[Path]:
    """The files and folders that were dropped; none where they are not welcome."""
    welcome(event)
    return paths(event.mimeData()) if event.isAccepted() else []


def paths(dragged: QMimeData) -> list[Path]:
    """The files and folders of this computer among what is dragged or pasted."""
    return [Path(url.toLocalFile()) for url in dragged.urls() if url.isLocalFile()]
