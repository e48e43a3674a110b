"""Practice conversations: a simulated seller with a hidden cause, who answers what is asked and no more.

Everything a seller can say is written in `scenarios/`; what a manager asks is understood by words and by the grammar
that reads real 1:1s. The same seed and the same turns give the same talk, so nothing but the turns is kept, and nothing
is sent anywhere. Plain Python.
"""
