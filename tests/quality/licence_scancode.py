"""
ScanCode's answers on texts, for tests/quality/licence.py: run by the Python of an environment in which it is installed.

    PYTHON licence_scancode.py < texts.jsonl > answers.jsonl        each line a text as JSON; each answer a list of expressions

Not part of the product; needs nothing of the project.
"""

import json
import os
import sys
import tempfile

from scancode.api import get_licenses


def main():
    """One answer a line."""
    for line in sys.stdin:
        with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8", delete=False) as file:
            file.write(json.loads(line))
        try:
            found = get_licenses(file.name, min_score=0)
        finally:
            os.unlink(file.name)
        detections = found.get("license_detections") or []
        print(json.dumps([one.get("license_expression_spdx") or "" for one in detections]), flush=True)


if __name__ == "__main__":
    main()
