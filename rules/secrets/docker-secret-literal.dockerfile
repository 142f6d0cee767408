FROM debian:12
# ruleid: docker-secret-literal
ENV DB_PASSWORD=tr0ub4dor-3
# ruleid: docker-secret-literal
ENV API_KEY "5d41402abc4b2a76b9719d911017c592"
# ruleid: docker-secret-literal
ARG NPM_TOKEN=5d41402abc4b2a76b9719d911017c592
# ruleid: docker-secret-literal
ENV HOST=db SECRET_KEY=k3n7-q9xz
# ok: docker-secret-literal
ARG NPM_TOKEN
# ok: docker-secret-literal
ENV DB_PASSWORD=$DB_PASSWORD
# ok: docker-secret-literal
ENV DB_PASSWORD=""
# ok: docker-secret-literal
ENV SECRET_KEY=placeholder-only-for-collectstatic
# ok: docker-secret-literal
ENV DB_PASSWORD_FILE=/run/secrets/password
# ok: docker-secret-literal
ENV TOKEN_LIFETIME=86400
# ok: docker-secret-literal
# ENV DB_PASSWORD=tr0ub4dor-3
# ok: docker-secret-literal
LABEL secret=tr0ub4dor-3
