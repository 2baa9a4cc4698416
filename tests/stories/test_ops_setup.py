"""An operations lead sets up a team: one form, a standup that exists, a rhythm all can read."""

import datetime as dt

import pytest
from sqlmodel import Session, select

from sandbox.state import Json
from storage.tables import RosterEntry, Standup, Team
from tests.stage import Stage, words_in


async def set_up(
    stage: Stage, who: str = "ann", channel: str = "#launch", **fields: object
) -> None:
    """Type `/ops setup`, fill in what differs, save."""
    person = stage.person(who)
    await person.command(channel, "/ops", "setup")
    sent = await person.submit(None, **fields)
    assert sent.closed, sent.errors
    await stage.pass_time(seconds=5)


def rhythm(stage: Stage, channel: str = "#launch") -> Json:
    """The message with the team's rhythm."""
    (message,) = [m for m in stage.cards(channel) if "The rhythm of" in words_in(m)]
    return message


def first_team(session: Session) -> Team:
    return session.exec(select(Team)).one()


def standups(session: Session) -> list[Standup]:
    return list(session.exec(select(Standup)).all())


def leads(session: Session) -> list[int]:
    found = select(RosterEntry.person_id).where(RosterEntry.role == "lead")
    return list(session.exec(found).all())


def block(view: Json, name: str) -> Json:
    found: Json = next(each for each in view["blocks"] if each.get("block_id") == name)
    return found


async def test_an_operations_lead_sets_up_launch_with_save_alone(stage: Stage) -> None:
    """Monday 09:00 UTC. Ann sits in Shanghai; everything that stands in the form is right."""
    ann = stage.person("ann")
    await ann.command("#launch", "/ops", "setup")
    form = ann.modal
    assert form["title"]["text"] == "Set up the rhythm"
    assert block(form, "zone")["element"]["initial_option"]["text"]["text"] == "Shanghai (+08:00)"
    assert block(form, "country")["element"]["initial_option"]["text"]["text"] == "China"
    assert block(form, "leads")["element"]["initial_users"] == [ann.id]
    assert (await ann.submit()).closed
    await stage.pass_time(seconds=5)

    text = words_in(rhythm(stage))
    assert "The rhythm of #launch" in text
    assert "Lead: Ann" in text
    assert "Work: Mon – Fri, 9:00 AM – 6:00 PM, Shanghai time" in text
    assert "Days off: public holidays of China" in text
    assert "Daily standup: on working days, 9:30 AM to 11:30 AM, everyone's own time" in text
    (standup,) = stage.db.run_read(standups)
    assert (standup.name, standup.zones) == ("Daily standup", "each_local")

    await stage.pass_time(hours=17)
    assert any("Daily standup · Tue, May 12 · 0/4" in words_in(m) for m in stage.cards("#launch"))
    assert any("What will you do today?" in words_in(m) for m in stage.direct("ann"))


async def test_the_preview_shows_local_times_and_holidays(stage: Stage) -> None:
    """Dragon Boat Festival 2026 is Friday 19 June."""
    await set_up(stage)
    ann = stage.person("ann")
    await ann.click("#launch", rhythm(stage)["ts"], "ops.preview")
    await stage.settle()
    text = words_in(ann.ephemerals("#launch")[-1])
    assert "Daily standup: 9 times until Sun, May 24" in text
    assert "9:30 AM – 11:30 AM Shanghai: Ann, 李雷" in text
    assert "9:30 AM – 11:30 AM New York: Ben (9:30 PM for you)" in text
    assert "9:30 AM – 11:30 AM Berlin: Dana (3:30 PM for you)" in text

    june = await ann.command("#launch", "/ops", "preview 60d")
    shown = words_in({"blocks": june.blocks})
    assert "Nobody is asked on days off of the team: Fri, Jun 19" in shown
    assert "(28 days)" in shown


async def test_the_preview_shows_when_clocks_change(stage: Stage) -> None:
    """On 25 October clocks change in Berlin, a week later in New York, never in Shanghai."""
    await stage.pass_time(days=158)
    await set_up(stage)
    ann = stage.person("ann")
    autumn = await ann.command("#launch", "/ops", "preview 30d")
    shown = words_in({"blocks": autumn.blocks})
    assert "Clocks change before that in Berlin" in shown
    assert "Clocks change before that in New York" in shown
    assert "New York: Ben (10:30 PM for you)" in shown


async def test_everything_in_the_form_is_kept(stage: Stage) -> None:
    ben = stage.person("ben")
    await set_up(
        stage, "ben", leads=["ann", "ben"], deputy="dana", zone="Asia/Kathmandu",
        working_days=["6", "0", "1", "2", "3"], works_from="10:00", works_until="17:30",
        language="zh", country="DE", subdivision="Bayern", days_off="24 Dec, Dec 31, 2026..2 jan",
        extra_days="2026-06-20", standup=[], nudges="light", pin=[],
    )  # fmt: skip
    team = stage.db.run_read(first_team)
    assert (team.zone, team.working_days, team.locale) == ("Asia/Kathmandu", "01236", "zh-CN")
    assert (f"{team.works_from:%H:%M}", f"{team.works_until:%H:%M}") == ("10:00", "17:30")
    assert (team.country, team.subdivision) == ("DE", "BY")
    assert team.days_off == ["2026-12-24", "2026-12-31", "2027-01-01", "2027-01-02"]
    assert team.extra_days == ["2026-06-20"]
    assert (team.nudges, team.pin_makes_task) == ("light", False)
    assert stage.db.run_read(standups) == []
    assert len(stage.db.run_read(leads)) == 2

    await ben.command("#launch", "/ops", "settings")
    form = ben.modal
    assert form["title"]["text"] == "Change the rhythm"
    assert block(form, "days_off")["element"]["initial_value"].startswith("2026-12-24, 2026-12-31")
    assert "initial_options" not in block(form, "pin")["element"]


async def test_a_change_redraws_the_message_and_touches_nothing_else(stage: Stage) -> None:
    await set_up(stage)
    ann = stage.person("ann")
    before = rhythm(stage)
    await ann.click("#launch", before["ts"], "ops.setup")
    assert [b["block_id"] for b in ann.modal["blocks"]].count("standup") == 0
    assert (await ann.submit(zone="Europe/Berlin", days_off="24 Dec")).closed
    await stage.pass_time(seconds=5)
    after = rhythm(stage)
    assert after["ts"] == before["ts"]
    assert "Berlin time" in words_in(after)
    assert "public holidays of China and 1 more day" in words_in(after)
    assert len(stage.db.run_read(standups)) == 1
    assert stage.db.run_read(first_team).country == "CN"


async def test_the_message_follows_a_new_name_of_the_channel_and_new_standups(
    stage: Stage,
) -> None:
    await set_up(stage)
    stage.sandbox.rename("#launch", "liftoff")
    ann = stage.person("ann")
    await ann.command("#liftoff", "/standup", "new Retro every fri 15:00 close 17:00")
    await stage.pass_time(seconds=10)
    text = words_in(rhythm(stage, "#liftoff"))
    assert "The rhythm of #liftoff" in text
    assert "Retro: every fri, 3:00 PM to 5:00 PM" in text


async def test_every_field_says_what_is_wrong_and_nothing_typed_is_lost(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.command("#launch", "/ops", "setup")
    sent = await ann.submit(
        leads=["eve", "chen"], deputy="drumbeat", works_until="08:00",
        country="DE", subdivision="Kansas", days_off="24 Dec, party", extra_days="1 May 2026",
        closes="09:30",
    )  # fmt: skip
    assert sent.errors is not None
    assert set(sent.errors) == {
        "leads", "deputy", "works_until", "subdivision", "days_off", "extra_days",
        "closes",
    }  # fmt: skip
    assert sent.errors["leads"] == "Eve is a guest; choose a full member."
    assert sent.errors["days_off"].startswith("“party” is no day I understand")
    assert sent.errors["subdivision"].startswith("I know no “Kansas” there. Write its code")
    assert stage.cards("#launch") == []
    shown = ann.modal["state"]["values"]["days_off"]["days_off"]["value"]
    assert shown == "24 Dec, party"

    sent = await ann.submit(
        leads=[], deputy=None, working_days=["0"], works_until="18:00", subdivision="",
        days_off="24 Dec", extra_days="24 Dec", closes="11:00",
    )  # fmt: skip
    assert sent.errors is not None
    assert list(sent.errors) == ["extra_days"]
    assert (await ann.submit(extra_days="")).closed
    await stage.pass_time(seconds=5)
    assert "Lead: Ann" in words_in(rhythm(stage))


async def test_only_the_lead_its_deputy_and_admins_change_it_afterwards(stage: Stage) -> None:
    await set_up(stage, deputy="lilei")
    ben = stage.person("ben")
    said = await ben.command("#launch", "/ops", "setup")
    assert "Only the lead of this team (Ann), its deputy or an admin" in (said.text or "")
    read = await ben.command("#launch", "/ops", "settings")
    assert "Lead: Ann" in words_in({"blocks": read.blocks})
    assert ben.modals == []
    for who in ("lilei", "dana"):
        person = stage.person(who)
        await person.command("#launch", "/ops", "setup")
        assert (await person.submit()).closed


async def test_guests_cannot_set_up(stage: Stage) -> None:
    eve = stage.person("eve")
    said = await eve.command("#launch", "/ops", "setup")
    assert "Guests cannot do that here" in (said.text or "")
    assert eve.modals == []


@pytest.mark.parametrize("line", ["setup", "settings", "missed", "roster"])
async def test_in_a_direct_message_the_team_has_to_be_named(stage: Stage, line: str) -> None:
    ann = stage.person("ann")
    said = await ann.command(ann.dm, "/ops", line)
    assert "Type that in the channel of the team" in (said.text or "")


async def test_where_the_bot_is_not_it_asks_to_be_invited(stage: Stage) -> None:
    said = await stage.person("ann").command("#random", "/ops", "setup")
    assert "/invite @Drumbeat" in (said.text or "")


async def test_two_leads_with_the_form_open_do_not_overwrite_each_other(stage: Stage) -> None:
    await set_up(stage, leads=["ann", "ben"])
    ann, ben = stage.person("ann"), stage.person("ben")
    await ann.command("#launch", "/ops", "settings")
    await ben.command("#launch", "/ops", "settings")
    assert (await ben.submit(zone="Europe/Berlin")).closed
    assert (await ann.submit(country="DE")).closed
    await ann.command("#launch", "/ops", "settings")
    await ben.command("#launch", "/ops", "settings")
    assert (await ben.submit(nudges="active")).closed
    sent = await ann.submit(nudges="light")
    assert not sent.closed
    assert "changed these settings while you had the form open" in str(sent.errors)
    team = stage.db.run_read(first_team)
    assert (team.zone, team.country, team.nudges) == ("Europe/Berlin", "DE", "active")


async def test_the_same_form_sent_twice_sets_up_once(stage: Stage) -> None:
    stage.sandbox.faults.duplicate_events(2)
    await set_up(stage)
    assert len(stage.db.run_read(standups)) == 1
    assert len([m for m in stage.cards("#launch") if "The rhythm of" in words_in(m)]) == 1


async def test_a_mention_gets_a_button_to_the_form(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.say("#launch", "@drumbeat ops setup")
    await stage.settle()
    told = ann.ephemerals("#launch")[-1]
    await ann.click("#launch", told["ts"], "ops.setup")
    assert (await ann.submit()).closed
    await stage.pass_time(seconds=5)
    assert "Lead: Ann" in words_in(rhythm(stage))


async def test_the_rhythm_of_a_private_channel_stays_there(stage: Stage) -> None:
    ben, chen = stage.person("ben"), stage.person("chen")
    await ben.invite("#leads", "drumbeat")
    await stage.settle()
    await set_up(stage, "ben", "#leads")
    message = rhythm(stage, "#leads")
    assert "The rhythm of #leads" in words_in(message)
    channel = stage.sandbox.workspace.channel("leads").id
    said = await chen.command("#ops", "/ops", "")
    assert "leads" not in (said.text or "")
    assert channel not in str(said.blocks)


async def test_today_tells_each_reader_their_own_times(stage: Stage) -> None:
    """Tuesday 01:00 UTC: it is 09:00 in Shanghai and still Monday evening in New York."""
    await set_up(stage)
    ann, ben = stage.person("ann"), stage.person("ben")
    await ann.command("#launch", "/task", "Send agenda @ann today")
    await stage.pass_time(hours=16)
    hers = await ann.command("#launch", "/ops", "")
    text = words_in({"blocks": hers.blocks})
    assert "Today in #launch, Tue, May 12" in text
    assert "Daily standup: you are asked at 9:30 AM, until 11:30 AM" in text
    assert "Your tasks: 1 overdue" in text
    his = await ben.command("#launch", "/ops", "today")
    assert "Today in #launch, Mon, May 11" in words_in({"blocks": his.blocks})


async def test_a_standup_begins_with_the_first_round_that_asks_everybody(stage: Stage) -> None:
    """Monday 17:00 in Shanghai, where today's 09:30 is over; Ben's 09:30 is still to come."""
    await set_up(stage)
    ben = stage.person("ben")
    said = await ben.command("#launch", "/ops", "today")
    shown = words_in({"blocks": said.blocks})
    assert "Daily standup: not today; the next one begins Mon, May 11 9:30 PM" in shown
    await stage.pass_time(hours=8)
    assert stage.direct("ben") == []


async def test_a_slip_is_asked_about_and_other_lines_are_kept(stage: Stage) -> None:
    ann = stage.person("ann")
    slip = await ann.command("#launch", "/ops", "setp")
    assert "Did you mean /ops setup?" in (slip.text or "")
    odd = await ann.command("#launch", "/ops", "dance with me")
    assert "All you can do: /ops help" in (odd.text or "")
    assert "/ops dance with me" in (odd.text or "")
    told = await ann.command("#launch", "/ops", "help")
    assert "drumbeat doctor" in words_in({"blocks": told.blocks})
    assert "everything came as planned" in await _missed(stage)


async def _missed(stage: Stage) -> str:
    await set_up(stage)
    said = await stage.person("ann").command("#launch", "/ops", "missed")
    return said.text or ""


async def test_missed_says_what_did_not_come_and_why(stage: Stage) -> None:
    """Drumbeat is off from Monday noon to Wednesday noon, and on Friday everybody is away."""
    await set_up(stage)
    ann = stage.person("ann")
    stage.sandbox.clock.set(dt.datetime(2026, 5, 13, 19, tzinfo=dt.UTC))
    await stage.pass_time(minutes=10)
    for who in ("ann", "ben", "dana", "lilei"):
        stage.sandbox.update_user(who, status_emoji=":palm_tree:", status_text="OOO")
    await stage.pass_time(days=1, hours=12)
    said = await ann.command("#launch", "/ops", "missed 7d")
    text = words_in({"blocks": said.blocks})
    assert "#launch: what did not come as planned in the last 7 days" in text
    assert "Tue, May 12 9:30 AM Daily standup: missed: Drumbeat was not running in time" in text
    assert "Daily standup: skipped: nobody was there" in text
