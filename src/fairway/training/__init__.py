"""Training: what managers read, practise where mistakes are free, do with their own team, and are certified for.

Takes content written in Markdown, and what coaching, diagnosis and the studio hold of real work; gives what somebody
has done, what is next and a certificate that rests on the field. Refuses to tell anybody else what was answered in
practice, and to call somebody certified for a quiz.
"""
