#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "daemon.h"

/* Gives up the rights of root for good, or ends the program. */
void drop_privileges(uid_t uid, gid_t gid)
{
    int failed = setgroups(0, NULL);

    failed |= setgid(gid);
    failed |= setuid(uid);
    if (failed || setuid(0) == 0) {
        perror("cannot give up privileges");
        exit(EXIT_FAILURE);
    }
}

void daemon_start(const struct daemon *daemon)
{
    open_socket(daemon->port);
    drop_privileges(daemon->uid, daemon->gid);
    serve(daemon);
}
