"""Tokens with the role of each operation, and bodies that comply with rules that a schema cannot express."""

import datetime
import os
import re
import urllib.parse
import urllib.request

import schemathesis

# The claims of a token by role: the client, and the embassies or branches to which it is bound.
CLIENTS = {
    "portal": {"client": "portal-demo"},
    "embassy": {"client": "embassy-demo", "embassies": "ca-ottawa"},
    "recruiting-centre": {"client": "centre-demo", "branches": "GROUND_FORCES"},
    "reviewer": {"client": "reviewer-demo"},
    "privacy": {"client": "privacy-demo"},
    "operator": {"client": "operator-demo"},
}
# The service answers a request line of more than 4,096 bytes with an empty 414, before any of its own code.
LONGEST_QUERY = 3_500


def role_of(operation):
    ways = operation.definition.raw.get("security") or []
    return ways[0]["bearer"][0] if ways else None


def token(role):
    form = urllib.parse.urlencode({"role": role, **CLIENTS[role]}).encode()
    with urllib.request.urlopen(os.environ["ISSUER"] + "/token", form, timeout=10) as answer:
        return answer.read().decode()


@schemathesis.auth(cache_by_key=lambda case, context: role_of(case.operation) or "nobody")
class TokenByRole:
    def get(self, case, context):
        role = role_of(case.operation)
        return token(role) if role else None

    def set(self, case, data, context):
        if data:
            case.headers["Authorization"] = f"Bearer {data}"


@schemathesis.hook
def filter_case(context, case):
    return len(urllib.parse.urlencode(case.query or {}, doseq=True)) <= LONGEST_QUERY


def is_day(value):
    try:
        datetime.date.fromisoformat(value)
        return len(value) == 10
    except ValueError:
        return False


# By member: whether a value is well formed, and the plausible value that replaces it then. Others are not changed.
PLAUSIBLE = {
    "embassy": (lambda value: re.search(r"^[a-z]{2}(-[a-z]+){1,6}$", value) and len(value) <= 60, "ca-ottawa"),
    "country": (lambda value: re.search(r"^[A-Z]{2}$", value), "CA"),
    "birthDate": (is_day, "1990-05-17"),
    "validUntil": (is_day, "2040-05-17"),
    "enlistmentRequestSigned": (is_day, "2026-01-15"),
    "on": (is_day, "2026-02-01"),
}


def plausible(value, name=None):
    if isinstance(value, dict):
        return {member: plausible(child, member) for member, child in value.items()}
    if isinstance(value, list):
        return [plausible(child) for child in value]
    if isinstance(value, str) and name in PLAUSIBLE:
        is_well_formed, instead = PLAUSIBLE[name]
        return instead if is_well_formed(value) else value
    return value


@schemathesis.hook
def map_body(context, body):
    return plausible(body)
