"""Numbers that identify people, vehicles, documents and money; text from end to end, never a number.

One module each, all with the same three functions: ``normalise(text) -> str`` (the stored form; never
raises, and leaves what it does not understand for the check), ``check(text) -> str | None`` (the code of
the problem that refuses it, see :data:`app.domain.problems.SENTENCES`) and ``warnings(text)`` (codes
that are shown and may be passed). Both checks take the normalised form.
"""
