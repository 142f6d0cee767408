FROM debian:12
# ruleid: docker-tls-unverified
RUN curl -k https://example.org/tool -o /usr/bin/tool
# ruleid: docker-tls-unverified
RUN curl -fsSLk https://example.org/tool -o /usr/bin/tool
# ruleid: docker-tls-unverified
RUN wget --no-check-certificate https://example.org/tool
# ruleid: docker-tls-unverified
RUN apt-get install -y --allow-unauthenticated tool
# ruleid: docker-tls-unverified
RUN npm config set strict-ssl false
# ruleid: docker-tls-unverified
ENV NODE_TLS_REJECT_UNAUTHORIZED=0
# ok: docker-tls-unverified
RUN curl -fsSL https://example.org/tool -o /usr/bin/tool
# ok: docker-tls-unverified
RUN curl -fsSL https://example.org/x && tar -k -xf x
# ok: docker-tls-unverified
RUN npm config set strict-ssl true
# ok: docker-tls-unverified
ENV NODE_TLS_REJECT_UNAUTHORIZED=1
# ok: docker-tls-unverified
# RUN wget --no-check-certificate https://example.org/tool
# ok: docker-tls-unverified
RUN curl --output k.txt https://example.org/k
