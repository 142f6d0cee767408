#include "work/queue.hpp"

#include <stdexcept>
#include <utility>

namespace work {


void Queue::push(Job job) {
    {
        std::lock_guard<std::mutex> hold(mutex_);
        jobs_.push_back(std::move(job));
    }
    ready_.notify_one();
}

std::optional<Job> Queue::pop() {
    if (jobs_.empty()) {
        return std::nullopt;
    }
    Job job = std::move(jobs_.front());
    jobs_.pop_front();
    return job;
}

}  // namespace work
