"""Quality: a verdict for each use, findings with a choice, and a choice that is carried out."""

from screens.parts.text import plain
from tests.screens.driving import calm, drop, on, open_sample, said, start, until, use

LINES = "".join(
    f"u{u},i{i},{1 + (u * i) % 5},{1_600_000_000 + 90_000 * i + u}\n"
    for u in range(35)
    for i in range(30)
    if (u + i) % 3
)
ROBOT = "".join(f"robot,i{n % 30},3,{1_650_000_000 + n // 2}\n" for n in range(70))


def test_a_sample_is_judged_use_by_use_and_has_nothing_to_choose(samples):
    app = open_sample("shop", "quality.py")
    words = said(calm(app))
    for found in samples["shop"].uses:
        assert found.answer == "yes"
        assert plain(found.why) in words
    assert not app.radio
    assert "clash" in words


def test_a_doubt_is_shown_and_goes_when_told(samples):
    text = "user_id,item_id,rating,timestamp\n" + LINES + ROBOT
    app = use(drop(start(), ("ratings.csv", text.encode())))
    on(app, "quality.py")
    assert "faster than a person" in said(calm(app))
    assert app.button(key="apply_cleaning").disabled
    people = app.session_state.workspace.figures.events
    app.radio(key="doubt_bots").set_value("drop").run()
    app.button(key="apply_cleaning").click().run()
    until(app, lambda app: app.session_state.workspace.cleaning.bots == "drop")
    calm(app.run())
    assert app.session_state.workspace.figures.events == people - 70
    assert "left out" in said(app)
    app.radio(key="doubt_bots").set_value("keep").run()
    app.button(key="apply_cleaning").click().run()
    until(app, lambda app: app.session_state.workspace.cleaning.bots == "keep")
    assert app.session_state.workspace.figures.events == people


def test_what_is_missing_is_named_with_its_column(samples):
    app = use(
        drop(
            start(),
            (
                "log.csv",
                b"user_id,item_id\n"
                + b"".join(
                    b"u%d,i%d\n" % (u, i) for u in range(9) for i in range(20) if (u + i) % 3
                ),
            ),
        )
    )
    words = said(calm(on(app, "quality.py")))
    assert "timestamp" in words
    assert "not enough" in words
