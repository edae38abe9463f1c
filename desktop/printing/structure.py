"""The structure of a document inside its PDF: headings, paragraphs and tables, for screen readers.

Every line of text belongs to an element; a page knows which element each of its lines belongs to
(PDF 1.7, section 14.7). What belongs to none, as page numbers and rules do, is marked as decoration.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from reportlab.pdfbase import pdfdoc

from desktop.printing.embedding import utf16

_KEY = "structure"


class Element:
    """A part of the document. Its kids are elements, or the numbers of lines, all on one page."""

    __slots__ = ("alternative", "attributes", "kids", "page", "parent", "tag")

    def __init__(
        self, tag: str, parent: "Element | None", attributes: str = "", alternative: str = ""
    ) -> None:
        self.tag = tag
        self.parent = parent
        self.attributes = attributes
        self.alternative = alternative
        self.page = 0
        self.kids: list[Element | int] = []


class Structure:
    """The elements of one document while it is drawn, page by page."""

    def __init__(self) -> None:
        self._root = Element("Document", None)
        self._current = self._root
        self._pages: list[list[Element]] = [[]]

    @contextmanager
    def element(
        self, tag: str, *, joined: bool = False, attributes: str = "", alternative: str = ""
    ) -> Iterator[None]:
        """What is drawn meanwhile belongs to an element; `joined`: to the one before, if it has this tag."""
        before = self._current
        last = before.kids[-1] if before.kids else None
        if not (joined and isinstance(last, Element) and last.tag == tag):
            last = Element(tag, before, attributes, alternative)
            before.kids.append(last)
        self._current = last
        yield
        self._current = before

    def line(self) -> int | None:
        """The number on its page of a line in the current element; None outside of all."""
        if self._current is self._root:
            return None
        page = self._pages[-1]
        page.append(self._current)
        number = len(page) - 1
        self._current.page = len(self._pages) - 1
        self._current.kids.append(number)
        return number

    def end_page(self) -> None:
        self._pages.append([])

    def write(self, document: Any) -> None:
        """Put the elements into a document whose pages are all drawn."""
        every = list(_within(self._root))
        if len(every) == 1:
            return
        numbers = {id(element): _reserve(document, f"{_KEY}{at}") for at, element in enumerate(every)}
        pages = [
            document.idToObjectNumberAndVersion[f"Page{at + 1}"][0] for at in range(len(self._pages) - 1)
        ]
        tree = _reserve(document, _KEY)
        for at, element in enumerate(every):
            parent = numbers[id(element.parent)] if element.parent else tree
            document.idToObject[f"{_KEY}{at}"] = _Raw(_element(element, parent, numbers, pages))
        of_pages = []
        for at, lines in enumerate(self._pages[:-1]):
            owners = " ".join(f"{numbers[id(owner)]} 0 R" for owner in lines)
            of_pages.append(f"{at} [{owners}]")
            _tell_page(document.idToObject[f"Page{at + 1}"], at)
        parents = f"<</Nums [{' '.join(of_pages)}]>>"
        root = f"<</Type /StructTreeRoot /K {numbers[id(self._root)]} 0 R /ParentTree {parents}>>"
        document.idToObject[_KEY] = _Raw(root)
        document.Catalog.StructTreeRoot = pdfdoc.PDFObjectReference(_KEY)
        document.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})


class _Raw(pdfdoc.PDFObject):
    """An object that is text already: there are thousands of elements, and dictionaries are slow."""

    __RefOnly__ = 1

    def __init__(self, text: str) -> None:
        self._text = text.encode("ascii")

    def format(self, document: Any) -> bytes:
        return self._text


def _reserve(document: Any, name: str) -> int:
    """The number under which an object will stand in the file."""
    document.Reference(_Raw("null"), name)
    number: int = document.idToObjectNumberAndVersion[name][0]
    return number


def _within(element: Element) -> Iterator[Element]:
    yield element
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from _within(kid)


def _element(element: Element, parent: int, numbers: dict[int, int], pages: list[int]) -> str:
    owns_lines = any(isinstance(kid, int) for kid in element.kids)
    kids = " ".join(str(kid) if isinstance(kid, int) else f"{numbers[id(kid)]} 0 R" for kid in element.kids)
    page = f"/Pg {pages[element.page]} 0 R" if owns_lines else ""
    alternative = f"/Alt <FEFF{utf16(element.alternative)}>" if element.alternative else ""
    attributes = f"/A <</O /Table {element.attributes}>>" if element.attributes else ""
    return f"<</S /{element.tag}/P {parent} 0 R{page}{alternative}{attributes}/K [{kids}]>>"


def _tell_page(page: Any, at: int) -> None:
    page.StructParents = at
    page.Tabs = pdfdoc.PDFName("S")
    # reportlab writes the entries that this list names, and does not know this one.
    page.__NoDefault__ = [*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs"]
