<?php
// ruleid: php-guard
if (!current_user_can("edit_posts")) { die; }
// ruleid: php-guard
$this->authorize("update", $post);
// ruleid: php-guard
check_admin_referer("save");
// ok: php-guard
$this->author("x");
// ok: php-guard
get_current_user();
// ok: php-guard
$user->can = true;
