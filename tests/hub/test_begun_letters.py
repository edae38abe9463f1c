"""A letter whose upload broke goes on where it stopped; what came of it is believed for its digest only."""

import random
import socket
import time
from collections.abc import Callable

import pytest

from desktop.sync import batch
from desktop.sync.letter import Letter
from desktop.sync.piece import cut
from desktop.sync.server.limits import Limits
from tests.hub.breaking import Breaking
from tests.hub.computers import Computer, Listening, commune, secretariat
from tests.hub.test_http_hub import dial

Listen = Callable[..., Listening]
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
SECONDS = 20


@pytest.fixture
def office(hub: Listening) -> Computer:
    return commune(secretariat(hub, "kh.04"), "kh.040101")


def large(office: Computer) -> bytes:
    """A letter of some 30 kB."""
    return office.seal("kh.04", piece=next(cut(random.randbytes(32_000))))


def break_off(office: Computer, body: bytes, after: int, first: int = 0, sent: bytes = b"") -> None:
    """Give a letter (`sent`: other bytes in its place) from a byte on, and break off `after` bytes later."""
    host, port = office.hub.url.removeprefix("http://").split(":")
    lines = [
        f"PUT /v1/batches/{batch.digest(body)} HTTP/1.1",
        "Host: hub",
        f"Authorization: Bearer {office.token}",
        f"Content-Length: {len(body) - first}",
        *([f"Content-Range: bytes {first}-{len(body) - 1}/{len(body)}"] if first else []),
    ]
    with socket.create_connection((host, int(port)), timeout=SECONDS) as there:
        there.sendall("\r\n".join([*lines, "", ""]).encode())
        for at in range(first, first + after, 1_000):
            there.sendall((sent or body)[at : min(at + 1_000, first + after)])
            time.sleep(0.005)  # in pieces, as a line brings them: what lies unread when it breaks is gone


def begun(office: Computer, body: bytes) -> int:
    """What the hub says it has of a letter that it lacks."""
    asked = {"letters": [{"digest": batch.digest(body), "receiver": "kh.04"}]}
    found = office.talk("POST", "/v1/missing", json=asked).json()["begun"].get(batch.digest(body), 0)
    assert isinstance(found, int)
    return found


def wait_for(office: Computer, body: bytes, more_than: int) -> int:
    until = time.monotonic() + SECONDS
    while (came := begun(office, body)) <= more_than:
        assert time.monotonic() < until, "nothing was kept of it"
    return came


def rest(office: Computer, body: bytes, first: int, said: str = "") -> tuple[int, str]:
    """Give the letter from a byte on: the status, and the code of a problem."""
    headers = {"Content-Range": said or f"bytes {first}-{len(body) - 1}/{len(body)}"}
    answer = office.talk("PUT", f"/v1/batches/{batch.digest(body)}", data=body[first:], headers=headers)
    return answer.status_code, answer.json().get("code", "")


def test_the_rest_of_a_letter_is_enough_however_often_it_breaks(office: Computer) -> None:
    body = large(office)
    break_off(office, body, 12_000)
    first = wait_for(office, body, 2_000)
    assert first <= 12_000
    break_off(office, body, 9_000, first)
    second = wait_for(office, body, first)
    assert rest(office, body, second) == (201, "")
    assert begun(office, body) == 0
    assert office.put(body).status_code == 200


def test_of_what_is_not_here_any_more_the_whole_is_asked_for(hub: Listening, office: Computer) -> None:
    body = large(office)
    assert rest(office, body, 9_000) == (409, "begin_anew")
    other = commune(secretariat(hub, "kh.04"), "kh.040102")
    break_off(other, body, 12_000)
    wait_for(other, body, 2_000)
    assert begun(office, body) == 0  # it is another office's
    assert rest(office, body, 2_000) == (409, "begin_anew")


def test_a_beginning_with_other_bytes_harms_nothing(office: Computer) -> None:
    body = large(office)
    break_off(office, body, 12_000, sent=body[::-1])
    first = wait_for(office, body, 2_000)
    assert rest(office, body, first) == (409, "begin_anew")
    assert office.put(body).status_code == 201


@pytest.mark.parametrize(
    "said", ["bytes 5-9/20", "bytes 9-5/10", "bytes */100", "octets 0-1/2", "bytes 1-2/٣", "bytes 0-0/1"]
)
def test_a_range_that_is_none_is_refused(office: Computer, said: str) -> None:
    body = large(office)
    assert rest(office, body, 9_000, said.encode("utf-8").decode("latin-1")) == (400, "range_unknown")


def test_the_hub_holds_so_much_and_no_more(listen: Listen) -> None:
    hub = listen(Limits(begun=25_000))
    office = commune(secretariat(hub, "kh.04"), "kh.040101")
    first, second = large(office), large(office)
    break_off(office, first, 20_000)
    wait_for(office, first, 2_000)
    break_off(office, second, 20_000)
    wait_for(office, second, 2_000)
    assert begun(office, first) == 0


def test_on_a_line_where_every_connection_breaks_a_letter_arrives_nearly_without_waste(
    office: Computer, request: pytest.FixtureRequest
) -> None:
    host, port = office.hub.url.removeprefix("http://").split(":")
    slow = Breaking((host, int(port)), random.Random(3), cut=0.8, within=12_000, speed=400_000)
    request.addfinalizer(slow.close)
    body = large(office)
    assert dial(office, slow.url).put(Letter("a.tumpeang", body)).digest == batch.digest(body)
    assert slow.up < 2 * len(body)
