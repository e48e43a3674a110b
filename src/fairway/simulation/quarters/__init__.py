"""One team's quarter under a manager's choices: who does what, what coaching hours change, and what comes of it.

Takes a seed, a level and choices; gives weeks, lived by the simulator of cause and effect (simulation/effects), again
and again with other luck where somebody asks for it. Refuses to know who chose, and how one should.
"""
