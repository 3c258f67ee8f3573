#pragma once

#include <corridor/base/diagnostics.hpp>
#include <corridor/io/files.hpp>
#include <corridor/network/dataset.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace corridor::io {

/// What a network can be read from and written to.
enum class NetworkFormat : std::uint8_t {
    native,      ///< a folder with nodes.csv and links.csv
    gmns,        ///< a folder with node.csv and link.csv
    geojson,     ///< a FeatureCollection: points are nodes, lines are links
    tntp,        ///< a *_net.tntp file, with the *_trips.tntp beside it; read only
    dimacs_max,  ///< a maximum-flow problem
    sndlib,      ///< a network in the native format of SNDlib, a .txt file; read only
};

[[nodiscard]] std::string_view to_string(NetworkFormat format);

/// Columns that the model has no place for: kept as they were, a row for each node or link.
struct ExtraColumns {
    std::vector<std::string> names{};
    std::vector<std::vector<std::string>> cells{};
};

/// A data set with everything else that its file says, so that it can be written again.
struct NetworkFile {
    Dataset data{};
    ExtraColumns nodes{};
    ExtraColumns links{};
    /// Files of the folder that the model does not read, such as GMNS zone.csv.
    std::vector<NamedText> others{};
    /// The places that the file itself names; empty: none.
    std::string source{};
    std::string sink{};
};

/// The format of what stands at a path, by the files in the folder or the end of the name (.gz and
/// .xz left out of account); nothing where it is none of them.
[[nodiscard]] std::optional<NetworkFormat> detect_format(const std::filesystem::path& path);

/// The format that the end of a name asks for: .geojson and .json, .max, .gmns; a name without an
/// extension is a native folder.
[[nodiscard]] std::optional<NetworkFormat> format_for(const std::filesystem::path& path);

/// The reference data set with the columns that the model does not keep.
[[nodiscard]] NetworkFile middle_corridor_file();

/// Reads a network from a file or a folder. Units and other things that the file leaves open are
/// warnings that say what was assumed.
/// Returns      the network with warnings, or everything that is wrong with it
/// Throws       std::system_error with the path where a file cannot be read
/// Complexity   O(bytes) on average
[[nodiscard]] Parsed<NetworkFile> read_network_file(const std::filesystem::path& path,
                                                    NetworkFormat format);

/// The files of a folder, or one file, and what was left out of them, a warning each.
struct RenderedNetwork {
    std::vector<NamedText> files{};
    Diagnostics dropped{};
};

/// Writes a network as text. In the formats with more than one file their names are those of the
/// format, otherwise the only one is called `name`.
/// Requires     a format that can be written; for dimacs_max a source and a sink in the network
/// Guarantee    what is not told in `dropped` reads back equal
/// Complexity   O(bytes)
[[nodiscard]] Parsed<RenderedNetwork> render_network(const NetworkFile& network,
                                                     NetworkFormat format, std::string name);

/// Folders of GMNS tables in memory: node.csv, link.csv, and where they are there config.csv and
/// the native tables of a corridor as cor_demand.csv, cor_projects.csv …
/// Freight figures stand in columns that begin with cor_.
/// Source       General Modeling Network Specification 0.96, Zephyr Foundation
[[nodiscard]] Parsed<NetworkFile> parse_gmns(std::span<const NamedText> files);

/// A GeoJSON FeatureCollection (RFC 7946). The names that open-gira and DisruptSC give to
/// properties are understood; lines without end nodes are joined where their ends meet.
[[nodiscard]] Parsed<NetworkFile> parse_geojson(std::string_view file, std::string_view text);

/// A TNTP network file, and the trips of the same instance where `trips` is not empty.
/// Source       Transportation Networks for Research, formats of the net and trips files
[[nodiscard]] Parsed<NetworkFile> parse_tntp(const NamedText& net, const NamedText& trips = {});

/// A network in the native format of SNDlib: links run both ways, with the pre-installed capacity,
/// or the largest module where that is 0, in t/yr, and the routing cost in USD/t. Modules and the
/// other costs are kept as columns sndlib_….
/// Source       Orlowski, Pióro, Tomaszewski & Wessäly (2010), SNDlib 1.0, Networks 55(3)
[[nodiscard]] Parsed<NetworkFile> parse_sndlib_network(std::string_view file,
                                                       std::string_view text);

}  // namespace corridor::io
