FROM debian:12
# ruleid: docker-checksum
RUN curl -fsSLO https://example.org/a.tgz && echo "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa  a.tgz" | sha256sum -c -
# ruleid: docker-checksum
RUN sha512sum --check --strict sums
# ruleid: docker-checksum
RUN gpg --batch --verify a.tgz.asc a.tgz
# ruleid: docker-checksum
ADD --checksum=sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa https://example.org/a.tgz /a.tgz
# ok: docker-checksum
RUN sha256sum a.tgz > a.sum
# ok: docker-checksum
RUN gpg --dearmor key.asc
# ok: docker-checksum
# RUN sha256sum -c sums
# ok: docker-checksum
ADD a.tgz /a.tgz
# ok: docker-checksum
LABEL checksum=sha256
