"""Two independent readers of printed pages: Poppler's pdftotext, and pypdf."""

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

PDFTOTEXT = shutil.which("pdftotext")
needs_poppler = pytest.mark.skipif(
    PDFTOTEXT is None,
    reason="NOT TESTED: pdftotext is not installed (Debian: apt-get install poppler-utils)",
)


def poppler_pages(pdf: bytes, folder: Path, *, layout: bool = False) -> list[str]:
    """The text of every page as Poppler reads it."""
    assert PDFTOTEXT is not None
    path = folder / "ទំព័រ with space.pdf"
    path.write_bytes(pdf)
    options = ["-layout"] if layout else []
    done = subprocess.run([PDFTOTEXT, *options, str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode("utf-8").split("\f")[:-1]


def pypdf_pages(pdf: bytes) -> list[str]:
    """The text of every page as pypdf reads it, without the zero-width spaces of continued clusters."""
    return [page.extract_text().replace("\u200b", "") for page in PdfReader(io.BytesIO(pdf)).pages]
