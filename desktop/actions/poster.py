"""What an office hangs up or hands out: the hotlines, who receives a report, the words of the plan."""

from desktop.domain.glossary_sheet import glossary_sheet
from desktop.domain.hotline_sheet import Hotlines, poster_sheet, referral_sheet
from desktop.domain.sheet import Sheet
from desktop.domain.sheet_words import Voice, voice
from desktop.storage import hotlines as kept
from desktop.storage import plan_texts, plans

__all__ = ["Hotlines"]


def whom_to_call() -> Hotlines:
    """The hotlines, who receives a report, and advice, for a screen. Raises `PlanIsFaulty`."""
    return kept.hotlines()


def hotlines(language: str) -> Sheet:
    """The poster of the hotlines, on one page."""
    return poster_sheet(kept.hotlines(), plans.plan(), _voice(language))


def referral(language: str) -> Sheet:
    """Who receives a report about a child, one after the other."""
    return referral_sheet(kept.hotlines(), plans.plan(), _voice(language))


def glossary(language: str) -> Sheet:
    """The plan's glossary as a booklet."""
    return glossary_sheet(plan_texts.texts().glossary, plans.plan(), _voice(language))


def pdf(sheet: Sheet) -> bytes:
    """The sheet as PDF."""
    from desktop.printing import paper

    return paper.pdf(sheet)


def _voice(language: str) -> Voice:
    return voice(language, "khmer" if language == "km" else "latin")
