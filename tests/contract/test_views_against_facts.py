"""Our limits of views, compared with the collected facts."""

from __future__ import annotations

from typing import Any

from sandbox.rules.blockkit import check_view
from tests.contract.facts import read_json
from tests.sandbox.rules import samples
from tests.sandbox.rules.samples import plain

Json = dict[str, Any]
KIT = read_json("facts", "block_kit_limits.json")


def test_limits_of_views() -> None:
    modal, common = KIT["views"]["modal"], KIT["views"]["common"]
    for name in ("title", "submit", "close"):
        most = modal[f"{name}_max_len"]
        assert check_view(samples.modal(**{name: plain("x" * most)})) == []
        assert check_view(samples.modal(**{name: plain("x" * (most + 1))}))
    for name in ("private_metadata", "callback_id", "external_id"):
        most = common[f"{name}_max_len"]
        for view in (samples.modal, samples.home):
            assert check_view(view(**{name: "x" * most})) == []
            assert check_view(view(**{name: "x" * (most + 1)}))
    for kind, whole in (("modal", samples.modal()), ("home", samples.home())):
        for name in KIT["views"][kind]["required"]:
            assert check_view({key: value for key, value in whole.items() if key != name})
    for name in KIT["views"]["home"]["not_allowed"]:
        assert check_view(samples.home(**{name: plain()}))
