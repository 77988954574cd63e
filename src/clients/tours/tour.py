"""The tour with the Python client that openapi-generator has made of the served document."""

import datetime
import importlib
import os
import pkgutil
import uuid

import openapi_client as api
from openapi_client.exceptions import ApiException

# Every module can be imported.
for module in pkgutil.walk_packages(api.__path__, api.__name__ + "."):
    importlib.import_module(module.name)


def client(address):
    configuration = api.Configuration(host=address, access_token=os.environ["TOKEN"])
    return api.ApplicationsApi(api.ApiClient(configuration))


def application(birth_date):
    given = api.Consent(given=True, at=datetime.datetime(2026, 1, 15, 9, tzinfo=datetime.timezone.utc))
    return api.ApplicationRequest(
        route=api.Route.EMBASSY,
        embassy="ca-ottawa",
        branch=api.Branch.GROUND_FORCES,
        applicant=api.Applicant(
            name="Тест Python",
            birth_date=birth_date,
            citizenships=["CA"],
            document=api.IdentityDocument(kind=api.DocumentKind.TRAVEL_PASSPORT, country="CA", number="PY" + uuid.uuid4().hex[:16]),
        ),
        consents=api.Consents(data_processing=given, verification=given),
    )


def refused(call):
    try:
        call()
    except ApiException as refusal:
        assert isinstance(refusal.data, api.Problem), refusal
        return refusal.status, refusal.data
    raise AssertionError("not refused")


applications = client(os.environ["SERVICE"])

# Post.
answer = applications.post_application_with_http_info(
    idempotency_key=str(uuid.uuid4()), application_request=application(datetime.date(1994, 2, 28)))
posted, tag = answer.data, answer.headers["ETag"]
assert answer.status_code == 201 and isinstance(posted, api.Application)
assert posted.state == "IN_PROGRESS" and posted.attention is False
assert isinstance(posted.created_at, datetime.datetime) and posted.created_at.tzinfo
assert isinstance(posted.decision.day, datetime.date)
assert any(finding.consequence == "HOLD" for finding in posted.decision.findings)

# Read.
read = applications.get_application(id=posted.id)
assert read.id == posted.id and read.created_at == posted.created_at
assert read.next_steps[0].who == ["EMBASSY"] or read.next_steps[0].who == ["APPLICANT"], read.next_steps[0]

# List, page by page.
found, since = None, None
while found is None:
    page = applications.list_applications(limit=200, changed_since=since)
    found = next((row for row in page.items if row.id == posted.id), None)
    assert found or page.items, "not listed"
    since = page.next
assert found.version == 1 and found.state == "IN_PROGRESS"

# Amend; then with the same version again.
patch = api.ApplicationPatch(preferred_unit="4th Example Brigade")
assert applications.amend_application(id=posted.id, if_match=tag, application_patch=patch).id == posted.id
status, problem = refused(lambda: applications.amend_application(id=posted.id, if_match=tag, application_patch=patch))
assert (status, problem.code) == (412, "stale")

# A problem, whose pointers are read.
status, problem = refused(lambda: applications.post_application(
    idempotency_key=str(uuid.uuid4()), application_request=application(datetime.date(2999, 1, 1))))
assert (status, problem.code) == (400, "invalid-body")
assert [(error.pointer, error.code) for error in problem.errors] == [("/applicant/birthDate", "in-the-future")]

# Withdraw.
assert applications.withdraw_application(id=posted.id).state == "WITHDRAWN"

# What a later version of the service adds survives.
later = client(os.environ["NEWER_SERVICE"]).get_application(id=posted.id)
assert later.state == "ON_LEAVE"
assert later.additional_properties["addedLater"] == {"answer": 42}
assert later.to_dict()["addedLater"] == {"answer": 42} and later.to_dict()["state"] == "ON_LEAVE"
