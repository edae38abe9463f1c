"""Browsing the plan in the real window: filters, a search that forgives, what belongs to an activity."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from desktop.domain.org_unit import Level
from desktop.ui.glossary import Glossary
from desktop.ui.hotlines import HotlinesPage
from desktop.ui.pieces import Label
from desktop.ui.plan_browser import PlanBrowser
from desktop.ui.printouts import Printouts
from tests.qt.conftest import Hand, type_text
from tests.sync.laptops import PASSPHRASE, PERIOD

Opens = Callable[[str], Hand]


def browsing(here: Hand) -> PlanBrowser:
    here.unlock(PASSPHRASE)
    plan = here.frame.go("plan")
    here.wait()
    assert isinstance(plan, PlanBrowser)
    return plan


def said(widget: QWidget) -> str:
    """Everything a part of the window says, from the top down."""
    QCoreApplication.processEvents()  # what was only just placed is shown with the next event
    return "\n".join(label.accessibleName() for label in widget.findChildren(Label) if label.isVisible())


def test_filters_narrow_the_tree_together(hand: Opens) -> None:
    plan = browsing(hand("commune"))
    plan.filters.strategy.choose(2)
    of_strategy = int(plan.found.text().rpartition(" ")[2])
    assert 0 < of_strategy < 135
    plan.filters.level.choose(Level.COMMUNE)
    plan.filters.institution.choose("MoSVY")
    plan.filters.year.choose(2026)
    assert 0 < int(plan.found.text().rpartition(" ")[2]) < of_strategy
    first = plan.tree.topLevelItem(0)
    assert first is not None
    assert first.isHidden()
    for choice in (
        plan.filters.strategy, plan.filters.level, plan.filters.institution, plan.filters.year,
    ):  # fmt: skip
        choice.choose(None)
    assert plan.found.text() == "Activities: 135"


def test_words_with_a_slip_are_found_and_the_screen_says_so(hand: Opens) -> None:
    plan = browsing(hand("commune"))
    type_text(plan.search, "positve parentng")
    assert plan.hits.count() > 0
    assert "Spelt nearly so" in plan.found.text()
    plan.search.setText("positive parenting")
    assert "Spelt nearly so" not in plan.found.text()


def test_the_best_fit_is_shown_first_and_its_page_opens(hand: Opens) -> None:
    plan = browsing(hand("commune"))
    plan.search.setText("231")
    assert plan.hits.item(0).text().startswith("2.3.1 ")
    assert "Activity 2.3.1" in said(plan.page)


def test_an_activity_says_which_ministries_promised_it(hand: Opens) -> None:
    from desktop.actions import plan_browser
    from desktop.storage import plans

    codes = [found.code for found in plans.plan().activities()]
    linked = next(code for code in codes if plan_browser.page(code).commitments)
    plan = browsing(hand("commune"))
    plan.show_code(linked)
    first = plan_browser.page(linked).commitments[0]
    assert first.text.say("en") in said(plan.page)
    assert first.institution.en in said(plan.page)


def test_f1_opens_the_glossary_at_the_marked_words_and_leads_back(hand: Opens) -> None:
    here = hand("commune")
    plan = browsing(here)
    plan.search.setText("neglect")
    plan.search.selectAll()
    plan.search.setFocus()
    QTest.keyClick(plan.search, Qt.Key.Key_F1)
    glossary = here.frame.shown
    assert isinstance(glossary, Glossary)
    assert glossary.terms.item(0).text() == "Neglect"
    assert "basic needs" in said(glossary)
    glossary.search.setText("ការមិនអើពើ")
    assert glossary.terms.count() > 0
    glossary.back.click()
    assert here.frame.shown is plan


def test_what_was_typed_in_a_form_is_kept_when_f1_leaves_it(hand: Opens) -> None:
    from desktop.ui.activity_page import Page

    here = hand("commune")
    here.unlock(PASSPHRASE)
    form = here.form(PERIOD, "2.3.1")
    assert isinstance(form.page, Page)
    field = form.page.fields["2.3.1:sessions"]
    type_text(field, "6")
    QTest.keyClick(field, Qt.Key.Key_F1)
    assert form.meaning.isVisible()
    form.meaning.whole.click()
    glossary = here.frame.shown
    assert isinstance(glossary, Glossary)
    glossary.back.click()
    here.wait()
    assert here.frame.shown is form
    assert form.page.fields["2.3.1:sessions"].text() == "6"


def test_whom_to_call_is_on_screen_and_leads_to_the_papers(hand: Opens) -> None:
    here = hand("commune")
    here.unlock(PASSPHRASE)
    page = here.frame.go("hotlines")
    here.wait()
    assert isinstance(page, HotlinesPage)
    assert "Child Helpline Cambodia" in said(page)
    assert "1280" in [label.text() for label in page.findChildren(QLabel)]
    glossary = here.frame.go("glossary")
    assert isinstance(glossary, Glossary)
    for button, words in ((page.poster, "1280"), (page.referral, "1280"), (glossary.booklet, "18")):
        button.click()
        printouts = here.frame.shown
        assert isinstance(printouts, Printouts)
        printouts.order.language.buttons[1].click()
        here.wait(printouts.print.isEnabled)
        assert words in printouts.preview.text()


def test_what_is_marked_in_the_plan_is_copied_with_its_codes(hand: Opens) -> None:
    plan = browsing(hand("commune"))
    plan.show_code("2.3.1")
    QTest.keyClick(plan.tree, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    head, line = QGuiApplication.clipboard().text().splitlines()
    assert head == "Code\tText"
    assert line.startswith("2.3.1\t")
    assert "positive parenting" in line
