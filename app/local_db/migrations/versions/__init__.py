"""One migration a file; revision ``0001`` brings a store to ``PRAGMA user_version`` 1, and so on."""
