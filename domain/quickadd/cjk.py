"""Date phrases glued to Chinese text: only at the very start or end of the line, never inside."""

from __future__ import annotations

import re

from domain.dates.chinese import is_introduced, is_vague
from domain.dates.parse import read_folded
from domain.dates.values import DayOfMonth, DaysAhead, Weekday, When
from domain.quickadd.line import AtomKind, Line, has_cjk
from domain.quickadd.values import ClaimKind
from domain.text import is_cjk

_REACH = 24
"""No Chinese date phrase is longer."""
_FIRST = frozenset(
    "今明后大昨前这本下上周星礼月年季半当最早中凌傍晚夜午清截在到于第零一二两三四五六七八九十"
)
_NUMERALS = frozenset("0123456789零〇一二两三四五六七八九十百千万几数多")
_LAST = frozenset("天日号號周末底初内后前点點时刻分整钟午晚早上晨月季度年截止一二三四五六班m间里夜")
HOLDS_BEFORE = frozenset("每上去从自至和与或及、~-–—/第隔双单的当逢各首.:：")
_RANGE_AFTER = frozenset("的至到~-–—/、或及")
_LINKS = frozenset("和与跟")
_PERIOD_END = re.compile(r"(?:[周期拜][一二三四五六日天]|[天日号月点年末底]|\d)$")
_NOT_BEHIND = {
    "前": "端台期面往言提沿景任缀锋途",
    "后": "端台续期勤面门缀宫卫盾备记果",
    "内": "部容测训审存网向饰幕推核置联购参衣",
    "午": "茶餐饭睡休",
    "周": "期边年岁刊报转旋",
    "晚": "宴餐报霜年辈",
    "早": "餐报教读操茶期产",
    "天": "性培形",
    "日": "头之志",
    "上": "报线级司班课海市传",
    "中": "",
}
"""A phrase ending in the key is no date if one of these follows: 周五前端, 3天后台, 今天下午茶."""
VERB = re.compile(
    "提交|交|发|完成|开|做|写|给|去|把|将|准备|更新|检查|联系|通知|安装|部署|上线|发布|整理|汇报|确认|审|"
    "跟进|跟|回复|打电话|打|寄|买|订|预订|预约|付|支付|缴|还|还款|申请|报名|报销|参加|出差|出|拜访|见|约|讨论|"
    "评审|测试|修复|修改|改|合并|备份|清理|归档|盘点|结账|对账|关闭|启动|开始|结束|搬|培训学员|请|让|帮|向|"
    "为|对|和|与|看|读|学|面试|招|签|签署|续费|续签|送|取|拿|接|处理|解决|分析|统计|收集|整改|落实|推进|提醒"
)


def is_lone_verb(line: Line, index: int, extra: str = "") -> bool:
    """Tell whether what stands before atom `index` is at most a bare verb, as in 规划 下周."""
    before = [atom for atom in line.atoms[:index] if not atom.taken]
    if any(atom.kind is not AtomKind.WORD for atom in before):
        return False
    words = [line.folded(atom) for atom in before]
    rest = "".join(words) + extra
    if has_cjk(rest):
        return len(rest) <= 2
    return len(words) + bool(extra) <= 1


def claim_glued_tail(line: Line, last: int) -> int:
    """Claim a Chinese date phrase at the end of the line.

    Returns how many atoms it took, -1 if it ends inside an atom, 0 if there is none.
    """
    first = last
    while first > 0 and line.is_free(first - 1) and last - first < 4:
        first -= 1
    end = line.atoms[last].end
    begin = max(line.atoms[first].start, end - _REACH)
    folded = line.text.folded
    starts = {line.atoms[index].start: index for index in range(first, last + 1)}
    for start in range(begin, end):
        if start not in starts and not _can_begin_inside(folded, start):
            continue
        when = read_folded(folded[start:end], line.text.plain[start:end])
        if when is None or not _fits_chinese(folded[start:end]):
            continue
        if start in starts:
            return 0  # whole words: the ordinary rules of the tail decide
        if not _is_due(line, start, end, when, last):
            return 0
        take_from(line, (start, end), last, ClaimKind.DUE, when)
        return -1
    return 0


def _fits_chinese(phrase: str) -> bool:
    """Tell whether a phrase may be glued to Chinese text: `5pm` may not, `17:30` may."""
    return has_cjk(phrase) or (phrase[-1].isdigit() and ("-" in phrase or ":" in phrase))


def _can_begin_inside(folded: str, start: int) -> bool:
    char, before = folded[start], folded[start - 1]
    if char in _FIRST:
        return not before.isspace()
    return char.isdigit() and is_cjk(before)


def _is_due(line: Line, start: int, end: int, when: When, last: int) -> bool:
    folded = line.text.folded
    before, phrase = folded[start - 1], folded[start:end]
    if when.weak or before in HOLDS_BEFORE or _is_past(when):
        return False
    if phrase[0] in _NUMERALS and (before in _NUMERALS or before in "年月周"):
        return False
    if phrase[0] in "到至在于" and _PERIOD_END.search(folded[:start]):
        return False
    if is_vague(when) and not is_introduced(phrase):
        if isinstance(when.day, DayOfMonth) and phrase[-1] != "日":
            return False  # 打印机2号 is a printer
        atom = next(a for a in line.atoms if a.start <= start < a.end)
        index = line.atoms.index(atom)
        return index <= last and not is_lone_verb(line, index, folded[atom.start : start])
    return True


def _is_past(when: When) -> bool:
    if isinstance(when.day, DaysAhead):
        return when.day.days < 0
    return isinstance(when.day, Weekday) and (when.day.week or 0) < 0


def take_from(
    line: Line, span: tuple[int, int], last: int, kind: ClaimKind, meaning: object
) -> None:
    """Claim the end of the line from a position inside an atom."""
    start, end = span
    for atom in line.atoms[: last + 1]:
        if atom.start >= start:
            atom.taken = True
        elif atom.end > start:
            atom.end = start
    line.claim(kind, start, end, meaning)


def claim_glued_start(line: Line) -> None:
    """Claim a Chinese date phrase at the very start of the line, the longest that fits."""
    index = next((i for i, atom in enumerate(line.atoms) if not atom.taken), None)
    if index is None or not line.is_free(index):
        return
    last = index
    while last + 1 < len(line.atoms) and line.is_free(last + 1) and last - index < 3:
        last += 1
    begin, limit = line.atoms[index].start, line.atoms[last].end
    folded = line.text.folded
    if folded[begin] not in _FIRST and not folded[begin].isdigit():
        return
    for end in range(min(begin + _REACH, limit), begin, -1):
        if folded[end - 1] not in _LAST and not folded[end - 1].isdigit():
            continue
        phrase = folded[begin:end]
        when = read_folded(phrase, line.text.plain[begin:end]) if _fits_chinese(phrase) else None
        rest = folded[end : line.end]
        if when is None or not rest.strip():
            continue
        if goes_on(rest.lstrip()):
            return
        if _starts_line(when, phrase, rest):
            take_until(line, begin, end, ClaimKind.DUE, when)
            return


def goes_on(rest: str) -> bool:
    """Tell whether the phrase before goes on: 周一至周五, 周一和周三, 明天的会."""
    return rest[0] in _RANGE_AFTER or (rest[0] in _LINKS and _begins_date(rest[1:]))


def _starts_line(when: When, phrase: str, rest: str) -> bool:
    follower = rest[0]
    if when.weak or _is_past(when):
        return False
    if not has_cjk(phrase) and not is_cjk(follower):
        return False
    if follower in _NOT_BEHIND.get(phrase[-1], ""):
        return False
    if phrase[-1].isdigit() and follower.isascii() and follower.isalnum():
        return False
    if re.search(r"[点时]\d+$", phrase) and not follower.isspace():
        return False
    if is_vague(when) and not is_introduced(phrase):
        return VERB.match(rest.lstrip(" ,:")) is not None
    return True


def _begins_date(text: str) -> bool:
    return any(read_folded(text[:length], "") is not None for length in (2, 3, 4))


def take_until(line: Line, begin: int, end: int, kind: ClaimKind, meaning: object) -> None:
    """Claim the start of the line up to a position inside an atom."""
    for atom in line.atoms:
        if begin <= atom.start and atom.end <= end:
            atom.taken = True
        elif atom.start < end < atom.end:
            atom.start = end
    line.claim(kind, begin, end, meaning)
