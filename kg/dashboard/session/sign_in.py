"""Signing in and out, where the secrets of Streamlit have a provider of OpenID Connect.

Without one nothing is drawn, and everybody is the local reader. With one, who did not sign in only reads.
"""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING, Any

import streamlit as st

from kg.dashboard.words.wording import plain
from kg.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Mapping

NEEDS = "Signing in needs Authlib: whoever runs this dashboard installs it with `pip install 'streamlit[auth]'`."


def account() -> None:
    """Draw who is signed in and the way out, or the ways in."""
    ways = providers(_auth())
    if not ways:
        return
    if signed_in():
        who = st.user.get("name") or st.user.get("email") or "a reader"
        st.html(f'<p class="kg-faint">Signed in as <bdi>{plain(who)}</bdi></p>')
        st.button("Sign out", icon=":material/logout:", key="sign_out", on_click=st.logout, width="stretch")
        return
    for provider in ways:
        named = f"Sign in with {provider.capitalize()}" if provider else "Sign in"
        if st.button(named, icon=":material/login:", key=f"sign_in_{provider}", width="stretch"):
            _sign_in(provider)
    st.html('<p class="kg-faint">To keep papers and notes, and to add papers.</p>')


def signed_in() -> bool:
    """Tell whether the reader signed in, with an answer that names somebody."""
    if not providers(_auth()):
        return False
    return bool(getattr(st.user, "is_logged_in", False)) and bool(st.user.get("sub") or st.user.get("email"))


def stranger() -> bool:
    """Tell whether the reader could sign in and did not."""
    return bool(providers(_auth())) and not signed_in()


def providers(auth: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the providers that are set up: their names, or an empty one for the one that has none.

    Example:
        >>> providers({"cookie_secret": "x", "google": {"client_id": "y"}}), providers({})
        (('google',), ())
    """
    named = tuple(name for name, value in auth.items() if hasattr(value, "keys") and "client_id" in value)
    return (("",) if "client_id" in auth else ()) + named


def _auth() -> Mapping[str, Any]:
    """Return what the secrets say of signing in; nothing where there are none."""
    found: Mapping[str, Any] = st.secrets.get("auth", {}) if st.secrets.load_if_toml_exists() else {}
    return found


def _sign_in(provider: str) -> None:
    if importlib.util.find_spec("authlib") is None:
        raise CallError(NEEDS)
    st.login(provider or None)
