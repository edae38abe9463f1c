"""A batch opens with tools that are none of ours, as its documentation says."""

import base64
import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest

from desktop.storage import settings
from desktop.sync import container, minisign
from desktop.sync.batch import PART_SUFFIX
from desktop.sync.record import fingerprint
from tests.sync import forging
from tests.sync.laptops import Laptop
from tests.sync.test_parts_contract import attach

Laptops = Callable[[str], Laptop]
TOOLS = ("unzip", "minisign", "age", "bzcat", "jq", "sha256sum", "openssl", "bash")


@pytest.fixture(autouse=True)
def tools() -> None:
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"these public tools are not installed here: {', '.join(missing)}")


def run(*command: str | Path, folder: Path, text: str | None = None) -> str:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        input=text,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return done.stdout


@pytest.fixture
def batch(known: Laptops, tmp_path: Path) -> Path:
    commune = known("commune")
    commune.fill(narrative__challenges="ទឹកជំនន់នៅភូមិ")
    commune.submit()
    (path,) = commune.write(tmp_path)
    (tmp_path / "device.pub").write_text(minisign.public_key_file(commune.device), encoding="utf-8")
    return path


def test_unzip_minisign_age_bzcat_and_jq_read_a_batch(batch: Path, known: Laptops) -> None:
    folder = batch.parent
    with known("province").open() as db:
        (folder / "province.key").write_text(settings.need(db, settings.BOX_IDENTITY), encoding="utf-8")
    run("unzip", "-q", batch.name, folder=folder)
    run("minisign", "-V", "-p", "device.pub", "-m", "manifest.json", folder=folder)
    manifest = json.loads((folder / "manifest.json").read_bytes())
    check = f"{manifest['payload_sha256']}  payload.json.bz2.age\n"
    assert "OK" in run("sha256sum", "-c", folder=folder, text=check)
    run("age", "-d", "-i", "province.key", "-o", "payload.bz2", "payload.json.bz2.age", folder=folder)
    (folder / "payload.json").write_text(run("bzcat", "payload.bz2", folder=folder), encoding="utf-8")
    cell = '.records[].record | select(.kind == "submission") | .body.cells["narrative:challenges"]'
    assert run("jq", "-r", cell, "payload.json", folder=folder).strip() == "ទឹកជំនន់នៅភូមិ"
    assert run("jq", "-r", ".org_unit", "payload.json", folder=folder).strip() == "kh.040101"


def test_an_office_opens_its_own_batch_with_its_printed_recovery_key(batch: Path, known: Laptops) -> None:
    folder = batch.parent
    (folder / "printed.key").write_text(known("commune").recovery_key, encoding="utf-8")
    run("unzip", "-q", batch.name, folder=folder)
    run("age", "-d", "-i", "printed.key", "-o", "payload.bz2", "payload.json.bz2.age", folder=folder)
    assert "narrative:challenges" in run("bzcat", "payload.bz2", folder=folder)


def test_minisign_refuses_an_envelope_that_was_changed(batch: Path) -> None:
    folder = batch.parent
    run("unzip", "-q", batch.name, folder=folder)
    envelope = folder / "manifest.json"
    envelope.write_bytes(envelope.read_bytes().replace(b"kh.040101", b"kh.040102"))
    with pytest.raises(subprocess.CalledProcessError):
        run("minisign", "-V", "-p", "device.pub", "-m", "manifest.json", folder=folder)


def test_unzip_finds_nothing_wrong_with_the_container(batch: Path) -> None:
    assert "No errors detected" in run("unzip", "-t", batch.name, folder=batch.parent)


def test_the_outside_tells_office_device_receiver_and_number_and_nothing_else(batch: Path) -> None:
    run("unzip", "-q", batch.name, folder=batch.parent)
    manifest = json.loads((batch.parent / "manifest.json").read_bytes())
    assert set(manifest) == {"device", "format", "org_unit", "payload_sha256", "receiver", "sequence"}
    listing = run("unzip", "-l", batch.name, folder=batch.parent)
    assert "1980-01-01" in listing  # no time either


SCRIPT = Path(__file__).resolve().parents[2] / "docs" / "open-batch.sh"


def test_the_script_of_the_documentation_opens_a_batch_and_says_whose_it_is(
    batch: Path, known: Laptops
) -> None:
    commune = known("commune")
    (batch.parent / "printed.key").write_text(commune.recovery_key, encoding="utf-8")
    said = run(SCRIPT, batch.name, "printed.key", "opened", folder=batch.parent)
    assert said.strip() == f"office kh.040101, computer {fingerprint(commune.device)}, batch 1, 2 records"
    cell = '.records[].record | select(.kind == "submission") | .body.cells["narrative:challenges"]'
    assert "ទឹកជំនន់" in run("jq", "-r", cell, "opened/payload.json", folder=batch.parent)


@pytest.mark.parametrize("what", ["envelope", "record", "payload"])
def test_the_script_stops_at_what_is_not_genuine(batch: Path, known: Laptops, what: str) -> None:
    commune, province = known("commune"), known("province")
    (batch.parent / "printed.key").write_text(commune.recovery_key, encoding="utf-8")
    members = container.unpack(batch.read_bytes())
    content, signature = forging.signed(
        forging.key_of(province),
        forging.canonical(forging.header(forging.key_of(commune), "kh.040101", "x", {})),
    )
    key = forging.key_of(commune)
    recipient = str(pyrage.x25519.Identity.from_str(commune.recovery_key).to_public())
    spoilt = {
        "envelope": container.pack(members._replace(manifest=members.manifest.replace(b":1}", b":2}"))),
        "record": forging.batch_of(
            key, "kh.040101", forging.payload_of(key, "kh.040101", [(content, signature)]), [recipient]
        ),
        "payload": container.pack(members._replace(payload=members.payload[:-1])),
    }
    batch.write_bytes(spoilt[what])
    with pytest.raises(subprocess.CalledProcessError):
        run(SCRIPT, batch.name, "printed.key", "opened", folder=batch.parent)


def test_the_script_and_jq_give_back_an_attachment(known: Laptops, tmp_path: Path) -> None:
    commune = known("commune")
    commune.fill()
    found = attach(commune)
    commune.submit()
    paths = [path for path in commune.write(tmp_path) if path.suffix == PART_SUFFIX]
    (tmp_path / "printed.key").write_text(commune.recovery_key, encoding="utf-8")
    whole = b""
    for n, path in enumerate(paths):
        run(SCRIPT, path.name, "printed.key", f"opened{n}", folder=tmp_path)
        content = run("jq", "-r", ".piece.content", f"opened{n}/payload.json", folder=tmp_path)
        whole += base64.b64decode(content)
    assert hashlib.sha256(whole).hexdigest() == found.digest
