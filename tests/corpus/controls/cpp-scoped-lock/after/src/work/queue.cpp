#include "work/queue.hpp"

#include <stdexcept>
#include <utility>

namespace work {

namespace {
constexpr std::size_t kMaxWaiting = 10'000;
}

void Queue::push(Job job) {
    {
        std::scoped_lock hold(mutex_);
        if (jobs_.size() >= kMaxWaiting) {
            throw std::length_error("too many jobs are waiting");
        }
        jobs_.push_back(std::move(job));
    }
    ready_.notify_one();
}

std::optional<Job> Queue::pop() {
    std::scoped_lock hold(mutex_);

    if (jobs_.empty()) {
        return std::nullopt;
    }
    Job job = std::move(jobs_.front());
    jobs_.pop_front();
    return job;
}

}  // namespace work
