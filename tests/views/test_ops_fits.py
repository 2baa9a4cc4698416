"""Forms and messages of teams are within Slack's limits; refusals are sentences."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import teams
from domain.errors import DomainError
from domain.standups.rounds import Round
from domain.standups.values import Standup as Definition
from domain.standups.windows import Excluded, NotAsked, Window
from domain.teams import NoLead, Role
from domain.workdays import DateRange
from services.absence import Absence
from services.standups.preview import Previewed
from services.teams.form import YES, TeamFields, TeamForm
from services.teams.leaving import Gone
from services.teams.missed import Missed, NotAsPlanned
from services.teams.rhythm import TeamRhythm
from services.teams.roster import RoleGiven, Roster
from services.teams.today import StandupToday, Today
from storage.rosters import Listed
from storage.tables import Conversation, Occurrence, Person, Standup, Team
from tests.limits import assert_within_slack_limits
from tests.views.test_card_limits import LOCALES, NOW, check, people
from views.errors import field_of, refusal, sentence
from views.ops.form import set_up_button, team_form
from views.ops.rhythm import leaderless_line, left_line, rhythm_message
from views.ops.today import missed_message, role_given, roster_message, today_message
from views.standups.preview import preview_message
from views.words import words_for

DAY = dt.date(2026, 5, 11)
REFUSALS: list[tuple[DomainError, str]] = [
    (teams.DaysUnreadable("days_off", "party"), "days_off"),
    (teams.DayOver("days_off", DAY), "days_off"),
    (teams.TooManyDays("extra_days", 400), "extra_days"),
    (teams.DayOffAndWorked(DAY), "extra_days"),
    (teams.NoWorkingDay(), "working_days"),
    (teams.CountryUnknown("Narnia"), "country"),
    (teams.SubdivisionUnknown("Kansas", "DE", ("BE", "BY")), "subdivision"),
    (teams.SubdivisionUnknown("Kansas", "US", tuple(map(str, range(60)))), "subdivision"),
    (teams.SubdivisionUnknown("Kansas", "", ()), "subdivision"),
    (teams.SubdivisionUnknown("Kansas", "SG", ()), "subdivision"),
    *((teams.CannotLead("deputy", "Eve", why), "deputy") for why in NoLead),
    (teams.TooManyLeads(), "leads"),
    (teams.OpsUnreadable("dance"), "ops"),
    (teams.NotTheLead(("Ann", "Ben")), ""),
    (teams.NotTheLead(), ""),
    (teams.LastLead("Ann"), ""),
    *((teams.CannotTakePart("Eve", "ops", why.value), "") for why in NoLead),
    (teams.NoTeamHere(), ""),
    (teams.NoTeamHere(can_be=True), ""),
    (teams.TeamStale(0, ("zone",), kind="team"), ""),
]


def test_every_refusal_of_teams_has_an_example_here() -> None:
    kinds = {
        each
        for each in vars(teams).values()
        if isinstance(each, type)
        and issubclass(each, DomainError)
        and each.__module__ == teams.__name__
    }
    assert {type(error) for error, _ in REFUSALS} == kinds


@pytest.mark.parametrize(("error", "field"), REFUSALS)
@pytest.mark.parametrize("locale", ["en-GB", "zh-CN"])
def test_a_refusal_is_a_sentence_for_its_field(error: DomainError, field: str, locale: str) -> None:
    words = words_for(locale)
    text = sentence(error, words)
    assert text[0].isupper() or text[0].isdigit() or text[0] == "“"
    assert text[-1] in ".?:…"
    assert "{" not in text
    assert field_of(error) == field
    check(refusal(error, words, typed="/ops dance"))


NAMES = st.text(min_size=1, max_size=80)


def channel(name: str) -> Conversation:
    return Conversation(id=1, workspace_id=1, slack_id="C01234567", name=name)


def team(days: list[str] | None = None) -> Team:
    return Team(
        id=1, workspace_id=1, conversation_id=1, zone="Asia/Kathmandu", country="DE",
        subdivision="BY", days_off=days, working_days="024",
    )  # fmt: skip


def standup(name: str) -> Standup:
    return Standup(
        id=1, workspace_id=1, team_id=1, conversation_id=1, name=name[:60], folded=name[:60],
        days={"unit": "workday", "every": 1}, prompt_at=dt.time(9, 30), close_at=dt.time(11, 30),
        creator_id=1, created_at=NOW, updated_at=NOW,
    )  # fmt: skip


@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/Indiana/Indianapolis", "UTC"])
def test_the_form_fits(locale: str, zone: str) -> None:
    """Every choice of it: all countries, a hundred zones, the longest texts."""
    full = TeamFields(
        leads=" ".join(f"U{n:010}" for n in range(5)), deputy="U0123456789", zone=zone,
        working_days="0123456", works_from="09:00", works_until="18:00", language="zh",
        country="CN", subdivision="x" * 100, days_off="2026-12-24, " * 160, extra_days="",
        nudges="active", pin=YES, standup=YES, prompt="09:30", closes="11:30",
    )  # fmt: skip
    for shown in (full, TeamFields(zone=zone, working_days="", language="en", nudges="light")):
        form = TeamForm(channel("x" * 80), shown, {}, is_new=True)
        for reader in (zone, "Australia/Lord_Howe"):
            made = team_form(form, words_for(locale), NOW, reader_zone=reader, memory="x" * 600)
            assert_within_slack_limits(made)


@settings(max_examples=40, deadline=None)
@given(NAMES, people(), LOCALES, st.integers(0, 30), st.integers(0, 12))
def test_the_rhythm_and_its_lines_fit(
    name: str, person: Person, locale: str, days: int, standups: int
) -> None:
    words, place = words_for(locale), channel(name)
    rhythm = TeamRhythm(
        team(["2026-12-24"] * days), place, [person] * 5, [person], [standup(name)] * standups
    )
    check(rhythm_message(rhythm, words))
    check(set_up_button(name, "C1", words))
    for how in Gone:
        check(left_line(place, person, how, words))
    check(leaderless_line(place, person, words))
    check(leaderless_line(None, person, words))
    for role in Role:
        check(role_given(RoleGiven(rhythm.team, place, person, role, None), words))


@settings(max_examples=30, deadline=None)
@given(NAMES, people(), LOCALES, st.integers(0, 300))
def test_rosters_and_days_fit(name: str, person: Person, locale: str, many: int) -> None:
    words, place = words_for(locale), channel(name)
    listed = [Listed(person, role, "mandatory") for role in [None, *Role][:6]] * (many // 6)
    check(roster_message(Roster(team(), place, listed, [person] * many), words))
    gone = Absence(1, person, DateRange(DAY, DAY + dt.timedelta(9)))
    window = Window(1, DAY, NOW, NOW + dt.timedelta(hours=2))
    days = [
        StandupToday(standup(name), place, is_on=True, window=window),
        StandupToday(standup(name), place, is_on=True, excluded=NotAsked.AWAY),
        StandupToday(standup(name), place, is_on=True, opens_at=NOW),
        StandupToday(standup(name), place, is_on=False),
    ] * (many // 4)
    check(today_message(Today(DAY, place, days, [gone] * many, 1, 2, 3, 4), words))
    check(today_message(Today(DAY, None, days, (), 0, 0, 0, 0), words))
    amiss = [
        NotAsPlanned(
            Occurrence(
                workspace_id=1, kind="standup", subject_id=1, slot="x", due_at=NOW,
                at=NOW + dt.timedelta(minutes=5), outcome=outcome,
            ),
            name[:60],
        )
        for outcome in ("missed", "skipped", "late")
    ] * (many // 3)  # fmt: skip
    check(missed_message(Missed(place, 14, amiss), words, NOW))


@settings(max_examples=20, deadline=None)
@given(
    NAMES,
    people(),
    LOCALES,
    st.tuples(st.integers(1, 60), st.integers(1, 92), st.integers(1, 12)),
)
def test_previews_of_large_teams_fit(
    name: str, person: Person, locale: str, sizes: tuple[int, int, int]
) -> None:
    """Nothing stands together: every day somebody else is away."""
    many, days, standups = sizes
    dates = [DAY + dt.timedelta(step) for step in range(days)]
    rounds = tuple(
        Round(
            day,
            tuple(
                Window(n, day, NOW + dt.timedelta(hours=n % 24), NOW + dt.timedelta(hours=30))
                for n in range(many)
                if n != day.day % many
            ),
            (Excluded(day.day % many, NotAsked.AWAY),),
        )
        for day in dates
    )
    found = Previewed(
        standup(name), Definition(name[:60]), "UTC", rounds, tuple(dates),
        dict.fromkeys(range(many), person), dates[0], dates[-1],
    )  # fmt: skip
    check(preview_message([found] * standups, words_for(locale), NOW))
