"""Behind a proxy that the environment names: it is used, and what it answers is never the hub's word."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.sync import hub_introduction
from desktop.sync.http_hub import Caller, HttpHub
from desktop.sync.http_line import Line, Pace, introduction_of
from desktop.sync.http_trouble import NoConnection, NotTheHub, ProxyRefuses
from desktop.sync.hub import Address
from desktop.sync.server import certificate
from desktop.sync.server.database import connect
from desktop.sync.server.limits import Limits
from desktop.sync.server.post_office import open_office
from tests.hub.computers import Listening
from tests.hub.conftest import listening
from tests.hub.proxies import PAGE, Proxy, page, proxy
from tests.hub.test_http_hub import answering

QUICK = Pace(tries=3, first_wait=0.001, longest_wait=0.01, to_connect=1, to_hear=1)


@dataclass(frozen=True)
class Secure:
    """A hub under TLS, and whose certificates count there."""

    hub: Listening
    authority: str

    def ask(self, pace: Pace = QUICK) -> bytes:
        line = Line(Address(self.hub.url, self.authority), "token", pace=pace)
        try:
            return line.send("GET", "/v1/hub")
        finally:
            line.close()


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secure]:
    folder = tmp_path_factory.mktemp("hub")
    certificate.make(folder, ["127.0.0.1"])
    authority = (folder / certificate.AUTHORITY).read_text(encoding="ascii")
    office = open_office(connect(f"sqlite:///{folder / 'hub.db'}"), Limits(), authority)
    hub, stop = listening(office, folder / certificate.CERTIFICATE, folder / certificate.KEY)
    yield Secure(hub, authority)
    stop()
    office.engine.dispose()


@pytest.fixture(autouse=True)
def no_proxy_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the computer that runs the tests."""
    for name in ("http_proxy", "https_proxy", "no_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def behind(monkeypatch: pytest.MonkeyPatch, found: Proxy, user: str = "") -> None:
    monkeypatch.setenv("HTTPS_PROXY", f"http://{user}@{found.place}" if user else found.url)


def test_the_hub_is_reached_through_the_proxy_and_its_authority_alone_is_believed(
    secure: Secure, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with proxy() as found:
        behind(monkeypatch, found)
        assert secure.ask()
        assert [line.split()[1] for line in found.asked] == [secure.hub.url.removeprefix("https://")]
        certificate.make(tmp_path, ["127.0.0.1"])
        other = (tmp_path / certificate.AUTHORITY).read_text(encoding="ascii")
        with pytest.raises(NotTheHub):
            Secure(secure.hub, other).ask()
        said = hub_introduction.read(introduction_of(secure.hub.url, QUICK), secure.hub.office.name)
        assert said.authority == secure.authority


def test_a_proxy_that_asks_for_a_password_gets_it_from_its_address(
    secure: Secure, monkeypatch: pytest.MonkeyPatch
) -> None:
    with proxy(user="office:pass") as found:
        behind(monkeypatch, found, "office:pass")
        assert secure.ask()
        behind(monkeypatch, found, "office:wrong")
        before = len(found.asked)
        with pytest.raises(ProxyRefuses, match="407"):
            secure.ask()
        assert len(found.asked) == before + 1  # a wrong password is not tried again: it may lock somebody out


@pytest.mark.parametrize("status", ["403 Forbidden", "302 Found"])
def test_a_proxy_that_lets_nobody_through_is_named_as_such(
    secure: Secure, monkeypatch: pytest.MonkeyPatch, status: str
) -> None:
    with proxy(answer=page(status, "Location: http://login.example/")) as found:
        behind(monkeypatch, found)
        with pytest.raises(ProxyRefuses, match=status[:3]):
            secure.ask()
        with pytest.raises(ProxyRefuses):
            introduction_of(secure.hub.url, QUICK)


@pytest.mark.parametrize(
    "how",
    [
        {"answer": page("502 Bad Gateway")},
        {"answer": page("200 OK")},
        {"answer": PAGE},
        {"cut": 0},
        {"cut": 9},
        {"cut": 30},
        {"waits": 3.0},
    ],
    ids=[
        "502",
        "a page with 200",
        "a page without a head",
        "cut at once",
        "cut in its answer",
        "cut",
        "slow",
    ],
)
def test_a_proxy_that_fails_is_no_line_and_no_hub(
    secure: Secure, monkeypatch: pytest.MonkeyPatch, how: dict[str, object]
) -> None:
    with proxy(**how) as found:
        behind(monkeypatch, found)
        with pytest.raises(NoConnection):
            secure.ask()
        assert len(found.asked) == QUICK.tries


def test_a_slow_proxy_is_waited_for(secure: Secure, monkeypatch: pytest.MonkeyPatch) -> None:
    with proxy(waits=0.3) as found:
        behind(monkeypatch, found)
        assert secure.ask()


def test_where_no_proxy_listens_the_person_is_told_at_once(
    secure: Secure, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    waits: list[float] = []
    with pytest.raises(NoConnection):
        secure.ask(Pace(sleep=waits.append, to_connect=1))
    assert len(waits) == 1


@pytest.mark.parametrize("address", ["socks5://127.0.0.1:9", "http://["])
def test_a_proxy_that_cannot_be_spoken_to_is_not_asked_again_and_again(
    secure: Secure, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", address)
    with pytest.raises(ProxyRefuses, match="settings"):
        secure.ask(Pace(sleep=lambda _seconds: pytest.fail("it waits")))


def test_a_login_page_in_place_of_a_secure_hub_is_not_the_hub(secure: Secure) -> None:
    with answering(200, PAGE) as url, pytest.raises(NotTheHub):
        Line(Address(url.replace("http:", "https:"), secure.authority), "token", pace=QUICK).send("GET", "/")


def test_no_proxy_hears_what_is_said_in_the_clear_on_this_computer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = open_office(connect(f"sqlite:///{tmp_path / 'hub.db'}"), Limits())
    hub, stop = listening(office)
    try:
        with proxy() as found:
            monkeypatch.setenv("HTTP_PROXY", found.url)
            assert Line(Address(hub.url), "token", pace=QUICK).send("GET", "/v1/hub")
            assert not found.asked
    finally:
        stop()
        office.engine.dispose()


def test_a_netrc_file_does_not_take_the_place_of_the_token(
    secure: Secure, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login somebody password else\n", encoding="ascii")
    monkeypatch.setenv("NETRC", str(netrc))
    line = Line(Address(secure.hub.url, secure.authority), "the token", pace=QUICK)
    caller = Caller(Ed25519PrivateKey.generate(), "kh.04", "the token", secure.hub.invite("kh.04"))
    states, _invited = HttpHub(line, secure.hub.office.name, caller).below()
    line.close()
    assert list(states.values()) == ["accepted"]
