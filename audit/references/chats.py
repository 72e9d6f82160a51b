"""Who speaks in the turns of a chat: a person who asks, or a model that answers."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from audit.batch import Batch

ASKING = ("user", "human", "prompter", "customer", "question", "instruction", "prompt", "query", "inputs", "input")
"Roles whose first turn is the prompt; fields of instruction corpora bear their names."
ANSWERING = (
    "assistant", "gpt", "chatgpt", "bot", "model", "ai", "bard", "claude", "gemini", "bing", "copilot", "grok", "llama",
    "output", "response", "answer", "completion", "chosen", "targets",
)  # fmt: skip
"Roles of turns that answer. Threads of forums have turns too, but nobody in them answers by role."


def answers(batch: Batch) -> npt.NDArray[np.int32]:
    """Turns that answer, for each document of a batch."""
    turns = batch.table.column("turns")
    parents = pc.list_parent_indices(turns).to_numpy()
    roles = pc.utf8_lower(pc.struct_field(pc.list_flatten(turns), "role"))
    return np.bincount(parents[are(roles, ANSWERING)], minlength=len(batch)).astype(np.int32)


def are(roles: pa.Array, named: tuple[str, ...]) -> Any:
    """Which roles, in small letters, are among those named."""
    return pc.fill_null(pc.is_in(roles, pa.array(named)), False).to_numpy(zero_copy_only=False)
