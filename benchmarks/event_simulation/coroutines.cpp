#include "event_simulation/ferry_model.hpp"

#include <corridor/simulation/event_queue.hpp>
#include <corridor/simulation/philox.hpp>
#include <corridor/simulation/resource.hpp>
#include <corridor/simulation/variates.hpp>

#include <coroutine>
#include <exception>
#include <utility>
#include <vector>

namespace corridor::bench {
namespace {

using namespace simulation;

/// A coroutine that lives as long as its handle is kept.
class Process {
  public:
    struct promise_type {
        Process get_return_object() {
            return Process(std::coroutine_handle<promise_type>::from_promise(*this));
        }
        std::suspend_always initial_suspend() noexcept { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() { std::terminate(); }
    };

    explicit Process(std::coroutine_handle<promise_type> handle) : handle_(handle) {}
    Process(Process&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;
    Process& operator=(Process&&) = delete;
    ~Process() {
        if (handle_) {
            handle_.destroy();
        }
    }
    void resume() const { handle_.resume(); }

  private:
    std::coroutine_handle<promise_type> handle_;
};

/// The same vessels, each a coroutine that awaits times and berths.
class Ferries {
  public:
    Ferries(const FerryModel& model, std::uint64_t seed)
        : model_(model),
          random_(seed, 0, 0),
          ports_{Resource(static_cast<int>(model.berths)),
                 Resource(static_cast<int>(model.berths))} {
        for (std::uint32_t vessel = 0; vessel < model.vessels; ++vessel) {
            vessels_.push_back(sail_for_ever(vessel));
        }
    }

    FerryAnswer run(std::uint64_t events) {
        for (const Process& vessel : vessels_) {
            vessel.resume();
        }
        FerryAnswer answer;
        while (answer.events < events) {
            const Event event = events_.pop();
            now_ = event.time;
            ++answer.events;
            vessels_[event.subject].resume();
        }
        answer.voyages = voyages_;
        answer.mean_wait_h = waits_ == 0 ? 0.0 : hours(waited_) / static_cast<double>(waits_);
        return answer;
    }

  private:
    struct Delay {
        Ferries* model;
        std::uint32_t vessel;
        double mean_h;
        bool await_ready() const noexcept { return false; }
        void await_suspend(std::coroutine_handle<>) const {
            model->events_.push(model->now_ + ticks(mean_h * exponential(model->random_)), 0,
                                vessel);
        }
        void await_resume() const noexcept {}
    };

    struct Berth {
        Ferries* model;
        std::size_t port;
        std::uint32_t vessel;
        bool await_ready() const {
            model->ports_[port].enter(vessel, 0, model->now_);
            return model->ports_[port].start_next(model->now_).has_value();
        }
        void await_suspend(std::coroutine_handle<>) const noexcept {}
        void await_resume() const noexcept {}
    };

    Process sail_for_ever(std::uint32_t vessel) {
        co_await Delay{this, vessel, model_.return_h};
        for (;;) {
            for (std::size_t port = 0; port < 2; ++port) {
                const Tick since = now_;
                co_await Berth{this, port, vessel};
                waited_ += now_ - since;
                ++waits_;
                co_await Delay{this, vessel, port == 0 ? model_.load_h : model_.unload_h};
                ports_[port].finish(now_);
                if (const auto next = ports_[port].start_next(now_)) {
                    vessels_[*next].resume();
                }
                voyages_ += port;
                co_await Delay{this, vessel, port == 0 ? model_.sail_h : model_.return_h};
            }
        }
    }

    FerryModel model_;
    Stream random_;
    EventQueue events_;
    Resource ports_[2];
    std::vector<Process> vessels_;
    Tick now_ = 0;
    Tick waited_ = 0;
    std::uint64_t waits_ = 0;
    std::uint64_t voyages_ = 0;
};

}  // namespace

FerryAnswer run_coroutines(const FerryModel& model, std::uint64_t events, std::uint64_t seed) {
    return Ferries(model, seed).run(events);
}

}  // namespace corridor::bench
