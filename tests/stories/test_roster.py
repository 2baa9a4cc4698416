"""The roster follows the channel: parts, guests by hand, who leaves and who is deactivated."""

from sqlmodel import Session

from storage import conversations, rosters
from storage.tables import Team
from tests.stage import Stage, words_in
from tests.stories.test_ops_setup import first_team, rhythm, set_up


def listed(session: Session) -> dict[str, str]:
    team = first_team(session)
    return {each.person.handle: each.part for each in rosters.roster_of(session, team)}


def team_again(session: Session) -> Team:
    return conversations.get_team(session, 1, first_team(session).id or 0)


async def told(stage: Stage, who: str, line: str) -> str:
    """What `/ops …` answers in #launch."""
    said = await stage.person(who).command("#launch", "/ops", line)
    shown = words_in({"blocks": said.blocks}) if said.blocks else said.text or ""
    await stage.pass_time(seconds=5)
    return shown


async def test_a_roster_is_the_channel_without_guests_until_somebody_adds_them(
    stage: Stage,
) -> None:
    """#launch has Ann, Ben, Li Lei and Dana, the guest Eve, and Drumbeat."""
    await set_up(stage)
    parts = stage.db.run_read(listed)
    assert parts == dict.fromkeys(("ann", "ben", "dana", "lilei"), "mandatory")
    shown = await told(stage, "ben", "roster")
    assert "#launch: 4 people" in shown
    assert "lead: Ann" in shown
    assert "In the channel, not on the list: Eve" in shown

    assert await told(stage, "ann", "roster @eve optional") == (
        "Eve in #launch: optional: asked, not counted"
    )
    await told(stage, "ann", "roster @ben observer")
    await told(stage, "ann", "roster @dana off")
    parts = stage.db.run_read(listed)
    assert parts == {
        "ann": "mandatory", "ben": "observer", "eve": "optional", "lilei": "mandatory"
    }  # fmt: skip
    await told(stage, "ann", "roster @dana member")
    await told(stage, "ann", "roster @eve off")
    parts = stage.db.run_read(listed)
    assert parts == {
        "ann": "mandatory", "ben": "observer", "dana": "mandatory", "lilei": "mandatory"
    }  # fmt: skip


async def test_who_is_asked_follows_the_roster(stage: Stage) -> None:
    await set_up(stage)
    await told(stage, "ann", "roster @lilei observer")
    await told(stage, "ann", "roster @eve member")
    await stage.pass_time(hours=17)
    assert any("Daily standup" in words_in(m) for m in stage.direct("ann"))
    assert stage.direct("lilei") == []
    await stage.pass_time(hours=16)
    assert any("Answer" in words_in(m) for m in stage.direct("eve"))


async def test_leads_and_deputies_are_named_by_line(stage: Stage) -> None:
    await set_up(stage)
    assert "Only the lead of this team (Ann)" in await told(stage, "ben", "lead @ben")
    assert await told(stage, "ann", "lead @ben") == "Ben in #launch: lead"
    await told(stage, "ben", "deputy @lilei")
    assert "Lead: Ann, Ben Deputy: 李雷" in words_in(rhythm(stage))
    await told(stage, "ben", "roster @ann member")
    assert "Lead: Ben" in words_in(rhythm(stage))
    assert "Ben is the only lead" in await told(stage, "ben", "roster @ben optional")
    assert "Eve is a guest" in await told(stage, "ben", "deputy @eve")
    assert "Chen is not in this channel" in await told(stage, "ben", "roster @chen member")
    assert "Only a person can be that" in await told(stage, "ben", "roster @drumbeat member")


async def test_whoever_leaves_the_channel_is_dropped_and_the_lead_hears_of_it_once(
    stage: Stage,
) -> None:
    await set_up(stage)
    await told(stage, "ann", "roster @ben optional")
    await stage.person("ben").leave("#launch")
    await stage.pass_time(seconds=5)
    (line,) = stage.direct("ann")
    assert words_in(line) == "Ben left #launch: no standups there for them any more."
    assert "ben" not in stage.db.run_read(listed)

    await stage.person("ann").invite("#launch", "ben")
    await stage.pass_time(seconds=5)
    assert stage.db.run_read(listed)["ben"] == "mandatory"
    assert len(stage.direct("ann")) == 1


async def test_a_guest_who_was_not_on_the_list_leaves_silently(stage: Stage) -> None:
    await set_up(stage)
    await stage.person("eve").leave("#launch")
    await stage.pass_time(seconds=5)
    assert stage.direct("ann") == []


async def test_a_team_whose_lead_leaves_can_be_set_up_again_by_any_member(stage: Stage) -> None:
    await set_up(stage)
    assert "Only the lead" in await told(stage, "ben", "setup")
    await stage.person("ann").leave("#launch")
    await stage.pass_time(seconds=5)
    (line,) = stage.direct("dana")
    assert "#launch has no lead any more: Ann is gone" in words_in(line)
    assert "Lead: nobody yet; any member can set it up" in words_in(rhythm(stage))

    ben = stage.person("ben")
    await ben.command("#launch", "/ops", "setup")
    assert ben.modal["title"]["text"] == "Change the rhythm"
    assert (await ben.submit()).closed
    await stage.pass_time(seconds=5)
    assert "Lead: Ben" in words_in(rhythm(stage))
    assert stage.db.run_read(team_again).zone == "Asia/Shanghai"


async def test_whoever_is_deactivated_leaves_every_team(stage: Stage) -> None:
    await set_up(stage)
    await set_up(stage, "ben", "#ops")
    stage.sandbox.deactivate("ben")
    await stage.pass_time(seconds=5)
    assert any(
        words_in(m) == "Ben was deactivated in Slack and is not in #launch any more."
        for m in stage.direct("ann")
    )
    (line,) = [m for m in stage.direct("dana") if "no lead" in words_in(m)]
    assert "#ops has no lead any more" in words_in(line)


async def test_the_team_of_a_private_channel_is_not_named_to_an_admin_outside(
    stage: Stage,
) -> None:
    """#leads is private; Dana, who is an admin, leaves it before its lead does."""
    ben = stage.person("ben")
    await ben.invite("#leads", "drumbeat")
    await stage.settle()
    await set_up(stage, "ben", "#leads")
    await stage.person("dana").leave("#leads")
    await stage.pass_time(seconds=5)
    await ben.leave("#leads")
    await stage.pass_time(seconds=5)
    (line,) = stage.direct("dana")
    assert "The team of a private channel has no lead any more" in words_in(line)
    assert "leads" not in words_in(line)
