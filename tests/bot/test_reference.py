"""Files written from the code are exactly what the code says."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.manifest import manifest_yaml
from bot.reference import PAGES, settings_example
from bot.settings import Settings

ROOT = Path(__file__).parents[2]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_env_example_is_what_the_settings_say() -> None:
    assert read(".env.example") == settings_example(), (
        "run: python3 bootstrap.py settings-example > .env.example"
    )


def test_env_example_as_it_stands_is_valid() -> None:
    assert Settings(_env_file=ROOT / ".env.example").clock_url is None


def test_the_manifest_file_is_what_the_tables_say() -> None:
    assert read("manifest.yaml") == manifest_yaml(), (
        "run: python3 bootstrap.py manifest > manifest.yaml"
    )


@pytest.mark.parametrize("page", sorted(PAGES))
def test_a_reference_page_is_what_the_tables_say(page: str) -> None:
    assert read(f"docs/reference/{page}.md") == PAGES[page](), (
        f"run: python3 bootstrap.py reference {page} > docs/reference/{page}.md"
    )
