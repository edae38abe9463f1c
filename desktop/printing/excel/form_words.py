"""What the Excel form says, in both languages on one sheet: its parts, how to fill it in, its checks."""

from desktop.domain.blank_form import (
    ANSWER,
    KEY,
    NUMBER,
    REASON,
    STAGE,
    BlankForm,
    both,
    in_both,
)
from desktop.domain.plan import Text
from desktop.i18n.words import mark

HOW_TO, ACTIVITIES, CASES = in_both(mark("How to")), in_both(mark("Activities")), in_both(mark("Cases"))
BUDGET, IN_WORDS = in_both(mark("Budget")), in_both(mark("In words"))
PLAN, LISTS = in_both(mark("Plan")), in_both(mark("Lists"))
TITLE = in_both(mark("Form for the progress report, to be filled in with Excel"))
LISTS_ARE = in_both(mark("The words that the drop-downs offer. Nothing is filled in here."))
GRADE = in_both(mark("Once filled in: exact figures, not to be shared"))
PAGE = in_both(mark("Page {number} of {last}"), number="&P", last="&N")
HEADS = {
    KEY: in_both(mark("Code")),
    ANSWER: in_both(mark("Answer")),
    REASON: in_both(mark("No number: why?")),
    STAGE: in_both(mark("Activity and stage")),
    NUMBER: in_both(mark("Number")),
}
ASKED = in_both(mark("What is asked"))

_STEPS = (
    mark(
        "This form is for {office} ({code}), about {period}. For another office or period get its own form."
    ),
    mark("Fill in the yellow cells only. Everything else is locked, so that the form can be read back."),
    mark(
        "Write whole numbers in Khmer or Latin digits: 1200, 1.200 or 1,200. 0 is a number too: it says that "
        "you counted and there was none."
    ),
    mark("Where there is no number, leave the answer empty and choose the reason in the column beside it."),
    mark(
        "Cases: give their number under “{activities}”, or list them under “{cases}”, one line for each "
        "kind. Where you do both, the numbers must agree."
    ),
    mark("Never write the name, the telephone number or the address of a child."),
    mark(
        "Filled in, the form holds exact figures. Save it, and bring it on a stick to the office that reads "
        "it in with Tumpeang. Do not send it by Telegram or e-mail."
    ),
    mark("What stays empty is not answered. Somebody looks over every doubtful cell before it is taken in."),
)

NUMBER_TITLE = mark("A whole number")
NUMBER_ASKED = mark("A whole number, 0 too. None? Choose the reason beside it.")
NUMBER_WANTED = mark("Only a whole number can stand here, for example 1200. Words go into other cells.")
CHOICE_TITLE = mark("Choose from the list")
CHOICE_WANTED = mark("Only what the list offers can stand here. Delete what you typed, then choose.")
TEXT_TITLE = mark("A few sentences")
TEXT_ASKED = mark("A few sentences; it may stay empty. No names of children.")
TEXT_WANTED = mark("This text is too long. Shorten it, please.")


def steps(blank: BlankForm) -> tuple[Text, ...]:
    """How to fill it in, step by step."""
    found = []
    for step in _STEPS:
        words = {
            language: {
                "office": blank.office.say(language),
                "code": blank.office_code,
                "period": blank.period.say(language),
                "activities": both(ACTIVITIES, " · "),
                "cases": both(CASES, " · "),
            }
            for language in ("en", "km")
        }
        found.append(Text(in_both(step, **words["en"]).en, in_both(step, **words["km"]).km))
    return tuple(found)
