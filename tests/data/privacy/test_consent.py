"""A personal column comes in by a decision that is written down and can be taken back."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from recengine.data.privacy.consent import Consent, Consents
from recengine.data.reading import read_table
from recengine.data.tables import Withheld
from recengine.errors import InvalidSetting

WHEN = datetime(2024, 3, 1, 12, tzinfo=UTC)
FAITH = Withheld("faith", "religion or belief", special=True, why="the name says it")
MAIL = Withheld("mail", "e-mail address", special=False, why="the name says it")


def test_a_special_category_needs_a_purpose():
    with pytest.raises(InvalidSetting, match=r"'faith' holds data on religion .* no purpose"):
        Consent.to(FAITH, " ", WHEN)
    assert Consent.to(MAIL, "", WHEN).purpose == ""


def test_a_time_needs_a_zone():
    with pytest.raises(InvalidSetting, match="no zone"):
        Consent.to(MAIL, "", WHEN.replace(tzinfo=None))


def test_decisions_are_replaced_and_withdrawn_without_changing_the_register():
    one = Consents().add(Consent.to(FAITH, "bias audit", WHEN))
    two = one.add(Consent.to(MAIL, "", WHEN)).add(Consent.to(FAITH, "segment audit", WHEN))
    assert [consent.purpose for consent in two] == ["", "segment audit"]
    assert two.withdraw("mail").columns == ("faith",)
    assert one.columns == ("faith",)
    assert Consents().columns == ()


def test_the_register_as_json_says_who_what_and_when():
    given = Consents().add(Consent.to(FAITH, "bias audit", WHEN))
    assert json.loads(given.to_json()) == [
        {
            "column": "faith",
            "category": "religion or belief",
            "special": True,
            "purpose": "bias audit",
            "when": "2024-03-01T12:00:00+00:00",
        }
    ]


def test_the_register_says_what_to_read_and_withdrawing_keeps_it_out():
    raw = b"user_id,faith\nu1,none\n"
    given = Consents().add(Consent.to(FAITH, "bias audit", WHEN))
    assert "faith" in read_table(raw, kind="users", include=given.columns).frame
    withdrawn = given.withdraw("faith")
    assert "faith" not in read_table(raw, kind="users", include=withdrawn.columns).frame
