"""Files bound together in a ZIP that says nothing of the computer that made it."""

import io
import re
import zipfile
from collections.abc import Mapping

_SAFE = re.compile(r"\A[A-Za-z0-9_][A-Za-z0-9_.-]{0,60}\Z")  # no folder, no letter that a system minds
_READABLE = 0o644 << 16


def bound(files: Mapping[str, bytes]) -> bytes:
    """The files in this order: no time, no owner, no system, the same bytes every time.

    Raises `ValueError` for a name that could lead out of the folder it is unpacked into.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in files.items():
            if not _SAFE.match(name):
                raise ValueError(name)
            member = zipfile.ZipInfo(name)  # 1 January 1980
            member.compress_type, member.external_attr, member.create_system = (
                zipfile.ZIP_DEFLATED,
                _READABLE,
                0,
            )
            archive.writestr(member, content)
    return out.getvalue()
