"""A second account of an exchange, kept outside the program: who said what, where it arrived, what counts.

It knows four computers: the first and the second of the secretariat, and two of one office. The first is
the root; the second was accepted by it and may be taken back by it; either may accept a computer of the
office and take it back. Said in so few words the rules of authority need none of the program's code.
"""

from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass, field

from desktop.domain.record import Decision, Grant, Record, Submission
from desktop.domain.report import ReportKey

FIRST, SECOND = "first", "second"
Entry = tuple[str, str]  # a cell, and the record that wrote it
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Said:
    """A record as its author made it, and what that person had on screen in each cell."""

    by: str
    body: object
    saw: dict[str, frozenset[str]] = field(default_factory=dict)
    judged: frozenset[str] = NOBODY
    replaced: frozenset[str] = NOBODY

    @property
    def cells(self) -> Iterable[str]:
        return self.body.cells if isinstance(self.body, Submission) else ()


@dataclass
class Account:
    """Everything said so far, and the computers by the names of their devices."""

    devices: dict[str, str]
    report: ReportKey
    said: dict[str, Said] = field(default_factory=dict)

    def note(self, record: Record, saw: dict[str, frozenset[str]] | None = None, **more: Set[str]) -> None:
        """Note a record; `saw` is by cell, `more` what a decision judged and replaced."""
        kept = {name: frozenset(found) for name, found in more.items()}
        self.said[record.name] = Said(self.devices[record.device], record.body, saw or {}, **kept)

    def counts(self, there: Set[str], at: str) -> set[str]:
        """Of the records that arrived at the computer `at`, those whose author may say them."""
        grants = [self.said[name] for name in there if isinstance(self.said[name].body, Grant)]
        second = self.stands(SECOND, [grant for grant in grants if grant.by == FIRST])
        stands = {SECOND: second}
        valid = [g for n in there if (g := self.said[n]) in grants and self._may(g.by, n, stands)]
        for laptop in self.devices.values():
            if laptop not in (FIRST, SECOND):
                stands[laptop] = self.stands(laptop, valid)
                if laptop != at and not any(self._accepts(grant, laptop) for grant in valid):
                    stands[laptop] = NOBODY
        return {name for name in there if self._may(self.said[name].by, name, stands)}

    def is_taken_back(self, laptop: str, there: Set[str], at: str) -> bool:
        counting = [self.said[name] for name in self.counts(there, at)]
        return self.stands(laptop, counting) is not None

    def is_accepted_by_the_first(self, laptop: str) -> bool:
        return any(one.by == FIRST and self._accepts(one, laptop) for one in self.said.values())

    def stands(self, laptop: str, grants: Iterable[Said]) -> frozenset[str] | None:
        """The records of a computer that stand after it was taken back; None while it was not."""
        named = [
            frozenset(grant.body.stands)
            for grant in grants
            if isinstance(grant.body, Grant)
            and not grant.body.accepted
            and self.devices[grant.body.device] == laptop
        ]
        return frozenset().union(*named) if named else None

    def live(self, counting: Set[str]) -> set[Entry]:
        """Every entry that counts, without those that somebody saw and replaced who counts too."""
        return self.written(counting) - self.replaced(counting)

    def written(self, names: Iterable[str]) -> set[Entry]:
        return {(cell, name) for name in names for cell in self.said[name].cells}

    def replaced(self, counting: Iterable[str]) -> set[Entry]:
        every = [self.said[name].saw for name in counting]
        return {(cell, old) for saw in every for cell, records in saw.items() for old in records}

    def decisions(self, counting: Set[str], verdict: str = "") -> dict[str, Said]:
        """The decisions that count and that no other took the place of; closings apart."""
        every = {n: self.said[n] for n in counting}
        found = {
            n: one
            for n, one in every.items()
            if isinstance(one.body, Decision) and one.body.report == self.report
        }
        if verdict == "closed":
            return {n: one for n, one in found.items() if _verdict(one) == verdict}
        judging = {n: one for n, one in found.items() if _verdict(one) != "closed"}
        gone = frozenset().union(*(one.replaced for one in judging.values()))
        return {n: one for n, one in judging.items() if n not in gone}

    def verdict(self, counting: Set[str]) -> str:
        """How a report stands: a decision holds while what it judged is what is live."""
        now = frozenset(name for _, name in self.live(counting))
        if not now:
            return "draft"
        said = {_verdict(one) for one in self.decisions(counting).values() if one.judged == now}
        return next((word for word in ("returned", "approved") if word in said), "submitted")

    def amended(self, counting: Set[str]) -> set[str]:
        """The cells whose answer no closing knew."""
        closings = self.decisions(counting, "closed").values()
        known = frozenset().union(*(one.judged for one in closings))
        return {cell for cell, name in self.live(counting) if name not in known} if closings else set()

    def tally(self, there: Set[str], counting: Set[str]) -> Counter[str]:
        """What became of every entry that arrived: one word for each."""
        live = self.live(counting)
        disputed = {cell for cell, many in Counter(cell for cell, _ in live).items() if many > 1}
        found: Counter[str] = Counter()
        for cell, name in self.written(there):
            if name not in counting:
                found["not counted"] += 1
            elif (cell, name) not in live:
                found["replaced"] += 1
            else:
                found["beside another" if cell in disputed else "live"] += 1
        return found

    def _may(self, author: str, name: str, stands: dict[str, frozenset[str] | None]) -> bool:
        named = stands.get(author)
        return named is None or name in named

    def _accepts(self, grant: Said, laptop: str) -> bool:
        body = grant.body
        return isinstance(body, Grant) and body.accepted and self.devices[body.device] == laptop


def _verdict(one: Said) -> str:
    return one.body.verdict.value if isinstance(one.body, Decision) else ""
