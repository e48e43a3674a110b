"""The cause budget: for what reasons HIAs are missed, by team and by HIA, published once for every four weeks.

Takes stored diagnoses and sellers' answers; gives counts with a blur, which say nothing certain about any one seller.
Refuses to publish a block twice, to answer any question finer than what was published, and to know who asks.
The argument is docs/decisions/0014-causes-are-published-once-with-a-blur.md.
"""
