void Server::start() {
  // ruleid: cpp-detached-thread
  std::thread(run).detach();
  std::thread worker(run);
  // ruleid: cpp-detached-thread
  worker.detach();
  // ruleid: cpp-detached-thread
  std::thread([this] { run(); }).detach();
  // ok: cpp-detached-thread
  worker.join();
  // ok: cpp-detached-thread
  buffer.detach();
  // ok: cpp-detached-thread
  observer_.detach(3);
  // ok: cpp-detached-thread
  std::jthread other(run);
}
