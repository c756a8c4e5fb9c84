"""What a hospital and its IT person set: read from TOML, typed, frozen; faults told in words."""

from queue_server.settings.hospital import Hospital, as_data, from_data
from queue_server.settings.policies import hours_of, policy_of
from queue_server.settings.reading import Problem, SettingsWrong, read_hospital

__all__ = [
    "Hospital",
    "Problem",
    "SettingsWrong",
    "as_data",
    "from_data",
    "hours_of",
    "policy_of",
    "read_hospital",
]
