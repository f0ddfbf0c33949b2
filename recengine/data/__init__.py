"""Reading, checking, coding and splitting interaction data."""
