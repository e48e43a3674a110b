"""Is it helping? Effects of activities with what cannot be known, verdicts per seller, landing, pilots.

Takes records of deals and of acts, week by week; gives findings. Refuses to decide a status, and to say what it
cannot know. The core is plain numpy.
"""
