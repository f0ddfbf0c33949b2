"""Data: what is dropped is understood or refused in one sentence, and what is open stays."""

import gzip
import re
import traceback

import pytest

from tests.screens.driving import (
    MOVIES,
    all_read,
    calm,
    drawn,
    drop,
    on,
    open_sample,
    ratings,
    said,
    shown_list,
    start,
    until,
    use,
)

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4
NO_USER = b"colour,weight\n" + b"".join(b"blue,%d.5\n" % n for n in range(30))

UNUSABLE = {
    "empty": ("ratings.csv", b""),
    "only newlines": ("ratings.csv", b"\n\n\n"),
    "header only": ("ratings.csv", b"user_id,item_id,rating\n"),
    "picture": ("ratings.csv", PICTURE),
    "spreadsheet": ("ratings.csv", b"PK\x03\x04" + bytes(200)),
    "broken gzip": ("ratings.csv", gzip.compress(b"user_id,item_id\n" + b"u,i\n" * 500)[:30]),
    "no user column": ("ratings.csv", NO_USER),
    "hostile name": ("<img src=x onerror=alert(1)>.csv", b""),
}


def test_a_good_file_is_understood_counted_and_used(samples):
    app = calm(drop(start(), ("ratings.csv", ratings())))
    app.run()
    assert "72 rows = 72 accepted + 0 repaired + 0 refused + 0 ignored" in said(app)
    calm(use(app))
    assert app.session_state.workspace.source == "file"
    assert len(shown_list(app)) > 0
    assert app.query_params["data"] == (f"file-{app.session_state.workspace.dataset.fingerprint}")


def test_a_link_to_a_file_names_nobody(samples):
    app = use(drop(start(), ("ratings.csv", ratings())))
    assert app.session_state.person not in app.code[0].value
    assert app.query_params["person"].isdecimal()


def test_titles_from_a_second_file_are_used(samples):
    app = use(drop(start(), ("ratings.csv", ratings()), ("movies.csv", MOVIES)))
    items = drawn(calm(app), "cards")["items"]
    assert items
    assert all(item["title"].startswith("Film ") for item in items)
    assert any("Comedy, Crime" in fact for item in items for fact in item["facts"])


def test_files_may_be_dropped_one_after_the_other_and_on_the_start_screen(samples):
    app = start()
    app.file_uploader[0].set_value([("movies.csv", MOVIES, "text/csv")]).run()
    until(app, all_read)
    assert app.title[0].value == "Data"
    assert "Still needed" in said(app)
    assert app.button(key="use_files").disabled
    drop(app, ("ratings.csv", ratings()))
    app.run()
    assert not calm(app).button(key="use_files").disabled
    assert [file.kind for file in app.session_state.incoming] == ["items", "interactions"]


def test_titles_are_found_although_the_files_write_ids_differently(samples):
    capitals = ratings().replace(b",i", b",I")
    app = calm(drop(start(), ("ratings.csv", capitals), ("movies.csv", MOVIES)))
    question = next(radio for radio in app.radio if "match_item_id" in radio.key)
    assert question.value == "fit"
    question.set_value("keep").run()
    until(app, all_read)
    assert next(radio for radio in app.radio if "match_item_id" in radio.key).value == "keep"
    next(radio for radio in app.radio if "match_item_id" in radio.key).set_value("fit").run()
    until(app, all_read)
    items = drawn(calm(use(app)), "cards")["items"]
    assert all(item["title"].startswith("Film ") for item in items)


@pytest.mark.parametrize("what", UNUSABLE)
def test_what_cannot_be_used_is_refused_in_one_sentence_and_the_open_data_stays(what, samples):
    app = open_sample("shop", "explore.py")
    open_before, listed = app.session_state.workspace, shown_list(app)
    drop(app, UNUSABLE[what])
    app.run()
    assert not app.exception
    assert len(app.error) == 1
    assert "Traceback" not in app.error[0].value
    assert "Something went wrong" not in app.error[0].value
    assert re.search(r"(?<!\\)<img", said(app)) is None
    assert app.button(key="use_files").disabled
    assert app.session_state.workspace is open_before
    calm(on(app, "explore.py"))
    assert shown_list(app) == listed
    on(app, "data.py")
    next(button for button in app.button if button.label == "Remove").click().run()
    calm(app)
    assert app.session_state.incoming == []


def test_a_file_without_a_known_column_is_healed_by_naming_it(samples):
    lines = "".join(f"{'abc'[n % 3]}-x,{n % 5}k\n" for n in range(30))
    app = drop(start(), ("log.csv", f"alpha,beta\n{lines}".encode()))
    kind = next(box for box in app.selectbox if box.key.startswith("kind_"))
    kind.set_value("interactions").run()
    until(app, all_read)
    app.run()
    assert len(app.error) == 1
    for role, column in (("user_id", "alpha"), ("item_id", "beta")):
        box = next(box for box in app.selectbox if box.key.endswith(role))
        box.set_value(column).run()
        until(app, lambda app: all_read(app) or app.error)
        app.run()
    calm(app)
    assert not app.button(key="use_files").disabled


def test_a_correction_of_a_column_reads_the_file_anew(samples):
    app = drop(start(), ("ratings.csv", ratings()))
    app.run()
    box = next(box for box in app.selectbox if box.key.endswith("_value"))
    assert box.value == "rating"
    box.set_value("(none)").run()
    until(app, all_read)
    app.run()
    assert "value" not in calm(app).session_state.incoming[0].table.mapping


def test_refused_rows_are_listed_and_the_account_adds_up(samples):
    app = drop(start(), ("ratings.csv", ratings() + b"u99\n,i3,4,1600000000\n"))
    app.run()
    table = calm(app).session_state.incoming[0].table
    total = table.accepted + table.repaired + table.refused + table.ignored
    assert table.rows_read == total
    assert table.refused == 2
    assert any("Refused" in button.label for button in app.get("download_button"))


def test_a_file_for_which_there_is_no_room_is_refused_with_the_sizes(samples, monkeypatch):
    monkeypatch.setattr("screens.parts.upload.SESSION_BYTES", 2_000_000)
    app = drop(start(), ("ratings.csv", ratings()))
    app.file_uploader[0].set_value([("large.csv", b"a" * 5_000_000, "text/csv")]).run()
    app.run()
    assert len(app.error) == 1
    assert re.search(r"large.*5 MB, and 2 MB are free", app.error[0].value)
    assert [len(file.content) for file in app.session_state.incoming] == [len(ratings()), 0]
    next(button for button in app.button if button.key.startswith("away_1")).click().run()
    assert not calm(app).button(key="use_files").disabled


def test_looking_again_at_a_refused_file_keeps_nothing_more(samples):
    app = drop(start(), ("ratings.csv", PICTURE))
    for _ in range(5):
        app.run()
    refused = app.session_state.incoming[0].refused
    assert len(traceback.extract_tb(refused.__traceback__)) < 10


def test_a_broken_job_of_using_the_files_leaves_them_where_they_are(samples, monkeypatch):
    app = drop(start(), ("ratings.csv", ratings()))
    app.run()

    def fails(*_):
        raise MemoryError

    monkeypatch.setattr("screens.parts.session.prepare_upload", fails)
    app.button(key="use_files").click().run()
    until(app, lambda app: bool(app.error))
    assert not app.exception
    assert app.session_state.incoming
    assert "workspace" not in app.session_state
    monkeypatch.undo()
    calm(use(app))
