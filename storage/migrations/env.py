"""What Alembic runs: the revisions, on the connection and in the transaction of `storage.migrate`.

No URL is read and no connection is opened here.
"""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from alembic.operations.ops import (
    CreateIndexOp,
    MigrateOperation,
    MigrationScript,
    ModifyTableOps,
)
from alembic.runtime.migration import MigrationContext
from sqlalchemy import JSON, DateTime, Integer, String
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

import storage.tables  # noqa: F401 - for what it declares


def plain_type(kind: str, value: Any, _context: AutogenContext) -> str | Literal[False]:
    """A revision names what the database keeps: our own types may change after it was written."""
    if kind != "type" or not isinstance(value, TypeDecorator):
        return False
    plain = {
        DateTime: "sa.DateTime(timezone=True)",
        JSON: "sa.JSON()",
        String: "sa.String()",
        Integer: "sa.Integer()",
    }
    return plain[type(value.impl_instance)]


def indexes_without_batch(
    _context: MigrationContext, _revision: object, scripts: list[MigrationScript]
) -> None:
    """Write CREATE INDEX as such: SQLite needs no rebuilt table for it."""
    for operations in scripts[0].upgrade_ops_list:
        flat: list[MigrateOperation] = []
        for operation in operations.ops:
            if isinstance(operation, ModifyTableOps) and all(
                isinstance(part, CreateIndexOp) for part in operation.ops
            ):
                flat.extend(operation.ops)
            else:
                flat.append(operation)
        operations.ops = flat


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    render_item=plain_type,
    process_revision_directives=indexes_without_batch,
    transactional_ddl=True,
)
context.run_migrations()
