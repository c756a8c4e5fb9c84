"""What administrators see and do: the machines and the people; all of it works without script."""
