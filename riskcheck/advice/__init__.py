"""What to do: rows of a playbook, chosen by the signals that weigh most."""
