"""A category: one entry of one fixed list, as `sex.girl`, and its name in both languages."""

from collections.abc import Iterator

from desktop.domain.measure import DIMENSIONS, Measures, Member
from desktop.domain.plan import Text


def categories(measures: Measures) -> Iterator[tuple[str, Text]]:
    """Every category with the name of its list and its own."""
    for name in DIMENSIONS:
        dimension = measures.dimensions[name]
        for member in dimension.members:
            yield f"{name}.{member.code}", _of(dimension.label, member)


def _of(label: Text, member: Member) -> Text:
    return Text(f"{label.en}: {member.label.en}", f"{label.km}៖ {member.label.km}")
