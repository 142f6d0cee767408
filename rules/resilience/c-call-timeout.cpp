void Client::fetch(CURL *curl, int peer, struct timeval limit) {
  // ruleid: c-call-timeout
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, 30L);
  // ruleid: c-call-timeout
  setsockopt(peer, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
  // ruleid: c-call-timeout
  ready_.wait_for(lock, std::chrono::seconds(5));
  // ruleid: c-call-timeout
  context->set_deadline(soon());
  // ok: c-call-timeout
  curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
  // ok: c-call-timeout
  setsockopt(peer, SOL_SOCKET, SO_REUSEADDR, &limit, sizeof(limit));
  // ok: c-call-timeout
  ready_.wait(lock);
  // ok: c-call-timeout
  std::this_thread::sleep_for(std::chrono::seconds(5));
}
