"""What people read of goals."""
