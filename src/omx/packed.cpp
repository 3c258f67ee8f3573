#include "omx/apart.hpp"

#include <cstdint>
#include <cstring>
#include <type_traits>
#include <utility>
#include <vector>

namespace corridor::omx {
namespace {

class Packer {
  public:
    template <class Number>
    void add(Number number) {
        static_assert(std::is_trivially_copyable_v<Number>);
        const std::size_t at = bytes_.size();
        bytes_.resize(at + sizeof number);
        std::memcpy(bytes_.data() + at, &number, sizeof number);
    }
    void add(const std::string& text) {
        add(text.size());
        bytes_ += text;
    }
    void add(const std::vector<std::string>& texts) {
        add(texts.size());
        for (const std::string& text : texts) {
            add(text);
        }
    }
    [[nodiscard]] std::string take() { return std::move(bytes_); }

  private:
    std::string bytes_;
};

/// Reads what a Packer wrote; zeros and empty texts after the end.
class Unpacker {
  public:
    explicit Unpacker(std::string_view bytes) : bytes_(bytes) {}

    template <class Number>
    Number number() {
        Number number = {};
        if (bytes_.size() < sizeof number) {
            whole_ = false;
            return number;
        }
        std::memcpy(&number, bytes_.data(), sizeof number);
        bytes_.remove_prefix(sizeof number);
        return number;
    }
    std::string text() {
        const auto size = number<std::size_t>();
        if (bytes_.size() < size) {
            whole_ = false;
            return {};
        }
        std::string text(bytes_.substr(0, size));
        bytes_.remove_prefix(size);
        return text;
    }
    std::vector<std::string> texts() {
        std::vector<std::string> texts;
        for (auto left = number<std::size_t>(); left != 0 && whole_; --left) {
            texts.push_back(text());
        }
        return texts;
    }
    [[nodiscard]] bool whole() const { return whole_; }
    [[nodiscard]] bool ended() const { return whole_ && bytes_.empty(); }

  private:
    std::string_view bytes_;
    bool whole_ = true;
};

void add(Packer& packer, const Diagnostics& told) {
    packer.add(told.error_count());
    packer.add(told.warning_count());
    packer.add(told.kept().size());
    for (const Diagnostic& each : told.kept()) {
        packer.add(each.severity);
        packer.add(each.place.file);
        packer.add(each.field);
        packer.add(each.expected);
        packer.add(each.found);
        packer.add(each.advice);
    }
}

Diagnostics take_diagnostics(Unpacker& unpacker) {
    Diagnostics told;
    const auto errors = unpacker.number<std::size_t>();
    const auto warnings = unpacker.number<std::size_t>();
    for (auto left = unpacker.number<std::size_t>(); left != 0 && unpacker.whole(); --left) {
        Diagnostic each;
        each.severity = unpacker.number<Severity>();
        each.place.file = unpacker.text();
        each.field = unpacker.text();
        each.expected = unpacker.text();
        each.found = unpacker.text();
        each.advice = unpacker.text();
        told.add(each);
    }
    // Those beyond the ones kept are counted.
    while (unpacker.whole() && told.error_count() < errors) {
        told.add({Severity::error, {}, "", "", "", ""});
    }
    while (unpacker.whole() && told.warning_count() < warnings) {
        told.add({Severity::warning, {}, "", "", "", ""});
    }
    return told;
}

}  // namespace

std::string packed(const Parsed<io::DemandMatrices>& read) {
    Packer packer;
    packer.add(read.ok());
    add(packer, read.diagnostics());
    if (read.ok()) {
        packer.add(read->origins);
        packer.add(read->destinations);
        packer.add(read->matrices.size());
        for (const io::DemandMatrices::Matrix& matrix : read->matrices) {
            packer.add(matrix.name);
            packer.add(matrix.unit);
            packer.add(matrix.cells.size());
            for (const io::DemandMatrices::Cell& cell : matrix.cells) {
                packer.add(cell.origin);
                packer.add(cell.destination);
                packer.add(cell.amount);
            }
        }
    }
    return packer.take();
}

std::optional<Parsed<io::DemandMatrices>> unpacked(std::string_view bytes) {
    Unpacker unpacker(bytes);
    const bool read = unpacker.number<bool>();
    Diagnostics told = take_diagnostics(unpacker);
    if (!read) {
        return unpacker.ended() && !told.ok() ? std::optional<Parsed<io::DemandMatrices>>(told)
                                              : std::nullopt;
    }
    io::DemandMatrices matrices;
    matrices.origins = unpacker.texts();
    matrices.destinations = unpacker.texts();
    for (auto left = unpacker.number<std::size_t>(); left != 0 && unpacker.whole(); --left) {
        io::DemandMatrices::Matrix matrix;
        matrix.name = unpacker.text();
        matrix.unit = unpacker.text();
        for (auto cells = unpacker.number<std::size_t>(); cells != 0 && unpacker.whole(); --cells) {
            const auto origin = unpacker.number<std::uint32_t>();
            const auto destination = unpacker.number<std::uint32_t>();
            const auto amount = unpacker.number<double>();
            if (origin >= matrices.origins.size() || destination >= matrices.destinations.size()) {
                return std::nullopt;
            }
            matrix.cells.push_back({origin, destination, amount});
        }
        matrices.matrices.push_back(std::move(matrix));
    }
    if (!unpacker.ended() || !told.ok()) {
        return std::nullopt;
    }
    return Parsed<io::DemandMatrices>(std::move(matrices), std::move(told));
}

}  // namespace corridor::omx
