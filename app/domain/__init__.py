"""Pure rules and values of the office. No Qt, SQL, HTTP, files or clock in here."""
