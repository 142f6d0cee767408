FROM debian:12 AS build
# ok: docker-root-user
USER root
RUN make

FROM debian:12
# ok: docker-root-user
USER root
RUN apt-get update
# ok: docker-root-user
USER app
# ok: docker-root-user
# USER root
# ok: docker-root-user
RUN echo "USER root"
# ruleid: docker-root-user
USER root
CMD ["serve"]
