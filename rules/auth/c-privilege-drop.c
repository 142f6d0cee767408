static void serve(struct user *user)
{
	/* ruleid: c-privilege-drop */
	if (setgroups(0, NULL) < 0)
		die("setgroups");
	/* ruleid: c-privilege-drop */
	setuid(user->uid);
	/* ruleid: c-privilege-drop */
	chroot("/var/empty");
	/* ruleid: c-privilege-drop */
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	/* ok: c-privilege-drop */
	getuid();
	/* ok: c-privilege-drop */
	prctl(PR_SET_NAME, "serve");
	/* ok: c-privilege-drop */
	set_uid(user, 3);
	/* ok: c-privilege-drop */
	chdir("/");
}
