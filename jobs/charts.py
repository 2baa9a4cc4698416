"""Charts as deliveries: Slack's own block where it is taken, else a picture, at worst words.

The steps of one row: try the block; if that is refused, draw and upload; then post the picture.
Each is written down before the next begins, so a crash repeats at most the upload, of which nobody
sees more than one.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import structlog
from sqlmodel import Session

from jobs.calls import Call, Carries, Proof
from jobs.outcomes import Outcome, Verdict
from jobs.ways import answering, posting
from services.charts import AS_PICTURE
from services.goals.charts import line_of_goal
from storage import deliveries, people
from storage.tables import Delivery, Person
from storage.visibility import Audience
from storage.workspaces import refuse_charts
from views.charts.chart import Chart
from views.charts.goal import goal_chart
from views.charts.message import alt_text, native_message, picture_message, words_message
from views.charts.picture import drawing_of
from views.words import Words, words_for

log = structlog.get_logger(__name__)

UPLOAD = "files.completeUploadExternal"
REFUSED = "invalid_blocks"
FILE = "file"
"""In a row's payload: the uploaded picture, or `NO_FILE` when it is known that there will be
none."""
NO_FILE = "none"
UPLOAD_TRIES = 3
LOOK_TRIES = 5
"""How often a post is tried that Slack refuses while it still looks through the file."""

DrawnFrom = Callable[[Session, Delivery, Person, Words, dt.datetime], Chart | None]


def chart_call(session: Session, row: Delivery, now: dt.datetime) -> Call | None:
    """The next step of a chart, None if there is nothing (left) to show."""
    reader = people.find_person(session, row.workspace_id, row.destination)
    if reader is None or not row.payload:
        return None
    words = words_for(people.locale_of(reader), reader.zone)
    chart = SUBJECTS[row.payload["of"]](session, row, reader, words, now)
    if chart is None:
        return None
    file = str(row.payload.get(FILE) or "")
    if chart.is_empty or file == NO_FILE:
        message = words_message(chart, words, is_missing=not chart.is_empty)
        return answering(session, row, message, now)
    if file:
        picture = posting(session, row, picture_message(chart, words, file))
        return replace(picture, carries=Carries.PICTURE)
    if row.payload[AS_PICTURE]:
        return _upload(row, chart, words)
    return _carrying(answering(session, row, native_message(chart, words), now))


def _carrying(call: Call) -> Call:
    otherwise = call.otherwise and _carrying(call.otherwise)
    return replace(call, carries=Carries.CHART, otherwise=otherwise)


def _upload(row: Delivery, chart: Chart, words: Words) -> Call:
    args = {"filename": "chart.png", "title": chart.title, "alt_txt": alt_text(chart)}
    drawing = drawing_of(chart, words)
    return Call(UPLOAD, args, Proof.REPEAT, rev=row.wanted_rev, drawing=drawing)


# -- what Slack's answers mean -----------------------------------------------------------------


def uploaded(session: Session, row: Delivery, data: Mapping[str, Any], now: dt.datetime) -> None:
    """The picture is there: show it next."""
    deliveries.go_on(session, row.id or 0, {**row.payload, FILE: data["file"]}, now)


def judge(row: Delivery, call: Call, outcome: Outcome) -> Outcome:
    """What an answer to a step means, where a chart knows better than the rest of the carrier."""
    is_early = call.carries is Carries.PICTURE and outcome.error == REFUSED
    if is_early and row.attempts < LOOK_TRIES - 1:
        return replace(outcome, verdict=Verdict.LATER)
    return outcome


def goes_otherwise(
    session: Session, row: Delivery, call: Call, outcome: Outcome, now: dt.datetime
) -> bool:
    """Whether this step has failed for good and another takes its place; written down then."""
    if call.carries is Carries.CHART and outcome.error == REFUSED:
        log.info("charts_refused", workspace=row.workspace_id)
        refuse_charts(session, row.workspace_id, now)
        deliveries.go_on(session, row.id or 0, {**row.payload, AS_PICTURE: True}, now)
        return True
    if not (_has_no_picture(row, call, outcome) or _was_looked_through(call, outcome)):
        return False
    log.warning("chart_without_picture", delivery=row.id, error=outcome.error)
    deliveries.go_on(session, row.id or 0, {**row.payload, FILE: NO_FILE}, now)
    return True


def _has_no_picture(row: Delivery, call: Call, outcome: Outcome) -> bool:
    if call.drawing is None or outcome.verdict is Verdict.DEAD or outcome.retry_after is not None:
        return False
    may_pass = outcome.verdict in {Verdict.LATER, Verdict.DOUBT}
    return not may_pass or row.attempts >= UPLOAD_TRIES - 1


def _was_looked_through(call: Call, outcome: Outcome) -> bool:
    """Refused though Slack has had the time to look through the file."""
    refused = outcome.error == REFUSED and outcome.verdict is not Verdict.LATER
    return call.carries is Carries.PICTURE and refused


# -- what is drawn -----------------------------------------------------------------------------


def _goal(
    session: Session, row: Delivery, reader: Person, words: Words, now: dt.datetime
) -> Chart | None:
    audience = Audience(person=reader)
    line = line_of_goal(session, row.workspace_id, row.subject_id, audience, now)
    if line is None:
        return None
    goal = line.facts.goal
    return goal_chart(
        f"G{goal.number} {goal.title}",
        points=line.points,
        pace=line.pace,
        landing=line.landing,
        today=line.today,
        end=line.end,
        unit=line.unit,
        words=words,
    )


SUBJECTS: Mapping[str, DrawnFrom] = {"goal": _goal}
"""What a chart can be of, by `services.charts.Subject.kind`."""
