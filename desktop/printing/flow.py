"""What stands on a page one below the other, and how it is shared out over pages."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from desktop.printing.pen import Pen

_SLACK = 0.01  # points


class Block:
    """A thing of some height under the thing before it; lengths in points.

    `before` and `after` are the gaps wished for; between two blocks the larger one counts.
    `keeps_next`: never the last on its page. `keeps_previous`: never the first on its page: the
    block before gives up a part, or comes along where it is too short for that.
    """

    before = 0.0
    after = 0.0
    keeps_next = False
    keeps_previous = False

    def height(self, width: float) -> float:
        raise NotImplementedError

    def least(self, width: float) -> float:
        """The height of the smallest part that may end a page."""
        return self.height(width)

    def split(self, width: float, height: float) -> tuple[Block, Block] | None:
        """A part at most `height` high and the rest, or None where it cannot be parted so."""
        return None

    def split_whatever(self, width: float, height: float) -> tuple[Block, Block] | None:
        """As `split`, on an empty page: part it even where it does not look well."""
        return self.split(width, height)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        raise NotImplementedError


class Placed(NamedTuple):
    """A block and how far its top is below the top of the page's frame."""

    block: Block
    down: float


@dataclass(slots=True)
class _Page:
    placed: list[Placed]
    used: float = 0.0

    def gap(self, block: Block) -> float:
        return max(self.placed[-1].block.after, block.before) if self.placed else 0.0

    def put(self, block: Block, height: float) -> None:
        down = self.used + self.gap(block)
        self.placed.append(Placed(block, down))
        self.used = down + height


def paginate(blocks: list[Block], width: float, height: float) -> list[list[Placed]]:
    """Share `blocks` out over frames of this size; at least one page, every block somewhere."""
    for block, coming in pairwise(blocks):
        if coming.keeps_previous and block.split(width, block.height(width) - 1) is None:
            block.keeps_next = True
    queue = deque(blocks)
    pages = [_Page([])]
    while queue:
        page = pages[-1]
        block = queue.popleft()
        rest = _place(page, block, queue, width, height)
        if rest is not None:
            queue.appendleft(rest)
            pages.append(_Page([]))
    return [page.placed for page in pages]


def _place(page: _Page, block: Block, following: deque[Block], width: float, height: float) -> Block | None:
    """Put `block` or a part of it on `page`; return what must go to a new page."""
    room = height - page.used - page.gap(block) + _SLACK
    if page.placed and _needed(block, following, width) > room:
        return block
    tall = block.height(width)
    if tall <= room:
        parts = _spare(block, tall, following, width, room)
    elif page.placed:
        parts = block.split(width, room)
    else:
        parts = block.split(width, room) or block.split_whatever(width, room)
    if parts is None:
        # Whole where it fits; on an empty page also where it does not, because no page is larger.
        if tall > room and page.placed:
            return block
        page.put(block, tall)
        return None
    page.put(parts[0], parts[0].height(width))
    return parts[1]


def _needed(block: Block, following: deque[Block], width: float) -> float:
    """Height of the least that must stand on one page, beginning with `block`."""
    needed = 0.0
    last = block
    for coming in following:
        if not last.keeps_next:
            break
        needed += last.height(width) + max(last.after, coming.before)
        last = coming
    return needed + last.least(width)


def _spare(
    block: Block, tall: float, following: deque[Block], width: float, room: float
) -> tuple[Block, Block] | None:
    """Part a block that fits, where the next one does not and may not begin a page alone."""
    if not following or not following[0].keeps_previous:
        return None
    coming = following[0]
    if tall + max(block.after, coming.before) + coming.height(width) <= room:
        return None
    return block.split(width, tall - 1)
