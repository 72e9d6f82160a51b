"""Errors that a user can mend, each with the exit status it ends the program with."""

import errno
from enum import IntEnum
from pathlib import Path


class ExitStatus(IntEnum):
    """What the program's exit status means; a crash is none of 0 and 1."""

    PASSED = 0
    GATE_FAILED = 1
    USAGE = 2
    INCOMPLETE = 3
    CRASHED = 70
    INTERRUPTED = 130


class AuditError(Exception):
    """Something a user can mend; the message says what is wrong and how to mend it."""

    status = ExitStatus.USAGE


class UsageError(AuditError):
    """The command's words do not fit."""


class ConfigurationError(AuditError):
    """A policy, a rule pack or a setting is wrong."""


class PackError(ConfigurationError):
    """A rule pack is wrong."""


class LibraryError(AuditError):
    """A library of known works cannot be used."""


class RunError(AuditError):
    """A run's folder cannot be used."""


class IncompleteError(AuditError):
    """What the policy needs is missing, so that the result would look better than it is."""

    status = ExitStatus.INCOMPLETE


_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def cannot_write(place: Path, error: OSError) -> RunError:
    """What the system's refusal to write means to a user, and what to do about it."""
    if error.errno in _FULL:
        mend = "no space is left; free some and give the same command again, finished shards are kept"
        return RunError(f"cannot write to {place}: {mend}")
    return RunError(f"cannot write to {place}: {error.strerror or error}; make it writable, or give another place")
