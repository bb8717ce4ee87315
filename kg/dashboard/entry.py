"""How the dashboard is started: where its script lies, and the settings it runs under.

It imports no Streamlit, so that the command line can ask it at no cost.
"""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent

SETTINGS: dict[str, str] = {
    "server.address": "127.0.0.1",  # this machine only; whoever wants more says so
    "server.fileWatcherType": "none",  # an installed package does not change while it runs
    "browser.gatherUsageStats": "false",
    "server.maxUploadSize": "200",  # megabytes; see kg.dashboard.jobs.adding
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",  # a reader sees a sentence; the log has the traceback
    "theme.light.primaryColor": "#3d5fc4",
    "theme.dark.primaryColor": "#8fa8f5",
}
"""Streamlit's options, each of which a flag of the same name may override."""


def script() -> Path:
    """Return the path of `app.py`: inside the installed package, or at the top of a checkout."""
    installed = HERE / "_app.py"
    return installed if installed.is_file() else HERE.parents[1] / "app.py"


def arguments(**overrides: str) -> list[str]:
    """Return the arguments of `python -m streamlit` that serve the dashboard.

    Args:
        overrides: options with `_` for the dot, such as ``server_port="8600"``.

    Example:
        >>> arguments(server_port="8600")[0], arguments(server_port="8600")[-1]
        ('run', '--server.port=8600')
    """
    settings = SETTINGS | {name.replace("_", ".", 1): value for name, value in overrides.items()}
    return ["run", str(script()), *(f"--{name}={value}" for name, value in settings.items())]
