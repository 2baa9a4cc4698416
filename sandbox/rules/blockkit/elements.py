"""Every Block Kit element with its fields, limits and the surfaces that take it.

Parents list the elements they take in `blocks`; rules between fields are in `element_rules`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.rules.blockkit import element_rules as rules
from sandbox.rules.blockkit.composition import (
    CHOICE_OPTION,
    CONFIRM,
    DISPATCH,
    FILTER,
    IMAGE_URL,
    OPTION,
    OPTION_GROUP,
    OPTIONS_MAX,
    OVERFLOW_OPTION,
    SLACK_FILE,
    plain,
)
from sandbox.rules.blockkit.problems import Walk
from sandbox.rules.blockkit.rich_text import RICH_TEXT
from sandbox.rules.blockkit.shapes import Arr, Bool, Enum, Focus, Num, Obj, Rule, Shape, Str

ID_MAX = 255
VALUE_MAX = 2000
URL_MAX = 3000
_STYLE = Enum(("primary", "danger"))
_STRINGS = Arr(Str(least=1))


def _element(
    fields: Mapping[str, Shape], *needed: str, rules: tuple[Rule, ...] = (), **choices: Any
) -> Obj:
    own: dict[str, Shape] = {"action_id": Str(ID_MAX, 1), **fields}
    return Obj(own, required=needed, rules=rules, typed=True, **choices)


def _picker(fields: Mapping[str, Shape], *rules: Rule) -> Obj:
    common: dict[str, Shape] = {"placeholder": plain(150), "confirm": CONFIRM}
    return _element({**common, "focus_on_load": Focus(), **fields}, rules=rules)


def _select(fields: Mapping[str, Shape], *rules: Rule, static: bool = False) -> Obj:
    common: dict[str, Shape] = {
        "placeholder": plain(150),
        "confirm": CONFIRM,
        "focus_on_load": Focus(),
    }
    if not static:
        return _element({**common, **fields}, rules=rules)
    common["options"] = Arr(OPTION, OPTIONS_MAX, 1)
    common["option_groups"] = Arr(OPTION_GROUP, OPTIONS_MAX, 1)
    return _element({**common, **fields}, rules=rules, exactly_one=("options", "option_groups"))


def _multi(fields: Mapping[str, Shape], *rules_: Rule, static: bool = False) -> Obj:
    return _select(
        {**fields, "max_selected_items": Num(1)},
        rules.selected_within_limit,
        *rules_,
        static=static,
    )


def _typing(fields: Mapping[str, Shape], *needed: str, rules: tuple[Rule, ...] = ()) -> Obj:
    common: dict[str, Shape] = {
        "placeholder": plain(150),
        "focus_on_load": Focus(),
        "dispatch_action_config": DISPATCH,
    }
    return _element({**common, **fields}, *needed, rules=rules)


_FEEDBACK = Obj(
    {"text": plain(75), "value": Str(VALUE_MAX), "accessibility_label": Str(75)},
    required=("text", "value"),
)
_WORKFLOW = Obj(
    {
        "trigger": Obj(
            {
                "url": Str(URL_MAX, 1),
                "customizable_input_parameters": Arr(
                    Obj({"name": Str(least=1), "value": Str()}, required=("name", "value"))
                ),
            },
            required=("url",),
        )
    },
    required=("trigger",),
)
_LINES = Num(1, 100)
_OPTIONS_10 = Arr(CHOICE_OPTION, 10, 1)

IMAGE = Obj(
    {"alt_text": Str(2000, 1), "image_url": IMAGE_URL, "slack_file": SLACK_FILE},
    required=("alt_text",),
    exactly_one=("image_url", "slack_file"),
    typed=True,
)

ELEMENTS: Mapping[str, Obj] = {
    "button": _element(
        {
            "text": plain(75),
            "value": Str(VALUE_MAX),
            "url": Str(URL_MAX, 1),
            "style": _STYLE,
            "confirm": CONFIRM,
            "accessibility_label": Str(75),
            "agent_prompt": Str(4000),
        },
        "text",
    ),
    "overflow": _element({"options": Arr(OVERFLOW_OPTION, 5, 1), "confirm": CONFIRM}, "options"),
    "checkboxes": _element(
        {
            "options": _OPTIONS_10,
            "initial_options": Arr(CHOICE_OPTION, 10, 1),
            "confirm": CONFIRM,
            "focus_on_load": Focus(),
        },
        "options",
        rules=(rules.initial_options_are_offered,),
    ),
    "radio_buttons": _element(
        {
            "options": _OPTIONS_10,
            "initial_option": CHOICE_OPTION,
            "confirm": CONFIRM,
            "focus_on_load": Focus(),
        },
        "options",
        rules=(rules.initial_option_is_offered,),
    ),
    "datepicker": _picker({"initial_date": Str()}, rules.date_is_real),
    "timepicker": _picker({"initial_time": Str(), "timezone": Str()}, rules.time_is_real),
    "datetimepicker": _element(
        {"initial_date_time": Num(), "confirm": CONFIRM, "focus_on_load": Focus()},
        rules=(rules.moment_has_ten_digits,),
    ),
    "static_select": _select(
        {"initial_option": OPTION}, rules.initial_option_is_offered, static=True
    ),
    "external_select": _select({"initial_option": OPTION, "min_query_length": Num(0)}),
    "users_select": _select({"initial_user": Str(least=1)}),
    "conversations_select": _select(
        {
            "initial_conversation": Str(least=1),
            "default_to_current_conversation": Bool(),
            "response_url_enabled": Bool(),
            "filter": FILTER,
        },
        rules.answers_only_in_modal_input,
    ),
    "channels_select": _select(
        {"initial_channel": Str(least=1), "response_url_enabled": Bool()},
        rules.answers_only_in_modal_input,
    ),
    "multi_static_select": _multi(
        {"initial_options": Arr(OPTION, OPTIONS_MAX, 1)},
        rules.initial_options_are_offered,
        static=True,
    ),
    "multi_external_select": _multi(
        {"initial_options": Arr(OPTION, OPTIONS_MAX, 1), "min_query_length": Num(0)}
    ),
    "multi_users_select": _multi({"initial_users": _STRINGS}),
    "multi_conversations_select": _multi(
        {
            "initial_conversations": _STRINGS,
            "default_to_current_conversation": Bool(),
            "filter": FILTER,
        }
    ),
    "multi_channels_select": _multi({"initial_channels": _STRINGS}),
    "plain_text_input": _typing(
        {
            "initial_value": Str(3000),
            "multiline": Bool(),
            "min_length": Num(0, 3000),
            "max_length": Num(1, 3000),
        },
        rules=(rules.lengths_in_order,),
    ),
    "number_input": _typing(
        {
            "is_decimal_allowed": Bool(),
            "initial_value": Str(least=1),
            "min_value": Str(least=1),
            "max_value": Str(least=1),
        },
        "is_decimal_allowed",
        rules=(rules.numbers_in_order,),
    ),
    "email_text_input": _typing({"initial_value": Str()}),
    "url_text_input": _typing({"initial_value": Str()}),
    "rich_text_input": _typing(
        {"initial_value": RICH_TEXT, "min_lines": _LINES, "max_lines": _LINES},
        "action_id",
        rules=(rules.lines_in_order,),
    ),
    "file_input": _element({"filetypes": _STRINGS, "max_files": Num(1, 10)}),
    "image": IMAGE,
    "workflow_button": _element(
        {
            "text": plain(75),
            "workflow": _WORKFLOW,
            "style": _STYLE,
            "accessibility_label": Str(75),
        },
        "text",
        "workflow",
    ),
    "feedback_buttons": _element(
        {"positive_button": _FEEDBACK, "negative_button": _FEEDBACK},
        "positive_button",
        "negative_button",
    ),
    "icon_button": _element(
        {
            "icon": Enum(("trash",)),
            "text": plain(75),
            "value": Str(VALUE_MAX),
            "confirm": CONFIRM,
            "accessibility_label": Str(75),
            "visible_to_user_ids": Arr(Str(least=1), 10),
        },
        "icon",
        "text",
    ),
}

MODAL_ONLY = frozenset({"email_text_input", "file_input", "number_input", "url_text_input"})
MESSAGE_ONLY = frozenset({"workflow_button", "feedback_buttons", "icon_button"})
NOT_IN_MESSAGES = frozenset({"rich_text_input"})
NOT_ON_HOME = frozenset({"datetimepicker"})


def element_admitted(name: str, walk: Walk) -> bool:
    """Whether the surface of this walk takes an element of that type at all."""
    refused: frozenset[str] = {
        "message": MODAL_ONLY | NOT_IN_MESSAGES,
        "modal": MESSAGE_ONLY,
        "home": MODAL_ONLY | MESSAGE_ONLY | NOT_ON_HOME,
    }[walk.surface]
    return name not in refused


def elements() -> Mapping[str, Obj]:
    """The table, as `Typed` wants it."""
    return ELEMENTS
