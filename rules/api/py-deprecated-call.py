import datetime

import openai
import pkg_resources

# ruleid: py-deprecated-call
now = datetime.datetime.utcnow()
# ruleid: py-deprecated-call
version = pkg_resources.get_distribution("click").version
# ruleid: py-deprecated-call
answer = openai.ChatCompletion.create(model="x")
# ok: py-deprecated-call
now = datetime.datetime.now(datetime.timezone.utc)
# ok: py-deprecated-call
answer = client.chat.completions.create(model="x")
# ok: py-deprecated-call
version = importlib.metadata.version("click")
