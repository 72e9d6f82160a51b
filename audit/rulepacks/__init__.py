"""
Rule packs: folders of TOML that hold a detector's signals and the rules that weigh its findings. A pack is data, never code.

A pack has a pack.toml: title, version, a [detector] table, [[measured]] rows, `reviewed` (by whom and when, if anyone did), and
`locks` of rules and their `approvers`. It may have [[rule]] and [[amend]] tables, in rules.toml or in a file for each topic in
its folder rules/. They are written for a lawyer; `when`, the one predicate in SQL, is checked by `audit.judge.check` first.
"""

from audit.rulepacks.amending import amended, by_policy
from audit.rulepacks.amending import locks as locked
from audit.rulepacks.loading import load, read
from audit.rulepacks.pack import MEASURED, VIEWS, Amendment, Lock, Pack, RuleTest

__all__ = ["MEASURED", "VIEWS", "Amendment", "Lock", "Pack", "RuleTest", "amended", "by_policy", "load", "locked", "read"]
