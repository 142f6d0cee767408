FROM debian:12
# ruleid: docker-piped-script
RUN curl -fsSL https://example.org/install.sh | sh
# ruleid: docker-piped-script
RUN apt-get update && curl -sL https://example.org/setup_20.x | bash - && apt-get install -y nodejs
# ruleid: docker-piped-script
RUN wget -qO- https://example.org/get.sh | sudo -E bash
# ok: docker-piped-script
RUN curl -fsSL https://example.org/tool.tar.gz | tar xz
# ok: docker-piped-script
RUN curl -fsSL https://example.org/key.asc | gpg --dearmor -o /key.gpg
# ok: docker-piped-script
RUN curl -fsSLo install.sh https://example.org/install.sh && sha256sum -c sums && sh install.sh
# ok: docker-piped-script
# RUN curl -fsSL https://example.org/install.sh | sh
# ok: docker-piped-script
RUN cat install.sh | sh
# ok: docker-piped-script
RUN curl -s https://example.org/list | shuf
