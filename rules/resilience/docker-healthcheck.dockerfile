FROM debian:12 AS one
# ruleid: docker-healthcheck
HEALTHCHECK --interval=30s --timeout=3s CMD curl -f http://localhost/health || exit 1

FROM debian:12 AS two
# ruleid: docker-healthcheck
HEALTHCHECK CMD ["pg_isready"]

FROM debian:12 AS three
# ruleid: docker-healthcheck
HEALTHCHECK --start-period=1m \
  CMD wget -q -O- http://localhost/health

FROM debian:12
# ok: docker-healthcheck
HEALTHCHECK NONE
# ok: docker-healthcheck
# HEALTHCHECK CMD true
# ok: docker-healthcheck
RUN echo "HEALTHCHECK CMD true"
# ok: docker-healthcheck
CMD ["healthcheck"]
