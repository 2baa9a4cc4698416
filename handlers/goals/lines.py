"""`/goal …`: each intent of a line becomes one use case and one answer."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlmodel import Session

from domain.goal_lines import parse_goal_line, parse_new_goal
from domain.goal_lines import values as intents
from domain.goal_lines.values import GoalIntent
from domain.text import parse_slack_text
from domain.verbs import DidYouMean, Find, Help, Undo
from handlers import undo
from handlers.answers import Answer
from handlers.goals import boards, closing, details, forms, pillars, reading
from handlers.goals import check_in as check_in_form
from handlers.goals.charts import chart
from handlers.goals.told import told
from handlers.requests import Request
from handlers.unit import words_of
from services.goals import verbs
from services.goals.add import add_goal
from services.goals.check_in import check_in
from services.goals.lists import show_goal
from services.readable import readable_line
from services.scene import Scene
from views.commands import GOAL
from views.goals.card import goal_card
from views.help import ADD_GOAL, Meant, command_help, did_you_mean, verb_help

_READS = (
    intents.Mine,
    intents.ListGoals,
    intents.Tree,
    intents.ShowGoal,
    Find,
    Help,
    DidYouMean,
    intents.History,
    intents.CheckInForm,
    intents.CloseCycle,
    intents.EditForm,
)


def parse(text: str) -> GoalIntent:
    """Read the text after `/goal`; raises BadInput."""
    return parse_goal_line(text)


def only_reads(intent: GoalIntent) -> bool:
    """Whether carrying out the intent changes nothing."""
    opens_form = isinstance(intent, intents.CloseGoal) and intent.score is None
    return opens_form or isinstance(intent, _READS)


def run(session: Session, scene: Scene, request: Request, intent: GoalIntent) -> Answer:
    """Carry out one intent."""
    step: Callable[..., Answer] = STEPS[type(intent)]
    return step(session, scene, request, intent)


def _add(session: Session, scene: Scene, _: Request, intent: intents.AddGoal) -> Answer:
    result = add_goal(session, scene, intent.goal)
    return Answer(forms.added_with_hints(session, scene, result))


def add_as_typed(session: Session, scene: Scene, request: Request, line: str) -> Answer:
    """Write a line as a goal although it begins like a verb."""
    goal = parse_new_goal(parse_slack_text(line))
    return _add(session, scene, request, intents.AddGoal(goal))


def _show(session: Session, scene: Scene, _: Request, intent: intents.ShowGoal) -> Answer:
    shown = show_goal(session, scene, intent.number)
    words = words_of(scene)
    return Answer(goal_card(shown.facts, shown.figures, words, scene.now, said_by=shown.said_by))


def _change(session: Session, scene: Scene, _: Request, intent: intents.ChangeGoal) -> Answer:
    results = verbs.change_goals(session, scene, intent.numbers, intent.change)
    return told(session, scene, results)


def _check_in(session: Session, scene: Scene, _: Request, intent: intents.CheckIn) -> Answer:
    return told(session, scene, check_in(session, scene, intent))


def _finish(session: Session, scene: Scene, _: Request, intent: intents.FinishGoal) -> Answer:
    return told(session, scene, verbs.finish_goals(session, scene, intent.numbers, intent.why))


def _drop(session: Session, scene: Scene, _: Request, intent: intents.DropGoal) -> Answer:
    return told(session, scene, verbs.drop_goals(session, scene, intent.numbers, intent.reason))


def _reopen(session: Session, scene: Scene, _: Request, intent: intents.ReopenGoal) -> Answer:
    return told(session, scene, verbs.reopen_goals(session, scene, intent.numbers))


def _tick(session: Session, scene: Scene, _: Request, intent: intents.Tick) -> Answer:
    positions = intent.positions
    result = verbs.tick_milestones(session, scene, intent.number, positions, done=intent.done)
    return told(session, scene, [result])


def _link(session: Session, scene: Scene, _: Request, intent: intents.Link) -> Answer:
    result = verbs.link_tasks(session, scene, intent.number, intent.tasks, intent.kpis)
    return told(session, scene, [result])


def _unlink(session: Session, scene: Scene, _: Request, intent: intents.Unlink) -> Answer:
    result = verbs.unlink_tasks(session, scene, intent.number, intent.tasks, intent.kpis)
    return told(session, scene, [result])


def _undo(session: Session, scene: Scene, _request: Request, _intent: Undo) -> Answer:
    return undo.take_back(session, scene)


def _help(_: Session, scene: Scene, request: Request, intent: Help) -> Answer:
    words = words_of(scene)
    about = [line for line in GOAL.lines if line[0].split()[1:2] == [intent.topic]]
    if about:
        return Answer(verb_help(request.name, about, words))
    return Answer(command_help(request.name, GOAL.summary, GOAL.lines, words))


def _did_you_mean(session: Session, scene: Scene, request: Request, intent: DidYouMean) -> Answer:
    shown = readable_line(session, scene.workspace_id, intent.verb_line)
    meant = Meant(shown, intent.verb_line, intent.original)
    return Answer(did_you_mean(request.name, meant, words_of(scene), ADD_GOAL))


STEPS: Mapping[type[Any], Callable[..., Answer]] = {
    intents.AddGoal: _add,
    intents.NewForm: forms.by_line,
    intents.EditForm: forms.edit_by_line,
    intents.ShowGoal: _show,
    intents.ChangeGoal: _change,
    intents.CheckIn: _check_in,
    intents.CheckInForm: check_in_form.ask,
    intents.FinishGoal: _finish,
    intents.DropGoal: _drop,
    intents.ReopenGoal: _reopen,
    intents.CloseGoal: closing.close_goal,
    intents.CloseCycle: closing.close_cycle,
    intents.Tick: _tick,
    intents.Link: _link,
    intents.Unlink: _unlink,
    **dict.fromkeys(reading.STEPS, reading.read),
    intents.Chart: chart,
    intents.History: details.history,
    **boards.STEPS,
    **pillars.STEPS,
    Undo: _undo,
    Help: _help,
    DidYouMean: _did_you_mean,
}
"""What carries out each intent."""
