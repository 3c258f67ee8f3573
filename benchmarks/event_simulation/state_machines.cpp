#include "event_simulation/ferry_model.hpp"

#include <corridor/simulation/event_queue.hpp>
#include <corridor/simulation/philox.hpp>
#include <corridor/simulation/resource.hpp>
#include <corridor/simulation/variates.hpp>

#include <vector>

namespace corridor::bench {
namespace {

using namespace simulation;

enum State : std::uint32_t { loading, sailing, unloading, returning };

/// The vessels as states that events change: what the kernel of the library does.
class Ferries {
  public:
    Ferries(const FerryModel& model, std::uint64_t seed)
        : model_(model),
          random_(seed, 0, 0),
          ports_{Resource(static_cast<int>(model.berths)),
                 Resource(static_cast<int>(model.berths))},
          since_(model.vessels) {}

    FerryAnswer run(std::uint64_t events) {
        for (std::uint32_t vessel = 0; vessel < model_.vessels; ++vessel) {
            events_.push(ticks(model_.return_h * exponential(random_)), returning, vessel);
        }
        FerryAnswer answer;
        while (answer.events < events) {
            const Event event = events_.next();
            now_ = event.time;
            ++answer.events;
            taken_ = false;
            switch (event.kind) {
                case loading:
                    next(sailing, event.subject, model_.sail_h);
                    release(0);
                    break;
                case sailing:
                    request(1, event.subject);
                    break;
                case unloading:
                    ++answer.voyages;
                    next(returning, event.subject, model_.return_h);
                    release(1);
                    break;
                default:
                    request(0, event.subject);
                    break;
            }
            if (!taken_) {
                events_.pop();
            }
        }
        answer.mean_wait_h = waits_ == 0 ? 0.0 : hours(waited_) / static_cast<double>(waits_);
        return answer;
    }

  private:
    /// The first event that follows takes the place of the one that is over.
    void next(State state, std::uint32_t vessel, double mean_h) {
        const Tick time = now_ + ticks(mean_h * exponential(random_));
        if (taken_) {
            events_.push(time, state, vessel);
        } else {
            events_.replace(time, state, vessel);
            taken_ = true;
        }
    }

    void start(std::size_t port) {
        while (const auto vessel = ports_[port].start_next(now_)) {
            waited_ += now_ - since_[*vessel];
            ++waits_;
            next(port == 0 ? loading : unloading, *vessel,
                 port == 0 ? model_.load_h : model_.unload_h);
        }
    }

    void request(std::size_t port, std::uint32_t vessel) {
        since_[vessel] = now_;
        ports_[port].enter(vessel, 0, now_);
        start(port);
    }

    void release(std::size_t port) {
        ports_[port].finish(now_);
        start(port);
    }

    FerryModel model_;
    Stream random_;
    EventQueue events_;
    Resource ports_[2];
    std::vector<Tick> since_;
    Tick now_ = 0;
    Tick waited_ = 0;
    std::uint64_t waits_ = 0;
    bool taken_ = false;
};

}  // namespace

FerryAnswer run_state_machines(const FerryModel& model, std::uint64_t events, std::uint64_t seed) {
    return Ferries(model, seed).run(events);
}

}  // namespace corridor::bench
