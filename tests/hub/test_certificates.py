"""A hub's own certificates hold whatever the laptop's clock says, and only where they are pinned."""

import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from cryptography import x509

from desktop.sync.http_line import Line
from desktop.sync.hub import Address
from desktop.sync.server import certificate, running, web
from desktop.sync.server.database import connect
from desktop.sync.server.limits import Limits
from desktop.sync.server.post_office import open_office

ASK = """
import sys
from pathlib import Path
from desktop.sync.http_line import Line
from desktop.sync.hub import Address
authority = Path(sys.argv[2]).read_text(encoding="ascii")
print(bool(Line(Address(sys.argv[1], authority), "token").send("GET", "/v1/hub")))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("certificates")
    certificate.make(made, ["localhost", "127.0.0.1"])
    return made


@pytest.fixture(scope="module")
def address(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A hub that speaks TLS with its own certificate."""
    office = open_office(connect(f"sqlite:///{tmp_path_factory.mktemp('hub') / 'hub.db'}"), Limits())
    settings = running.Settings(
        "127.0.0.1", 0, "", folder / certificate.CERTIFICATE, folder / certificate.KEY
    )
    server = running.server(web.application(office), settings)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.005)
    yield f"https://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/v1/hub"
    server.should_exit = True
    thread.join()


def test_who_pins_the_authority_is_connected(address: str, folder: Path) -> None:
    assert requests.get(address, verify=str(folder / certificate.AUTHORITY), timeout=20).status_code == 200


def test_who_does_not_pin_it_is_not(address: str, tmp_path: Path) -> None:
    with pytest.raises(requests.exceptions.SSLError):
        requests.get(address, timeout=20)
    certificate.make(tmp_path, ["localhost"])
    with pytest.raises(requests.exceptions.SSLError):
        requests.get(address, verify=str(tmp_path / certificate.AUTHORITY), timeout=20)


@pytest.mark.parametrize("day", ["2001-01-01", "2026-11-22", "2051-12-31"])
def test_a_laptop_whose_clock_is_wrong_is_connected_all_the_same(
    address: str, folder: Path, day: str
) -> None:
    faketime = shutil.which("faketime")
    if faketime is None:
        pytest.skip("faketime is not installed here")
    ask = [sys.executable, "-c", ASK, address.removesuffix("/v1/hub"), str(folder / certificate.AUTHORITY)]
    done = subprocess.run([faketime, day, *ask], capture_output=True, encoding="utf-8", check=False)
    assert (done.stdout.strip(), done.stderr) == ("True", "")  # nor is anybody told of the library's doubts


def test_the_strictest_reading_of_certificates_finds_nothing_wrong(address: str, folder: Path) -> None:
    context = ssl.create_default_context(cafile=folder / certificate.AUTHORITY)
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    host, port = address.removeprefix("https://").partition("/")[0].split(":")
    with (
        socket.create_connection((host, int(port)), timeout=20) as plain,
        context.wrap_socket(plain, server_hostname="localhost") as secure,
    ):
        assert secure.version() in ("TLSv1.2", "TLSv1.3")


def test_making_certificates_again_keeps_the_authority_that_cards_pin(folder: Path, tmp_path: Path) -> None:
    certificate.make(tmp_path, ["one.example"])
    before = (tmp_path / certificate.AUTHORITY).read_bytes()
    certificate.make(tmp_path, ["two.example"])
    assert (tmp_path / certificate.AUTHORITY).read_bytes() == before
    made = x509.load_pem_x509_certificate((tmp_path / certificate.CERTIFICATE).read_bytes())
    names = made.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["two.example"]


def test_a_key_is_readable_by_its_owner_only(folder: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("on Windows the folder's rights decide")
    for name in (certificate.AUTHORITY_KEY, certificate.KEY):
        assert (folder / name).stat().st_mode & 0o077 == 0


def test_an_office_believes_the_authority_of_its_hub_and_no_other(address: str, folder: Path) -> None:
    authority = (folder / certificate.AUTHORITY).read_text(encoding="ascii")
    line = Line(Address(address.removesuffix("/v1/hub"), authority), "token")
    assert line.send("GET", "/v1/hub")
    adapter = line._session.get_adapter("https://")
    known = adapter._context.get_ca_certs()  # type: ignore[attr-defined]
    assert [dict(each[0] for each in found["subject"])["commonName"] for found in known] == [
        "Tumpeang hub authority"
    ]
    line.close()
