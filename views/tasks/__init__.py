"""What people see of tasks: card, replies, lists, form."""
