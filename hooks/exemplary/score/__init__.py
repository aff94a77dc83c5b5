"""Rate people and teams by an issued score sheet: points from a workbook in, ratings with checkable formulas out.

Scores of persons are the office's own: nothing here is ever read by the site (plan of the ethnic-affairs board, II.2a).
"""
