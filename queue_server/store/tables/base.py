"""What every table shares: one metadata with fixed constraint names, ids, the site of a row."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, MetaData

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

# SQLite gives row ids only to INTEGER keys; PostgreSQL needs BIGINT for years of events.
BigId: Final = BigInteger().with_variant(Integer, "sqlite")


def site_column() -> Column[int]:
    """The site a row belongs to; every row has one, so that hospitals on one server never meet."""
    return Column("site_id", ForeignKey("sites.id"), nullable=False)
