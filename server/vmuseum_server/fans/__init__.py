"""Hologram fans: drivers, simulators, supervisor and agent."""
