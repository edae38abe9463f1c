"""What stands in a list or a table while nothing is in it: what will be there."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView

from desktop.ui.pieces import Label, Words

MARGIN = 16  # pixels


class WhenEmpty(Label):
    """Lies over the view while it has no rows, and lets the mouse through."""

    def __init__(self, view: QAbstractItemView, words: Words) -> None:
        super().__init__(words, "second")
        self._view = view
        self.setParent(view.viewport())
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        model = view.model()
        for turned in (model.rowsInserted, model.rowsRemoved, model.modelReset, model.layoutChanged):
            turned.connect(self._look)
        view.viewport().installEventFilter(self)
        self._look()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self.setGeometry(self._view.viewport().rect().adjusted(MARGIN, 0, -MARGIN, 0))
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        self.setHidden(self._view.model().rowCount() > 0)
