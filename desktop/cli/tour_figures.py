"""Example figures for the tour: plausible, the same for the same seed, and marked as examples."""

import random

from desktop.actions.report import Answer, Cell, Kind, Measure, OpenForm, OverTime, Reason

NO_ANSWER_EVERY = 9  # about one cell in nine has a reason instead of a number
TALLY_CELLS = 12
QUARTERS = 4  # a year's target is about four times what a quarter brings
_FEW = {"session", "meeting", "case", "place", "unit"}
NARRATIVES = {
    "challenges": (
        "(ឧទាហរណ៍) ធនធានសម្រាប់ការងារកិច្ចការពារកុមារនៅមានកម្រិត ហើយផ្លូវទៅភូមិខ្លះពិបាកធ្វើដំណើរនៅរដូវវស្សា។",
        "(ឧទាហរណ៍) អាណាព្យាបាលមួយចំនួនចំណាកស្រុក ធ្វើឱ្យការចូលរួមវគ្គអប់រំនៅមានចំនួនតិច។",
        "(ឧទាហរណ៍) ព័ត៌មានអំពីសេវានៅមូលដ្ឋានមិនទាន់បានផ្សព្វផ្សាយដល់គ្រប់ភូមិ។",
    ),
    "solutions": (
        "(ឧទាហរណ៍) បានសហការជាមួយមេភូមិ និងបណ្តាញកុមារ ដើម្បីផ្សព្វផ្សាយតាមភូមិ។",
        "(ឧទាហរណ៍) បានរៀបចំវគ្គអប់រំនៅចុងសប្តាហ៍ ដើម្បីឱ្យអាណាព្យាបាលអាចចូលរួម។",
    ),
    "next_steps": (
        "(ឧទាហរណ៍) បន្តផ្សព្វផ្សាយលេខទូរសព្ទ ១២៨០ និង ១២៨៨ ដល់គ្រប់ភូមិ។",
        "(ឧទាហរណ៍) រៀបចំវគ្គបណ្តុះបណ្តាលដល់មេភូមិនៅត្រីមាសក្រោយ។",
    ),
    "requests": (
        "(ឧទាហរណ៍) សូមថ្នាក់លើជួយឧបត្ថម្ភសម្ភារៈផ្សព្វផ្សាយ។",
        "(ឧទាហរណ៍) សូមរៀបចំវគ្គបណ្តុះបណ្តាលបន្ថែមស្តីពីការគ្រប់គ្រងករណី។",
    ),
}


def answers(opened: OpenForm, chance: random.Random) -> dict[str, Answer]:
    """Answers to every cell of a form, parts never above their whole."""
    found: dict[str, Answer] = {}
    measures = opened.form.measures
    for activity in opened.form.activities:
        for cell in sorted(opened.form.cells(activity), key=lambda cell: bool(measures[cell.measure].of)):
            _answer(found, cell, measures[cell.measure], chance)
            if measures[cell.measure].tally:
                _split(found, cell, measures.tally_splits(), chance)
    for cell in opened.form.budget_cells():
        found[cell.key] = _money(opened, chance) if chance.random() < 0.5 else 0
    for cell in opened.form.narrative_cells():
        found[cell.key] = chance.choice(NARRATIVES[cell.measure])
    return found


def _answer(found: dict[str, Answer], cell: Cell, measure: Measure, chance: random.Random) -> None:
    if measure.kind is Kind.TEXT or measure.tally:
        return
    wholes = [found.get(Cell(cell.item, code, cell.split).key) for code in measure.of]
    parts_of = [whole for whole in wholes if isinstance(whole, int)]
    if any(isinstance(whole, Reason) for whole in wholes) and not parts_of:
        found[cell.key] = Reason.NOT_PLANNED
    elif not measure.of and chance.randrange(NO_ANSWER_EVERY) == 0:
        found[cell.key] = chance.choice([Reason.NOT_PLANNED, Reason.NOTHING])
    else:
        number = _number(measure, sum(parts_of) if parts_of else None, chance)
        of_a_year = cell.split and not parts_of and measure.over_time is OverTime.SUM
        found[cell.key] = number * QUARTERS if of_a_year else number


def _number(measure: Measure, whole: int | None, chance: random.Random) -> int:
    if whole is not None:
        return int(whole * chance.uniform(0.1, 0.45))
    if measure.kind is Kind.YES_NO:
        return chance.randrange(2)
    if measure.kind is Kind.STATUS:
        return chance.randrange(3)
    return chance.randint(1, 6) if measure.unit in _FEW else chance.randint(10, 60)


def _split(found: dict[str, Answer], cell: Cell, splits: tuple[str, ...], chance: random.Random) -> None:
    for split in chance.sample(splits, TALLY_CELLS):
        found[Cell(cell.item, cell.measure, split).key] = chance.choice([1, 1, 1, 2, 2, 3])


def _money(opened: OpenForm, chance: random.Random) -> int:
    return chance.randint(5, 60) * (400_000 if opened.form.is_annual_plan else 100_000)
