"""What Drumbeat says by itself: the digest of a day, reminders, and the answers to them."""
