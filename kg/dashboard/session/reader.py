"""Who reads: the person that signed in, where sign-in is set up, and what this reader keeps."""

from __future__ import annotations

from typing import Final

import streamlit as st

from kg.dashboard.session.answers import store_url
from kg.dashboard.session.rights import demand_writing, read_only
from kg.dashboard.session.sign_in import signed_in
from kg.library import Shelf
from kg.library.shelf import LOCAL

VISITOR: Final = "visitor"
"""Who only reads, without having signed in: nobody sees there what the person that runs the dashboard keeps."""


def reader() -> str:
    """Return whose shelf it is; without sign-in everybody is the local reader, or a visitor where nothing may be kept.

    A person is known by the issuer and the subject of the sign-in, of which OpenID Connect promises that they are one
    person's for good; an address of mail may be another's tomorrow.
    """
    if not signed_in():
        return VISITOR if read_only() else LOCAL
    subject = st.user.get("sub")
    return f"{st.user.get('iss', '')} {subject}".strip() if subject else f"mail {st.user.get('email')}"


def shelf() -> Shelf:
    """Return what the reader keeps of this store; a read-only dashboard writes nothing to it, whoever asks."""
    return Shelf(store_url(), reader(), before_writing=demand_writing)
