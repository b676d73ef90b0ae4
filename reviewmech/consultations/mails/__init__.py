"""What people are told by mail of consultations: who, when, and in which words.

Nothing here remembers what happened: all of it is read from the rows of the domain, through ``visible_to`` of
the person who is told, once when a mail is queued and again when it is written.
"""
