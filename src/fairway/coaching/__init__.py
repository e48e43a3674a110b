"""Coaching: sessions of a seller and whoever leads them, from preparing to what was promised; pairs of sellers on one
activity; observing how a session is led; and reading transcripts.

Takes standings, conclusions, diagnoses, commitments and plans; gives sessions (types.py), their agenda and balance.
Refuses private notes: both read and write the same page, and of a talk nothing is recorded but what is written there
and which of three things it was about; of a transcript both agreed to have read, figures, and words only where both
keep them.
"""
