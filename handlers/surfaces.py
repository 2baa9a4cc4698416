"""Which handler answers which button, form and shortcut."""

from collections.abc import Mapping

from handlers.tasks import buttons, forms
from handlers.unit import Handler
from views.tasks.form import EDIT, FROM_MESSAGE, NEW

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
    "undo": buttons.take_back,
}

FORMS: Mapping[str, Handler] = {
    NEW: forms.take_new,
    FROM_MESSAGE: forms.take_from_message,
    EDIT: forms.take_edit,
}

SHORTCUTS: Mapping[str, Handler] = {
    "task_new": forms.new_form,
    "task_make": forms.message_form,
}
