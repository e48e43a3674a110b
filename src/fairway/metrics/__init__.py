"""What is counted: definitions of activities, objectives and results, their rules, the catalogue, the compiler.

Takes a definition; gives one statement per family for an engine. Refuses to know targets and people.
"""
