"""The fixed words of official paper; everything else on a page comes from the sheet."""

from dataclasses import dataclass

from desktop.domain.sheet import Grade, Sheet


@dataclass(frozen=True, slots=True)
class Wording:
    """The same places on paper in one language, some with places for numbers in braces."""

    kingdom: str
    motto: str
    letter_number: str
    dots: str
    official: str
    shareable: str
    page: str
    copies_to: str
    last_copy: str
    date_lines: tuple[str, ...]
    bullet: str
    letter: str  # the worksheet that is read
    on_worksheet: str

    def numbered(self, number: str) -> str:
        """The line of a letter's number, dotted where it has none yet."""
        return self.letter_number.format(number=number or self.dots)


# Kingdom, letter number, dates and copies as Cambodian administrative letters have them; the dots
# are filled in by hand at signing.
KHMER = Wording(
    kingdom="ព្រះរាជាណាចក្រកម្ពុជា",
    motto="ជាតិ សាសនា ព្រះមហាក្សត្រ",
    letter_number="លេខ៖ {number}",
    dots="................................",
    official="ឯកសារផ្លូវការ៖ មានតួលេខពិតប្រាកដ មិនត្រូវចែករំលែក",
    shareable="ឯកសារសម្រាប់ចែករំលែក៖ ចំនួនតូចៗត្រូវបានការពារ",
    page="ទំព័រទី {number} នៃ {last}",
    copies_to="ចម្លងជូន៖",
    last_copy="ឯកសារ - កាលប្បវត្តិ",
    date_lines=(
        "ថ្ងៃ............ ......កើត/រោច ខែ............ ឆ្នាំ........ ........ស័ក ព.ស. ២៥......",
        "ធ្វើនៅ....................., ថ្ងៃទី......... ខែ............... ឆ្នាំ២០......",
    ),
    bullet="-",
    letter="លិខិត",
    on_worksheet="សូមមើលសន្លឹក “{name}”",
)

ENGLISH = Wording(
    kingdom="Kingdom of Cambodia",
    motto="Nation Religion King",
    letter_number="No.: {number}",
    dots="................................",
    official="Official copy: holds exact figures, not to be shared",
    shareable="Copy that may be shared: small counts are protected",
    page="Page {number} of {last}",
    copies_to="Copies to:",
    last_copy="File and chronological record",
    date_lines=("Done at ............................, date ....... / ....... / 20.......",),
    bullet="•",
    letter="Letter",
    on_worksheet="See the worksheet “{name}”",
)


def wording(language: str) -> Wording:
    return KHMER if language == "km" else ENGLISH


def whose(sheet: Sheet, words: Wording) -> str:
    """Who may hold a copy, and which one it is: it stands on every page of it."""
    grade = {Grade.OFFICIAL: words.official, Grade.SHAREABLE: words.shareable}.get(sheet.grade, "")
    return " · ".join(part for part in (grade, sheet.copy) if part)
