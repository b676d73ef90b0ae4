"""The six languages as the official lists of documents name them."""

# Arabic, Chinese, English, French, Russian, Spanish: the order of settings.LANGUAGES is that of the letters.
LETTERS = {"ar": "A", "zh-hans": "C", "en": "E", "fr": "F", "ru": "R", "es": "S"}
