FROM debian:12
# ruleid: docker-secret-file
COPY .env /app/.env
# ruleid: docker-secret-file
COPY --chown=app:app .npmrc ./
# ruleid: docker-secret-file
ADD keys/id_rsa /home/app/.ssh/id_rsa
# ruleid: docker-secret-file
COPY package.json .npmrc ./
# ok: docker-secret-file
COPY .env.example /app/.env
# ok: docker-secret-file
COPY package.json ./
# ok: docker-secret-file
COPY --from=build /app/.npmrc /tmp/
# ok: docker-secret-file
COPY src/environment.ts src/
# ok: docker-secret-file
# COPY .env /app/.env
# ok: docker-secret-file
RUN --mount=type=secret,id=npmrc,target=/home/app/.npmrc npm ci
