"""The task surfaces: lines, buttons, forms, shortcuts."""
