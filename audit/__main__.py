"""`python -m audit` is the command corpus-audit."""

from audit.cli import main

if __name__ == "__main__":  # workers import this module too
    main()
