"""The flight simulator: one team, one quarter, four times to choose, and what the choices were worth.

Takes what a manager would see of a simulated team and their choices; gives what came of them, beside doing nothing
different, managing by result, and the best that knows the truth. Refuses to say that real teams gain as much.
"""
