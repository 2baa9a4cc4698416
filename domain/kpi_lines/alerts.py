"""`alert signups below 1000 2 periods to #leads`: what a KPI is watched for."""

from __future__ import annotations

import re

from domain.goals.values import Unit
from domain.kpi_errors import AlertUnreadable
from domain.kpi_lines.figures import read_limit
from domain.kpi_lines.values import KpiIntent, KpiRef, SetAlert, ShowAlerts, StopAlerts
from domain.kpis.alerts import STALE_AFTER, STREAK_MAX, STREAK_USUAL, AlertKind, Rule
from domain.kpis.plans import alert_bounds
from domain.people import ChannelRef
from domain.quickadd.line import read_line
from domain.quickadd.signed import claim_signed
from domain.quickadd.values import ClaimKind
from domain.text import Text

_STOP = frozenset({"off", "none", "stop", "关闭", "取消", "停止"})
_OFF_TARGET = frozenset({"off target", "off-target", "missed", "不达标", "未达标"})
_RED = frozenset({"red", "limit", "red limit", "红", "红线"})
_STALE = frozenset({"stale", "silent", "no reading", "no readings", "missing", "无数据", "未填"})
_UNUSUAL = frozenset({"unusual", "odd", "change", "异常", "波动"})
_PERIODS = re.compile(
    r"(?:for )?(?P<count>\d{1,2}) (?:periods?|days?|weeks?|months?|times)(?: in a row| running)?"
    r"|(?:连续)?(?P<zh>\d{1,2})(?:期|天|周|个月|次)"
)
_HANGING = re.compile(r"\s+(?:to|in|到|发到)$")
_IF = re.compile(r"(?:if|when|is|如果|当)\s+")


def parse_alert(kpi: KpiRef, rest: Text) -> KpiIntent:
    """Read what follows the KPI of an alert; raises `AlertUnreadable`."""
    line = read_line(rest)
    claim_signed(line)
    teams = [m for claim, m in line.found if claim.kind is ClaimKind.TEAM]
    if len(teams) != len(line.found) or len(teams) > 1 or line.description:
        raise AlertUnreadable(rest.plain.strip(), rest.raw)
    words = " ".join(line.folded(atom) for atom in line.atoms if not atom.taken)
    words = _HANGING.sub("", f" {words}").strip() if teams else words
    if not words and not teams:
        return ShowAlerts(kpi)
    if words in _STOP and not teams:
        return StopAlerts(kpi)
    alert = _alert(kpi, words, teams[0] if teams else None)
    if alert is None:
        raise AlertUnreadable(rest.plain.strip(), rest.raw)
    return alert


def _alert(kpi: KpiRef, words: str, to: ChannelRef | None) -> SetAlert | None:
    prefix = _IF.match(words)
    bare, periods = _split_periods(words[prefix.end() :] if prefix else words)
    if periods is not None and not 1 <= periods <= STREAK_MAX:
        return None
    if bare in _OFF_TARGET or (not bare and periods):
        return SetAlert(kpi, AlertKind.STREAK, None, periods or STREAK_USUAL, to)
    if bare in _STALE:
        return SetAlert(kpi, AlertKind.STALE, None, periods or STALE_AFTER, to)
    if bare in _UNUSUAL and periods is None:
        return SetAlert(kpi, AlertKind.UNUSUAL, to=to)
    if bare in _RED and periods is None:
        return SetAlert(kpi, AlertKind.LIMIT, to=to)
    limit = read_limit(bare)
    if limit is None or (limit.to is None and not limit.sign.value):
        return None
    kind = AlertKind.STREAK if (periods or 1) > 1 else AlertKind.LIMIT
    return SetAlert(kpi, kind, limit, periods or 1, to)


def _split_periods(words: str) -> tuple[str, int | None]:
    """Cut "2 periods" off either end."""
    for found in _PERIODS.finditer(words):
        if found.end() == len(words) or found.start() == 0:
            left = f"{words[: found.start()]} {words[found.end() :]}".strip()
            return left.removesuffix(" for").strip(), int(found["count"] or found["zh"])
    return words, None


def rule_of(alert: SetAlert, unit: Unit) -> Rule:
    """Return the rule that an alert line means for a KPI of this unit; raises `UnitMismatch`."""
    bounds = None if alert.limit is None else alert_bounds(alert.limit, unit)
    return Rule(alert.kind, bounds, alert.periods)
