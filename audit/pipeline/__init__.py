"""
The whole audit in order, one function a command. Who shows its results, and how, is not known here.

`whole.run` is scanning, judging and reporting; each step is a module, imported by the command that needs it, so that a command
that only judges starts without the readers.
"""
