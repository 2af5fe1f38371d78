from __future__ import annotations

import os
import sys

# Dozens of processes come from here. Each would compile every file of ours anew, for a second or for ten, where the
# machine forbids Python to keep what it compiled; __pycache__ is no part of the repository.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
