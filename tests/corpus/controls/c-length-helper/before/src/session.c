#include <errno.h>
#include <string.h>

#include "session.h"

#define NAME_SIZE 32

struct session {
    char name[NAME_SIZE];
    int authenticated;
};

/* Takes the name that a client sends; -EINVAL where it is too long. */
int session_set_name(struct session *session, const char *name)
{
    size_t length = strnlen(name, NAME_SIZE);

    if (length == 0 || length >= NAME_SIZE)
        return -EINVAL;
    memcpy(session->name, name, length + 1);
    return 0;
}

int session_is_authenticated(const struct session *session)
{
    return session->authenticated;
}
