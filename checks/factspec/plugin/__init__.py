"""The pytest plugin. ``pytest_factspec`` beside the package is its entry point; this is imported when a test first uses it."""
