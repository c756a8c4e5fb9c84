"""What a hospital and its IT person set: read from TOML, typed, frozen; faults told in words."""

from queue_server.settings.hospital import Hospital, as_data, from_data
from queue_server.settings.policies import hours_of, policy_of
from queue_server.settings.problems import Problem, SettingsWrong
from queue_server.settings.reading import read_hospital, read_server, warnings_of
from queue_server.settings.server import Server, is_loopback

__all__ = [
    "Hospital",
    "Problem",
    "Server",
    "SettingsWrong",
    "as_data",
    "from_data",
    "hours_of",
    "is_loopback",
    "policy_of",
    "read_hospital",
    "read_server",
    "warnings_of",
]
