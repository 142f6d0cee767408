"""Setting riskcheck up in a repository, and finding out what is in its way there."""
