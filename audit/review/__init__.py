"""
The review: a server on this machine alone, on which a named person looks at evidence and records decisions.

What is recorded goes to the run's log of decisions and nowhere else; it counts from the next judgement on.
"""
