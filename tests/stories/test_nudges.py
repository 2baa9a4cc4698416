"""Nudges: one digest a day at the owner's nine o'clock, little noise, and a word to end it.

The clock begins on Monday, 11 May 2026, 09:00 UTC: 17:00 for Ann in Shanghai, 05:00 for Ben in New
York. Ann's nine o'clock is 01:00 UTC.
"""

import datetime as dt

from sqlmodel import Session

from sandbox.state import Json
from storage import conversations, people, rhythms
from storage.tables import Rhythm
from tests.stage import Stage, words_in
from tests.stories.test_away import go_away

ANNS_NINE = "T01:00:00+00:00"


async def until(stage: Stage, day: str, time: str = ANNS_NINE) -> None:
    """Let time pass up to an instant, stopping at everything that falls due."""
    target = dt.datetime.fromisoformat(f"{day}{time}")
    await stage.sandbox.clock.step_to(target, stage.stepper)
    await stage.settle()


def digests(stage: Stage, handle: str) -> list[Json]:
    """The digests that a person got, oldest first."""
    return [message for message in stage.direct(handle) if is_digest(message)]


def is_digest(message: Json) -> bool:
    return any(
        element.get("action_id") == "nudge.got_it" or "/ops why" in str(element.get("text"))
        for block in message.get("blocks") or ()
        for element in block.get("elements") or ()
    ) and "header" in {block["type"] for block in message["blocks"]}


def days(stage: Stage, handle: str) -> list[str]:
    """When they came, in UTC."""
    found = [float(message["ts"]) for message in digests(stage, handle)]
    return [f"{dt.datetime.fromtimestamp(ts, dt.UTC):%m-%d %H:%M}" for ts in found]


def shown(stage: Stage, handle: str) -> str:
    """The newest digest in words."""
    return words_in(digests(stage, handle)[-1]).replace("*", "")


async def lead(stage: Stage, handle: str, role: str = "lead") -> None:
    """Give somebody a role in #launch."""
    slack_id = stage.person(handle).id

    def set_role(session: Session) -> None:
        person = people.find_person(session, 1, slack_id)
        assert person is not None
        conversations.set_role(session, 1, person.id or 0, role)

    await stage.db.write(set_role)


async def test_a_task_is_told_the_day_before_on_the_day_and_three_times_late(stage: Stage) -> None:
    """Due on Friday, 15 May; the weekend does not count."""
    await stage.person("ann").command("#launch", "/task", "Send forecast fri")
    await until(stage, "2026-05-14")
    assert days(stage, "ann") == ["05-14 01:00"]
    assert "1 coming up" in shown(stage, "ann")
    assert "Coming up T1 Send forecast Fri, May 15" in shown(stage, "ann")

    await until(stage, "2026-05-15")
    assert "Due today T1 Send forecast" in shown(stage, "ann")

    await until(stage, "2026-06-30")
    assert days(stage, "ann") == [
        "05-14 01:00",
        "05-15 01:00",
        "05-18 01:00",
        "05-20 01:00",
        "05-26 01:00",
    ]
    assert "Overdue T1 Send forecast" in shown(stage, "ann")


async def test_everything_is_one_message_with_what_is_worst_first(stage: Stage) -> None:
    ann = stage.person("ann")
    for line in ("Late tue", "Now thu", "Soon fri", "Far 30 jun"):
        await ann.command("#launch", "/task", line)
    await until(stage, "2026-05-14", "T02:00:00+00:00")
    assert days(stage, "ann")[-1] == "05-14 01:00"
    told = shown(stage, "ann")
    assert "1 due today, 1 coming up" in told
    assert told.index("Now") < told.index("Soon")
    assert "Far" not in told


async def test_what_was_known_anyway_is_not_said(stage: Stage) -> None:
    """Monday evening in Shanghai: a task for Tuesday; no word the day before."""
    await stage.person("ann").command("#launch", "/task", "Call tomorrow")
    await stage.pass_time(minutes=30)
    assert digests(stage, "ann") == []
    await until(stage, "2026-05-12")
    assert days(stage, "ann") == ["05-12 01:00"]


async def test_a_task_done_in_the_digest_is_shown_as_done(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.command("#launch", "/task", "Write minutes tue")
    await ann.command("#launch", "/task", "Book room tue")
    await until(stage, "2026-05-12")
    (digest,) = digests(stage, "ann")
    await ann.click("dm", digest["ts"], "task.done", value="1")
    await stage.pass_time(seconds=10)
    assert "1 due today" in shown(stage, "ann")
    assert "✅ T1 Write minutes: done" in shown(stage, "ann")

    await ann.command("#launch", "/task", "done T2")
    await stage.pass_time(seconds=10)
    assert "all done ✅" in shown(stage, "ann")
    assert "Got it" not in shown(stage, "ann")
    await until(stage, "2026-06-01")
    assert len(digests(stage, "ann")) == 1


async def test_a_task_done_the_evening_before_is_not_told(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.command("#launch", "/task", "Write minutes tue")
    await stage.pass_time(hours=2)
    await ann.command("#launch", "/task", "done T1")
    await until(stage, "2026-06-01")
    assert digests(stage, "ann") == []


async def test_the_lead_is_told_from_three_days_late_in_their_own_digest(stage: Stage) -> None:
    """Due on Friday, 15 May: Ben, the lead, hears of it on the 20th and the 26th at his nine."""
    await stage.person("ann").command("#launch", "/task", "Send forecast fri")
    await lead(stage, "ben")
    await until(stage, "2026-05-20", "T12:59:00+00:00")
    assert digests(stage, "ben") == []
    await until(stage, "2026-05-20", "T13:00:00+00:00")
    assert "Late in your team T1 Send forecast Ann" in shown(stage, "ben")
    await until(stage, "2026-06-30")
    assert days(stage, "ben") == ["05-20 13:00", "05-26 13:00"]
    # Nothing is ever said about it where others read.
    assert len(stage.cards("#launch")) == 1


async def test_without_a_lead_the_admin_is_told(stage: Stage) -> None:
    """Dana is in Berlin: 09:00 there is 07:00 UTC."""
    await stage.person("ann").command("#launch", "/task", "Send forecast fri")
    await until(stage, "2026-05-21")
    assert days(stage, "dana") == ["05-20 07:00"]
    assert digests(stage, "ben") == []


async def test_what_a_lead_may_not_see_is_not_told_to_them(stage: Stage) -> None:
    """Dana, the admin, is not in the direct messages in which Ann keeps this to herself."""
    await stage.person("ann").command("dm", "/task", "Secret plan fri")
    await until(stage, "2026-06-30")
    assert len(digests(stage, "ann")) == 5
    assert stage.direct("dana") == []


async def test_the_stand_in_gets_it_during_a_vacation(stage: Stage) -> None:
    """Ann is away from Tuesday to Friday next week and Ben stands in."""
    ann = stage.person("ann")
    await ann.command("#launch", "/task", "Send forecast thu")
    await go_away(stage, "ann", "2026-05-12", "2026-05-22", "ben")
    await until(stage, "2026-05-15")
    assert digests(stage, "ann") == []
    assert days(stage, "ben") == ["05-13 13:00", "05-14 13:00"]
    assert "You stand in for Ann T1 Send forecast" in shown(stage, "ben")

    await until(stage, "2026-05-25", "T05:00:00+00:00")
    assert days(stage, "ann") == ["05-25 01:00"]
    assert "Overdue T1 Send forecast" in shown(stage, "ann")


async def test_a_stand_in_can_finish_what_they_were_told_of(stage: Stage) -> None:
    ann, ben = stage.person("ann"), stage.person("ben")
    await ann.command("#launch", "/task", "Send forecast thu")
    await go_away(stage, "ann", "2026-05-12", "2026-05-22", "ben")
    await until(stage, "2026-05-14", "T14:00:00+00:00")
    await ben.click("dm", digests(stage, "ben")[-1]["ts"], "task.done")
    await stage.pass_time(seconds=10)
    assert "✅ T1 Send forecast: done" in shown(stage, "ben")


async def test_who_is_away_without_a_stand_in_hears_of_all_on_return_once(stage: Stage) -> None:
    ann = stage.person("ann")
    for line in ("One wed", "Two thu", "Three fri"):
        await ann.command("#launch", "/task", line)
    await go_away(stage, "ann", "2026-05-12", "2026-05-22")
    await until(stage, "2026-05-25", "T09:00:00+00:00")
    assert days(stage, "ann") == ["05-25 01:00"]
    assert "3 overdue" in shown(stage, "ann")


async def test_quiet_hours_that_were_set_are_kept(stage: Stage) -> None:
    """Ann wants nothing before eleven: 03:00 UTC."""
    ann = stage.person("ann")
    await ann.command("#launch", "/task", "Send forecast tue")

    def be_quiet(session: Session) -> None:
        person = people.find_person(session, 1, ann.id)
        assert person is not None
        hours = {"quiet_from": dt.time(18), "quiet_until": dt.time(11)}
        people.change_person(session, person.id or 0, hours)

    await stage.db.write(be_quiet)
    await stage.settle()
    await until(stage, "2026-05-12", "T09:00:00+00:00")
    assert days(stage, "ann") == ["05-12 03:00"]


async def test_do_not_disturb_is_asked_for_and_kept(stage: Stage) -> None:
    """Ann's notifications rest from 08:00 to 10:30 in Shanghai."""
    await stage.person("ann").command("#launch", "/task", "Send forecast tue")
    begin = dt.datetime(2026, 5, 12, 0, 0, tzinfo=dt.UTC)
    end = dt.datetime(2026, 5, 12, 2, 30, tzinfo=dt.UTC)
    user, start = stage.person("ann").id, int(begin.timestamp())
    stage.sandbox.set_dnd(user, start=start, end=int(end.timestamp()))
    await until(stage, "2026-05-12", "T09:00:00+00:00")
    assert days(stage, "ann") == ["05-12 02:30"]


async def test_got_it_silences_until_something_changes(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.command("#launch", "/task", "Send forecast tue")
    await until(stage, "2026-05-12", "T02:00:00+00:00")
    await ann.click("dm", digests(stage, "ann")[-1]["ts"], "nudge.got_it")
    await stage.pass_time(seconds=10)
    assert "I keep quiet about it until something changes" in shown(stage, "ann")
    await until(stage, "2026-05-14", "T09:00:00+00:00")
    assert len(digests(stage, "ann")) == 1

    await ann.command("#launch", "/task", "T1 mon")
    await until(stage, "2026-05-18", "T09:00:00+00:00")
    assert days(stage, "ann")[1:] == ["05-15 01:00", "05-18 01:00"]


async def test_got_it_can_be_taken_back(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.command("#launch", "/task", "Send forecast tue")
    await until(stage, "2026-05-12", "T02:00:00+00:00")
    await ann.click("dm", digests(stage, "ann")[-1]["ts"], "nudge.got_it")
    await stage.settle()
    (reply,) = [m for m in ann.messages(ann.dm) if "Remind me anyway" in words_in(m)]
    await ann.click("dm", reply["ts"], "nudge.hear")
    await until(stage, "2026-05-13", "T09:00:00+00:00")
    assert days(stage, "ann") == ["05-12 01:00", "05-13 01:00"]


async def test_less_of_this_takes_a_step_down_and_more_again_takes_it_back(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.command("#launch", "/task", "Send forecast tue")
    await until(stage, "2026-05-12", "T02:00:00+00:00")
    await ann.click("dm", digests(stage, "ann")[-1]["ts"], "nudge.less")
    await stage.settle()
    (reply,) = [m for m in ann.messages(ann.dm) if "More again" in words_in(m)]
    assert "Tasks: from now on I remind you on the day and 3 days late." in words_in(reply)
    await until(stage, "2026-05-14", "T12:00:00+00:00")
    assert len(digests(stage, "ann")) == 1
    await ann.click("dm", reply["ts"], "nudge.more")
    await until(stage, "2026-05-30")
    assert days(stage, "ann") == ["05-12 01:00", "05-15 01:00", "05-21 01:00"]


async def test_an_owner_is_asked_for_a_check_in_in_the_digest(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.command("#launch", "/goal", "Raise NPS from 31 to 45 by 30 jun")
    await until(stage, "2026-05-18", "T02:00:00+00:00")
    assert days(stage, "ann") == ["05-18 01:00"]
    assert "A check-in is due for 1 goal: G1 Raise NPS" in shown(stage, "ann")
    await until(stage, "2026-05-20", "T02:00:00+00:00")
    assert days(stage, "ann") == ["05-18 01:00", "05-20 01:00"]
    await ann.command("#launch", "/goal", "G1 33")
    await stage.pass_time(seconds=10)
    assert "✅ G1 Raise NPS" in shown(stage, "ann")
    await until(stage, "2026-05-25", "T02:00:00+00:00")
    assert len(digests(stage, "ann")) == 2


async def test_a_restart_in_the_afternoon_sends_the_morning_late_and_once(stage: Stage) -> None:
    """The clock jumps over two days: of three steps only the last is said."""
    await stage.person("ann").command("#launch", "/task", "Send forecast wed")
    await stage.settle()
    stage.sandbox.clock.set(dt.datetime(2026, 5, 13, 7, tzinfo=dt.UTC))
    await stage.settle()
    assert days(stage, "ann") == ["05-13 07:00"]
    assert "Due today T1 Send forecast" in shown(stage, "ann")


async def test_after_the_working_hours_it_is_a_part_of_the_next_day(stage: Stage) -> None:
    await stage.person("ann").command("#launch", "/task", "Send forecast wed")
    await stage.settle()
    stage.sandbox.clock.set(dt.datetime(2026, 5, 13, 11, tzinfo=dt.UTC))
    await stage.settle()
    assert digests(stage, "ann") == []
    await until(stage, "2026-05-14")
    assert days(stage, "ann") == ["05-14 01:00"]


async def test_nobody_is_looked_at_again_when_nothing_waits(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.command("#launch", "/task", "Send forecast fri")
    await stage.settle()
    looked = await stage.db.read(_row_of, ann.id)
    assert looked.next_at == dt.datetime(2026, 5, 14, 1, tzinfo=dt.UTC)
    await ann.command("#launch", "/task", "done T1")
    await stage.settle()
    looked = await stage.db.read(_row_of, ann.id)
    assert looked.next_at is None


def _row_of(session: Session, slack_id: str) -> Rhythm:
    person = people.find_person(session, 1, slack_id)
    assert person is not None
    row = rhythms.find_rhythm(session, 1, "nudges", person.id or 0)
    assert row is not None
    return row


async def test_a_standup_is_reminded_of_once_before_it_closes(stage: Stage) -> None:
    """Tuesday in Shanghai: asked at 09:30, reminded at 11:00 (03:00 UTC), closed at 11:30."""
    ann = stage.person("ann")
    await ann.command("#launch", "/standup", "new Daily weekdays 9:30 close 11:30")
    await until(stage, "2026-05-12", "T02:59:00+00:00")
    assert len(stage.direct("ann")) == 1
    await until(stage, "2026-05-12", "T03:00:00+00:00")
    _, reminder = stage.direct("ann")
    assert "Daily closes at 11:30 AM, and you have not answered." in words_in(reminder)

    await ann.click("dm", reminder["ts"], "standup.answer")
    for name in ("answer_0", "answer_1", "answer_2"):
        await ann.fill(name, "no")
    assert (await ann.submit()).closed
    await stage.pass_time(seconds=10)
    _, reminder = stage.direct("ann")
    assert "✅ Daily: you have answered" in words_in(reminder)


async def test_who_has_answered_is_not_reminded(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.command("#launch", "/standup", "new Daily weekdays 9:30 close 11:30")
    await until(stage, "2026-05-12", "T02:00:00+00:00")
    (asked,) = stage.direct("ann")
    await ann.click("dm", asked["ts"], "standup.skip")
    await until(stage, "2026-05-12", "T09:00:00+00:00")
    assert not any("have not answered" in words_in(each) for each in stage.direct("ann"))


async def test_three_messages_a_day_are_enough(stage: Stage) -> None:
    """Four standups and a task due: three reminders, and the digest comes the next day."""
    ann = stage.person("ann")
    for name, question in (("One", "A?"), ("Two", "B?"), ("Three", "C?"), ("Four", "D?")):
        line = f'new {name} weekdays 9:10 close 9:50 remind 20 ask "{question}"'
        await ann.command("#launch", "/standup", line)
    await ann.command("#launch", "/task", "Send forecast tue")
    await until(stage, "2026-05-12", "T09:00:00+00:00")
    told = [m for m in stage.direct("ann") if "/ops why" in words_in(m)]
    assert len(told) == 3
    await until(stage, "2026-05-13", "T01:30:00+00:00")
    assert days(stage, "ann")[-1] in {"05-12 01:00", "05-13 01:00"}


async def test_nothing_comes_on_a_weekend_or_holiday(stage: Stage) -> None:
    """Due on Friday, 15 May; the Monday after is a day off of the team."""
    await stage.person("ann").command("#launch", "/task", "Send forecast fri")

    def rest(session: Session) -> None:
        conversations.change_team(session, 1, {"days_off": ["2026-05-18"]})

    await stage.db.write(rest)
    await until(stage, "2026-05-20")
    assert days(stage, "ann") == ["05-14 01:00", "05-15 01:00", "05-19 01:00"]


async def test_why_names_each_line_and_its_reason(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.command("#launch", "/task", "Send forecast tue")
    await until(stage, "2026-05-13", "T02:00:00+00:00")
    said = await ann.command("#launch", "/ops", "why")
    told = words_in({"blocks": said.blocks})
    assert "T1 Send forecast: due on Tue, May 12, 1 working day late" in told
    assert "T1 Send forecast: due on the day, Tue, May 12" in told
    assert "Tasks: I remind you the day before, on the day, and 1, 3 and 7 days late." in told
    assert "At most 3 messages a day" in told


async def test_a_task_that_changed_hands_is_shown_so(stage: Stage) -> None:
    ann, ben = stage.person("ann"), stage.person("ben")
    await ann.command("#launch", "/task", "Send forecast tue")
    await until(stage, "2026-05-12", "T02:00:00+00:00")
    await ben.command("#launch", "/task", "T1 @ben")
    await ann.command("#launch", "/task", "hand T1 @ben")
    await stage.settle()
    await ben.command("#launch", "/task", "accept T1")
    await stage.pass_time(seconds=10)
    assert "🤝 T1 Send forecast: Ben has it" in shown(stage, "ann")


async def test_the_card_of_a_late_task_says_so(stage: Stage) -> None:
    """Time alone changes what a card shows; the digest that tells of it has it drawn anew."""
    ann = stage.person("ann")
    await ann.command("#launch", "/task", "Water the plants wed")
    await until(stage, "2026-05-13")
    await stage.pass_time(seconds=10)
    assert "overdue" not in words_in(stage.cards("#launch")[0])
    await until(stage, "2026-05-14")
    await stage.pass_time(seconds=10)
    assert "⏰ overdue" in words_in(stage.cards("#launch")[0])


async def test_who_is_asked_on_a_holiday_of_their_other_team_is_reminded_too(stage: Stage) -> None:
    """Monday 25 May is Memorial Day in #launch; #ops works, asks Ann, and reminds her."""
    ann = stage.person("ann")
    await ann.command("#launch", "/task", "Water the plants")
    await stage.db.write(conversations.change_team, 1, {"country": "US"})
    await until(stage, "2026-05-24")
    await ann.command("#ops", "/standup", "new Daily weekdays 9:30 close 11:30")
    await until(stage, "2026-05-25", "T03:00:00+00:00")
    assert "Daily closes at 11:30 AM" in words_in(stage.direct("ann")[-1])
