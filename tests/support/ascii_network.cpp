#include "support/ascii_network.hpp"

#include <corridor/network/builder.hpp>

#include <algorithm>
#include <set>
#include <sstream>
#include <stdexcept>

namespace corridor::test {
namespace {

class Reader {
  public:
    Network read(std::string_view text) {
        std::istringstream lines{std::string(text)};
        for (std::string line; std::getline(lines, line);) {
            std::istringstream words(line);
            std::string from;
            if (!(words >> from)) {
                continue;
            }
            if (from.front() == '[') {
                std::string limit;
                words >> limit;
                node(from.substr(1)).throughput = tonnes(limit.substr(0, limit.size() - 1));
                continue;
            }
            node(from);
            for (std::string arrow, to; words >> arrow >> to; from = to) {
                node(to);
                add_link(from, arrow, to);
            }
        }
        return builder_.build().value();
    }

  private:
    static Quantity tonnes(const std::string& digits) {
        const auto amount = parse_decimal(digits);
        if (!amount) {
            throw std::invalid_argument("not a capacity: " + digits);
        }
        return {*amount, "t/yr"};
    }

    NodeSpec& node(const std::string& id) {
        auto& nodes = builder_.nodes();
        const auto known = std::find_if(nodes.begin(), nodes.end(),
                                        [&](const NodeSpec& spec) { return spec.id == id; });
        if (known != nodes.end()) {
            return *known;
        }
        builder_.add_node({.id = id});
        return nodes.back();
    }

    void add_link(const std::string& from, const std::string& arrow, const std::string& to) {
        if (arrow.size() < 3 || arrow.front() != '-') {
            throw std::invalid_argument("not a link: " + arrow);
        }
        const bool directed = arrow.back() == '>';
        std::string label = arrow.substr(1, arrow.size() - (directed ? 3 : 2));
        LinkSpec link{.id = from + "-" + to, .from = from, .to = to, .directed = directed};
        const std::string base = link.id;
        for (int i = 2; !names_.insert(link.id).second; ++i) {
            link.id = base + "#" + std::to_string(i);
        }
        if (const auto slash = label.find('/'); slash != std::string::npos) {
            link.transit_time.seconds = std::stoll(label.substr(slash + 1)) * 3600;
            label.resize(slash);
        }
        if (label != "inf") {
            link.capacity = tonnes(label);
        }
        builder_.add_link(std::move(link));
    }

    NetworkBuilder builder_;
    std::set<std::string> names_;
};

}  // namespace

Network ascii_network(std::string_view text) {
    return Reader().read(text);
}

}  // namespace corridor::test
