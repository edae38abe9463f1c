"""A plan folder with any fault is refused by name, and the plan in use stays as it was."""

import re
import shutil
from pathlib import Path

import pytest

from desktop.storage import plan_texts, plans
from desktop.storage.plans import PlanIsFaulty

S1, S2, S5 = "strategy_1.toml", "strategy_2.toml", "strategy_5.toml"
REPORTING = "reporting.toml"
ROW = "[[cluster.activity]]\ncode = "
NEW = '[[cluster.indicator]]\ncode = "1.3c"\nen = "More"\nkm = "បន្ថែម"\n\n'
CHANGES = {
    "a code left out": (S1, 'code = "1.1.2"', 'code = "1.1.20"', "1.1.2"),
    "a code given twice": (S1, 'code = "1.1.2"', 'code = "1.1.1"', "1.1.2"),
    "a cluster of another number": (S1, 'code = "1.2"\n', 'code = "1.4"\n', "1.4"),
    "a strategy of another number": (S1, "number = 1", "number = 2", "1"),
    "an indicator left out": (S1, 'code = "1.1a"', 'code = "1.1c"', "1.1a"),
    "an outcome indicator left out": (S1, 'code = "1b"', 'code = "1c"', "1b"),
    "an unknown institution": (S1, '"NCCL"', '"NCCX"', "NCCX"),
    "no institution": (S1, 'responsible = ["CNCC"]', "responsible = []", "1.1.1"),
    "an institution named twice": (S1, '["CNCC", "NCCL"', '["CNCC", "CNCC"', "CNCC"),
    "a year before the plan": (S1, "years = [1, 2, 3]", "years = [0, 1, 2, 3]", "1.1.2"),
    "a year after the plan": (S1, "years = [1, 2, 3]", "years = [1, 2, 7]", "1.1.2"),
    "a year twice": (S1, "years = [1, 2, 3]", "years = [1, 1, 2]", "1.1.2"),
    "years out of order": (S1, "years = [1, 2, 3]", "years = [3, 2, 1]", "1.1.2"),
    "no year": (S1, "years = [1, 2, 3]", "years = []", "1.1.2"),
    "a year in words": (S1, "years = [1, 2, 3]", 'years = ["first"]', "1.1.2"),
    "a printed year after the plan": (S2, "printed_years = [1, 2, 3, 4, 6]", "printed_years = [9]", "2.2.6"),
    "no Khmer": (S1, re.compile(r'(?<=code = "1.1.4"\n)(en = .*)\nkm = .*'), r"\1", "1.1.4"),
    "no English": (S1, re.compile(r'(?<=code = "1.1.4"\n)en = .*'), "", "1.1.4"),
    "empty Khmer": (S1, re.compile(r'(?<=code = "1.1.4"\n)(en = .*)\nkm = .*'), r'\1\nkm = " "', "1.1.4"),
    "a text that is a number": (S1, re.compile(r'(?<=code = "1.1.4"\n)en = .*'), "en = 4", "1.1.4"),
    "a reason in one language": (S1, re.compile(r"reason_km = .*"), "", "reason_km"),
    "a printed text without a reason": (S1, re.compile(r"reason = .*"), "", "reason"),
    "a reason without a printed text": (S1, re.compile(r'printed = "The number.*'), "", "1.1"),
    "an unknown indicator": (S1, 'indicator = "1.1a"', 'indicator = "1.1z"', "1.1z"),
    "an indicator nothing leads to": (S1, f'{ROW}"1.3.1"', f'{NEW}{ROW}"1.3.1"', "1.3c"),
    "a title left out": (S1, "[title]", "[titel]", "title"),
    "an unknown measure": (REPORTING, '"activities_in_plan"', '"activities_x"', "activities_x"),
    "no measures": (REPORTING, re.compile(r"measures = .*"), "measures = []", "1.1.1"),
    "an unknown template": (REPORTING, 'template = "MECHANISM"', 'template = "MACHINE"', "MACHINE"),
    "an unknown level of duty": (REPORTING, 'commune = "core"', 'commune = "must"', "must"),
    "a level left out": (REPORTING, 'commune = "core", ', "", "commune"),
    "an activity nobody reports": (REPORTING, 'code = "3.4.1"', 'code = "3.4.9"', "3.4.1"),
    "an activity reported twice": (REPORTING, 'code = "3.4.1"', 'code = "3.3.1"', "3.3.1"),
    "a quantity in one language": (REPORTING, re.compile(r'\[activity.quantity\]\nen = .*\n'), "", "1.1.1"),
    "a measure defined twice": ("measures.toml", 'code = "people_female"', 'code = "people"', "people"),
    "an institution of no level": ("institutions.toml", 'level = "national"', 'level = "world"', "world"),
    "no source of resources": ("plan.toml", "[source_of_resources]", "[source]", "source_of_resources"),
    "a goal in one language": ("plan.toml", re.compile(r"(\[goal\]\nen = .*)\nkm = .*"), r"\1", "km"),
    "broken TOML": (S1, "[title]", "[title", "line"),
}  # fmt: skip
TEXT_CHANGES = {
    "a glossary entry left out": ("glossary.toml", "number = 3", "number = 30", "30"),
    "a line without Khmer": ("glossary.toml", re.compile(r'(code = "2.1.a"\nen = .*)\nkm = .*'), r"\1", "2"),
    "an abbreviation without English": ("abbreviations.toml", re.compile(r"en = .*"), "", "en"),
    "a commitment left out": ("commitments.toml", "number = 2", "number = 3", "MoWA"),
    "a commitment to an unknown activity": ("commitments.toml", '"2.1.4"', '"2.9.9"', "2.9.9"),
    "a duty of an unknown activity": ("plan.toml", 'activity = "5.1.4"', 'activity = "5.9.9"', "5.9.9"),
    "a period without a reason": (S5, re.compile(r"reason = .*"), "", "reason"),
}  # fmt: skip


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The plan that ships, in a folder whose name has Khmer and a space."""
    return Path(shutil.copytree(plans.folder(), tmp_path / "ផែនការ ថ្មី"))


def change(path: Path, old: str | re.Pattern[str], new: str) -> None:
    before = path.read_text(encoding="utf-8")
    pattern = old if isinstance(old, re.Pattern) else re.compile(re.escape(old))
    after = pattern.sub(new if isinstance(old, re.Pattern) else lambda _: new, before, count=1)
    assert after != before, "the change found nothing to change"
    path.write_text(after, encoding="utf-8")


def test_a_copy_of_the_plan_is_read_as_the_plan(copy: Path) -> None:
    assert plans.read(copy) == plans.plan()
    assert plan_texts.read(copy, plans.plan()) == plan_texts.texts()


@pytest.mark.parametrize(("file", "old", "new", "named"), CHANGES.values(), ids=list(CHANGES))
def test_a_faulty_plan_is_refused(
    copy: Path, file: str, old: str | re.Pattern[str], new: str, named: str
) -> None:
    change(copy / file, old, new)
    with pytest.raises(PlanIsFaulty) as refused:
        plans.read(copy)
    assert refused.value.facts["file"] == file
    assert named in str(refused.value.facts["fault"])
    assert "Nothing was changed" in str(refused.value)


@pytest.mark.parametrize(("file", "old", "new", "named"), TEXT_CHANGES.values(), ids=list(TEXT_CHANGES))
def test_a_faulty_text_is_refused(
    copy: Path, file: str, old: str | re.Pattern[str], new: str, named: str
) -> None:
    change(copy / file, old, new)
    with pytest.raises(PlanIsFaulty) as refused:
        plan_texts.read(copy, plans.plan())
    assert refused.value.facts["file"] == file
    assert named in str(refused.value.facts["fault"])


@pytest.mark.parametrize("code", ["1.1.1", "1.1.10", "3.4.1", "5.2.12"])
def test_an_activity_cut_out_is_missed(copy: Path, code: str) -> None:
    path = copy / f"strategy_{code[0]}.toml"
    whole = re.compile(rf'\[\[cluster\.activity\]\]\ncode = "{re.escape(code)}"\n.*?(?=\n\[\[|\Z)', re.DOTALL)
    change(path, whole, "")
    with pytest.raises(PlanIsFaulty):
        plans.read(copy)


@pytest.mark.parametrize(
    "file",
    [f"strategy_{n}.toml" for n in range(1, 6)]
    + ["plan.toml", "institutions.toml", "measures.toml", "reporting.toml"],
)
def test_a_missing_file_is_named(copy: Path, file: str) -> None:
    (copy / file).unlink()
    with pytest.raises(PlanIsFaulty) as refused:
        plans.read(copy)
    assert refused.value.facts["file"] == file


@pytest.mark.parametrize("file", ["glossary.toml", "abbreviations.toml", "commitments.toml"])
def test_a_missing_file_of_texts_is_named(copy: Path, file: str) -> None:
    (copy / file).write_bytes(b"\xff\xfe not text")
    with pytest.raises(PlanIsFaulty) as refused:
        plan_texts.read(copy, plans.plan())
    assert refused.value.facts["file"] == file


def test_a_faulty_folder_leaves_the_plan_in_use_alone(copy: Path) -> None:
    in_use = plans.plan()
    before = {path.name: path.read_bytes() for path in copy.iterdir() if path.name != S1}
    change(copy / S1, 'code = "1.1.2"', 'code = "1.1.20"')
    with pytest.raises(PlanIsFaulty):
        plans.read(copy)
    assert plans.plan() is in_use
    assert {path.name: path.read_bytes() for path in copy.iterdir() if path.name != S1} == before
