#include "cli/convert_omx.hpp"

#include "cli/demand_input.hpp"
#include "cli/exit_codes.hpp"
#include "cli/inputs.hpp"

#include <corridor/io/demand_file.hpp>
#include <corridor/io/demand_matrices.hpp>
#include <corridor/io/files.hpp>
#include <corridor/omx/omx.hpp>

#include <fmt/format.h>

#include <optional>
#include <utility>
#include <vector>

namespace corridor::cli {
namespace {

namespace fs = std::filesystem;

/// The demand of a table or of a network.
Parsed<std::vector<Demand>> read_rows(const std::string& name) {
    if (fs::path(name).extension() != ".csv") {
        Parsed<Dataset> data = read_network(name, "IN");
        Diagnostics told = data.diagnostics();
        if (!data.ok()) {
            return told;
        }
        return Parsed<std::vector<Demand>>(std::move(data).value().demand, std::move(told));
    }
    const Diagnostics no_file = check_input_file(name, "IN", "a network or a table of demand");
    if (!no_file.ok()) {
        return no_file;
    }
    const Parsed<std::string> text = io::read_file(name);
    return text.ok() ? io::parse_demand(name, *text)
                     : Parsed<std::vector<Demand>>(text.diagnostics());
}

/// What is to be written, with a line that says how much it is.
struct Written {
    std::string bytes;
    std::string content;
};

std::string content_of(const io::DemandMatrices& matrices) {
    std::size_t cells = 0;
    for (const io::DemandMatrices::Matrix& matrix : matrices.matrices) {
        cells += matrix.cells.size();
    }
    return fmt::format("{} matrices of {} by {} zones, {} amounts", matrices.matrices.size(),
                       matrices.origins.size(), matrices.destinations.size(), cells);
}

std::optional<Written> to_omx(const std::string& input, Console& console) {
    const Parsed<std::vector<Demand>> rows = read_rows(input);
    console.tell(rows.diagnostics());
    if (!rows.ok()) {
        return std::nullopt;
    }
    const Parsed<io::RenderedMatrices> rendered = io::matrices_of(input, *rows);
    console.tell(rendered.ok() ? rendered->dropped : rendered.diagnostics());
    if (!rendered.ok()) {
        return std::nullopt;
    }
    return Written{omx::render(rendered->matrices), content_of(rendered->matrices)};
}

std::optional<Written> to_table(const std::string& input, Console& console) {
    const Diagnostics no_file = check_input_file(input, "IN", "an .omx file");
    console.tell(no_file);
    if (!no_file.ok()) {
        return std::nullopt;
    }
    const Parsed<std::string> bytes = io::read_file(input);
    if (!bytes.ok()) {
        console.tell(bytes.diagnostics());
        return std::nullopt;
    }
    const Parsed<io::DemandMatrices> matrices = omx::parse(input, *bytes);
    console.tell(matrices.diagnostics());
    if (!matrices.ok()) {
        return std::nullopt;
    }
    return Written{io::render_demand(*matrices), content_of(*matrices)};
}

}  // namespace

int convert_omx(const ConvertArguments& arguments, const fs::path& output, Console& console) {
    const bool reads_omx = names_omx_file(arguments.input);
    Diagnostics faults;
    const auto fault = [&faults](const char* field, const char* expected, const std::string& found,
                                 const char* advice) {
        faults.add({Severity::error, Place{}, field, expected, fmt::format("'{}'", found), advice});
    };
    std::error_code ignored;
    if (reads_omx && output.extension() != ".csv") {
        fault("OUT", "a .csv file", arguments.output,
              "IN holds demand matrices, which become a table like demand.csv");
    } else if (fs::is_directory(output, ignored)) {
        fault("OUT", "a file", arguments.output, "a folder has this name");
    }
    if (arguments.format) {
        faults.add({Severity::error, Place{}, "--format", "nothing", "a format of networks",
                    "demand matrices are known by the name .omx"});
    }
    if (!arguments.from.empty() || !arguments.to.empty()) {
        fault(arguments.from.empty() ? "--to" : "--from", "a .max file to write", arguments.output,
              "only a .max file names a source and a sink");
    }
    if (!omx::is_available()) {
        faults.append(omx::unavailable(reads_omx ? arguments.input : arguments.output));
    }
    console.tell(faults);
    if (!faults.ok()) {
        return invalid_input;
    }
    const std::optional<Written> written =
        reads_omx ? to_table(arguments.input, console) : to_omx(arguments.input, console);
    if (!written) {
        return invalid_input;
    }
    const std::vector<io::NamedText> files = {{output.filename().string(), written->bytes}};
    io::write_files(output.has_parent_path() ? output.parent_path() : fs::path("."), files);
    console.progress(fmt::format("{}: {}", output.string(), written->content));
    return answered;
}

}  // namespace corridor::cli
