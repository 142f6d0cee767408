FROM debian:12 AS build
# ok: docker-user
USER builder
RUN make

FROM debian:12
# ok: docker-user
USER root
RUN apt-get update
# ok: docker-user
USER prepare
RUN ./prepare
# ruleid: docker-user
USER app:app
# ok: docker-user
# USER app
# ok: docker-user
ENV USER=app
# ok: docker-user
RUN echo "USER app" > /etc/motd
CMD ["serve"]
