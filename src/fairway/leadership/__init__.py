"""Leadership: results and the support of execution side by side, by manager and over time, what waits for whom, and
reviews of leaders with managers.

Takes what the rooms below know of sellers' weeks; gives sums over five sellers or more, each with its definition.
Refuses to add the two halves up, to rank managers, and to say anything of fewer sellers beyond the access door.
"""
