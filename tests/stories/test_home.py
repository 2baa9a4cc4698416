"""The Home tab: drawn on opening, kept current while somebody may be looking."""

from tests.stage import Stage, words_in


async def test_an_empty_desk_teaches_three_steps(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.open_home()
    await stage.settle()
    assert ann.home is not None
    assert "Three steps to begin with" in words_in(ann.home)


async def test_the_desk_follows_every_change_and_its_buttons_work(stage: Stage) -> None:
    ann, ben = stage.person("ann"), stage.person("ben")
    await ben.open_home()
    await ann.command("#launch", "/task", "Prepare deck @ben today")
    await stage.pass_time(seconds=5)
    assert ben.home is not None
    assert "*Today* T1 Prepare deck" in words_in(ben.home)

    await ben.click("home", None, "task.done")
    await stage.pass_time(seconds=5)
    assert "Prepare deck" not in words_in(ben.home)
    assert len(stage.direct("ben")) == 1


async def test_a_desk_nobody_looks_at_is_not_drawn(stage: Stage) -> None:
    ann, ben = stage.person("ann"), stage.person("ben")
    await ben.open_home()
    await stage.pass_time(minutes=11)
    stage.sandbox.journal.clear()
    await ann.command("#launch", "/task", "Prepare deck @ben today")
    await stage.pass_time(seconds=5)
    assert stage.sandbox.journal.calls("views.publish") == []
    await ben.open_home()
    await stage.settle()
    assert "Prepare deck" in words_in(ben.home or {})


async def test_the_desk_opens_the_form_of_a_new_task(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.open_home()
    await stage.settle()
    await ann.click("home", None, "task.form")
    await ann.fill("title", "Renew passport")
    assert (await ann.submit()).closed
    await stage.pass_time(seconds=5)
    assert ann.home is not None
    assert "T1 Renew passport" in words_in(ann.home)
