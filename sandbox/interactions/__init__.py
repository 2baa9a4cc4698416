"""What people do with the app: commands, elements, modals, shortcuts; and the views.* answers."""
