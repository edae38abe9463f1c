"""What an office hangs up or hands out: the hotlines, who receives a report, the words of the plan."""

from desktop.domain.glossary_sheet import glossary_sheet
from desktop.domain.hotline_sheet import Hotlines, poster_sheet, referral_sheet
from desktop.domain.sheet import Sheet
from desktop.domain.sheet_words import Voice, voice
from desktop.storage import hotlines as kept
from desktop.storage import plan_texts, plans, registers
from desktop.storage.database import Database

__all__ = ["Hotlines"]


def whom_to_call(db: Database | None = None) -> Hotlines:
    """The hotlines, who receives a report, and advice: as published here, or as they ship.

    Raises `PlanIsFaulty`.
    """
    return registers.whom_to_call(db) if db is not None else kept.hotlines()


def hotlines(language: str, db: Database | None = None) -> Sheet:
    """The poster of the hotlines, on one page."""
    return poster_sheet(whom_to_call(db), plans.plan(), _voice(language))


def referral(language: str, db: Database | None = None) -> Sheet:
    """Who receives a report about a child, one after the other."""
    return referral_sheet(whom_to_call(db), plans.plan(), _voice(language))


def glossary(language: str, db: Database | None = None) -> Sheet:
    """The plan's glossary as a booklet, with its abbreviations."""
    texts = registers.texts(db) if db is not None else plan_texts.texts()
    return glossary_sheet(texts.glossary, texts.abbreviations, plans.plan(), _voice(language))


def pdf(sheet: Sheet) -> bytes:
    """The sheet as PDF."""
    from desktop.printing import paper

    return paper.pdf(sheet)


def _voice(language: str) -> Voice:
    return voice(language, "khmer" if language == "km" else "latin")
