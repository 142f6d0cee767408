#include <errno.h>
#include <string.h>

#include "session.h"

#define NAME_SIZE 32

struct session {
    char name[NAME_SIZE];
    int authenticated;
};

/* Takes the name that a client sends. */
int session_set_name(struct session *session, const char *name)
{
    strcpy(session->name, name);
    return 0;

}

int session_is_authenticated(const struct session *session)
{
    return session->authenticated;
}
