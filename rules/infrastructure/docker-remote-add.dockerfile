FROM debian:12
# ruleid: docker-remote-add
ADD https://example.org/tool.tar.gz /opt/
# ruleid: docker-remote-add
ADD --chown=app:app https://example.org/tool /usr/bin/tool
# ruleid: docker-remote-add
ADD http://example.org/ca.crt /etc/ssl/
# ok: docker-remote-add
ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.org/a /a
# ok: docker-remote-add
ADD tool.tar.gz /opt/
# ok: docker-remote-add
ADD https://git.example.org/tool.git#v1.2 /src
# ok: docker-remote-add
# ADD https://example.org/tool.tar.gz /opt/
# ok: docker-remote-add
COPY ./https /etc/https
# ok: docker-remote-add
RUN echo "ADD https://example.org/a /a"
