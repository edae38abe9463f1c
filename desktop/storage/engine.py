"""The one door to sqlite-utils, standing on SQLCipher.

sqlite-utils looks for `pysqlite3` before the standard `sqlite3` and catches the errors of the
module it found. With SQLCipher under that name every one of its features works on an encrypted
file, and no code of ours can open a plain one by mistake.
"""

import sys
from functools import cached_property

import sqlcipher3
import sqlcipher3.dbapi2 as sqlcipher

sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", sqlcipher)

import sqlite_utils  # noqa: E402 - must come after the names above are set

from desktop.storage.remembered import Remembered  # noqa: E402


class Database(sqlite_utils.Database):
    """A connection, whom it works for, and what was read; `person` is empty where nobody said who it is.

    `remembered` is shared by the connections of one `Store`.
    """

    person = ""

    @cached_property
    def remembered(self) -> Remembered:
        return Remembered()


DatabaseError = sqlcipher.DatabaseError
OperationalError = sqlcipher.OperationalError
IntegrityError = sqlcipher.IntegrityError
connect = sqlcipher.connect
