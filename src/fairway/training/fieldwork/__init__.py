"""Field assignments: what a module asks for with one's own team, what of it records show, and who answers it.

Takes assignments from the curriculum and what coaching, diagnosis and the studio hold of real work. Refuses to show
what was handed in to anybody but its writer and whoever leads them directly.
"""
