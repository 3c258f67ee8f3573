#include "omx/apart.hpp"
#include "omx/hdf5.hpp"

#include <corridor/io/csv.hpp>
#include <corridor/omx/omx.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace corridor::omx {
namespace {

constexpr std::size_t block_bytes = std::size_t{64} << 10;
constexpr std::size_t most_block_cells = std::size_t{1} << 22;
constexpr std::size_t most_cells = std::size_t{1} << 28;
constexpr std::size_t most_members = 1024;
constexpr std::string_view hdf5_mark = "\x89HDF\r\n\x1a\n";

struct Lookup {
    std::string name;
    std::optional<int> dimension;  ///< 0 rows, 1 columns; none: both
    std::vector<std::string> entries;
};

class Reader {
  public:
    Reader(std::string_view file, const Network* network) : file_(file), network_(network) {}

    Parsed<io::DemandMatrices> run(std::string_view bytes) {
        read_file(bytes);
        if (!told_.ok()) {
            return told_;
        }
        return Parsed<io::DemandMatrices>(std::move(result_), std::move(told_));
    }

  private:
    void fault(std::string field, std::string expected, std::string found,
               std::string advice = "") {
        told_.add({Severity::error, Place{file_, 0, 0}, std::move(field), std::move(expected),
                   std::move(found), std::move(advice)});
    }

    void warn(std::string field, std::string expected, std::string found, std::string advice) {
        told_.add({Severity::warning, Place{file_, 0, 0}, std::move(field), std::move(expected),
                   std::move(found), std::move(advice)});
    }

    void read_file(std::string_view bytes) {
        if (!bytes.starts_with(hdf5_mark)) {
            fault("", "an OMX file, which is HDF5", "a file that does not begin like one");
            return;
        }
        const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
        std::string copy(bytes);
        if (!access.ok() || H5Pset_fapl_core(access.id(), block_bytes, false) < 0 ||
            H5Pset_file_image(access.id(), copy.data(), copy.size()) < 0) {
            fault("", "room for the file in memory", "none");
            return;
        }
        copy = {};
        const Handle file(H5Fopen("matrices.omx", H5F_ACC_RDONLY, access.id()), H5Fclose);
        if (!file.ok()) {
            fault("", "a whole HDF5 file", "one that is damaged or cut off");
            return;
        }
        const std::vector<std::string> matrices = members(file.id(), "data", true);
        for (const std::string& name : matrices) {
            read_matrix(file.id(), name);
        }
        if (told_.ok() && result_.matrices.empty()) {
            fault("data", "a matrix", "none");
        }
        if (told_.ok()) {
            check_shape(file.id());
            name_zones(file.id());
        }
    }

    /// The names of the datasets of a group; links that lead out of the group are left out.
    std::vector<std::string> members(hid_t file, const char* group, bool required) {
        std::vector<std::string> names;
        const bool is_there = H5Lexists(file, group, H5P_DEFAULT) > 0;
        const Handle opened(is_there ? H5Gopen2(file, group, H5P_DEFAULT) : -1, H5Gclose);
        H5G_info_t info = {};
        if (!opened.ok() || H5Gget_info(opened.id(), &info) < 0) {
            if (required || is_there) {
                fault(group, "a group of this name", is_there ? "one that is damaged" : "none");
            }
            return names;
        }
        if (info.nlinks > most_members) {
            fault(group, fmt::format("at most {} members", most_members),
                  fmt::format("{}", info.nlinks));
            return names;
        }
        for (hsize_t i = 0; i < info.nlinks; ++i) {
            H5L_info_t link = {};
            std::array<char, longest_text> name = {};
            if (H5Lget_info_by_idx(opened.id(), ".", H5_INDEX_NAME, H5_ITER_INC, i, &link,
                                   H5P_DEFAULT) < 0 ||
                H5Lget_name_by_idx(opened.id(), ".", H5_INDEX_NAME, H5_ITER_INC, i, name.data(),
                                   name.size(), H5P_DEFAULT) < 0) {
                fault(group, "a whole group", "one that is damaged");
                return names;
            }
            if (link.type != H5L_TYPE_HARD) {
                warn(fmt::format("{}/{}", group, name.data()), "a dataset of this file",
                     "a link that leads elsewhere", "it is left out");
                continue;
            }
            names.emplace_back(name.data());
        }
        return names;
    }

    /// Opens group/name and checks that its cells are in this file and in pieces that can be read.
    Handle dataset(hid_t file, const std::string& path) {
        const Handle object(H5Oopen(file, path.c_str(), H5P_DEFAULT), H5Oclose);
        if (object.ok() && H5Iget_type(object.id()) != H5I_DATASET) {
            warn(path, "a dataset", "something else", "it is left out");
            return {-1, H5Dclose};
        }
        Handle opened(H5Dopen2(file, path.c_str(), H5P_DEFAULT), H5Dclose);
        const Handle properties(opened.ok() ? H5Dget_create_plist(opened.id()) : -1, H5Pclose);
        if (!properties.ok()) {
            fault(path, "a whole dataset", "one that is damaged");
            return {-1, H5Dclose};
        }
        const H5D_layout_t layout = H5Pget_layout(properties.id());
        if (H5Pget_external_count(properties.id()) != 0 ||
            (layout != H5D_COMPACT && layout != H5D_CONTIGUOUS && layout != H5D_CHUNKED)) {
            fault(path, "cells in the file itself", "cells in other files");
            return {-1, H5Dclose};
        }
        std::array<hsize_t, H5S_MAX_RANK> chunk = {};
        const int rank =
            layout == H5D_CHUNKED ? H5Pget_chunk(properties.id(), chunk.size(), chunk.data()) : 0;
        hsize_t cells = 1;
        for (int i = 0; i < rank; ++i) {
            cells = std::min<hsize_t>(
                cells * std::min<hsize_t>(chunk[static_cast<std::size_t>(i)], most_block_cells + 1),
                most_block_cells + 1);
        }
        if (cells > most_block_cells) {
            fault(path, fmt::format("chunks of at most {} cells", most_block_cells), "larger ones");
            return {-1, H5Dclose};
        }
        return opened;
    }

    struct Form {
        Handle type;
        Handle space;
        std::vector<hsize_t> shape;
    };

    static Form form_of(hid_t dataset) {
        Form form{
            Handle(H5Dget_type(dataset), H5Tclose), Handle(H5Dget_space(dataset), H5Sclose), {}};
        const int rank = form.space.ok() ? H5Sget_simple_extent_ndims(form.space.id()) : -1;
        if (rank > 0) {
            form.shape.resize(static_cast<std::size_t>(rank));
            H5Sget_simple_extent_dims(form.space.id(), form.shape.data(), nullptr);
        }
        return form;
    }

    static bool is_number(const Handle& type) {
        const H5T_class_t kind = type.ok() ? H5Tget_class(type.id()) : H5T_NO_CLASS;
        return kind == H5T_INTEGER || kind == H5T_FLOAT;
    }

    void read_matrix(hid_t file, const std::string& name) {
        const std::string path = "data/" + name;
        const Handle opened = dataset(file, path);
        if (!opened.ok()) {
            return;
        }
        const Form form = form_of(opened.id());
        if (form.shape.size() != 2 || !is_number(form.type)) {
            fault(path, "a matrix of numbers",
                  form.shape.size() != 2 ? fmt::format("{} dimensions", form.shape.size())
                                         : std::string("cells of another kind"));
            return;
        }
        const std::array<std::size_t, 2> shape = {static_cast<std::size_t>(form.shape[0]),
                                                  static_cast<std::size_t>(form.shape[1])};
        if (shape[0] == 0 || shape[1] == 0 || shape[0] > io::most_zones ||
            shape[1] > io::most_zones) {
            fault(path, fmt::format("1 to {} rows and columns", io::most_zones),
                  fmt::format("{} × {}", form.shape[0], form.shape[1]));
            return;
        }
        if (shape_ && *shape_ != shape) {
            fault(
                path,
                fmt::format("{} × {} cells, as in the other matrices", (*shape_)[0], (*shape_)[1]),
                fmt::format("{} × {}", shape[0], shape[1]));
            return;
        }
        shape_ = shape;
        cells_ += shape[0] * shape[1];
        if (cells_ > most_cells) {
            fault(path, fmt::format("at most {} cells in all matrices", most_cells), "more");
            return;
        }
        io::DemandMatrices::Matrix matrix{.name = name, .unit = unit_of(opened.id(), path)};
        read_cells(opened.id(), form, path, matrix);
        result_.matrices.push_back(std::move(matrix));
    }

    std::string unit_of(hid_t object, const std::string& path) {
        if (H5Aexists(object, "unit") > 0) {
            const Handle attribute(H5Aopen(object, "unit", H5P_DEFAULT), H5Aclose);
            const Handle type(attribute.ok() ? H5Aget_type(attribute.id()) : -1, H5Tclose);
            const Handle space(attribute.ok() ? H5Aget_space(attribute.id()) : -1, H5Sclose);
            if (type.ok() && space.ok() && H5Tget_class(type.id()) == H5T_STRING &&
                H5Sget_simple_extent_npoints(space.id()) == 1) {
                const auto texts =
                    read_strings(type.id(), space.id(), 1, [&attribute](hid_t in_memory, void* to) {
                        return H5Aread(attribute.id(), in_memory, to) >= 0;
                    });
                if (texts && !texts->front().empty()) {
                    return texts->front();
                }
            }
        }
        warn(path, "an attribute unit", "none", "t/yr is assumed");
        return "t/yr";
    }

    /// An attribute that is one number.
    static std::optional<double> number_of(hid_t object, const char* name) {
        if (H5Aexists(object, name) <= 0) {
            return std::nullopt;
        }
        const Handle attribute(H5Aopen(object, name, H5P_DEFAULT), H5Aclose);
        const Handle type(attribute.ok() ? H5Aget_type(attribute.id()) : -1, H5Tclose);
        const Handle space(attribute.ok() ? H5Aget_space(attribute.id()) : -1, H5Sclose);
        double value = 0.0;
        if (!is_number(type) || !space.ok() || H5Sget_simple_extent_npoints(space.id()) != 1 ||
            H5Aread(attribute.id(), H5T_NATIVE_DOUBLE, &value) < 0) {
            return std::nullopt;
        }
        return value;
    }

    void read_cells(hid_t dataset, const Form& form, const std::string& path,
                    io::DemandMatrices::Matrix& matrix) {
        const std::size_t rows = (*shape_)[0];
        const std::size_t columns = (*shape_)[1];
        const std::optional<double> missing = number_of(dataset, "NA");
        const std::size_t of_block = std::clamp<std::size_t>(most_block_cells / columns, 1, rows);
        std::vector<double> block;
        std::size_t unknown = 0;
        for (std::size_t row = 0; row < rows; row += of_block) {
            const std::array<hsize_t, 2> start = {row, 0};
            const std::array<hsize_t, 2> count = {std::min(of_block, rows - row), columns};
            block.assign(count[0] * columns, 0.0);
            const Handle part(H5Screate_simple(2, count.data(), nullptr), H5Sclose);
            if (!part.ok() ||
                H5Sselect_hyperslab(form.space.id(), H5S_SELECT_SET, start.data(), nullptr,
                                    count.data(), nullptr) < 0 ||
                H5Dread(dataset, H5T_NATIVE_DOUBLE, part.id(), form.space.id(), H5P_DEFAULT,
                        block.data()) < 0) {
                fault(path, "cells that can be read",
                      "cells that are damaged, or packed in a way "
                      "that this build of HDF5 does not know");
                return;
            }
            for (std::size_t i = 0; i < block.size(); ++i) {
                const double amount = block[i];
                if (amount == 0.0) {
                    continue;
                }
                const auto origin = static_cast<std::uint32_t>(row + i / columns);
                const auto destination = static_cast<std::uint32_t>(i % columns);
                if (std::isnan(amount) || amount == missing) {
                    ++unknown;
                } else if (amount < 0.0 || !std::isfinite(amount)) {
                    fault(path, "amounts of at least 0",
                          fmt::format("{} in row {}, column {}", amount, origin + 1,
                                      destination + 1));
                } else {
                    matrix.cells.push_back({origin, destination, amount});
                    ++stated_;
                }
            }
            if (stated_ > io::most_matrix_cells || told_.error_count() > Diagnostics::limit) {
                fault(path, fmt::format("at most {} amounts above 0", io::most_matrix_cells),
                      "more");
                return;
            }
        }
        if (unknown != 0) {
            warn(path, "amounts", fmt::format("{} cells without one", unknown),
                 "they count as no demand");
        }
    }

    void check_shape(hid_t file) {
        if (H5Aexists(file, "SHAPE") <= 0) {
            warn("SHAPE", "the number of rows and columns", "no such attribute",
                 "the matrices are taken as they are");
            return;
        }
        const Handle attribute(H5Aopen(file, "SHAPE", H5P_DEFAULT), H5Aclose);
        const Handle type(attribute.ok() ? H5Aget_type(attribute.id()) : -1, H5Tclose);
        const Handle space(attribute.ok() ? H5Aget_space(attribute.id()) : -1, H5Sclose);
        std::array<double, 2> shape = {};
        const bool read = is_number(type) && space.ok() &&
                          H5Sget_simple_extent_npoints(space.id()) == 2 &&
                          H5Aread(attribute.id(), H5T_NATIVE_DOUBLE, shape.data()) >= 0;
        if (!read || shape[0] != static_cast<double>((*shape_)[0]) ||
            shape[1] != static_cast<double>((*shape_)[1])) {
            fault("SHAPE",
                  fmt::format("{} and {}, as the matrices are", (*shape_)[0], (*shape_)[1]),
                  read ? fmt::format("{} and {}", shape[0], shape[1]) : "something else");
        }
    }

    std::optional<std::vector<std::string>> entries_of(hid_t dataset, const Form& form) {
        const auto count = static_cast<std::size_t>(form.shape.front());
        const auto read = [dataset](hid_t in_memory, void* to) {
            return H5Dread(dataset, in_memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, to) >= 0;
        };
        if (H5Tget_class(form.type.id()) == H5T_STRING) {
            return read_strings(form.type.id(), form.space.id(), count, read);
        }
        std::vector<double> numbers(count);
        if (!is_number(form.type) || !read(H5T_NATIVE_DOUBLE, numbers.data())) {
            return std::nullopt;
        }
        std::vector<std::string> texts;
        for (const double number : numbers) {
            texts.push_back(fmt::format("{:.{}f}", number, number == std::floor(number) ? 0 : 6));
        }
        return texts;
    }

    void read_lookup(hid_t file, const std::string& name, std::vector<Lookup>& lookups) {
        const std::string path = "lookup/" + name;
        const Handle opened = dataset(file, path);
        if (!opened.ok()) {
            return;
        }
        const Form form = form_of(opened.id());
        Lookup lookup{.name = name, .dimension = std::nullopt, .entries = {}};
        if (const auto dimension = number_of(opened.id(), "DIM")) {
            lookup.dimension = *dimension == 0.0 ? 0 : 1;
        }
        const auto fits = [&](int dimension) {
            return (lookup.dimension && *lookup.dimension != dimension) ||
                   form.shape.front() == (*shape_)[static_cast<std::size_t>(dimension)];
        };
        if (form.shape.size() != 1 || !fits(0) || !fits(1)) {
            fault(path, "an entry for each row or column", "another number");
            return;
        }
        auto entries = entries_of(opened.id(), form);
        if (!entries) {
            fault(path, "texts or numbers", "entries that are neither or cannot be read");
            return;
        }
        lookup.entries = std::move(*entries);
        lookups.push_back(std::move(lookup));
    }

    [[nodiscard]] bool names_nodes(const Lookup& lookup) const {
        return network_ != nullptr && std::all_of(lookup.entries.begin(), lookup.entries.end(),
                                                  [this](const std::string& id) {
                                                      return network_->find_node(id).has_value();
                                                  });
    }

    std::vector<std::string> zones_of(const std::vector<Lookup>& lookups, int dimension) {
        const auto serves = [dimension](const Lookup& lookup) {
            return !lookup.dimension || *lookup.dimension == dimension;
        };
        const auto count =
            static_cast<std::size_t>(std::count_if(lookups.begin(), lookups.end(), serves));
        if (count == 0) {
            warn("lookup", "names of the zones", "none", "they are numbered from 1");
            std::vector<std::string> numbers;
            for (std::size_t i = 0; i < (*shape_)[static_cast<std::size_t>(dimension)]; ++i) {
                numbers.push_back(fmt::to_string(i + 1));
            }
            return numbers;
        }
        const auto find = [&](auto&& suits) {
            return std::find_if(lookups.begin(), lookups.end(), [&](const Lookup& lookup) {
                return serves(lookup) && suits(lookup);
            });
        };
        auto chosen = find([this](const Lookup& lookup) { return names_nodes(lookup); });
        if (chosen == lookups.end()) {
            chosen = find([](const Lookup& lookup) { return lookup.name == "node_id"; });
        }
        if (chosen == lookups.end()) {
            chosen = find([](const Lookup&) { return true; });
            if (count > 1) {
                warn("lookup", "one lookup, or node_id", fmt::format("{}", count),
                     fmt::format("{} is taken", io::shown(chosen->name)));
            }
        }
        std::vector<std::string> sorted = chosen->entries;
        std::sort(sorted.begin(), sorted.end());
        const auto twice = std::adjacent_find(sorted.begin(), sorted.end());
        if (twice != sorted.end() || sorted.front().empty()) {
            fault("lookup/" + chosen->name, "names that differ",
                  twice != sorted.end() ? io::shown(*twice) + " twice" : "an empty one");
        }
        return chosen->entries;
    }

    void name_zones(hid_t file) {
        std::vector<Lookup> lookups;
        for (const std::string& name : members(file, "lookup", false)) {
            read_lookup(file, name, lookups);
        }
        if (told_.ok()) {
            result_.origins = zones_of(lookups, 0);
            const Diagnostics so_far = told_;
            result_.destinations = zones_of(lookups, 1);
            const bool same_lookup =
                std::none_of(lookups.begin(), lookups.end(),
                             [](const Lookup& lookup) { return lookup.dimension.has_value(); });
            if (same_lookup) {
                told_ = so_far;
            }
        }
    }

    std::string file_;
    const Network* network_;
    io::DemandMatrices result_;
    std::optional<std::array<std::size_t, 2>> shape_;
    std::size_t cells_ = 0;
    std::size_t stated_ = 0;
    Diagnostics told_;
};

}  // namespace

bool is_available() {
    return true;
}

Parsed<io::DemandMatrices> parse(std::string_view file, std::string_view bytes,
                                 const Network* network) {
    // HDF5 crashes on some damaged files, and must not take the program along.
    const std::optional<std::string> read = run_apart([&] {
        const QuietHdf5 quiet;
        return packed(Reader(file, network).run(bytes));
    });
    auto result = read ? unpacked(*read) : std::nullopt;
    if (result) {
        return std::move(*result);
    }
    Diagnostics diagnostics;
    diagnostics.add({Severity::error, Place{std::string(file), 0, 0}, "", "a whole OMX file",
                     "one so damaged that HDF5 fails on it", ""});
    return diagnostics;
}

}  // namespace corridor::omx
