#include "support/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace corridor::bench {

MarkdownTable::MarkdownTable(std::vector<std::string> header) {
    rows_.push_back(std::move(header));
}

void MarkdownTable::add_row(std::vector<std::string> cells) {
    cells.resize(rows_.front().size());
    rows_.push_back(std::move(cells));
}

std::string MarkdownTable::text() const {
    std::vector<std::size_t> width(rows_.front().size(), 3);
    for (const auto& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            width[i] = std::max(width[i], row[i].size());
        }
    }
    std::string text;
    for (std::size_t r = 0; r < rows_.size(); ++r) {
        text += '|';
        for (std::size_t i = 0; i < rows_[r].size(); ++i) {
            text += i == 0 ? fmt::format(" {:<{}} |", rows_[r][i], width[i])
                           : fmt::format(" {:>{}} |", rows_[r][i], width[i]);
        }
        text += '\n';
        if (r == 0) {
            text += '|';
            for (std::size_t i = 0; i < width.size(); ++i) {
                text +=
                    ' ' + std::string(width[i] - (i == 0 ? 0 : 1), '-') + (i == 0 ? " |" : ": |");
            }
            text += '\n';
        }
    }
    return text;
}

std::string three_digits(double value) {
    if (value <= 0.0) {
        return "0";
    }
    const int digits = std::max(0, 2 - static_cast<int>(std::floor(std::log10(value))));
    return fmt::format("{:.{}f}", value, digits);
}

std::string shown(const Result& result, double scale) {
    switch (result.state) {
        case Result::State::measured:
            return three_digits(result.seconds * scale);
        case Result::State::cut_off:
            return "> cap";
        case Result::State::wrong:
            return "wrong";
        case Result::State::failed:
            return "failed";
        case Result::State::absent:
            break;
    }
    return "-";
}

std::string ratio(const Result& ours, const Result& theirs) {
    const bool cut_off = theirs.state == Result::State::cut_off;
    if (!ours.is_measured() || !(theirs.is_measured() || cut_off)) {
        return "-";
    }
    const double quotient = ours.seconds / theirs.seconds;
    const std::string text =
        quotient < 1.0 ? "1/" + three_digits(1.0 / quotient) : three_digits(quotient);
    return cut_off ? "< " + text : text;
}

std::string remarks(const std::string& problem, const std::vector<std::string>& names,
                    const std::vector<Result>& results) {
    std::string text;
    for (std::size_t i = 0; i < results.size(); ++i) {
        switch (results[i].state) {
            case Result::State::measured:
            case Result::State::absent:
                break;
            case Result::State::cut_off:
                text += fmt::format("* {} on {}: cut off after {} s.\n", names[i], problem,
                                    results[i].seconds);
                break;
            case Result::State::wrong:
                text += fmt::format("* {} on {}: wrong answer. {}\n", names[i], problem,
                                    results[i].remark);
                break;
            case Result::State::failed:
                text +=
                    fmt::format("* {} on {}: failed. {}\n", names[i], problem, results[i].remark);
                break;
        }
    }
    return text;
}

}  // namespace corridor::bench
