"""Looking over what a person writes: what should not stand in a report, and text of the old Khmer fonts."""

from dataclasses import dataclass

from desktop.domain import sensitive
from desktop.domain.sensitive import Suspicion
from desktop.i18n import legacy

__all__ = ["Looks", "Suspicion", "look_over", "suspicions"]


@dataclass(frozen=True, slots=True)
class Looks:
    """What was seen in a text. `in_khmer`: its reading, where it was typed for a Limon font; else None."""

    text: str
    suspicions: tuple[Suspicion, ...] = ()
    in_khmer: str | None = None


def suspicions(text: str) -> tuple[Suspicion, ...]:
    """Telephone numbers, dates of birth and names of persons, as far as their shape shows them."""
    return sensitive.scan(text)


def look_over(text: str) -> Looks:
    """Everything worth a word beside a text; nothing of it forbids to keep the text."""
    in_khmer = legacy.convert(text) if legacy.looks_legacy(text) else None
    return Looks(text, suspicions(text), in_khmer)
