#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace corridor {

enum class Severity { warning, error };

/// Where in an input something was found. Lines and columns count from 1 (columns in bytes);
/// 0 means that the place does not apply.
struct Place {
    std::string file;
    std::size_t line = 0;
    std::size_t column = 0;

    friend bool operator==(const Place&, const Place&) = default;
};

/// One fault (or doubt) in data handed to the library, told to the person who can mend it.
struct Diagnostic {
    Severity severity = Severity::error;
    Place place;
    std::string field;     ///< column, key or option; may be empty
    std::string expected;  ///< what would have been right
    std::string found;     ///< what is there
    std::string advice;    ///< what to do; may be empty
};

/// `file:line:column: field: expected …, got … (advice)`; parts that do not apply are left out.
[[nodiscard]] std::string render(const Diagnostic& diagnostic);

/// Everything that is wrong with an input. All faults are counted, the first `limit` are kept.
class Diagnostics {
  public:
    static constexpr std::size_t limit = 20;

    void add(Diagnostic diagnostic);
    void append(const Diagnostics& other);

    /// True when nothing is worse than a warning.
    [[nodiscard]] bool ok() const { return errors_ == 0; }
    [[nodiscard]] bool empty() const { return errors_ + warnings_ == 0; }
    [[nodiscard]] std::size_t error_count() const { return errors_; }
    [[nodiscard]] std::size_t warning_count() const { return warnings_; }
    /// The kept diagnostics in the order they were found.
    [[nodiscard]] std::span<const Diagnostic> kept() const { return kept_; }

  private:
    std::vector<Diagnostic> kept_;
    std::size_t errors_ = 0;
    std::size_t warnings_ = 0;
};

/// One line for each kept diagnostic, then how many more there are.
[[nodiscard]] std::string render(const Diagnostics& diagnostics);

/// Thrown by Parsed::value() where a caller prefers an exception to looking at the diagnostics.
class DataError : public std::runtime_error {
  public:
    explicit DataError(Diagnostics diagnostics)
        : std::runtime_error(render(diagnostics)), diagnostics_(std::move(diagnostics)) {}
    [[nodiscard]] const Diagnostics& diagnostics() const { return diagnostics_; }

  private:
    Diagnostics diagnostics_;
};

/// What reading gives: a value, or the reasons why there is none. Warnings may come with a value.
template <class T>
class Parsed {
  public:
    Parsed(T value, Diagnostics diagnostics = {})  // NOLINT: a value is a successful reading
        : value_(std::move(value)), diagnostics_(std::move(diagnostics)) {}
    Parsed(Diagnostics diagnostics)  // NOLINT: faults are an unsuccessful reading
        : diagnostics_(std::move(diagnostics)) {}

    [[nodiscard]] bool ok() const { return value_.has_value(); }
    explicit operator bool() const { return ok(); }
    [[nodiscard]] const Diagnostics& diagnostics() const { return diagnostics_; }

    /// The value; throws DataError where there is none.
    [[nodiscard]] const T& value() const& {
        require();
        return *value_;
    }
    [[nodiscard]] T value() && {
        require();
        return std::move(*value_);
    }
    [[nodiscard]] const T& operator*() const& { return value(); }
    [[nodiscard]] const T* operator->() const { return &value(); }

  private:
    void require() const {
        if (!value_) {
            throw DataError(diagnostics_);
        }
    }

    std::optional<T> value_;
    Diagnostics diagnostics_;
};

}  // namespace corridor
