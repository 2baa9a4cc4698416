"""`new "Gross churn" % target <=3 red >4 weekly @bo`: a name, then tokens; and changes."""

from __future__ import annotations

from dataclasses import replace

from domain.errors import DescriptionTooLong
from domain.kpi_errors import KpiNameRefused, KpiUnreadable
from domain.kpi_lines.figures import leading_amount
from domain.kpi_lines.tokens import FORMULA, read_spec
from domain.kpi_lines.values import ChangeKpi, KpiRef, NewKpi, Spec
from domain.kpis.names import plan_name
from domain.kpis.values import NAME_MAX
from domain.quickadd.line import AtomKind, Line, read_line
from domain.quickadd.signed import claim_signed
from domain.quickadd.values import ClaimKind
from domain.tasks import DESCRIPTION_MAX
from domain.text import Text

_NAME_WORDS = 12
_OURS = {ClaimKind.PERSON, ClaimKind.NOBODY, ClaimKind.TEAM}


def _read(text: Text, *, open_keys: bool) -> Line:
    """Cut a text into atoms with people and teams claimed; what only tasks have stays text."""
    line = read_line(text, open_keys=open_keys)
    claim_signed(line)
    for claim, _ in line.found:
        if claim.kind not in _OURS:
            for atom in line.atoms:
                atom.taken = atom.taken and not claim.span[0] <= atom.start < claim.span[1]
    line.found[:] = [pair for pair in line.found if pair[0].kind in _OURS]
    if len(line.description) > DESCRIPTION_MAX:
        raise DescriptionTooLong(len(line.description), text.raw, DESCRIPTION_MAX)
    return line


def parse_new(rest: Text) -> NewKpi | None:
    """Read what follows `new`: the name is what stands in quotes, else as few words as leave
    tokens only. None for words and a value: "new customers 12" is a reading of what is unknown.

    Raises `KpiUnreadable`, `KpiNameRefused` and the refusals of formulas.
    """
    line = _read(rest, open_keys=False)
    if not line.atoms:
        raise KpiNameRefused("name", "missing", NAME_MAX, rest.raw)
    if line.atoms[0].kind is AtomKind.QUOTE:
        return _named(line, 1)
    farthest = 1
    for count in range(1, min(len(line.atoms), _NAME_WORDS) + 1):
        if _is_no_word(line, count - 1):
            break
        spec, end = read_spec(line, count)
        if end == len(line.atoms):
            is_reading = count > 1 and spec == Spec() and _is_amount(line, count - 1)
            return None if is_reading else _new(line, count, spec)
        farthest = max(farthest, end)
    raise KpiUnreadable(_from(line, farthest), rest.raw)


def _is_amount(line: Line, index: int) -> bool:
    found = leading_amount(line.text.folded, line.atoms[index].start)
    return found is not None and found.end >= line.atoms[index].end


def _is_no_word(line: Line, index: int) -> bool:
    atom = line.atoms[index]
    return atom.taken or atom.kind is not AtomKind.WORD or bool(FORMULA.match(line.folded(atom)))


def _named(line: Line, count: int) -> NewKpi:
    spec, end = read_spec(line, count)
    if end < len(line.atoms):
        raise KpiUnreadable(_from(line, end), line.text.raw)
    return _new(line, count, spec)


def _new(line: Line, count: int, spec: Spec) -> NewKpi:
    typed = line.text.plain[line.atoms[0].start : line.atoms[count - 1].end]
    is_quoted = line.atoms[0].kind is AtomKind.QUOTE
    name = plan_name(typed[1:-1] if is_quoted else typed, line.text.raw)
    return NewKpi(name, spec, line.description)


def _from(line: Line, index: int) -> str:
    """Return the words from an atom on, for the question what they mean."""
    at = min(index, len(line.atoms) - 1)
    return line.text.plain[line.atoms[at].start : line.end].strip()


def parse_change(kpi: KpiRef, rest: Text) -> ChangeKpi | None:
    """Read what follows a KPI as fields to change; None if nothing of it is one.

    Raises `KpiUnreadable` when it begins with fields and goes on with other words.
    """
    line = _read(rest, open_keys=True)
    keys = {atom.key: atom.content.strip() for atom in line.atoms if atom.kind is AtomKind.KEY}
    line.atoms = [atom for atom in line.atoms if atom.kind is not AtomKind.KEY]
    spec, end = read_spec(line, 0)
    if end < len(line.atoms):
        if end or keys:
            raise KpiUnreadable(_from(line, end), rest.raw)
        return None
    change = ChangeKpi(kpi, spec, note=keys.get("note") or line.description or None)
    if "title" in keys:
        change = replace(change, name=plan_name(keys["title"], rest.raw))
    return None if change == ChangeKpi(kpi) else change
