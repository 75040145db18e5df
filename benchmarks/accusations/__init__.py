"""Cases whose truth was written down before anything was mended for them, by someone who had not seen how Gouji reads.

`sentences/` are sentences to be put into a base report, `documents/` whole reports in odd shapes. What each key of the truth means stands in
README.md beside this file.
"""
