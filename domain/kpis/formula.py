"""Formulas over KPIs: `orders / visits`, `(K2 - K3) / 1.19`, `max(a, b) * 5%`; text to a tree.

A small language of its own, read by hand: numbers, names, + - * /, parentheses and a few
functions. Nothing in it can do anything but reckon (see `kpis.reckoning`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.kpi_errors import FormulaTooLarge, FormulaUnreadable
from domain.kpis.names import FUNCTIONS, folded_name
from domain.text import fold

LENGTH_MAX = 300
DEPTH_MAX = 12
TERMS_MAX = 40
_DIGITS_MAX = 15


class Operator(StrEnum):
    """How two values become one."""

    PLUS = "+"
    MINUS = "-"
    TIMES = "*"
    OVER = "/"


@dataclass(frozen=True, slots=True)
class Number:
    """A figure; `percent` = typed with %, so `value` 5 counts as 0.05."""

    value: Decimal
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A KPI by its key or name, folded (see `folded_name`)."""

    name: str


@dataclass(frozen=True, slots=True)
class Ref:
    """A KPI by its number: `K2`."""

    number: int


@dataclass(frozen=True, slots=True)
class Negative:
    """The same with the other sign."""

    of: Node


@dataclass(frozen=True, slots=True)
class Pair:
    """Two values and what is between them."""

    operator: Operator
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Call:
    """A function and its arguments."""

    function: str
    arguments: tuple[Node, ...]


Node = Number | Name | Ref | Negative | Pair | Call

ARGUMENTS = {"min": (1, 10), "max": (1, 10), "abs": (1, 1), "round": (1, 2)}
"""How many arguments a function takes, from and to."""
_SIGNS = {
    "×": "*",
    "·": "*",
    "⋅": "*",
    "÷": "/",
    "∕": "/",
    "−": "-",
    "–": "-",
    "、": ",",
    "，": ",",
}
# No commas within numbers: max(1,200) has two arguments.
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?|\.\d+)(?![^\W\d_])(?P<percent>\s?%)?"
    r'|"(?P<quoted>[^"]+)"'
    r"|(?P<name>[^\W\d_]\w*)"
    r"|(?P<sign>[-+*/(),]))"
)
_ID = re.compile(r"k([1-9]\d{0,8})")


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    position: int
    percent: bool = False


def parse_formula(text: str) -> Node:
    """Read a whole text as a formula; raises `FormulaUnreadable` and `FormulaTooLarge`."""
    if len(text) > LENGTH_MAX:
        raise FormulaTooLarge("long", LENGTH_MAX, text)
    return _Reader(text).read()


def _tokens(text: str) -> Iterator[_Token]:
    folded = "".join(_SIGNS.get(char, char) for char in fold(text))
    position, end = 0, len(folded.rstrip())
    while position < end:
        found = _TOKEN.match(folded, position)
        if found is None:
            at = position + len(folded[position:]) - len(folded[position:].lstrip())
            raise FormulaUnreadable(at, text[at : at + 20].strip(), text)
        kind = found.lastgroup or ""
        kind = "number" if kind == "percent" else kind
        yield _Token(kind, found[kind], found.start(kind), found["percent"] is not None)
        position = found.end()


class _Reader:
    """Reads by descent: sums of products of factors; each step takes tokens from the front."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._left = list(_tokens(text))[::-1]
        self._depth = 0
        self._terms = 0

    def read(self) -> Node:
        node = self._sum()
        if self._left:
            self._refuse()
        return node

    def _refuse(self) -> None:
        at = self._left[-1].position if self._left else len(self._text)
        raise FormulaUnreadable(at, self._text[at : at + 20].strip(), self._text)

    def _is_next(self, *signs: str) -> bool:
        return bool(self._left) and self._left[-1].kind == "sign" and self._left[-1].text in signs

    def _take(self) -> _Token:
        if not self._left:
            self._refuse()
        return self._left.pop()

    def _expect(self, sign: str) -> None:
        if not self._is_next(sign):
            self._refuse()
        self._left.pop()

    def _sum(self) -> Node:
        self._depth += 1
        if self._depth > DEPTH_MAX:
            raise FormulaTooLarge("deep", DEPTH_MAX, self._text)
        node = self._product()
        while self._is_next("+", "-"):
            operator = Operator(self._take().text)
            node = Pair(operator, node, self._product())
        self._depth -= 1
        return node

    def _product(self) -> Node:
        node = self._factor()
        while self._is_next("*", "/"):
            operator = Operator(self._take().text)
            node = Pair(operator, node, self._factor())
        return node

    def _factor(self) -> Node:
        if self._is_next("-"):
            self._left.pop()
            self._depth += 1
            if self._depth > DEPTH_MAX:
                raise FormulaTooLarge("deep", DEPTH_MAX, self._text)
            node: Node = Negative(self._factor())
            self._depth -= 1
            return node
        if self._is_next("("):
            self._left.pop()
            node = self._sum()
            self._expect(")")
            return node
        return self._term()

    def _term(self) -> Node:
        self._terms += 1
        if self._terms > TERMS_MAX:
            raise FormulaTooLarge("many", TERMS_MAX, self._text)
        token = self._take()
        if token.kind == "number":
            return self._number(token)
        if token.kind == "quoted":
            return Name(folded_name(token.text))
        if token.kind == "name":
            return self._call(token) if self._is_next("(") else _named(token.text)
        self._left.append(token)
        self._refuse()
        raise AssertionError

    def _number(self, token: _Token) -> Number:
        if len(token.text) > _DIGITS_MAX:
            raise FormulaTooLarge("long", _DIGITS_MAX, self._text)
        return Number(Decimal(token.text), token.percent)

    def _call(self, token: _Token) -> Node:
        if token.text not in FUNCTIONS:
            self._left.append(token)
            self._refuse()
        self._expect("(")
        arguments = [self._sum()]
        while self._is_next(","):
            self._left.pop()
            arguments.append(self._sum())
        fewest, most = ARGUMENTS[token.text]
        if not fewest <= len(arguments) <= most:
            self._refuse()
        self._expect(")")
        return Call(token.text, tuple(arguments))


def _named(word: str) -> Node:
    found = _ID.fullmatch(word)
    return Ref(int(found[1])) if found else Name(folded_name(word))


# --- written back -------------------------------------------------------------------------------

_BARE_NAME = re.compile(r"[^\W\d_]\w*")
_STRENGTH = {Operator.PLUS: 1, Operator.MINUS: 1, Operator.TIMES: 2, Operator.OVER: 2}


def render_formula(node: Node) -> str:
    """Return text for which `parse_formula` gives `node` again, with as few parentheses as do."""
    match node:
        case Number(value, percent):
            return f"{value:f}" + ("%" if percent else "")
        case Name(name):
            bare = _BARE_NAME.fullmatch(name) and name not in FUNCTIONS and not _ID.fullmatch(name)
            return name if bare else f'"{name}"'
        case Ref(number):
            return f"K{number}"
        case Negative(of):
            return f"-{_inside(of, 3)}"
        case Pair(operator, left, right):
            strength = _STRENGTH[operator]
            # a - (b - c) needs its parentheses, (a - b) - c does not.
            return f"{_inside(left, strength)} {operator} {_inside(right, strength + 1)}"
        case Call(function, arguments):
            return f"{function}({', '.join(map(render_formula, arguments))})"


def _inside(node: Node, strength: int) -> str:
    text = render_formula(node)
    weak = isinstance(node, Pair) and _STRENGTH[node.operator] < strength
    return f"({text})" if weak else text
