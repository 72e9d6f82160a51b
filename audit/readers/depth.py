"""How deeply JSON is nested, before a parser that minds is given it."""

import re

import numpy as np

_ESCAPE = re.compile(rb"\\.", re.DOTALL)
_QUOTE, _OPEN, _CLOSE = ord('"'), (ord("["), ord("{")), (ord("]"), ord("}"))


class Depth:
    """Follows the brackets outside of strings over the chunks of a JSON file."""

    def __init__(self) -> None:
        self._depth = 0
        self._inside = 0
        "1 within a string."
        self._escaped = False
        "Whether the last chunk ended with half an escape."

    def deepest(self, chunk: bytes) -> int:
        """The greatest depth in the next chunk."""
        if self._escaped:
            chunk = b"x" + chunk[1:]
        chunk = _ESCAPE.sub(b"xx", chunk)
        self._escaped = chunk.endswith(b"\\")
        codes = np.frombuffer(chunk, np.uint8)
        quotes = np.cumsum(codes == _QUOTE, dtype=np.int32) + self._inside
        outside = quotes & 1 == 0
        opened = ((codes == _OPEN[0]) | (codes == _OPEN[1])) & outside
        closed = ((codes == _CLOSE[0]) | (codes == _CLOSE[1])) & outside
        depths = np.cumsum(opened.astype(np.int32) - closed.astype(np.int32)) + self._depth
        if len(codes):
            self._inside, self._depth = int(quotes[-1]) & 1, int(depths[-1])
        return int(depths.max(initial=0))
