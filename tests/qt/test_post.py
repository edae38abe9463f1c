"""The window exchanges with the hub by itself, and says truly where things stand."""

import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtNetwork import QNetworkInformation
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.actions import home, hub_membership
from desktop.i18n.words import LANGUAGES, say
from desktop.storage.database import writing
from desktop.sync import hub_access, hub_invitation
from desktop.sync.hub_invitation import HubPlace, place
from desktop.sync.hub_membership import join, place_for
from desktop.sync.server.database import connect
from desktop.sync.server.limits import Limits
from desktop.sync.server.post_office import open_office
from desktop.ui.post import State
from desktop.ui.send import Send
from desktop.ui.settings import Settings
from tests.hub.computers import Listening
from tests.hub.conftest import listening, stopping
from tests.qt.conftest import Hand
from tests.qt.form_hand import unlocked
from tests.sync.laptops import Laptop

Reachability = QNetworkInformation.Reachability
Laptops = Callable[[str], Laptop]
Opens = Callable[[str], Hand]


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Listening]:
    with stopping() as stops:
        found, stop = listening(open_office(connect(f"sqlite:///{tmp_path / 'hub.db'}"), Limits()))
        stops.append(stop)
        yield found


@pytest.fixture
def card(known: Laptops, hub: Listening) -> HubPlace:
    """What stands on the commune's card; its secretariat told the hub who may come."""
    province = known("province")
    with province.open() as db, writing(db):
        join(db, place(hub.url, hub.office.name, hub.invite("kh.04")))
        found = place_for(db, "kh.040101")
    with province.open() as db, hub_access.dialled(db) as line:
        hub_access.tell_who_may_come(db, line)
    assert found is not None
    return found


def opened(here: Hand, card: HubPlace) -> Hand:
    """The commune's window, unlocked after its office learnt of the hub."""
    with here.laptop.open() as db, writing(db):
        join(db, card)
    return unlocked(here)


def in_any(message: str, **facts: object) -> tuple[str, ...]:
    """The words in each language: which one the window speaks is not asked here."""
    return tuple(say(language, message, **facts) for language in LANGUAGES)


def test_on_opening_what_waits_goes_to_the_hub_by_itself(card: HubPlace, hand: Opens) -> None:
    here = hand("commune")
    here.laptop.fill()
    here.laptop.submit()
    opened(here, card)
    post = here.frame.post
    here.wait(lambda: post.state is State.DONE)
    assert here.frame.status.line.text().startswith(in_any("Sent and received {time}", time=""))
    send = here.frame.go("send")
    assert isinstance(send, Send)
    here.wait(lambda: send._hub.isVisible())
    with here.laptop.open() as db:
        shown = home.show(db)
    (one,) = [found for found in (shown.in_hand, *shown.others) if found.at_hub]
    assert not one.received


def test_without_a_line_nothing_is_wrong_unless_the_person_asked(card: HubPlace, hand: Opens) -> None:
    here = opened(hand("commune"), place("http://127.0.0.1:9", card.hub, card.code))
    post = here.frame.post
    here.wait(lambda: post.state is State.NO_LINE)
    assert not here.window.message.isVisible()
    assert here.frame.status.line.text() in in_any("No connection, all is safe here")
    send = here.frame.go("send")
    assert isinstance(send, Send)
    send.exchange()
    here.wait(lambda: here.window.message.isVisible())


def test_closing_the_window_does_not_wait_for_a_line_that_hangs(
    card: HubPlace, hand: Opens, qtbot: QtBot
) -> None:
    """Nobody answers at this address, and the exchange would try again for a while."""
    here = unlocked(hand("commune"))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with here.laptop.open() as db, writing(db):
            join(db, place(url, card.hub, card.code))
        here.frame.post.begin()
        qtbot.waitUntil(lambda: here.frame.post.state is State.UNDER_WAY)
        there, _address = silent.accept()
        there.close()  # the line breaks: now it waits before it tries again
        began = time.monotonic()
        here.window.close()
    assert time.monotonic() - began < 10


def test_an_office_without_a_hub_sees_nothing_of_one(hand: Opens) -> None:
    here = unlocked(hand("neighbour"))
    assert here.frame.post.state is State.NO_HUB
    send = here.frame.go("send")
    assert isinstance(send, Send)
    assert not send._hub.isVisible()
    with here.laptop.open() as db:
        assert hub_membership.show(db) is None


def test_a_secretariat_opens_the_invitation_of_a_hub_and_exchanges_from_then_on(
    hub: Listening, hand: Opens, tmp_path: Path
) -> None:
    here = unlocked(hand("province"))
    settings = here.frame.go("settings")
    assert isinstance(settings, Settings)
    file = tmp_path / "kh.04.tumpeang-hub"
    file.write_bytes(b"not an invitation")
    settings.use_hub(file)
    here.wait(lambda: here.window.message.isVisible())
    assert here.frame.post.state is State.NO_HUB
    offered = place(hub.url, hub.office.name, hub.invite("kh.04"))
    file.write_bytes(hub_invitation.write(hub.office.key, "kh.04", offered))
    settings.use_hub(file)
    here.wait(lambda: here.frame.post.state is State.DONE)
    assert any(hub.url in label.text() for label in settings.findChildren(QLabel))


def test_a_line_that_comes_back_is_used_at_once_and_the_systems_word_alone_changes_nothing_shown(
    card: HubPlace, hub: Listening, hand: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.ui.post.BACK_SECONDS", 0.05)
    monkeypatch.setattr("desktop.ui.post.APART_SECONDS", 0.1)
    here = opened(hand("commune"), place("http://127.0.0.1:9", card.hub, card.code))
    post, said = here.frame.post, system_word()
    here.wait(lambda: post.state is State.NO_LINE)
    shown: list[State] = []
    post.moved.connect(lambda: shown.append(post.state))

    said.reachabilityChanged.emit(Reachability.Disconnected)
    said.reachabilityChanged.emit(Reachability.Online)  # a login page says so too
    here.wait(lambda: shown == [State.UNDER_WAY, State.NO_LINE])

    with here.laptop.open() as db, writing(db):
        join(db, card)
    said.isBehindCaptivePortalChanged.emit(False)
    here.wait(lambda: post.state is State.DONE)


def test_a_line_that_comes_and_goes_does_not_make_the_program_ask_all_the_time(
    card: HubPlace, hand: Opens
) -> None:
    here = opened(hand("commune"), place("http://127.0.0.1:9", card.hub, card.code))
    post, said = here.frame.post, system_word()
    here.wait(lambda: post.state is State.NO_LINE)
    for _ in range(20):
        said.reachabilityChanged.emit(Reachability.Disconnected)
        said.reachabilityChanged.emit(Reachability.Online)
    assert post.state is State.NO_LINE
    assert 25_000 < post._timer.remainingTime() < 32_000  # a coarse timer


def test_a_line_that_comes_while_the_program_looks_for_one_in_vain_is_not_forgotten(
    card: HubPlace, hand: Opens
) -> None:
    here = opened(hand("commune"), place("http://127.0.0.1:9", card.hub, card.code))
    post = here.frame.post
    here.wait(lambda: post.state is State.NO_LINE)
    post._failed = 5  # it would wait for minutes
    post.exchange()
    post.network.came_back.emit()
    here.wait(lambda: post.state is State.NO_LINE)
    assert 25_000 < post._timer.remainingTime() < 32_000  # a coarse timer


def test_f5_sends_and_receives_or_leads_to_the_stick(card: HubPlace, hand: Opens, qtbot: QtBot) -> None:
    here = opened(hand("commune"), card)
    here.wait(lambda: here.frame.post.state is State.DONE)
    shown: list[State] = []
    here.frame.post.moved.connect(lambda: shown.append(here.frame.post.state))
    qtbot.keyClick(here.window, Qt.Key.Key_F5)
    here.wait(lambda: shown == [State.UNDER_WAY, State.DONE])
    assert here.frame.place == "home"
    without = unlocked(hand("neighbour"))
    qtbot.keyClick(without.window, Qt.Key.Key_F5)
    without.wait(lambda: without.frame.place == "send")


def system_word() -> QNetworkInformation:
    """What the window listens to, to speak in its place."""
    said = QNetworkInformation.instance()
    assert said is not None
    return said
