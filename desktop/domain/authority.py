"""Authority: which computer may speak for which office, as the grants alone say it.

A pure function of a set of grants, so that the order of their arrival cannot matter and no clock
takes part (docs/decisions/0010, 0011). Offices are judged from the top down:

- A root is a secretariat's first computer, named by its office card. No record takes it back.
- Offices below get their computers from any computer that speaks for a secretariat above them.
- A secretariat gets further computers from any computer that speaks for it (closure from the root).
- Taking back: from above, or within a secretariat by its first computers. It names the records that
  stand; of two that take the same computer back, each adds what it names.
- A grant whose author may not speak, or whose author was taken back without naming it, is no grant.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from desktop.domain.org_unit import born_under, rank
from desktop.domain.record import Grant, Record

Author = tuple[str, str]  # a device, and the office it speaks for
Granted = tuple[Record, Grant]


@dataclass(frozen=True, slots=True)
class Offices:
    """The offices as authority sees them: each one's parent by birth, and which are secretariats.

    What the register says of offices plays no part: it is said by those whose say is judged here.
    """

    parents: Mapping[str, str]
    secretariats: frozenset[str]

    def knows(self, office: str) -> bool:
        """Whether it is an office, or one that was added later to those that are here."""
        parent = born_under(office)
        return office in self.parents or (parent in self.parents and (rank(parent) > 0 or rank(office) > 3))

    def above(self, office: str) -> Iterator[str]:
        """The offices an office stands under, the nearest first; without itself."""
        here = self.parents.get(office) or (born_under(office) if self.knows(office) else "")
        while here:
            yield here
            here = self.parents.get(here, "")

    def may_rule(self, author: str, office: str) -> bool:
        """Whether `author` is a secretariat above `office`."""
        return author in self.secretariats and author in self.above(office)


@dataclass(frozen=True, slots=True)
class Mandate:
    """How far a computer may speak for an office.

    `first`: the office's card or an office above named it. `stands`: None until it was taken back,
    then the names of those of its records that stand.
    """

    first: bool
    stands: frozenset[str] | None = None

    def covers(self, record: str) -> bool:
        return self.stands is None or record in self.stands


@dataclass(frozen=True, slots=True)
class Authority:
    """Who may speak. `grants` names the grants that count; `taken_back` also who never had a mandate."""

    mandates: Mapping[Author, Mandate]
    grants: frozenset[str]
    taken_back: frozenset[Author]


@dataclass
class _Found:
    offices: Offices
    roots: frozenset[Author]
    mandates: dict[Author, Mandate] = field(default_factory=dict)
    grants: set[str] = field(default_factory=set)
    taken_back: set[Author] = field(default_factory=set)

    def believes(self, record: Record) -> bool:
        mandate = self.mandates.get((record.device, record.org_unit))
        return mandate is not None and mandate.covers(record.name)


def authority(
    offices: Offices, roots: frozenset[Author], own: frozenset[Author], grants: Iterable[Record]
) -> Authority:
    """Who may speak, by these grants in any order.

    `own` is this computer, and those it took the place of: it believes itself before anybody accepted
    it, until it is taken back.
    """
    found = _Found(offices, roots)
    by_office: dict[str, list[Granted]] = {office: [] for _, office in roots | own}
    for record in grants:
        if isinstance(record.body, Grant):
            by_office.setdefault(record.body.org_unit, []).append((record, record.body))
    for office in sorted(by_office, key=lambda unit: (len([*offices.above(unit)]), unit)):
        _judge(found, office, own, by_office[office])
    return Authority(found.mandates, frozenset(found.grants), frozenset(found.taken_back))


def _judge(found: _Found, office: str, own: frozenset[Author], grants: Sequence[Granted]) -> None:
    above = [
        (record, grant)
        for record, grant in grants
        if found.offices.may_rule(record.org_unit, office) and found.believes(record)
    ]
    within = [each for each in grants if each[0].org_unit == office and office in found.offices.secretariats]
    stands = _taken_back(found, [each for each in above if (each[1].device, office) not in found.roots])
    for device in _firsts(found, office, above):
        found.mandates[device, office] = Mandate(True, stands.get(device))
    by_firsts = [each for each in within if _may_take_back(found, *each)]
    for device, names in _taken_back(found, by_firsts).items():
        stands[device] = stands.get(device, frozenset()) | names
    for device, unit in own:
        if unit == office:
            found.mandates.setdefault((device, unit), Mandate(False, stands.get(device)))
    _spread(found, [each for each in within if each[1].accepted], stands)


def _firsts(found: _Found, office: str, above: Iterable[Granted]) -> Iterator[str]:
    yield from (device for device, unit in found.roots if unit == office)
    for record, grant in above:
        if grant.accepted:
            found.grants.add(record.name)
            yield grant.device


def _taken_back(found: _Found, grants: Iterable[Granted]) -> dict[str, frozenset[str]]:
    """For each computer these grants take back: the records that stand."""
    stands: dict[str, frozenset[str]] = {}
    for record, grant in grants:
        if not grant.accepted:
            found.grants.add(record.name)
            found.taken_back.add((grant.device, grant.org_unit))
            stands[grant.device] = stands.get(grant.device, frozenset()) | frozenset(grant.stands)
    return stands


def _may_take_back(found: _Found, record: Record, grant: Grant) -> bool:
    """Whether it is a first computer's word about a further one: only first ones have a mandate so far."""
    author = found.mandates.get((record.device, record.org_unit))
    target = found.mandates.get((grant.device, grant.org_unit))
    return author is not None and author.covers(record.name) and target is None


def _spread(found: _Found, accepting: Sequence[Granted], stands: Mapping[str, frozenset[str]]) -> None:
    """Let every computer that speaks for a secretariat name further ones, until nothing is added."""
    waiting = list(accepting)
    while believed := [each for each in waiting if found.believes(each[0])]:
        for record, grant in believed:
            found.grants.add(record.name)
            found.mandates.setdefault(
                (grant.device, grant.org_unit), Mandate(False, stands.get(grant.device))
            )
        waiting = [each for each in waiting if each not in believed]
