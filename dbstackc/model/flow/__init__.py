"""Who asks what of whom: one module for each kind of party, and the ledger they write to."""
