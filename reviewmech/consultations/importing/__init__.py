"""A text from a Word file, or pasted, becomes the working text of a consultation's page.

``archive`` and ``xml`` let nothing dangerous through, ``word`` and ``pasted`` read what is there into units,
``matching`` finds the anchors that live on, ``actions`` keeps the preview and writes the page's revision.
"""
