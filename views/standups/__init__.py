"""What people read of standups."""
