from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from streamlit import config

from kg.dashboard.entry import SETTINGS, arguments, script

ROOT = Path(__file__).parents[3]


def test_in_a_checkout_the_script_is_at_the_top() -> None:
    assert script() == ROOT / "app.py"
    assert len(script().read_text().splitlines()) < 90


def test_the_dashboard_is_for_this_machine_and_tells_nobody() -> None:
    assert {"--server.address=127.0.0.1", "--browser.gatherUsageStats=false"} <= set(arguments())
    assert "--server.address=0.0.0.0" in arguments(server_address="0.0.0.0")


def test_streamlit_knows_every_setting() -> None:
    assert not [name for name in SETTINGS if name not in config.get_config_options()]


def test_to_ask_for_the_entry_costs_no_streamlit() -> None:
    code = "import sys, kg.dashboard.entry; sys.exit('streamlit' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, timeout=60, check=False).returncode == 0


def test_what_docs_say_of_a_public_dashboard_is_what_the_command_knows() -> None:
    said = (ROOT / "docs" / "public.md").read_text()
    told = subprocess.run(
        [sys.executable, "-m", "kg", "dashboard", "--help"], check=True, capture_output=True, text=True, cwd=ROOT
    ).stdout
    for option in {word.rstrip("`") for word in said.split() if word.startswith("--")}:
        assert option in told, option
    assert "STREAMLIT_BROWSER_SERVER_ADDRESS" in said
    assert "browser.serverAddress" in config.get_config_options()
