"""Slow, large and greedy clients are told so, and do not keep honest ones from the hub."""

import socket
import threading
import time
from collections.abc import Callable

import pytest

from desktop.sync import batch
from desktop.sync.server import running
from desktop.sync.server.limits import Limits
from tests.hub.computers import Computer, Listening, commune, secretariat

Listen = Callable[..., Listening]
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def connected(hub: Listening) -> socket.socket:
    host, port = hub.url.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=20)


def begin(hub: Listening, length: int, token: str = "") -> socket.socket:
    """An upload that says how long it is and sends nothing of it."""
    there = connected(hub)
    lines = [f"PUT /v1/batches/{'0' * 64} HTTP/1.1", "Host: hub", f"Content-Length: {length}"]
    lines += [f"Authorization: Bearer {token}"] if token else []
    there.sendall("\r\n".join([*lines, "", ""]).encode())
    return there


def status(there: socket.socket) -> int:
    """The status of the answer; 0 where the hub only closed."""
    line = there.makefile("rb").readline()
    return int(line.split()[1]) if line else 0


def office_of(hub: Listening) -> Computer:
    return commune(secretariat(hub, "kh.04"), "kh.040101")


def test_what_is_too_large_is_refused_before_it_is_read(hub: Listening) -> None:
    with begin(hub, batch.MAX_BATCH_BYTES + 1) as there:
        assert status(there) == 413


def test_a_body_without_a_length_is_refused(hub: Listening) -> None:
    with connected(hub) as there:
        there.sendall(b"PUT /v1/batches/0 HTTP/1.1\r\nHost: hub\r\nTransfer-Encoding: chunked\r\n\r\n")
        assert status(there) in (404, 411)


def test_a_silent_upload_is_let_go(listen: Listen) -> None:
    with begin(listen(Limits(silence=0.2)), 1000) as there:
        assert status(there) == 408


def test_a_trickling_upload_is_let_go_though_it_is_never_silent(
    listen: Listen, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.sync.server import intake

    monkeypatch.setattr(intake, "GRACE", 0.3)
    with begin(listen(Limits(slowest=100_000)), 1000) as there:
        until = time.monotonic() + 10
        there.settimeout(0.05)
        answer = b""
        while not answer and time.monotonic() < until:
            there.sendall(b"x")
            try:
                answer = there.recv(100)
            except TimeoutError:
                continue
        assert b" 408 " in answer


def test_a_connection_that_asks_nothing_is_closed(listen: Listen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "PATIENCE_SECONDS", 0.3)
    with connected(listen()) as there:
        there.sendall(b"GET /v1/hub HTTP/1.1\r\nHost:")
        assert status(there) == 0


def test_an_upload_cut_off_in_the_middle_leaves_nothing(hub: Listening) -> None:
    office = office_of(hub)
    body = office.seal("kh.04")
    there = begin(hub, len(body))
    there.sendall(body[: len(body) // 2])
    there.close()
    assert office.put(body).status_code == 201


def test_one_address_full_of_junk_does_not_keep_an_office_out(listen: Listen) -> None:
    hub = listen(Limits(per_address=3))
    office = office_of(hub)
    junk = [begin(hub, 1000) for _ in range(3)]
    try:
        assert _until(lambda: _one_more(hub), 503) == 503
        assert office.put(office.seal("kh.04")).status_code == 201
    finally:
        for there in junk:
            there.close()


def test_one_office_does_not_take_the_place_of_others(listen: Listen) -> None:
    hub = listen(Limits(per_sender=1))
    greedy = office_of(hub)
    honest = commune(secretariat(hub, "kh.08"), "kh.080101")
    with begin(hub, 1000, greedy.token):
        refused = _until(lambda: greedy.put(greedy.seal("kh.04")).status_code, 503)
        assert refused == 503
        assert honest.put(honest.seal("kh.08")).status_code == 201


def test_many_large_letters_at_once_take_turns_in_memory(listen: Listen) -> None:
    """A budget smaller than one letter still lets each through, one after the other."""
    hub = listen(Limits(memory=100, per_sender=20))
    office = office_of(hub)
    bodies = [office.seal("kh.04") for _ in range(8)]
    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda b=body: answers.append(office.put(b).status_code)) for body in bodies
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert answers == [201] * 8


def _one_more(hub: Listening) -> int:
    with begin(hub, 0) as there:
        return status(there)


def _until(ask: Callable[[], int], wanted: int) -> int:
    """Ask until the other connection was heard of."""
    until = time.monotonic() + 10
    while (found := ask()) != wanted and time.monotonic() < until:
        time.sleep(0.02)
    return found
