"""The docs stay true: links lead somewhere, commands that are named exist, all can be found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

import bootstrap
from bot.cli import cli
from bot.settings import field_names
from tests.architecture.source import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?://)([^)#]+)(?:#[^)]*)?\)")


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    assert not [link for link in LINK.findall(text(page)) if not (page.parent / link).exists()]


def test_every_page_of_the_docs_is_linked_from_their_index() -> None:
    docs = ROOT / "docs"
    indexes = (docs / "README.md", docs / "decisions" / "README.md")
    linked = {
        (index.parent / link).resolve() for index in indexes for link in LINK.findall(text(index))
    }
    assert set(docs.rglob("*.md")) - set(indexes) <= linked


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_line_that_is_named_exists(page: Path) -> None:
    known = {*bootstrap.TOOLS, "help", *get_command(cli).commands}  # type: ignore[attr-defined]
    named = re.findall(r"(?:bootstrap\.py|drumbeat|python -m bot) ([a-z][a-z-]+)", text(page))
    named += re.findall(r"\bmake ([a-z]+)\b(?=[`) ]*[`)(])", text(page))
    assert set(named) <= known


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_setting_that_is_named_exists(page: Path) -> None:
    named = re.findall(r"\b(?:SLACK|DRUMBEAT)_[A-Z_]+\b|\bDATABASE_URL\b", text(page))
    outside = {"SLACK_DATA_DIR"}  # of the tests
    assert set(named) <= {*field_names(), *outside}
