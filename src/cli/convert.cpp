#include "cli/commands.hpp"
#include "cli/convert_omx.hpp"
#include "cli/demand_input.hpp"
#include "cli/exit_codes.hpp"
#include "cli/inputs.hpp"

#include <corridor/io/compressed.hpp>
#include <corridor/io/dimacs.hpp>
#include <corridor/io/network_file.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

namespace corridor::cli {
namespace {

namespace fs = std::filesystem;

Diagnostics fault(const char* field, const char* expected, const std::string& found,
                  const char* advice) {
    Diagnostics diagnostics;
    diagnostics.add(
        {Severity::error, Place{}, field, expected, fmt::format("'{}'", found), advice});
    return diagnostics;
}

Parsed<io::NetworkFile> read_input(const std::string& name) {
    if (name == embedded_network) {
        return io::middle_corridor_file();
    }
    std::error_code ignored;
    const std::optional<io::NetworkFormat> format = io::detect_format(name);
    if (!format || !fs::exists(name, ignored)) {
        return fault("IN",
                     "middle-corridor, a folder with nodes.csv and links.csv or with node.csv and "
                     "link.csv, or a .geojson, .tntp, .max or SNDlib (.txt) file",
                     name, fs::exists(name, ignored) ? "this is a file" : "nothing has this name");
    }
    return io::read_network_file(name, *format);
}

bool is_folder(io::NetworkFormat format) {
    return format == io::NetworkFormat::native || format == io::NetworkFormat::gmns;
}

/// What is in the way of writing there, before anything is written.
Diagnostics check_output(const fs::path& path, io::NetworkFormat format) {
    std::error_code ignored;
    const fs::file_status status = fs::status(path, ignored);
    if (is_folder(format) && fs::exists(status) && !fs::is_directory(status)) {
        return fault("OUT", "a folder", path.string(), "a file has this name");
    }
    if (!is_folder(format) && fs::is_directory(status)) {
        return fault("OUT", "a file", path.string(), "a folder has this name");
    }
    return {};
}

/// Tables that would stand beside those that are written, and be read with them.
Diagnostics check_neighbours(const fs::path& folder, const io::RenderedNetwork& rendered) {
    Diagnostics diagnostics;
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored)) {
        return diagnostics;
    }
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        const bool written =
            std::any_of(rendered.files.begin(), rendered.files.end(),
                        [&](const io::NamedText& file) { return file.name == name; });
        if (entry.path().extension() == ".csv" && !written) {
            diagnostics.append(fault("OUT", "a folder without other tables",
                                     (folder / name).string(), "choose a new folder"));
        }
    }
    return diagnostics;
}

fs::path folder_of(const fs::path& file) {
    return file.has_parent_path() ? file.parent_path() : fs::path(".");
}

/// A minimum-cost problem says more than a network and less: it is written as it is, or not at all.
int convert_min_cost(const ConvertArguments& arguments, const fs::path& output, Console& console) {
    Diagnostics faults;
    const bool is_read = names_dimacs_min_file(arguments.input);
    if (!is_read) {
        faults.append(fault("OUT", "a format of networks", arguments.output,
                            "a .min file holds supplies and costs, which a network does not: only "
                            "another .min file can be written as one"));
    } else if (output.extension() != ".min" || arguments.format) {
        faults.append(fault("OUT", "a .min file", arguments.output,
                            "IN is a minimum-cost problem, which no other format holds"));
    } else if (!arguments.from.empty() || !arguments.to.empty()) {
        faults.append(fault(arguments.from.empty() ? "--to" : "--from", "a .max file to write",
                            arguments.output, "only a .max file names a source and a sink"));
    }
    if (is_read) {
        faults.append(check_input_file(arguments.input, "IN", "a .min file"));
    }
    std::error_code ignored;
    if (fs::is_directory(output, ignored)) {
        faults.append(fault("OUT", "a file", output.string(), "a folder has this name"));
    }
    console.tell(faults);
    if (!faults.ok()) {
        return invalid_input;
    }
    const Parsed<std::string> text = io::read_compressed(arguments.input);
    if (!text.ok()) {
        console.tell(text.diagnostics());
        return invalid_input;
    }
    const Parsed<io::DimacsMin> problem = io::parse_dimacs_min(arguments.input, *text);
    if (!problem.ok()) {
        console.tell(problem.diagnostics());
        return invalid_input;
    }
    const std::vector<io::NamedText> files = {
        {output.filename().string(), io::render_dimacs_min(*problem)}};
    io::write_files(folder_of(output), files);
    console.progress(fmt::format("{}: {} nodes, {} arcs, min", output.string(), problem->node_count,
                                 problem->arc_count()));
    return answered;
}

}  // namespace

int convert(const CommonArguments&, const ConvertArguments& arguments, Console& console) {
    fs::path output = arguments.output;
    if (!output.has_filename()) {
        output = output.parent_path();
    }
    if (names_omx_file(arguments.input) || output.extension() == ".omx") {
        return convert_omx(arguments, output, console);
    }
    if (names_dimacs_min_file(arguments.input) ||
        (!arguments.format && output.extension() == ".min")) {
        return convert_min_cost(arguments, output, console);
    }
    const std::optional<io::NetworkFormat> format =
        arguments.format ? arguments.format : io::format_for(output);
    Diagnostics faults =
        format ? check_output(output, *format)
               : fault("OUT", "a name that ends with .geojson, .max, .gmns or .omx, or a folder",
                       arguments.output, "or give the format: --format native|gmns|geojson|max");
    Parsed<io::NetworkFile> input = read_input(arguments.input);
    faults.append(input.diagnostics());
    if (format && format != io::NetworkFormat::dimacs_max &&
        (!arguments.from.empty() || !arguments.to.empty())) {
        faults.append(fault(arguments.from.empty() ? "--to" : "--from", "a .max file to write",
                            arguments.output, "only a .max file names a source and a sink"));
    }
    console.tell(faults);
    if (!faults.ok() || !format) {
        return invalid_input;
    }
    io::NetworkFile network = std::move(input).value();
    network.source = arguments.from.empty() ? network.source : arguments.from;
    network.sink = arguments.to.empty() ? network.sink : arguments.to;
    const Parsed<io::RenderedNetwork> rendered =
        io::render_network(network, *format, output.filename().string());
    if (!rendered.ok()) {
        console.tell(rendered.diagnostics());
        return invalid_input;
    }
    if (is_folder(*format)) {
        const Diagnostics neighbours = check_neighbours(output, *rendered);
        if (!neighbours.ok()) {
            console.tell(neighbours);
            return invalid_input;
        }
    }
    console.tell(rendered->dropped);
    const fs::path folder = is_folder(*format) ? output : folder_of(output);
    io::write_files(folder, rendered->files);
    console.progress(fmt::format("{}: {} nodes, {} links, {}", output.string(),
                                 network.data.network.nodes().size(),
                                 network.data.network.links().size(), to_string(*format)));
    return answered;
}

}  // namespace corridor::cli
