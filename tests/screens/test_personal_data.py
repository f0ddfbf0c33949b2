"""Personal data: left out unless somebody says what for, pseudonyms for ids, gone when asked."""

import json
import pickle

from tests.screens.driving import all_read, calm, drop, on, said, start, until, use

CANARY = "canary.person@example.com"


def people(extra: str = "") -> bytes:
    rows = "".join(f"u{n},{'DE' if n % 2 else 'FR'},p{n}@example.com,Islam\n" for n in range(12))
    return ("user_id,country,email,religion\n" + rows + extra).encode()


def events(first: str = "u0") -> bytes:
    rows = "".join(
        f"{first if u == 0 else f'u{u}'},i{i},{1_600_000_000 + 9_000 * i}\n"
        for u in range(12)
        for i in range(30)
        if (u + i) % 3
    )
    return ("user_id,item_id,timestamp\n" + rows).encode()


def widget(app, kind, start):
    return next(one for one in getattr(app, kind) if (one.key or "").startswith(start))


def test_personal_columns_stay_out_until_a_purpose_is_given_and_go_out_again(samples):
    app = drop(start(), ("events.csv", events()), ("users.csv", people()))
    calm(app.run())
    assert "Personal data" in said(app)
    table = app.session_state.incoming[1].table
    assert [held.column for held in table.withheld] == ["email", "religion"]
    assert not {"email", "religion"} & set(table.frame.columns)
    religion = f"include_1_{app.session_state.incoming[1].key}_1"
    app.button(key=religion).click().run()
    assert "no purpose was given" in app.error[0].value
    widget(app, "text_input", religion.replace("include", "purpose")).set_value("bias audit").run()
    app.button(key=religion).click().run()
    until(app, all_read)
    calm(app.run())
    assert "religion" in app.session_state.incoming[1].table.frame
    use(app)
    given = app.session_state.workspace.consents
    assert [(one.column, one.purpose) for one in given] == [("religion", "bias audit")]
    assert json.loads(given.to_json())[0]["special"]


def test_a_column_that_was_brought_in_can_be_left_out_again(samples):
    app = drop(start(), ("users.csv", people()))
    app.run()
    widget(app, "button", "include_0").click().run()
    until(app, all_read)
    calm(app.run())
    assert "email" in app.session_state.incoming[0].table.frame
    widget(app, "button", "withdraw_0").click().run()
    until(app, all_read)
    assert "email" not in app.session_state.incoming[0].table.frame


def test_two_files_with_the_same_addresses_as_ids_meet_as_pseudonyms(samples):
    users = f"user_id,country\n{CANARY},DE\nu3,FR\n".encode()
    app = use(drop(start(), ("events.csv", events(first=CANARY)), ("users.csv", users)))
    loaded = app.session_state.workspace
    ids = loaded.dataset.users.set_index("user_id")["country"]
    hidden = [one for one in ids.index if one.startswith("p_")]
    assert len(hidden) == 1
    assert ids[hidden[0]] == "DE"
    assert CANARY not in said(on(app, "data.py"))


def test_a_person_is_forgotten_in_one_action_and_is_nowhere_any_more(samples):
    app = use(drop(start(), ("events.csv", events(first="canary-person"))))
    on(app, "data.py")
    app.text_input(key="forget_who").set_value("canary-person").run()
    app.button(key="forget").click().run()
    until(
        app,
        lambda app: (
            "canary-person" not in set(app.session_state.workspace.original.users["user_id"])
        ),
    )
    calm(app.run())
    loaded = app.session_state.workspace
    for held in (loaded.original, loaded.dataset, loaded.findings, loaded.telling):
        assert b"canary-person" not in pickle.dumps(held)
    assert app.session_state.person != "canary-person"
    for screen in ("start.py", "data.py", "quality.py", "explore.py"):
        assert "canary-person" not in said(calm(on(app, screen)))


def test_somebody_unknown_cannot_be_forgotten_and_nothing_changes(samples):
    app = use(drop(start(), ("events.csv", events())))
    before = app.session_state.workspace
    on(app, "data.py")
    app.text_input(key="forget_who").set_value("nobody").run()
    app.button(key="forget").click().run()
    assert "nobody" in app.error[0].value
    assert app.session_state.workspace is before


def test_all_data_goes_with_one_press(samples):
    app = use(drop(start(), ("events.csv", events())))
    on(app, "data.py")
    app.button(key="remove_all").click().run()
    assert "workspace" not in calm(app).session_state
