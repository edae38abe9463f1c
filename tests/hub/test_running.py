"""The command that keeps a hub."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from sqlalchemy import event

from desktop.i18n.words import say
from desktop.sync.http_line import Line
from desktop.sync.http_trouble import NotTheHub
from desktop.sync.hub import Address
from desktop.sync.server import running
from desktop.sync.server.database import POOL, NoDatabase
from desktop.sync.server.running import OneProcessOnly, PlainHttpOutside, Settings
from tests.hub.computers import Listening, commune, secretariat


def test_a_hub_needs_neither_qt_nor_the_offices_store_nor_paper() -> None:
    ask = (
        "import sys, json, desktop.cli.hub, desktop.sync.server.running; print(json.dumps(list(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, check=True, encoding="utf-8")
    loaded = {name.partition(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}
    assert "starlette" in loaded
    assert not loaded & {"PySide6", "sqlcipher3", "sqlite_utils", "reportlab", "icu4py", "requests", "PIL"}


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.2", "hub.example", "::"])
def test_a_hub_does_not_speak_in_the_clear_to_others(host: str) -> None:
    with pytest.raises(PlainHttpOutside):
        running.check(Settings(host, 80, "sqlite:///hub.db"))


def test_an_office_sends_nothing_in_the_clear_to_another_computer() -> None:
    with pytest.raises(NotTheHub):
        Line(Address("http://hub.example"), "token")


def test_several_processes_need_postgresql() -> None:
    with pytest.raises(OneProcessOnly):
        running.check(Settings("127.0.0.1", 80, "sqlite:///hub.db", processes=2))
    running.check(Settings("127.0.0.1", 80, "postgresql+psycopg:///hub", processes=2))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_log_says_who_asked_what_and_nothing_of_the_content(
    listen: Callable[[], Listening], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "tumpeang.hub.access")
    hub = listen()
    office = commune(secretariat(hub, "kh.04"), "kh.040101")
    office.put(office.seal("kh.04"))
    put = _heard(caplog, "PUT", "/v1/batches/{digest}")
    assert (put["org_unit"], put["device"], put["status"]) == ("kh.040101", office.device[:12], 201)
    assert set(put) == {"address", "device", "in", "method", "ms", "org_unit", "out", "route", "status"}
    assert office.token not in caplog.text


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_metrics_are_for_the_keeper_and_count_what_went_through(hub: Listening) -> None:
    requests.get(f"{hub.url}/v1/hub", timeout=20)
    text = requests.get(f"{hub.url}/v1/metrics", timeout=20).text
    assert 'tumpeang_requests_total{method="GET",route="/v1/hub",status="200"} 1' in text
    assert "tumpeang_letters 0" in text


@pytest.mark.parametrize(
    "address",
    [
        "postgresql+psycopg://hub:secret@/hub?host=/nowhere",
        "sqlite:////nowhere/at/all/hub.db",
        "nonsense",
        "a://b",
    ],
)
def test_a_database_that_is_not_there_is_named_without_its_password(address: str) -> None:
    with pytest.raises(NoDatabase) as refused:
        running.serve(Settings("127.0.0.1", 0, address))
    assert "secret" not in say("en", refused.value.message, **refused.value.facts)


def test_many_at_once_begin_no_connection_to_the_database_for_each(hub: Listening) -> None:
    """With PostgreSQL each would be a process that is begun and ended again."""
    begun: list[object] = []
    event.listen(hub.office.engine, "connect", lambda *made: begun.append(made))
    with ThreadPoolExecutor(40) as lanes:
        answers = list(lanes.map(lambda _n: requests.get(f"{hub.url}/v1/health", timeout=20), range(120)))
    assert {answer.status_code for answer in answers} == {200}
    assert len(begun) < POOL


def _heard(caplog: pytest.LogCaptureFixture, method: str, route: str) -> dict[str, object]:
    """The line about a request; it is written when the answer has left."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        for entry in list(caplog.records):
            line = json.loads(entry.message) if entry.name == "tumpeang.hub.access" else {}
            if (line.get("method"), line.get("route")) == (method, route):
                return line
        time.sleep(0.01)
    raise AssertionError("the log says nothing of it")
