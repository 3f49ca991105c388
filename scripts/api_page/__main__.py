"""`python -m scripts.api_page < openapi.json > api.md`"""

import json
import sys

from scripts.api_page.page import api_page

sys.stdout.write(api_page(json.load(sys.stdin)))
