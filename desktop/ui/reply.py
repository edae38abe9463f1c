"""A returned report that stands as it is: a word to the secretariat, and it is submitted again."""

from desktop.domain.report import Status
from desktop.i18n.words import _
from desktop.ui.answers import Answers
from desktop.ui.pieces import Button, Card, Field, Label, row


class Reply(Card):
    """Shown while a returned report has no change in it; who changes something submits as always."""

    def __init__(self, answers: Answers) -> None:
        super().__init__(gap=6)
        self._answers = answers
        self.words = Field(lambda: _("A word to the secretariat"))
        self.send = Button(lambda: _("Submit again unchanged"), self._send)
        self.words.returnPressed.connect(self._send)
        self.add(Label(lambda: _("Is the report right as it stands?"), "subheading"))
        self.add(Label(lambda: _("Then say why in a few words, and submit it again unchanged."), "second"))
        line = row(self.words, self.send)
        line.setStretch(0, 1)
        self.add(line)

    def show_where_asked(self) -> None:
        returned = self._answers.opened.view.status is Status.RETURNED
        self.setVisible(returned and not self._answers.changes())

    def _send(self) -> None:
        from desktop.actions import reply

        self._answers.tasks.do(reply.reply, self._answers.key, self.words.text(), then=self.words.clear)
