"""A run as one Report, and the Report in each format."""
