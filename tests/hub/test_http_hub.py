"""The office's side of a hub: what it believes, what it repeats, and what it tells the person."""

import http.server
import random
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from desktop.progress import Progress, Stopped
from desktop.sync import batch
from desktop.sync.http_hub import Caller, HttpHub
from desktop.sync.http_line import Line, Pace
from desktop.sync.http_trouble import HubFull, HubRefused, NoConnection, NotTheHub
from desktop.sync.hub import Address, CursorUnknown
from desktop.sync.letter import Letter
from desktop.sync.server import letters, members
from desktop.sync.server.database import writing
from desktop.sync.server.limits import Limits
from desktop.sync.server.schema import INVITATION, MEMBER
from tests.hub.breaking import Breaking
from tests.hub.computers import Computer, Listening, commune, secretariat

Listen = Callable[..., Listening]
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
QUICK = Pace(first_wait=0.001, longest_wait=0.01, to_connect=5, to_hear=5)


def dial(computer: Computer, url: str = "", code: str = "", progress: Progress | None = None) -> HttpHub:
    """The client of this computer, with little patience."""
    caller = Caller(computer.key, computer.org_unit, computer.token, code)
    line = Line(Address(url or computer.hub.url), computer.token, progress or Progress(), QUICK)
    return HttpHub(line, computer.hub.office.name, caller)


def letter(computer: Computer, receiver: str) -> Letter:
    return Letter("a.tumpeang", computer.seal(receiver))


def everything(hub: HttpHub, cursor: str = "") -> tuple[list[bytes], str]:
    """All letters after the cursor, and the last cursor."""
    bodies = []
    for page in hub.get(cursor, lambda _digest: False):
        bodies += [each.body for each in page.letters]
        cursor = page.cursor
    return bodies, cursor


@pytest.fixture
def province(hub: Listening) -> Computer:
    return secretariat(hub, "kh.04")


@pytest.fixture
def office(province: Computer) -> Computer:
    return commune(province, "kh.040101")


@contextmanager
def answering(status: int, body: bytes, kind: str = "text/html") -> Iterator[str]:
    """A web server that gives one answer to everything, as a login page does."""

    class Same(http.server.BaseHTTPRequestHandler):
        def _answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Location", "http://127.0.0.1:9/")
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_PUT = do_POST = _answer

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Same)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_letter_is_given_with_the_hubs_receipt_and_fetched_again(
    province: Computer, office: Computer
) -> None:
    sent = letter(office, "kh.04")
    given = dial(office).put(sent)
    assert given.digest == batch.digest(sent.body)
    assert everything(dial(province))[0] == [sent.body]


def test_what_the_hub_lost_is_named_and_what_it_has_is_signed_for(office: Computer) -> None:
    there, lost = letter(office, "kh.04"), letter(office, "kh.04")
    given = dial(office).put(there)
    digests = [batch.digest(each.body) for each in (there, lost)]
    assert dial(office).lacks(dict.fromkeys(digests, "kh.04")) == ([digests[1]], [given])


def test_letters_to_an_office_that_has_no_box_here_are_not_asked_for(
    province: Computer, office: Computer
) -> None:
    stranger = Computer(office.hub, "kh.040102")
    wanted = {"0" * 64: stranger.device, "1" * 64: office.device, "2" * 64: "kh.08"}
    assert dial(province).lacks(wanted) == (["1" * 64], [])


def test_known_letters_are_not_fetched_again(province: Computer, office: Computer) -> None:
    sent = [letter(office, "kh.04") for _ in range(3)]
    for each in sent:
        dial(office).put(each)
    known = {batch.digest(sent[0].body)}
    pages = list(dial(province).get("", known.__contains__))
    assert [each.body for page in pages for each in page.letters] == [each.body for each in sent[1:]]


def test_a_login_page_that_says_200_is_not_the_hub(office: Computer) -> None:
    sent = letter(office, "kh.04")
    for status in (200, 302, 403, 511):
        with answering(status, b"<html>Welcome. Please log in.</html>") as url:
            hub = dial(office, url)
            with pytest.raises((NotTheHub, NoConnection)):
                hub.put(sent)
            with pytest.raises((NotTheHub, NoConnection)):
                everything(hub)


def test_an_endless_answer_is_not_read_to_its_end(office: Computer) -> None:
    with answering(200, b" " * 5_000_000) as url, pytest.raises(NotTheHub):
        dial(office, url).lacks({"0" * 64: "kh.04"})


def test_another_hub_cannot_stand_in_for_this_one(
    office: Computer, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from desktop.sync.server.database import connect
    from desktop.sync.server.post_office import open_office
    from tests.hub.conftest import listening

    url = f"sqlite:///{tmp_path_factory.mktemp('other') / 'hub.db'}"
    other, stop = listening(open_office(connect(url), Limits()))
    try:
        here = secretariat(other, "kh.04")
        there = commune(here, "kh.040101")
        there.hub = office.hub  # the key that the card names
        with pytest.raises(NotTheHub):
            dial(there, other.url).put(letter(there, "kh.04"))
    finally:
        stop()


def test_without_a_line_the_person_is_told_at_once(office: Computer) -> None:
    waits: list[float] = []
    pace = Pace(sleep=waits.append, to_connect=1)
    line = Line(Address("http://127.0.0.1:9"), "t", pace=pace)
    with pytest.raises(NoConnection):
        HttpHub(line, office.device, Caller(office.key, "kh.04", "t", "")).put(letter(office, "kh.04"))
    assert len(waits) == 1


def test_a_line_that_breaks_is_tried_again_ever_more_slowly(
    office: Computer, request: pytest.FixtureRequest
) -> None:
    host, port = office.hub.url.removeprefix("http://").split(":")
    proxy = Breaking((host, int(port)), random.Random(1), cut=1, within=50)
    request.addfinalizer(proxy.close)
    waits: list[float] = []
    pace = Pace(tries=4, first_wait=1, longest_wait=3, sleep=waits.append)
    line = Line(Address(proxy.url), "t", pace=pace)
    with pytest.raises(NoConnection):
        HttpHub(line, office.device, Caller(office.key, "kh.04", "t", "")).put(letter(office, "kh.04"))
    assert len(waits) == 3
    assert 1 <= waits[0] <= 2
    assert all(1.5 <= wait <= 3 for wait in waits[1:])


def test_a_hub_that_asks_for_time_is_given_it(office: Computer) -> None:
    waits: list[float] = []
    pace = Pace(tries=2, sleep=waits.append, longest_wait=60)
    with answering(503, b'{"code":"too_many_at_once"}', "application/problem+json") as url:
        hub = HttpHub(Line(Address(url), "t", pace=pace), office.device, Caller(office.key, "kh.04", "t", ""))
        with pytest.raises(NoConnection):
            hub.put(letter(office, "kh.04"))
    assert len(waits) == 1


def test_a_hub_put_back_to_a_backup_is_noticed_by_readers_and_writers(
    province: Computer, office: Computer
) -> None:
    sent = letter(office, "kh.04")
    dial(office).put(sent)
    _bodies, cursor = everything(dial(province))
    with writing(office.hub.office.engine) as db:
        letters.forget(db, "9999")
    with pytest.raises(CursorUnknown):
        everything(dial(province), cursor)
    digest = batch.digest(sent.body)
    assert dial(office).lacks({digest: "kh.04"}) == ([digest], [])


def test_a_computer_that_the_hub_forgot_enrols_again_by_itself(province: Computer, office: Computer) -> None:
    (code,) = province.invite("kh.040101")
    with writing(office.hub.office.engine) as db:
        db.execute(MEMBER.delete().where(MEMBER.c.device == office.device))
    sent = letter(office, "kh.04")
    dial(office, code=code).put(sent)
    assert everything(dial(province))[0] == [sent.body]


def test_a_computer_that_may_not_is_told_the_word_to_tell_the_secretariat(
    province: Computer, office: Computer
) -> None:
    province.judge(office, "revoked")
    with pytest.raises(HubRefused, match="revoked"):
        dial(office).put(letter(office, "kh.04"))
    stranger = Computer(office.hub, "kh.040102")
    with pytest.raises(HubRefused, match="code_unknown"):
        dial(stranger, code="no such code").put(letter(stranger, "kh.04"))


def test_a_full_hub_says_so(province: Computer, office: Computer, listen: Listen) -> None:
    office.hub = listen(Limits(office=10))
    with pytest.raises(HubFull):
        dial(office).put(letter(office, "kh.04"))


def test_the_person_may_stop_in_the_middle_of_a_letter(office: Computer) -> None:
    seen: list[int] = []
    progress = Progress(lambda done, _total: seen.append(done) or (progress.stop() if done else None))
    with pytest.raises(Stopped):
        dial(office, progress=progress).put(Letter("large", bytes(200_000)))
    assert seen
    assert max(seen) < 200_000


def test_who_watches_sees_how_far_all_letters_together_are(province: Computer, office: Computer) -> None:
    seen: list[tuple[int, int]] = []
    watching = Progress(lambda done, total: seen.append((done, total)) if total else None)
    sent = [letter(office, "kh.04") for _ in range(3)]
    size = sum(len(each.body) for each in sent)
    hub = dial(office, progress=watching)
    hub.expect(size)
    for each in sent:
        hub.put(each)
    assert {total for _done, total in seen} == {size}
    assert [done for done, _total in seen] == sorted(done for done, _total in seen)
    assert seen[-1] == (size, size)
    seen.clear()
    everything(dial(province, progress=watching))
    assert {total for _done, total in seen} == {size}
    assert seen[-1] == (size, size)


def test_on_a_line_that_breaks_three_times_in_ten_all_arrives_at_little_cost(
    province: Computer, office: Computer, request: pytest.FixtureRequest
) -> None:
    chance = random.Random(random.getrandbits(64))  # the run prints its seed
    host, port = office.hub.url.removeprefix("http://").split(":")
    proxy = Breaking((host, int(port)), chance, within=3_000)
    request.addfinalizer(proxy.close)
    sent = [letter(office, "kh.04") for _ in range(30)]
    for each in sent:
        dial(office, proxy.url).put(each)
    assert sorted(everything(dial(province, proxy.url))[0]) == sorted(each.body for each in sent)


def test_a_letter_with_another_content_than_its_name_is_not_taken(
    province: Computer, office: Computer
) -> None:
    dial(office).put(letter(office, "kh.04"))
    from sqlalchemy import update

    from desktop.sync.server.schema import BODY

    with writing(office.hub.office.engine) as db:
        body = db.scalar(BODY.select().with_only_columns(BODY.c.body))
        assert body is not None
        db.execute(update(BODY).values(body=body[:-1] + b"\1"))
    with pytest.raises(NotTheHub):
        everything(dial(province))


def test_a_used_up_code_still_serves_computers_that_are_in(province: Computer, office: Computer) -> None:
    with writing(office.hub.office.engine) as db:
        db.execute(INVITATION.update().values(left=0))
        assert members.of_device(db, office.device) is not None
    assert dial(office).put(letter(office, "kh.04")).digest


@pytest.mark.parametrize(
    ("after", "more"),
    [
        (b"", 1),
        (b"http/1.1 ", 2),
        (b"\r\n", 0),
        (b"-length: ", 0),
        (b"-length: ", 1),
        (b"\r\n\r\n", 0),
        (b"{", 9),
    ],
)
def test_an_answer_that_is_cut_off_anywhere_is_asked_for_again(
    province: Computer, office: Computer, after: bytes, more: int
) -> None:
    """Also in its head: there what is left of it may look like an answer with nothing in it."""
    sent = letter(office, "kh.04")
    host, port = office.hub.url.removeprefix("http://").split(":")
    with cutting_the_first_answer((host, int(port)), after, more) as url:
        assert dial(office, url).put(sent).digest == batch.digest(sent.body)


@contextmanager
def cutting_the_first_answer(to: tuple[str, int], after: bytes, more: int) -> Iterator[str]:
    """A proxy that cuts the first answer so many bytes after these, and gives every later one whole."""
    listener = socket.create_server(("127.0.0.1", 0))
    cuts = [more]

    def serve() -> None:
        while True:
            try:
                client, _address = listener.accept()
            except OSError:
                return
            with client, socket.create_connection(to, timeout=5) as hub:
                hub.sendall(_message(client))
                answer = _message(hub)
                end = answer.lower().index(after) + len(after) + cuts.pop() if cuts else len(answer)
                client.sendall(answer[:end])

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def _message(there: socket.socket) -> bytes:
    """A whole request or answer: its head, and as much as that says."""
    content = b""
    while b"\r\n\r\n" not in content:
        content += there.recv(65_536)
    head, _, body = content.partition(b"\r\n\r\n")
    length = int(re.search(rb"(?i)content-length: (\d+)", head)[1])  # type: ignore[index]
    while len(body) < length:
        body += there.recv(65_536)
    return head + b"\r\n\r\n" + body
