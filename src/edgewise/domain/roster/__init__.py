"""Bringing people in from an organisation's own spreadsheet: what it says, what is wrong, what would change."""
