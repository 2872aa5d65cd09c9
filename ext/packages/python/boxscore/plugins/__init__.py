"""Plugins, found by their entry points: Datasette and sqlite-utils load boxscore wherever it is installed."""
