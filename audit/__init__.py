"""Tells, with evidence, what a training corpus is made of and whether it may be used."""

__version__ = "0.1.0"
