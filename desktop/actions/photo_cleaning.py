"""A photo made small and drawn anew: place, time, camera, thumbnail, comments and profiles stay behind.

Nothing is copied out of the file but its colours, onto a fresh sheet, so nothing needs to be found and
removed. The size is asked of the file's head before a single point is decoded.
"""

import io
import re
from typing import TYPE_CHECKING

from desktop.domain.attachment import MAX_PHOTO_BYTES
from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.progress import UNWATCHED, Progress

if TYPE_CHECKING:
    from PIL.Image import Image

# Formats of cameras, telephones, chats and screens. TIFF and the rarer ones have decoders with a longer
# history of faults and are no photographer's choice.
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
MAX_POINTS = 65_000_000  # the largest telephone cameras give 64 million; drawn out that is 195 MB
LONGEST_SIDE = 1600  # points: a list on a flip chart can be read, a face in a crowd hardly
# Longest side and JPEG quality, tried until the photo is small enough.
_STEPS = ((LONGEST_SIDE, 80), (LONGEST_SIDE, 65), (1280, 65), (1024, 60), (800, 50), (640, 40))
# How files of these formats begin; four letters of WebP's beginning are its length.
_BEGINNING = re.compile(rb"\xff\xd8\xff|\x89PNG\r\n|GIF8|BM|RIFF.{4}WEBP", re.DOTALL)
_DAMAGED = (OSError, ValueError, SyntaxError, IndexError, KeyError, EOFError, TypeError, MemoryError)


class PhotoIsDamaged(UserError):
    message = mark("“{name}” cannot be read as a photo: it is damaged or not complete. Nothing was changed.")


class PhotoTooLarge(UserError):
    message = mark(
        "“{name}” is a larger picture than can be opened here. Nothing was changed. "
        "Make it smaller, or take it again with a lower resolution."
    )


def looks_like_a_photo(content: bytes) -> bool:
    """Whether it begins as a photo of a format that is read here."""
    return _BEGINNING.match(content) is not None


def clean(content: bytes, name: str, progress: Progress = UNWATCHED) -> bytes:
    """The photo as a JPEG of at most `MAX_PHOTO_BYTES`, with nothing in it but the picture.

    `name` is how the person knows it. Raises `PhotoTooLarge` before decoding, or `PhotoIsDamaged`.
    """
    from PIL import Image, WebPImagePlugin

    assert WebPImagePlugin  # Pillow learns the format by this import, and without it would load them all
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
            if opened.width * opened.height > MAX_POINTS:
                raise PhotoTooLarge(name=name)
            return _smaller(_drawn(opened, progress), progress)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as cause:
        raise PhotoTooLarge(name=name) from cause
    except _DAMAGED as cause:
        raise PhotoIsDamaged(name=name) from cause


def _drawn(opened: "Image", progress: Progress) -> "Image":
    """The picture the right way up on white paper, no larger than it may be. The paper knows no more."""
    from PIL import Image, ImageOps

    opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is then decoded at a part of its size
    opened.load()
    progress(0)
    turned = ImageOps.exif_transpose(opened)
    has_holes = "A" in turned.getbands() or "transparency" in turned.info
    layer = turned.convert("RGBA" if has_holes else "RGB")
    layer.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    paper = Image.new("RGB", layer.size, "white")
    paper.paste(layer, mask=layer.getchannel("A") if has_holes else None)
    return paper


def _smaller(paper: "Image", progress: Progress) -> bytes:
    from PIL import Image

    for side, quality in _STEPS:
        progress(0)
        sheet = paper.copy()
        sheet.thumbnail((side, side), Image.Resampling.LANCZOS)
        file = io.BytesIO()
        sheet.save(file, "JPEG", quality=quality, optimize=True, progressive=True)
        if file.tell() <= MAX_PHOTO_BYTES:
            break
    return file.getvalue()
