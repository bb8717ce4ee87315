"""This file is about who reads: the person that signed in, where sign-in is set up, and what this reader keeps."""

from __future__ import annotations

import streamlit as st

from kg.dashboard.answers import store_url
from kg.dashboard.rights import demand_writing
from kg.library import Shelf
from kg.library.shelf import LOCAL


def reader() -> str:
    """Return the address that the reader signed in with; without sign-in everybody is the local reader."""
    signed_in = getattr(st.user, "is_logged_in", False)
    return str(st.user.get("email") or st.user.get("sub") or LOCAL) if signed_in else LOCAL


def shelf() -> Shelf:
    """Return what the reader keeps of this store; a read-only dashboard writes nothing to it, whoever asks."""
    return Shelf(store_url(), reader(), before_writing=demand_writing)
