#pragma once

#include <cstdint>
#include <hdf5.h>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace corridor::omx {

/// An object of HDF5, closed at the end of the scope.
class Handle {
  public:
    using Close = herr_t (*)(hid_t);

    Handle(hid_t id, Close close) : id_(id), close_(close) {}
    Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
    Handle& operator=(Handle&&) = delete;
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() {
        if (ok()) {
            close_(id_);
        }
    }

    [[nodiscard]] bool ok() const { return id_ >= 0; }
    [[nodiscard]] hid_t id() const { return id_; }

  private:
    hid_t id_;
    Close close_;
};

/// While it lives HDF5 prints no messages of its own.
class QuietHdf5 {
  public:
    QuietHdf5() {
        H5Eget_auto2(H5E_DEFAULT, &print_, &to_);
        H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    }
    ~QuietHdf5() { H5Eset_auto2(H5E_DEFAULT, print_, to_); }
    QuietHdf5(const QuietHdf5&) = delete;
    QuietHdf5& operator=(const QuietHdf5&) = delete;

  private:
    H5E_auto2_t print_ = nullptr;
    void* to_ = nullptr;
};

/// Longest text that is read: an entry of a lookup, an attribute.
inline constexpr std::size_t longest_text = 1024;

/// The strings of a one-dimensional dataset or an attribute with `count` entries; nothing where it
/// holds no strings or cannot be read. `read` takes a memory type and a buffer.
template <class Read>
std::optional<std::vector<std::string>> read_strings(hid_t type, hid_t space, std::size_t count,
                                                     const Read& read) {
    std::vector<std::string> result;
    result.reserve(count);
    const Handle in_memory(H5Tcopy(type), H5Tclose);
    if (!in_memory.ok()) {
        return std::nullopt;
    }
    if (H5Tis_variable_str(type) > 0) {
        std::vector<char*> texts(count, nullptr);
        if (!read(in_memory.id(), static_cast<void*>(texts.data()))) {
            return std::nullopt;
        }
        for (const char* const text : texts) {
            result.emplace_back(text == nullptr ? "" : text);
        }
        H5Dvlen_reclaim(in_memory.id(), space, H5P_DEFAULT, static_cast<void*>(texts.data()));
        return result;
    }
    const std::size_t size = H5Tget_size(type);
    if (size == 0 || size > longest_text) {
        return std::nullopt;
    }
    std::string texts(size * count, '\0');
    if (!read(in_memory.id(), static_cast<void*>(texts.data()))) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < count; ++i) {
        std::string text = texts.substr(i * size, size);
        text.erase(std::min(text.find('\0'), text.size()));
        text.erase(text.find_last_not_of(' ') + 1);
        result.push_back(std::move(text));
    }
    return result;
}

}  // namespace corridor::omx
