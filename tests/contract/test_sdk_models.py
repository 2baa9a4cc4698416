"""What slack_sdk's model classes build is what our check of Slack's rules takes."""

from __future__ import annotations

import pytest
from slack_sdk.models import blocks as sdk
from slack_sdk.models.blocks.basic_components import SlackFile
from slack_sdk.models.blocks.block_elements import FileInputElement
from slack_sdk.models.views import View

from sandbox.rules.blockkit import check_blocks, check_view
from sandbox.rules.blockkit.problems import Surface
from tests.limits import assert_within_slack_limits

OPTIONS = [sdk.Option(value="1", label="One"), sdk.Option(value="2", label="Two")]
CONFIRM = sdk.ConfirmObject(title="Sure?", text="Really", confirm="Yes", deny="No", style="danger")
BUTTON = sdk.ButtonElement(
    text="Done", action_id="done", value="1", style="primary", confirm=CONFIRM, url="https://a.b"
)
IMAGE = sdk.ImageElement(image_url="https://a.b/c.png", alt_text="a")
WORDS = sdk.RichTextBlock(
    elements=[
        sdk.RichTextSectionElement(
            elements=[
                sdk.RichTextElementParts.Text(
                    text="bold", style=sdk.RichTextElementParts.TextStyle(bold=True)
                ),
                sdk.RichTextElementParts.User(user_id="U1"),
                sdk.RichTextElementParts.Emoji(name="tada"),
                sdk.RichTextElementParts.Link(url="https://a.b", text="a"),
                sdk.RichTextElementParts.Channel(channel_id="C1"),
                sdk.RichTextElementParts.Broadcast(range="here"),
            ]
        ),
        sdk.RichTextListElement(
            style="bullet",
            elements=[
                sdk.RichTextSectionElement(elements=[sdk.RichTextElementParts.Text(text="one")])
            ],
        ),
    ]
)
ACTIONS = [
    BUTTON,
    sdk.OverflowMenuElement(action_id="o", options=OPTIONS),
    sdk.CheckboxesElement(action_id="c", options=OPTIONS, initial_options=OPTIONS[:1]),
    sdk.RadioButtonsElement(action_id="r", options=OPTIONS, initial_option=OPTIONS[1]),
    sdk.DatePickerElement(action_id="d", initial_date="2026-03-01", placeholder="When"),
    sdk.TimePickerElement(action_id="t", initial_time="09:30"),
    sdk.DateTimePickerElement(action_id="dt", initial_date_time=1700000000),
    sdk.StaticSelectElement(action_id="s", options=OPTIONS, initial_option=OPTIONS[0]),
    sdk.StaticSelectElement(
        action_id="sg", option_groups=[sdk.OptionGroup(label="g", options=OPTIONS)]
    ),
    sdk.ExternalDataSelectElement(action_id="e", min_query_length=1),
    sdk.UserSelectElement(action_id="u", initial_user="U1", placeholder="Who"),
    sdk.ConversationSelectElement(
        action_id="cs", filter=sdk.ConversationFilter(include=["public"], exclude_bot_users=True)
    ),
    sdk.ChannelSelectElement(action_id="ch", initial_channel="C1"),
    sdk.StaticMultiSelectElement(action_id="ms", options=OPTIONS, max_selected_items=2),
    sdk.UserMultiSelectElement(action_id="mu", initial_users=["U1"]),
    sdk.ConversationMultiSelectElement(action_id="mc", default_to_current_conversation=True),
]
INPUTS = [
    sdk.PlainTextInputElement(
        action_id="p", multiline=True, max_length=3000, initial_value="a", focus_on_load=True
    ),
    sdk.NumberInputElement(action_id="n", is_decimal_allowed=True, min_value="0"),
    sdk.EmailInputElement(action_id="m"),
    sdk.UrlInputElement(action_id="l"),
    FileInputElement(action_id="f", max_files=1),
    sdk.RichTextInputElement(action_id="rt"),
    *ACTIONS[2:],
]
BLOCKS: list[tuple[sdk.Block, Surface]] = [
    (
        sdk.SectionBlock(
            text=sdk.MarkdownTextObject(text="*a*", verbatim=True),
            fields=["b", "c"],
            accessory=BUTTON,
            block_id="s",
        ),
        "message",
    ),
    (sdk.DividerBlock(), "home"),
    (sdk.HeaderBlock(text="Head"), "home"),
    (sdk.ImageBlock(image_url="https://a.b/c.png", alt_text="a", title="t"), "message"),
    (sdk.ImageBlock(slack_file=SlackFile(id="F1"), alt_text="a"), "message"),
    (sdk.ContextBlock(elements=[IMAGE, sdk.MarkdownTextObject(text="a")]), "message"),
    (sdk.ActionsBlock(elements=ACTIONS), "message"),
    (WORDS, "message"),
    (sdk.MarkdownBlock(text="# a"), "message"),
    (
        sdk.VideoBlock(
            alt_text="a",
            title="t",
            thumbnail_url="https://a.b/c.png",
            video_url="https://a.b/v",
            title_url="https://a.b",
        ),
        "message",
    ),
    (
        sdk.TableBlock(
            rows=[[{"type": "raw_text", "text": "a"}], [{"type": "raw_text", "text": "b"}]],
            column_settings=[{"align": "right", "is_wrapped": True}],
        ),
        "home",
    ),
    (sdk.AlertBlock(text="Two goals have no owner", level="warning"), "modal"),
    (
        sdk.CardBlock(
            title="Goal 12", subtitle="Owner", body="62 %", actions=[BUTTON], hero_image=IMAGE
        ),
        "message",
    ),
    (sdk.CarouselBlock(elements=[sdk.CardBlock(title="Goal 12")]), "home"),
    (
        sdk.ContainerBlock(
            title="Blockers",
            child_blocks=[sdk.DividerBlock()],
            is_collapsible=True,
            default_collapsed=True,
        ),
        "message",
    ),
    (
        sdk.ContextActionsBlock(
            elements=[
                sdk.FeedbackButtonsElement(
                    action_id="fb",
                    positive_button=sdk.FeedbackButtonObject(text="Useful", value="1"),
                    negative_button=sdk.FeedbackButtonObject(text="Not", value="0"),
                ),
                sdk.IconButtonElement(action_id="i", icon="trash", text="Delete"),
            ]
        ),
        "message",
    ),
    (
        sdk.PlanBlock(
            title="Close the week",
            tasks=[sdk.TaskCardBlock(task_id="t1", title="Collect", status="complete")],
        ),
        "message",
    ),
    (sdk.TaskCardBlock(task_id="t1", title="Collect", status="pending", details=WORDS), "message"),
]


@pytest.mark.parametrize(("block", "surface"), BLOCKS, ids=lambda one: type(one).__name__)
def test_a_block_built_with_the_sdk_is_accepted(block: sdk.Block, surface: Surface) -> None:
    assert check_blocks([block.to_dict()], surface) == []


@pytest.mark.parametrize("element", INPUTS, ids=lambda one: type(one).__name__)
def test_an_input_built_with_the_sdk_is_accepted_in_a_modal(
    element: sdk.InputInteractiveElement,
) -> None:
    block = sdk.InputBlock(label="Field", element=element, hint="Hint", optional=True)
    view = View(type="modal", title="Task", submit="Save", close="Cancel", blocks=[block])
    assert check_view(view.to_dict()) == []
    assert_within_slack_limits(view)


def test_a_home_built_with_the_sdk_is_accepted() -> None:
    view = View(type="home", blocks=[sdk.SectionBlock(text="a")], private_metadata="{}")
    assert check_view(view.to_dict()) == []
