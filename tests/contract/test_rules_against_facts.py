"""Our tables of Slack's rules, compared with the collected facts field by field.

Each fact is turned into payloads at the bound and beyond it, so the tables are tested by what
they do, not by how they are written.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from sandbox.rules.blockkit import check_blocks
from sandbox.rules.blockkit.blocks import BLOCKS, SURFACES
from sandbox.rules.blockkit.elements import ELEMENTS
from sandbox.rules.blockkit.problems import Surface
from tests.contract.facts import read_json
from tests.sandbox.rules import samples
from tests.sandbox.rules.samples import block, element, option, options, plain, rich_text

Json = dict[str, Any]
KIT = read_json("facts", "block_kit_limits.json")
MESSAGE: Surface = "message"

NOT_ELEMENTS = {"url"}
"""`url` is the source entry of a task_card; facts list it among the elements."""


def refused(one: Json, surface: Surface) -> list[str]:
    return [str(problem) for problem in check_blocks([one], surface)]


def home_of(kind: str) -> Surface:
    return "modal" if kind == "alert" else "message"


def text_of(kind: str, length: int) -> Json:
    return {"type": kind, "text": "x" * length}


# --- blocks -------------------------------------------------------------------------------------


def test_every_block_and_element_is_known() -> None:
    assert set(BLOCKS) == set(KIT["blocks"])
    assert set(ELEMENTS) == set(KIT["elements"]) - NOT_ELEMENTS


@pytest.mark.parametrize("kind", KIT["blocks"])
def test_surfaces_of_a_block(kind: str) -> None:
    wanted = KIT["blocks"][kind]["surfaces"]
    assert sorted(SURFACES[kind]) == sorted(wanted)
    for surface in ("message", "modal", "home"):
        assert (refused(block(kind), surface) == []) is (surface in wanted), surface


def _required(table: str) -> Iterator[tuple[str, str]]:
    for kind, fact in KIT[table].items():
        for name in fact["required"]:
            if kind not in NOT_ELEMENTS:
                yield kind, name


@pytest.mark.parametrize(("kind", "name"), list(_required("blocks")))
def test_required_fields_of_a_block(kind: str, name: str) -> None:
    one = block(kind)
    del one[name]
    found = refused(one, home_of(kind))
    assert f"missing required field: {name} [json-pointer:/blocks/0]" in found


@pytest.mark.parametrize("kind", KIT["blocks"])
def test_choices_of_a_block(kind: str) -> None:
    fact = KIT["blocks"][kind]
    for choice in ("exactly_one", "at_least_one"):
        names = fact.get(choice, [])
        one = {name: value for name, value in block(kind).items() if name not in names}
        assert bool(refused(one, home_of(kind))) is bool(names) or choice not in fact


OBJECTS: dict[str, list[tuple[Any, bool]]] = {
    "https_url": [("https://example.com/a", True), ("http://example.com/a", False)],
    "rich_text": [(rich_text(), True), (text_of("mrkdwn", 1), False)],
    "image": [(samples.IMAGE, True), ({"type": "image"}, False)],
    "confirm": [
        (samples.CONFIRM, True),
        ({**samples.CONFIRM, "title": plain("x" * 101)}, False),
        ({**samples.CONFIRM, "text": plain("x" * 301)}, False),
        ({**samples.CONFIRM, "style": "default"}, False),
    ],
    "option": [(option("9" * (KIT["composition"]["option"]["value_max_len"] + 1)), False)],
}


def _string(name: str, length: int) -> str:
    start = "https://a.b/" if name.endswith("url") else ""
    return start + "x" * (length - len(start))


def _values(name: str, fact: Json) -> Iterator[tuple[Any, bool]]:
    """Values of a field by its fact, with whether Slack takes them."""
    kind = fact.get("type")
    if kind == "text_object":
        most = fact.get("text_max_len") or 75
        for text_kind in ("plain_text", "mrkdwn"):
            allowed = text_kind in fact["kinds"]
            yield text_of(text_kind, most), allowed
            yield text_of(text_kind, most + 1), False
        yield text_of(fact["kinds"][0], 0), False
    elif "enum" in fact:
        yield from ((value, True) for value in fact["enum"])
        yield "made_up", False
    elif kind == "string" and "max_len" in fact:
        yield _string(name, fact["max_len"]), True
        yield _string(name, fact["max_len"] + 1), False
        yield 7, False
    elif kind == "boolean":
        yield 1, False
    elif kind in OBJECTS:
        yield from OBJECTS[kind]
    elif "min" in fact or "max" in fact:
        yield from _numbers(fact)


def _numbers(fact: Json) -> Iterator[tuple[Any, bool]]:
    if "min" in fact:
        yield fact["min"], True
        yield fact["min"] - 1, False
    if "max" in fact:
        yield fact["max"], True
        yield fact["max"] + 1, False


def _field_rows(table: str) -> Iterator[Any]:
    for kind, whole in KIT[table].items():
        if kind in NOT_ELEMENTS:
            continue
        for name, fact in whole["fields"].items():
            for value, accepted in _values(name, fact):
                label = f"{kind}.{name}={str(value)[:24]}-{accepted}"
                yield pytest.param(kind, name, value, accepted, id=label)


@pytest.mark.parametrize(("kind", "name", "value", "accepted"), list(_field_rows("blocks")))
def test_fields_of_a_block(kind: str, name: str, value: object, accepted: bool) -> None:
    one = block(kind)
    for other in KIT["blocks"][kind].get("exactly_one", []):
        if name in KIT["blocks"][kind]["exactly_one"]:
            one.pop(other, None)
    one[name] = value
    found = refused(one, home_of(kind))
    assert (found == []) is accepted, found


def _entry(one_of: str, number: int) -> Any:
    if one_of == "image":
        return samples.IMAGE
    if one_of in samples.ELEMENTS:
        return element(one_of, action_id=f"x{number}")
    if one_of in {"plain_text", "mrkdwn"}:
        return text_of(one_of, 1)
    if one_of in samples.BLOCKS:
        return block(one_of)
    if one_of.startswith("rich_text_"):
        return _rich_part(one_of)
    if one_of == "url":
        return {"type": "url", "url": "https://a.b", "text": "a"}
    raise AssertionError(one_of)


def _rich_part(kind: str) -> Json:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": "a"}]}
    if kind == "rich_text_list":
        return {"type": kind, "style": "bullet", "elements": [section]}
    return {**section, "type": kind}


def _arrays() -> Iterator[Any]:
    for kind, whole in KIT["blocks"].items():
        for name, fact in whole["fields"].items():
            if fact.get("type") == "array" and "one_of" in fact:
                yield pytest.param(kind, name, fact, id=f"{kind}.{name}")


@pytest.mark.parametrize(("kind", "name", "fact"), list(_arrays()))
def test_arrays_of_a_block(kind: str, name: str, fact: Json) -> None:
    surface = home_of(kind)
    first = fact["one_of"][0]
    for count, accepted in (
        (fact.get("max_items"), True),
        ((fact.get("max_items") or 0) + 1 if "max_items" in fact else None, False),
        (fact.get("min_items", 0) - 1 if fact.get("min_items") else None, False),
    ):
        if count is not None:
            entries = [_entry(first, number) for number in range(count)]
            found = refused(block(kind, **{name: entries}), surface)
            assert (found == []) is accepted, (count, found)


MESSAGE_REFUSES = {"rich_text_input"}
"""Facts allow it in `actions` by the SDK's types, but on messages only in none of the sources."""


@pytest.mark.parametrize(("kind", "name", "fact"), list(_arrays()))
def test_types_inside_a_block(kind: str, name: str, fact: Json) -> None:
    everything = [*samples.ELEMENTS, "plain_text", "mrkdwn", *samples.BLOCKS]
    for inner in everything:
        wanted = inner in fact["one_of"]
        if inner == "image" and not wanted:
            continue
        entry = _entry(inner, 0)
        for surface in KIT["blocks"][kind]["surfaces"]:
            accepted = wanted and _allowed_on(inner, surface, fact)
            found = refused(block(kind, **{name: [entry]}), surface)
            assert (found == []) is accepted, (inner, surface, found)


def _allowed_on(inner: str, surface: str, fact: Json) -> bool:
    elsewhere = {
        "message": [*fact.get("modal_only", []), *fact.get("modal_and_home_only", [])],
        "modal": fact.get("message_only", []),
        "home": [
            *fact.get("modal_only", []),
            *fact.get("message_only", []),
            *fact.get("not_on_home", []),
        ],
    }
    return inner not in elsewhere[surface] and not (
        surface == "message" and inner in MESSAGE_REFUSES
    )


@pytest.mark.parametrize(("kind", "name"), [("section", "accessory"), ("input", "element")])
def test_the_one_element_of_a_block(kind: str, name: str) -> None:
    fact = KIT["blocks"][kind]["fields"][name]
    for inner in samples.ELEMENTS:
        for surface in ("message", "modal", "home"):
            wanted = inner in fact["one_of"] and _allowed_on(inner, surface, fact)
            if inner == "workflow_button" and surface != "message":
                wanted = False
            found = refused(block(kind, **{name: element(inner)}), surface)
            assert (found == []) is wanted, (inner, surface, found)


@pytest.mark.parametrize("kind", ["table", "data_table"])
def test_sizes_of_tables(kind: str) -> None:
    fact = KIT["blocks"][kind]
    rows, total = fact["fields"]["rows"], fact["total_text_max"]
    one = samples.raw()

    def found(rows: list[list[Json]]) -> list[str]:
        return refused(block(kind, rows=rows), MESSAGE)

    assert found([[one]] * rows["max_items"]) == []
    assert found([[one]] * (rows["max_items"] + 1))
    assert found([[one] * rows["row_max_items"]] * 2) == []
    assert found([[one] * (rows["row_max_items"] + 1)] * 2)
    half = samples.raw("x" * (total // 2))
    assert found([[half], [half]]) == []
    assert found([[half], [half], [one]])
    if "min_items" in rows:
        assert found([[one]] * (rows["min_items"] - 1))


def test_sizes_of_charts() -> None:
    fact = KIT["blocks"]["data_visualization"]["fields"]["chart"]
    pie, axes = fact["pie"]["segments"], fact["bar|area|line"]

    def found(chart: Json) -> list[str]:
        return refused(block("data_visualization", chart=chart), MESSAGE)

    def slices(count: int, label: int) -> Json:
        return {"type": "pie", "segments": [{"label": "x" * label, "value": 1}] * count}

    assert found(slices(pie["max_items"], pie["label_max_len"])) == []
    assert found(slices(pie["max_items"] + 1, 1))
    assert found(slices(1, pie["label_max_len"] + 1))

    def lines(count: int, points: int, kind: str = "line") -> Json:
        labels = [f"W{number}" for number in range(points)]
        data = [{"label": label, "value": 1} for label in labels]
        series = [{"name": f"s{number}", "data": data} for number in range(count)]
        return {"type": kind, "series": series, "axis_config": {"categories": labels}}

    for kind in ("bar", "area", "line"):
        assert found(lines(axes["series"]["max_items"], axes["data"]["max_items"], kind)) == []
    assert found(lines(axes["series"]["max_items"] + 1, 1))
    assert found(lines(1, axes["data"]["max_items"] + 1))
    for name, most in (("x_label", "x_label_max_len"), ("y_label", "y_label_max_len")):
        chart = lines(1, 1)
        chart["axis_config"][name] = "x" * axes["axis_config"][most]
        assert found(chart) == []
        chart["axis_config"][name] += "x"
        assert found(chart)


def test_counts_per_message() -> None:
    for kind in ("table", "data_visualization"):
        most = KIT["blocks"][kind]["per_message_max"]
        assert check_blocks([block(kind)] * most) == []
        assert check_blocks([block(kind)] * (most + 1))
    for surface in ("message", "modal", "home"):
        most = KIT["surfaces"][surface]["max_blocks"]
        assert check_blocks([block("divider")] * most, surface) == []
        assert check_blocks([block("divider")] * (most + 1), surface)


# --- elements -----------------------------------------------------------------------------------


def refused_element(one: Json) -> list[str]:
    parent, surface = samples.holding(one)
    return refused(parent, surface)  # type: ignore[arg-type]


@pytest.mark.parametrize(("kind", "name"), list(_required("elements")))
def test_required_fields_of_an_element(kind: str, name: str) -> None:
    one = element(kind)
    del one[name]
    assert any(f"missing required field: {name} " in text for text in refused_element(one))


@pytest.mark.parametrize(("kind", "name", "value", "accepted"), list(_field_rows("elements")))
def test_fields_of_an_element(kind: str, name: str, value: object, accepted: bool) -> None:
    if kind == "image" and name == "action_id":
        return
    one = element(kind, **{name: value})
    found = refused_element(one)
    assert (found == []) is accepted, found


@pytest.mark.parametrize("kind", sorted(ELEMENTS))
def test_an_element_has_the_fields_of_the_facts_and_no_other(kind: str) -> None:
    assert set(ELEMENTS[kind].fields) == set(KIT["elements"][kind]["fields"])


@pytest.mark.parametrize("kind", sorted(BLOCKS))
def test_a_block_has_the_fields_of_the_facts_and_no_other(kind: str) -> None:
    assert set(BLOCKS[kind].fields) == set(KIT["blocks"][kind]["fields"])


def _option_counts() -> Iterator[Any]:
    for kind, whole in KIT["elements"].items():
        for name in ("options", "option_groups"):
            fact = whole.get("fields", {}).get(name)
            if fact:
                yield pytest.param(kind, name, fact, id=f"{kind}.{name}")


@pytest.mark.parametrize(("kind", "name", "fact"), list(_option_counts()))
def test_counts_of_options(kind: str, name: str, fact: Json) -> None:
    def made(count: int) -> Json:
        one = {key: value for key, value in element(kind).items() if key != "options"}
        group = {"label": plain(), "options": options(1)}
        return one | {name: options(count) if name == "options" else [group] * count}

    assert refused_element(made(fact["max_items"])) == []
    assert refused_element(made(fact["max_items"] + 1))
    assert refused_element(made(0))


def test_composition_objects() -> None:
    fact = KIT["composition"]
    most = fact["option"]

    def with_option(**changes: Any) -> list[str]:
        return refused_element(element("static_select", options=[option() | changes]))

    assert with_option(text=plain("x" * most["text_max_len"])) == []
    assert with_option(text=plain("x" * (most["text_max_len"] + 1)))
    assert with_option(value="x" * most["value_max_len"]) == []
    assert with_option(value="x" * (most["value_max_len"] + 1))
    assert with_option(description=plain("x" * most["description_max_len"])) == []
    assert with_option(description=plain("x" * (most["description_max_len"] + 1)))
    group = {"label": plain("x" * fact["option_group"]["label_max_len"]), "options": options(1)}
    select = {key: value for key, value in element("static_select").items() if key != "options"}
    assert refused_element(select | {"option_groups": [group]}) == []
    group = copy.deepcopy(group)
    group["label"]["text"] += "x"  # type: ignore[index]
    assert refused_element(select | {"option_groups": [group]})
    for name in ("title", "text", "confirm", "deny"):
        longest = plain("x" * fact["confirm"][f"{name}_max_len"])
        too_long = plain("x" * (fact["confirm"][f"{name}_max_len"] + 1))
        good = {**samples.CONFIRM, name: longest}
        assert refused_element(element("button", confirm=good)) == []
        assert refused_element(element("button", confirm={**good, name: too_long}))
