"""What people read of blockers."""
