"""What behind `/goal list` narrows the list: people, teams, cycles, statuses, "stale"."""

from __future__ import annotations

from domain.cycles import CyclePhrase, parse_cycle
from domain.goal_lines.ids import parse_goal_ids
from domain.goal_lines.values import GoalFilters
from domain.goals.status import AT_RISK
from domain.goals.values import GoalStatus
from domain.people import PersonKind
from domain.quickadd.line import AtomKind, Line, read_line
from domain.quickadd.signed import claim_signed
from domain.quickadd.values import ClaimKind
from domain.text import Text

_FLAGS = {
    **dict.fromkeys(("mine", "me", "my", "我的"), "mine"),
    **dict.fromkeys(("unassigned", "nobody", "未分配"), "unassigned"),
    **dict.fromkeys(("stale", "silent", "沉默", "未更新"), "stale"),
    **dict.fromkeys(("due", "check-in due", "待更新"), "due"),
    **dict.fromkeys(("all", "everything", "全部", "所有"), "everything"),
}
_STATUSES = {
    **dict.fromkeys(("at-risk", "at risk", "risk", "有风险", "风险"), AT_RISK),
    **dict.fromkeys(("green", "on-track", "on track", "绿", "绿色"), frozenset({GoalStatus.GREEN})),
    **dict.fromkeys(("amber", "yellow", "黄", "黄色"), frozenset({GoalStatus.AMBER})),
    **dict.fromkeys(("red", "off-track", "off track", "红", "红色"), frozenset({GoalStatus.RED})),
    **dict.fromkeys(("done", "closed", "scored", "已完成"), frozenset({GoalStatus.DONE})),
    **dict.fromkeys(("dropped", "已放弃"), frozenset({GoalStatus.DROPPED})),
}
_LONGEST = 7


def parse_goal_filters(text: Text) -> GoalFilters | None:
    """Read the whole text as filters; None if any word is none."""
    line = read_line(text)
    if line.description:
        return None
    claim_signed(line)
    if any(claim.kind not in _SIGNED for claim, _ in line.found):
        return None
    words = _free_words(line)
    read = None if words is None else _Words(words)
    if read is None or not read.understood:
        return None
    people = list(dict.fromkeys(m for claim, m in line.found if claim.kind is ClaimKind.PERSON))
    others = tuple(person for person in people if person.kind is not PersonKind.ME)
    teams = [m for claim, m in line.found if claim.kind is ClaimKind.TEAM]
    labels = [m for claim, m in line.found if claim.kind is ClaimKind.LABEL]
    return GoalFilters(
        people=others,
        teams=tuple(dict.fromkeys(teams)),
        labels=tuple(dict.fromkeys(labels)),
        cycle=read.cycle,
        under=read.under,
        statuses=frozenset(read.statuses),
        mine="mine" in read.flags or len(others) < len(people),
        unassigned="unassigned" in read.flags or line.has(ClaimKind.NOBODY),
        stale="stale" in read.flags,
        due="due" in read.flags,
        everything="everything" in read.flags,
    )


_SIGNED = {ClaimKind.PERSON, ClaimKind.NOBODY, ClaimKind.TEAM, ClaimKind.LABEL}


def _free_words(line: Line) -> list[str] | None:
    free = [atom for atom in line.atoms if not atom.taken]
    if any(atom.kind is not AtomKind.WORD for atom in free):
        return None
    return [line.folded(atom).strip(",;|") for atom in free]


class _Words:
    """The words of a list, read from the left, the longest phrase first."""

    def __init__(self, words: list[str]) -> None:
        self.flags: set[str] = set()
        self.statuses: set[GoalStatus] = set()
        self.cycle: CyclePhrase | None = None
        self.under: tuple[int, ...] = ()
        self.understood = self._read([word for word in words if word])

    def _read(self, words: list[str]) -> bool:
        while words:
            count = next(
                (n for n in range(min(_LONGEST, len(words)), 0, -1) if self._take(words[:n])), 0
            )
            if not count:
                return False
            words = words[count:]
        return True

    def _take(self, words: list[str]) -> bool:
        phrase = " ".join(words)
        if phrase in _FLAGS:
            self.flags.add(_FLAGS[phrase])
        elif phrase in _STATUSES:
            self.statuses |= _STATUSES[phrase]
        elif words[0] in ("under", "for") and len(words) > 1:
            numbers = parse_goal_ids(" ".join(words[1:]))
            self.under = numbers or self.under
            return numbers is not None
        else:
            cycle = parse_cycle(phrase.removeprefix("in "))
            self.cycle = cycle or self.cycle
            return cycle is not None
        return True
