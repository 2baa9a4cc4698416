"""The message that carries a chart: Slack's block, a picture, or words alone."""

from __future__ import annotations

from views import blocks
from views.blocks import Block, Message
from views.charts.chart import Chart
from views.charts.native import native_block, title_of
from views.words import Words

TEXT_MAX = 3000
ALT_MAX = 1000
"""What an uploaded file may carry; the block would take twice as much."""
MARKS_MAX = 10
MARK_MAX = 200


def native_message(chart: Chart, words: Words) -> Message:
    """Slack's own chart with its caption; words alone if there is nothing to draw."""
    block = native_block(chart, words)
    if block is None:
        return words_message(chart, words)
    return _message(chart, words, block)


def picture_message(chart: Chart, words: Words, file: str) -> Message:
    """An uploaded picture (Slack's file id) with the caption."""
    block = {"type": "image", "slack_file": {"id": file}, "alt_text": alt_text(chart)}
    return _message(chart, words, block)


def words_message(chart: Chart, words: Words, *, is_missing: bool = False) -> Message:
    """Title and caption only; `is_missing`: there should be a picture, and it could not be made."""
    title = blocks.line(blocks.bold(blocks.cut(title_of(chart, words), TEXT_MAX)))
    note = [words.say("The picture of this chart could not be made.")] if is_missing else []
    return _message(chart, words, title, *(blocks.context(blocks.plain(each)) for each in note))


def picture_follows(words: Words) -> Message:
    """Where to look, in a workspace that takes pictures only."""
    text = words.say("The chart comes to you as a picture, in a direct message.")
    return Message(text, [blocks.section(blocks.mrkdwn(text))])


def alt_text(chart: Chart) -> str:
    """What the picture says to those who do not see it."""
    return blocks.cut(chart.alt, ALT_MAX)


def _message(chart: Chart, words: Words, *first: Block) -> Message:
    said = [blocks.plain(blocks.cut(chart.caption, TEXT_MAX))] if chart.caption else []
    for mark in chart.marks[-MARKS_MAX:]:
        at = mark.at if isinstance(mark.at, str) else words.short_day(mark.at)
        text = words.say("⚠ {place}: {text}", place=at, text=mark.text)
        said.append(blocks.plain(blocks.cut(text, MARK_MAX)))
    text = blocks.cut(blocks.escape(blocks.cut(chart.alt, TEXT_MAX // 5)), TEXT_MAX)
    return Message(text, [*first, *blocks.contexts(said)])
