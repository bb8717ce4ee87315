"""Separators: what parts title from abstract, and a hyphen that stands for a dash."""

from __future__ import annotations

import re

DASH = re.compile(r"-(?=(?:an?|the|our|which|that|but|with)(?![\w-]))")
"""A hyphen that stands for a dash: 84,000 abstracts have 500, and of the 130 that were read only "is-a" is none."""

SEPARATOR = "\x1e"
