#include <corridor/base/diagnostics.hpp>

#include <fmt/format.h>

namespace corridor {

std::string render(const Diagnostic& diagnostic) {
    std::string text;
    if (!diagnostic.place.file.empty()) {
        text += diagnostic.place.file;
        if (diagnostic.place.line > 0) {
            text += fmt::format(":{}", diagnostic.place.line);
            if (diagnostic.place.column > 0) {
                text += fmt::format(":{}", diagnostic.place.column);
            }
        }
        text += ": ";
    }
    if (diagnostic.severity == Severity::warning) {
        text += "warning: ";
    }
    if (!diagnostic.field.empty()) {
        text += diagnostic.field + ": ";
    }
    text += "expected " + diagnostic.expected;
    if (!diagnostic.found.empty()) {
        text += ", got " + diagnostic.found;
    }
    if (!diagnostic.advice.empty()) {
        text += " (" + diagnostic.advice + ")";
    }
    return text;
}

void Diagnostics::add(Diagnostic diagnostic) {
    ++(diagnostic.severity == Severity::error ? errors_ : warnings_);
    if (kept_.size() < limit) {
        kept_.push_back(std::move(diagnostic));
        return;
    }
    // An error that comes late must not be hidden by early warnings.
    if (diagnostic.severity == Severity::error) {
        for (auto place = kept_.rbegin(); place != kept_.rend(); ++place) {
            if (place->severity == Severity::warning) {
                kept_.erase(std::next(place).base());
                kept_.push_back(std::move(diagnostic));
                return;
            }
        }
    }
}

void Diagnostics::append(const Diagnostics& other) {
    const std::size_t errors = errors_ + other.errors_;
    const std::size_t warnings = warnings_ + other.warnings_;
    for (const Diagnostic& diagnostic : other.kept_) {
        add(diagnostic);
    }
    errors_ = errors;
    warnings_ = warnings;
}

std::string render(const Diagnostics& diagnostics) {
    std::string text;
    for (const Diagnostic& diagnostic : diagnostics.kept()) {
        text += render(diagnostic);
        text += '\n';
    }
    const std::size_t all = diagnostics.error_count() + diagnostics.warning_count();
    if (all > diagnostics.kept().size()) {
        text += fmt::format("… and {} more\n", all - diagnostics.kept().size());
    }
    return text;
}

}  // namespace corridor
