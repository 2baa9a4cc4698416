"""Which handler answers which button, form and shortcut."""

from collections.abc import Mapping

from handlers import absence, home, nudges, personal, undo
from handlers.blockers import buttons as blocker_buttons
from handlers.blockers import forms as blocker_forms
from handlers.goals import boards as goal_boards
from handlers.goals import buttons as goal_buttons
from handlers.goals import check_in, closing, reading
from handlers.goals import details as goal_details
from handlers.goals import forms as goal_forms
from handlers.goals import hints as goal_hints
from handlers.goals import pillars as goal_pillars
from handlers.ops import lines as ops_lines
from handlers.standups import buttons as standup_buttons
from handlers.tasks import blocking, bulk, buttons, details, forms, handing, watching
from handlers.unit import Handler
from views import absence as absence_words
from views import personal as personal_words
from views.goals import check_in as check_in_words
from views.goals import details as details_words
from views.goals import form as goal_form
from views.home.my_day import MORE, TOP
from views.tasks.blocking import WHY
from views.tasks.bulk import CANCEL, CONFIRM
from views.tasks.details import NEWEST, OLDER
from views.tasks.form import EDIT, FROM_MESSAGE, NEW
from views.tasks.watched import STOP

ACTIONS: Mapping[str, Handler] = {
    "task.done": buttons.done,
    "task.reopen": buttons.reopen,
    "task.snooze": buttons.snooze,
    "task.edit": buttons.edit,
    "task.share": buttons.share,
    "task.keep": buttons.keep,
    "task.form": forms.new_form,
    "task.more": buttons.more,
    "task.meant": buttons.meant,
    "task.add_as_typed": buttons.add_as_typed,
    "task.done_parts": buttons.done_with_parts,
    "task.details": details.details,
    OLDER: details.page,
    NEWEST: details.page,
    CONFIRM: buttons.confirm_many,
    CANCEL: bulk.cancel,
    WHY: blocking.ask_why,
    **handing.ACTIONS,
    **nudges.ACTIONS,
    **blocker_buttons.ACTIONS,
    STOP: watching.stop,
    check_in_words.OPEN: check_in.clicked,
    check_in_words.DUE: check_in.ask_due,
    details_words.OPEN: goal_details.details,
    details_words.OLDER: goal_details.page,
    details_words.NEWEST: goal_details.page,
    "goal.edit": goal_forms.edit,
    goal_form.OPEN: goal_forms.new_form,
    goal_form.MEASURE: goal_forms.redraw,
    goal_form.CYCLE: goal_forms.redraw,
    **goal_hints.ACTIONS,
    **goal_boards.ACTIONS,
    **goal_pillars.ACTIONS,
    "goal.done": goal_buttons.done,
    "goal.reopen": goal_buttons.reopen,
    "goal.chart": goal_buttons.chart,
    "goal.share": goal_buttons.share,
    "goal.meant": goal_buttons.meant,
    "goal.add_as_typed": goal_buttons.add_as_typed,
    "goal.more": reading.more,
    **closing.ACTIONS,
    **standup_buttons.ACTIONS,
    **ops_lines.ACTIONS,
    "undo": undo.on_button,
    MORE: home.more,
    TOP: home.more,
    personal_words.OPEN: personal.open_settings,
    absence_words.GO_AWAY: absence.open_form,
    absence_words.COME_BACK: absence.remove,
}

READS = frozenset(
    {
        "task.more",
        "goal.more",
        "task.details",
        OLDER,
        NEWEST,
        details_words.OPEN,
        details_words.OLDER,
        details_words.NEWEST,
    }
)
"""Buttons that change nothing: what they show is read before the writer is asked for."""

FORMS: Mapping[str, Handler] = {
    **standup_buttons.FORMS,
    NEW: forms.take_new,
    FROM_MESSAGE: forms.take_from_message,
    EDIT: forms.take_edit,
    WHY: blocking.take_why,
    check_in_words.FORM: check_in.take,
    goal_form.NEW: goal_forms.take_new,
    goal_form.EDIT: goal_forms.take_edit,
    goal_form.FIX: goal_forms.take_edit,
    **goal_boards.FORMS,
    **goal_pillars.FORMS,
    **handing.FORMS,
    **ops_lines.FORMS,
    **blocker_forms.FORMS,
    **closing.FORMS,
    personal_words.FORM: personal.take_settings,
    absence_words.FORM: absence.take_form,
}

SHORTCUTS: Mapping[str, Handler] = {
    "task_new": forms.new_form,
    "task_make": forms.message_form,
    "goal_new": goal_forms.new_form,
}
