"""A ZIP that leads out of no folder and tells nothing of who made it."""

import io
import zipfile

import pytest

from desktop.formats.archive import bound


@pytest.mark.parametrize(
    "name",
    [
        "../values.csv",
        "/etc/values.csv",
        "a/b.csv",
        "a\\b.csv",
        "C:values.csv",
        "",
        ".hidden",
        "values.csv\x00.exe",
        "តម្លៃ.csv",
        "x" * 62,
        "values.csv\n",
        "con:aux",
    ],
)
def test_a_name_that_could_lead_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"(?s).*"):
        bound({name: b""})


def test_files_come_out_as_they_went_in_and_in_their_order() -> None:
    files = {"datapackage.json": b"{}", "values.csv": bytes(range(256)) * 40, "empty.csv": b""}
    with zipfile.ZipFile(io.BytesIO(bound(files))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files
        assert archive.testzip() is None
    assert bound(files) == bound(dict(files))
