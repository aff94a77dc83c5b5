"""What the records say about promises: quotas, deadlines, milestones; pure, with the day as a parameter."""
