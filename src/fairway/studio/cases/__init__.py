"""Reading a seller's case as somebody wrote it down: any field names, any nesting, prose in four languages.

`quantities` finds figures with units in sentences, `fields` says what a field name means, `reading` turns a case into
a profile, `prose` reads what a profile says about candidates and drivers. Nothing here decides anything.
"""
