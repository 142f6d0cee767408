FROM debian:12
# ruleid: docker-open-permissions
RUN chmod 777 /data
# ruleid: docker-open-permissions
RUN mkdir /cache && chmod -R 0777 /cache
# ruleid: docker-open-permissions
RUN chmod a+rwx /srv/upload
# ruleid: docker-open-permissions
RUN chmod o+w /srv/upload
# ok: docker-open-permissions
RUN chmod 755 /usr/bin/tool
# ok: docker-open-permissions
RUN chmod 1777 /tmp
# ok: docker-open-permissions
RUN chmod u+rwx /data
# ok: docker-open-permissions
RUN chmod +x /entrypoint.sh
# ok: docker-open-permissions
RUN chmod 640 /etc/app.conf
# ok: docker-open-permissions
# RUN chmod 777 /data
