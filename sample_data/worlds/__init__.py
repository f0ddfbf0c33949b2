"""Two invented worlds, each with a taste model that is known exactly."""
