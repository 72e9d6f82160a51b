"""What the record of a chat says: the first thing that a person asks, how often a model answers, and who asked."""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from audit.batch import Batch
from audit.references.chats import ASKING, answers, are
from audit.text.prompts import cut

SHOWN = 2
"Characters of an account or key that are kept: the rest is a digest, so that no key lies in a run's folder."


def columns(batch: Batch) -> Mapping[str, pa.Array]:
    """Columns of the table of documents; none where a batch has no turns."""
    turns = batch.table.column("turns")
    if turns.null_count == len(turns):
        return {}
    flat, parents = pc.list_flatten(turns), pc.list_parent_indices(turns).to_numpy()
    roles = pc.utf8_lower(pc.struct_field(flat, "role"))
    asking = np.flatnonzero(are(roles, ASKING))
    answering = answers(batch)
    is_chat = answering > 0
    is_chat[parents[asking]] = True
    return {
        "prompt": _prompts(batch, flat, parents, asking),
        "answers": pa.array(answering, mask=~is_chat),
        "account": _accounts(batch.table.column("author")),
    }


def masked(name: str) -> str:
    """An account or key as its first characters and a digest, by which it is told from others."""
    return f"{name[:SHOWN]}…{blake2b(name.encode(), digest_size=4).hexdigest()}"


def _prompts(batch: Batch, flat: pa.Array, parents: Any, asking: Any) -> pa.Array:
    """Head and tail of the first asking turn of each document; null where nobody asks."""
    documents, first = np.unique(parents[asking], return_index=True)
    begins, ends = (pc.struct_field(flat, name).to_numpy()[asking[first]] for name in ("start", "end"))
    data, bounds = cut(batch.buffer, batch.starts[documents], begins, ends)
    texts = pa.StringArray.from_buffers(len(documents), pa.py_buffer(bounds.astype(np.int32)), pa.py_buffer(data))
    places = np.zeros(len(batch), np.int64)
    places[documents] = np.arange(len(documents))
    return texts.take(pa.array(places, mask=~np.isin(np.arange(len(batch)), documents)))


def _accounts(authors: pa.Array) -> pa.Array:
    names = authors.dictionary_encode()
    kept = pa.array([masked(name) for name in names.dictionary.to_pylist()], pa.string())
    return kept.take(names.indices)
