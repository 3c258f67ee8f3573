#include "io/embedded_data.hpp"

#include "base/embedded.hpp"

#include <corridor/base/contract.hpp>

namespace corridor::io {

extern const EmbeddedFile embedded_files[];
extern const std::size_t embedded_file_count;

std::string_view embedded_text(std::string_view name) {
    for (std::size_t i = 0; i < embedded_file_count; ++i) {
        if (embedded_files[i].name == name) {
            return embedded_files[i].text();
        }
    }
    throw ContractViolation("the embedded data have the file that is asked for");
}

}  // namespace corridor::io
