"""This package is about analysis: leaderboards, comparisons, trends and gaps, as rows and charts."""
