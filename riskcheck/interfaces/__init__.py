"""What a file offers to others, what a change took away or altered of it, and who still relies on it."""
