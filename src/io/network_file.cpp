#include "io/embedded_data.hpp"
#include "io/render_formats.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/io/compressed.hpp>
#include <corridor/io/dataset.hpp>
#include <corridor/io/dimacs.hpp>
#include <corridor/io/middle_corridor.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

namespace corridor::io {
namespace {

namespace fs = std::filesystem;

/// The name without .gz or .xz.
std::string unpacked_name(const fs::path& path) {
    const std::string name = path.filename().string();
    return name.ends_with(".gz") || name.ends_with(".xz") ? name.substr(0, name.size() - 3) : name;
}

std::vector<std::string> table_names(const fs::path& folder) {
    std::vector<std::string> names;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        if (entry->path().extension() == ".csv") {
            names.push_back(entry->path().filename().string());
        }
    }
    if (error) {
        throw std::system_error(error, fmt::format("cannot read the folder {}", folder.string()));
    }
    std::sort(names.begin(), names.end());
    return names;
}

/// What the model leaves out of a native table that was read without fault.
ExtraColumns native_extra(const std::string& text, std::string_view table) {
    Diagnostics told_when_read;
    const auto csv = parse_csv(std::string(table), text, told_when_read);
    if (!csv) {
        return {};
    }
    Rows rows = rows_of(*csv);
    return take_extra_columns(rows, *dictionary().find(table));
}

NetworkFile from_native(Dataset data, const std::string& nodes, const std::string& links) {
    NetworkFile result;
    result.data = std::move(data);
    result.nodes = native_extra(nodes, "nodes");
    result.links = native_extra(links, "links");
    return result;
}

Parsed<NetworkFile> read_native(const fs::path& folder) {
    Parsed<Dataset> data = read_dataset(folder);
    Diagnostics told = data.diagnostics();
    if (!data.ok()) {
        return told;
    }
    return Parsed<NetworkFile>(
        from_native(std::move(data).value(), read_file(folder / "nodes.csv").value(),
                    read_file(folder / "links.csv").value()),
        std::move(told));
}

Parsed<NetworkFile> read_gmns(const fs::path& folder) {
    std::vector<NamedText> files;
    Diagnostics faults;
    for (const std::string& name : table_names(folder)) {
        Parsed<std::string> text = read_file(folder / name);
        faults.append(text.diagnostics());
        if (text.ok()) {
            files.push_back({name, std::move(text).value()});
        }
    }
    return faults.ok() ? parse_gmns(files) : Parsed<NetworkFile>(faults);
}

Parsed<NetworkFile> read_dimacs(const std::string& name, const std::string& text) {
    Parsed<DimacsNetwork> file = parse_dimacs_network(name, text);
    if (!file.ok()) {
        return file.diagnostics();
    }
    NetworkFile result;
    result.data.network = file->network;
    result.source = file->source;
    result.sink = file->sink;
    return result;
}

Parsed<NetworkFile> read_tntp(const fs::path& path, std::string text) {
    const std::string name = path.string();
    const auto end = name.rfind("_net.tntp");
    const std::string trips =
        end == std::string::npos ? "" : name.substr(0, end) + "_trips" + name.substr(end + 4);
    std::error_code ignored;
    if (trips.empty() || !fs::exists(trips, ignored)) {
        return parse_tntp({name, std::move(text)});
    }
    Parsed<std::string> trips_text = read_compressed(trips);
    if (!trips_text.ok()) {
        return trips_text.diagnostics();
    }
    return parse_tntp({name, std::move(text)}, {trips, std::move(trips_text).value()});
}

void tell_unused(const std::vector<NamedText>& others, Diagnostics& dropped) {
    for (const NamedText& other : others) {
        if (other.name != "config.csv" || other.text != gmns_config({}).text) {
            dropped.add(note(other.name, "", "a table of this format", "one of GMNS alone",
                             "it is left out"));
        }
    }
}

RenderedNetwork render_native(const NetworkFile& network) {
    RenderedNetwork result;
    std::vector<Rows> tables = dataset_rows(network.data);
    add_extra_columns(tables[0], network.nodes, *dictionary().find("nodes"));
    add_extra_columns(tables[1], network.links, *dictionary().find("links"));
    for (const Rows& table : tables) {
        result.files.push_back({table.file, render_csv(table)});
    }
    tell_unused(network.others, result.dropped);
    return result;
}

Parsed<RenderedNetwork> render_dimacs(const NetworkFile& file, std::string name) {
    const Network& network = file.data.network;
    Diagnostics told;
    DimacsMax problem;
    problem.node_count = static_cast<std::uint32_t>(network.nodes().size());
    const auto number = [&](const std::string& id, const char* option) {
        const auto node = network.find_node(id);
        if (!node) {
            told.add({Severity::error, Place{}, option, "the id of a node",
                      id.empty() ? "nothing" : shown(id), "a .max file names a source and a sink"});
        }
        return node ? node->index : 0;
    };
    problem.source = number(file.source, "--from");
    problem.sink = number(file.sink, "--to");
    if (told.ok() && problem.source == problem.sink) {
        told.add(
            {Severity::error, Place{}, "--to", "another node than --from", shown(file.sink), ""});
    }
    if (!told.ok()) {
        return told;
    }
    std::size_t closed = 0;
    std::size_t both_ways = 0;
    for (const Link& link : network.links()) {
        if (link.status == Status::planned || link.status == Status::idle) {
            ++closed;
            continue;
        }
        const auto add = [&](NodeId tail, NodeId head) {
            problem.tail.push_back(tail.index);
            problem.head.push_back(head.index);
            problem.capacity.push_back(link.capacity ? link.capacity->rate.count()
                                                     : DimacsMax::unlimited);
        };
        add(link.tail, link.head);
        if (!link.directed) {
            add(link.head, link.tail);
            ++both_ways;
        }
    }
    const auto limited =
        std::count_if(network.nodes().begin(), network.nodes().end(), [](const Node& node) {
            return node.throughput.has_value() || node.container_terminal.has_value();
        });
    const auto drop = [&](std::size_t count, const char* what, const char* advice) {
        if (count != 0) {
            told.add(note(name, "", "nodes and one-way arcs with a capacity alone",
                          fmt::format("{} {}", count, what), advice));
        }
    };
    drop(closed, "planned or idle links", "they are left out");
    drop(both_ways, "two-way links", "each is written as two arcs, which changes no largest flow");
    drop(static_cast<std::size_t>(limited), "limits of nodes", "they are left out");
    const Dataset& data = file.data;
    drop(data.demand.size() + data.projects.size() + data.disruptions.size() + data.costs.size() +
             data.resources.size() + data.resource_uses.size() + data.equipment.size() +
             data.nests.size() + data.corridors.size() + data.operations.fleets.size() +
             data.operations.timed.size(),
         "rows of other tables", "they are left out");
    drop(network.nodes().size(), "nodes with ids, names and figures",
         "they are numbered in their order; only capacities in t/yr are kept");
    RenderedNetwork result;
    result.files.push_back({std::move(name), render_dimacs_max(problem)});
    result.dropped = std::move(told);
    return result;
}

}  // namespace

std::string_view to_string(NetworkFormat format) {
    constexpr std::array<std::string_view, 6> names = {"native", "gmns", "geojson",
                                                       "tntp",   "max",  "sndlib"};
    return names[static_cast<std::size_t>(format)];
}

std::optional<NetworkFormat> detect_format(const fs::path& path) {
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) {
        const bool gmns =
            fs::exists(path / "node.csv", ignored) || fs::exists(path / "link.csv", ignored);
        const bool native =
            fs::exists(path / "nodes.csv", ignored) || fs::exists(path / "links.csv", ignored);
        return gmns && !native ? NetworkFormat::gmns : NetworkFormat::native;
    }
    const std::string name = unpacked_name(path);
    if (name.ends_with(".max")) {
        return NetworkFormat::dimacs_max;
    }
    if (name.ends_with(".geojson") || name.ends_with(".json")) {
        return NetworkFormat::geojson;
    }
    if (name.ends_with(".tntp")) {
        return NetworkFormat::tntp;
    }
    if (name.ends_with(".txt")) {
        return NetworkFormat::sndlib;
    }
    return std::nullopt;
}

std::optional<NetworkFormat> format_for(const fs::path& path) {
    const fs::path extension = path.has_filename() ? path.extension() : fs::path();
    if (extension == ".geojson" || extension == ".json") {
        return NetworkFormat::geojson;
    }
    if (extension == ".max") {
        return NetworkFormat::dimacs_max;
    }
    if (extension == ".gmns") {
        return NetworkFormat::gmns;
    }
    return extension.empty() ? std::optional(NetworkFormat::native) : std::nullopt;
}

NetworkFile middle_corridor_file() {
    return from_native(middle_corridor_dataset(),
                       std::string(embedded_text("data/middle-corridor/nodes.csv")),
                       std::string(embedded_text("data/middle-corridor/links.csv")));
}

Parsed<NetworkFile> read_network_file(const fs::path& path, NetworkFormat format) {
    if (format == NetworkFormat::native) {
        return read_native(path);
    }
    if (format == NetworkFormat::gmns) {
        return read_gmns(path);
    }
    Parsed<std::string> text = read_compressed(path);
    if (!text.ok()) {
        return text.diagnostics();
    }
    if (format == NetworkFormat::geojson) {
        return parse_geojson(path.string(), *text);
    }
    if (format == NetworkFormat::tntp) {
        return read_tntp(path, std::move(text).value());
    }
    if (format == NetworkFormat::sndlib) {
        return parse_sndlib_network(path.string(), *text);
    }
    return read_dimacs(path.string(), *text);
}

Parsed<RenderedNetwork> render_network(const NetworkFile& network, NetworkFormat format,
                                       std::string name) {
    expects(format != NetworkFormat::tntp && format != NetworkFormat::sndlib,
            "TNTP and SNDlib files are read only");
    switch (format) {
        case NetworkFormat::gmns:
            return render_gmns(network);
        case NetworkFormat::geojson: {
            RenderedNetwork result = render_geojson(network, std::move(name));
            tell_unused(network.others, result.dropped);
            return result;
        }
        case NetworkFormat::dimacs_max:
            return render_dimacs(network, std::move(name));
        case NetworkFormat::native:
        case NetworkFormat::tntp:
        case NetworkFormat::sndlib:
            break;
    }
    return render_native(network);
}

}  // namespace corridor::io
