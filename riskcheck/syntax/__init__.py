"""What can be read off code and configuration by their layout and words, without running or building anything."""
