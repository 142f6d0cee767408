FROM node:20
# ruleid: docker-locked-install
RUN npm ci --omit=dev
# ruleid: docker-locked-install
RUN yarn install --frozen-lockfile
# ruleid: docker-locked-install
RUN pip install --require-hashes -r requirements.txt
# ruleid: docker-locked-install
RUN uv sync --frozen --no-dev
# ok: docker-locked-install
RUN npm install
# ok: docker-locked-install
RUN yarn install
# ok: docker-locked-install
# RUN npm ci
# ok: docker-locked-install
RUN npm circus
# ok: docker-locked-install
RUN pip install -r requirements.txt
