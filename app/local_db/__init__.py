"""The encrypted local store: journal, read tables, search, in one SQLCipher file."""
