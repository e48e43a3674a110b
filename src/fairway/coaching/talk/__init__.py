"""Reading conversations: what each turn of a 1:1 was about, what was agreed, and what to ask instead.

Takes conversations as JSON Lines or transcripts (`files`); gives a Reading (`reading`) with the reason for every label.
Words stand in `families/*.yaml`, `lists.yaml` and `heads.yaml`, what labelled conversations taught in `weights/`;
nothing is random and nothing is called outside. Refuses to keep anything it reads.
"""
