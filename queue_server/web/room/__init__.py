"""The screen of whoever serves patients: one key for a whole day."""
