"""Who may import whom; `make check` says the same with import-linter."""

from __future__ import annotations

import sys

import pytest

from tests.architecture.source import PACKAGES, imported, modules, name_of

MAY_IMPORT = {
    "domain": {"domain"},
    "storage": {"storage", "domain"},
    "services": {"services", "storage", "domain"},
    "views": {"views", "services", "storage", "domain"},
    "handlers": {"handlers", "services", "views", "storage", "domain"},
    "jobs": {"jobs", "services", "views", "storage", "domain"},
    "sandbox": {"sandbox"},
    "bot": set(PACKAGES),
}
RULES_KNOW_NO = {"slack_bolt", "slack_sdk", "aiohttp", "starlette", "uvicorn", "apscheduler"}


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_imports_only_what_lies_below_it(package: str) -> None:
    wrong = [
        f"{name_of(path)} imports {module}"
        for path in modules(package)
        for module in imported(path)
        if (top := module.split(".")[0]) in PACKAGES and top not in MAY_IMPORT[package]
    ]
    assert not wrong


def test_rules_import_the_standard_library_holidays_and_rrule_only() -> None:
    wrong = [
        f"{name_of(path)} imports {module}"
        for path in modules("domain")
        for module in imported(path)
        if module.split(".")[0] not in sys.stdlib_module_names | {"domain", "holidays"}
        and module != "dateutil.rrule"
    ]
    assert not wrong


def test_pictures_are_drawn_in_a_child_only() -> None:
    """matplotlib costs a hundred megabytes: it is imported where it is used, in one program."""
    known = {
        name_of(path)
        for path in modules()
        for module in imported(path)
        if module.split(".")[0] in {"matplotlib", "numpy", "PIL"}
    }
    assert known == {"jobs/drawing.py"}
    imports_the_program = [
        name_of(path) for path in modules() for module in imported(path) if module == "jobs.drawing"
    ]
    assert not imports_the_program


@pytest.mark.parametrize("package", ["domain", "storage", "services"])
def test_rules_tables_and_use_cases_do_not_know_slack(package: str) -> None:
    wrong = [
        f"{name_of(path)} imports {module}"
        for path in modules(package)
        for module in imported(path)
        if module.split(".")[0] in RULES_KNOW_NO
    ]
    assert not wrong


def test_only_the_demo_starts_the_sandbox() -> None:
    knowing = {
        name_of(path).split("/")[1].removesuffix(".py")
        for path in modules("bot")
        for module in imported(path)
        if module.split(".")[0] == "sandbox"
    }
    assert knowing <= {"demo"}
