"""Relationships: claims that hold become networkx graphs, and graphs become answers that name their claims.

Everything here is a pure function over claims or graphs. Which claims are meant (dates, layers, modality) is
decided before, where claims are selected; what a claim may become is decided in `rules`, once for all.
"""
