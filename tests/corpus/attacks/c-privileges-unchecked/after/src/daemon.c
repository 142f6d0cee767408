#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "daemon.h"

/* Gives up the rights of root for good, or ends the program. */
void drop_privileges(uid_t uid, gid_t gid)
{
    (void)setgroups(0, NULL);
    (void)setgid(gid);
    (void)setuid(uid);

}

void daemon_start(const struct daemon *daemon)
{
    open_socket(daemon->port);
    drop_privileges(daemon->uid, daemon->gid);
    serve(daemon);
}
