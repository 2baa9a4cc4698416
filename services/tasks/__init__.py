"""Use cases of tasks; import them from the module of the verb."""
