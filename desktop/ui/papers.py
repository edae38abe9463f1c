"""The papers by their names: which an office has, which are about a period, which come in two grades."""

from typing import Final

from desktop.i18n.words import mark

OFFICE, SUMMARY, FORM = "office", "summary", "form"
ANNUAL, MID_TERM, FINAL = "annual", "midterm", "final"
FEEDBACK, REGISTER = "feedback", "register"
HISTORY, RECEIPT = "history", "receipt"
HOTLINES, REFERRAL, GLOSSARY = "hotlines", "referral", "glossary"

NAMES: Final = {
    OFFICE: mark("Report of the office"),
    FORM: mark("Empty form to fill in by hand"),
    SUMMARY: mark("Summary of all offices"),
    ANNUAL: mark("Annual activity report"),
    MID_TERM: mark("Mid-term evaluation"),
    FINAL: mark("Final evaluation"),
    REGISTER: mark("Which reports have come"),
    FEEDBACK: mark("Feedback to an office"),
    HISTORY: mark("History of the report"),
    RECEIPT: mark("Receipt for the report"),
    HOTLINES: mark("Poster of the hotlines"),
    REFERRAL: mark("Who receives a report"),
    GLOSSARY: mark("Words of the plan, a booklet"),
}
OF_A_PERIOD: Final = (OFFICE, FORM, SUMMARY, ANNUAL, REGISTER, FEEDBACK, HISTORY, RECEIPT)
OVER_OTHERS: Final = (SUMMARY, ANNUAL, MID_TERM, FINAL, REGISTER, FEEDBACK)
OF_ONE_OFFICE: Final = (OFFICE, FORM, FEEDBACK, HISTORY)  # also of one that stands under this one
GRADED: Final = (OFFICE, SUMMARY, ANNUAL, MID_TERM, FINAL, HISTORY)
SIGNED: Final = (OFFICE, SUMMARY, ANNUAL, MID_TERM, FINAL)  # with a letter number and a date
TO_HANG_UP: Final = (HOTLINES, REFERRAL, GLOSSARY)  # nobody counts with them in a spreadsheet
OPEN_FORMATS: Final = {
    "csv": mark("Tables for a spreadsheet (CSV)"),
    "dhis2": mark("Values and metadata for DHIS2"),
    "adx": mark("Numbers as ADX (XML)"),
    "records": mark("All signed records (JSON)"),
}
EVERYTHING: Final = {**NAMES, **OPEN_FORMATS}  # that stands in the register of what left
