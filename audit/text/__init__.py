"""The fast core: pure functions on UTF-8 buffers."""
