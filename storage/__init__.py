"""The store: tables, the questions asked of them, migrations and the transaction runner."""
