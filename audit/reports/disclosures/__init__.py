"""
Drafts of disclosures: the EU's public summary of training content, and others, each field with its basis.

`drafting` makes a draft, `facts` reads what people declare, `render` writes the draft in a format.
"""
