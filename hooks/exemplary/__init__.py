"""Everything of "Người tốt, việc tốt" that is ours: read, check, group, render and publish exemplars."""

__version__ = "1.0.0"
