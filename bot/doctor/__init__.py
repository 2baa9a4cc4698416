"""What is wrong with this installation, and what to do: one check per thing that can be wrong.

Checks read and report; none repairs.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.doctor.findings import Finding
from bot.doctor.pictures import picture_findings
from bot.doctor.slack import slack_findings
from bot.doctor.store import store_findings
from bot.settings import (
    ENV_FILE,
    Settings,
    SettingsError,
    given_names,
    load_settings,
    missing,
    unknown_names,
)

__all__ = ["Finding", "diagnose", "examine", "report"]


def diagnose(env_file: Path | None = ENV_FILE) -> list[Finding]:
    """All findings, in the order in which problems are best solved."""
    try:
        settings = load_settings("doctor", env_file=env_file)
    except SettingsError as error:
        return [Finding("settings", "fail", f"{problem}.") for problem in error.problems]
    return [*_settings_findings(env_file), *asyncio.run(_outside(settings))]


async def _outside(settings: Settings) -> list[Finding]:
    return [*await examine(settings), *await picture_findings()]


async def examine(settings: Settings) -> list[Finding]:
    """The findings that need Slack or the database; never raises for what it examines."""
    return [*await slack_findings(settings), *await store_findings(settings)]


def report(findings: list[Finding]) -> str:
    """The findings as lines for a terminal, with a closing line that sums up."""
    marks = {"ok": "ok  ", "warn": "warn", "fail": "FAIL"}
    width = max(len(finding.name) for finding in findings)
    lines = [f"{marks[f.state]}  {f.name:<{width}}  {f.what}" for f in findings]
    failed = sum(finding.state == "fail" for finding in findings)
    warned = sum(finding.state == "warn" for finding in findings)
    lines.append(f"{failed} to repair, {warned} to look at, {len(findings)} checked.")
    return "\n".join(lines)


def _settings_findings(env_file: Path | None) -> list[Finding]:
    absent = [Finding("settings", "fail", f"{p}.") for p in missing("run", env_file=env_file)]
    unknown = [
        Finding("settings", "warn", f"{name} is no setting of Drumbeat. Compare with .env.example.")
        for name in unknown_names(given_names(env_file))
    ]
    return [*absent, *unknown] or [Finding("settings", "ok", "Everything needed is there.")]
