"""The running hub does what its OpenAPI document says, whatever it is asked."""

from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance
from starlette.routing import Route

from desktop.sync import batch
from desktop.sync.server import openapi, web
from desktop.sync.server.database import connect
from desktop.sync.server.limits import Limits
from desktop.sync.server.post_office import open_office
from tests.hub.computers import Computer, commune, secretariat
from tests.hub.conftest import listening, stopping

EXAMPLES = 25
SIGNED = ("/v1/devices", "/v1/batches/{digest}")  # a schema cannot say what a right signature is

schema = schemathesis.openapi.from_dict(openapi.DOCUMENT)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Computer, str]]:
    """A computer of a province's secretariat, with one letter in its box."""
    with stopping() as stops:
        url = f"sqlite:///{tmp_path_factory.mktemp('hub') / 'hub.db'}"
        hub, stop = listening(open_office(connect(url), Limits(per_address=1000)))
        stops.append(stop)
        province = secretariat(hub, "kh.04")
        writer = commune(province, "kh.040101")
        body = writer.seal("kh.04")
        assert writer.put(body).status_code == 201
        yield province, batch.digest(body)


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_every_answer_is_one_that_the_document_names(
    case: schemathesis.Case, office: tuple[Computer, str]
) -> None:
    computer, _digest = office
    case.call_and_validate(
        base_url=computer.hub.url,
        headers={"Authorization": f"Bearer {computer.token}"},
        timeout=20,
        excluded_checks=[positive_data_acceptance] if case.path in SIGNED else [],
    )


def test_every_path_of_the_hub_is_in_the_document(office: tuple[Computer, str]) -> None:
    computer, _digest = office
    routes = web.application(computer.hub.office).routes
    there = {
        (route.path, method) for route in routes if isinstance(route, Route) for method in route.methods or ()
    }
    paths = openapi.DOCUMENT["paths"]
    named = {(path, method.upper()) for path, methods in paths.items() for method in methods}
    assert {each for each in there if each[1] != "HEAD"} == named


def test_the_document_itself_is_what_the_hub_gives_out(office: tuple[Computer, str]) -> None:
    computer, _digest = office
    assert computer.talk("GET", "/v1/openapi.json").json() == openapi.DOCUMENT
