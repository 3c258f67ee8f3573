#include "omx/hdf5.hpp"

#include <corridor/base/contract.hpp>
#include <corridor/omx/omx.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace corridor::omx {
namespace {

constexpr std::size_t block_bytes = std::size_t{64} << 10;
constexpr std::size_t cells_of_chunk = std::size_t{1} << 16;

void require(bool done, const std::string& what) {
    if (!done) {
        throw std::runtime_error(fmt::format("HDF5 cannot write {}", what));
    }
}

Handle checked(Handle handle, const std::string& what) {
    require(handle.ok(), what);
    return handle;
}

Handle text_type(std::size_t size) {
    Handle type = checked(Handle(H5Tcopy(H5T_C_S1), H5Tclose), "texts");
    require(H5Tset_size(type.id(), std::max<std::size_t>(size, 1)) >= 0 &&
                H5Tset_strpad(type.id(), H5T_STR_NULLPAD) >= 0 &&
                H5Tset_cset(type.id(), H5T_CSET_UTF8) >= 0,
            "texts");
    return type;
}

void write_text(hid_t object, const char* name, const std::string& text) {
    const Handle type = text_type(text.size());
    const Handle space = checked(Handle(H5Screate(H5S_SCALAR), H5Sclose), name);
    const Handle attribute = checked(
        Handle(H5Acreate2(object, name, type.id(), space.id(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose),
        name);
    require(H5Awrite(attribute.id(), type.id(), text.data()) >= 0, name);
}

/// Properties of what is made without the time at which it was made.
Handle timeless(hid_t kind) {
    Handle properties = checked(Handle(H5Pcreate(kind), H5Pclose), "properties");
    require(H5Pset_obj_track_times(properties.id(), false) >= 0, "properties");
    return properties;
}

Handle group(hid_t file, const char* name) {
    const Handle properties = timeless(H5P_GROUP_CREATE);
    return checked(
        Handle(H5Gcreate2(file, name, H5P_DEFAULT, properties.id(), H5P_DEFAULT), H5Gclose), name);
}

void write_shape(hid_t file, std::size_t zones) {
    const std::array<int, 2> shape = {static_cast<int>(zones), static_cast<int>(zones)};
    const hsize_t length = shape.size();
    const Handle space = checked(Handle(H5Screate_simple(1, &length, nullptr), H5Sclose), "SHAPE");
    const Handle attribute = checked(
        Handle(H5Acreate2(file, "SHAPE", H5T_STD_I32LE, space.id(), H5P_DEFAULT, H5P_DEFAULT),
               H5Aclose),
        "SHAPE");
    require(H5Awrite(attribute.id(), H5T_NATIVE_INT, shape.data()) >= 0, "SHAPE");
}

void write_lookup(hid_t file, const std::vector<std::string>& zones) {
    const Handle lookups = group(file, "lookup");
    std::size_t longest = 1;
    for (const std::string& zone : zones) {
        longest = std::max(longest, zone.size());
    }
    std::string texts;
    for (const std::string& zone : zones) {
        texts += zone + std::string(longest - zone.size(), '\0');
    }
    const Handle type = text_type(longest);
    const hsize_t length = zones.size();
    const Handle space = checked(Handle(H5Screate_simple(1, &length, nullptr), H5Sclose), "zones");
    const Handle properties = timeless(H5P_DATASET_CREATE);
    const Handle dataset = checked(Handle(H5Dcreate2(lookups.id(), "node_id", type.id(), space.id(),
                                                     H5P_DEFAULT, properties.id(), H5P_DEFAULT),
                                          H5Dclose),
                                   "zones");
    require(H5Dwrite(dataset.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, texts.data()) >= 0,
            "zones");
}

void write_matrix(hid_t data, const io::DemandMatrices::Matrix& matrix, std::size_t zones) {
    const std::array<hsize_t, 2> shape = {zones, zones};
    const std::size_t rows = std::clamp<std::size_t>(cells_of_chunk / zones, 1, zones);
    const std::array<hsize_t, 2> chunk = {rows, zones};
    const Handle properties = timeless(H5P_DATASET_CREATE);
    require(H5Pset_chunk(properties.id(), 2, chunk.data()) >= 0, matrix.name);
    if (H5Zfilter_avail(H5Z_FILTER_DEFLATE) > 0) {
        require(H5Pset_deflate(properties.id(), 1) >= 0, matrix.name);
    }
    const Handle space =
        checked(Handle(H5Screate_simple(2, shape.data(), nullptr), H5Sclose), matrix.name);
    const Handle dataset =
        checked(Handle(H5Dcreate2(data, matrix.name.c_str(), H5T_IEEE_F64LE, space.id(),
                                  H5P_DEFAULT, properties.id(), H5P_DEFAULT),
                       H5Dclose),
                matrix.name);
    write_text(dataset.id(), "unit", matrix.unit);
    std::vector<double> block;
    auto cell = matrix.cells.begin();
    for (std::size_t row = 0; row < zones; row += rows) {
        const std::array<hsize_t, 2> start = {row, 0};
        const std::array<hsize_t, 2> count = {std::min(rows, zones - row), zones};
        block.assign(count[0] * zones, 0.0);
        for (; cell != matrix.cells.end() && cell->origin < row + count[0]; ++cell) {
            block[(cell->origin - row) * zones + cell->destination] = cell->amount;
        }
        const Handle part =
            checked(Handle(H5Screate_simple(2, count.data(), nullptr), H5Sclose), matrix.name);
        require(H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, start.data(), nullptr, count.data(),
                                    nullptr) >= 0 &&
                    H5Dwrite(dataset.id(), H5T_NATIVE_DOUBLE, part.id(), space.id(), H5P_DEFAULT,
                             block.data()) >= 0,
                matrix.name);
    }
}

}  // namespace

std::string render(const io::DemandMatrices& matrices) {
    const std::size_t zones = matrices.origins.size();
    expects(zones != 0 && !matrices.matrices.empty() && zones <= io::most_zones,
            "there are zones and a matrix");
    expects(matrices.origins == matrices.destinations, "origins and destinations are the same");
    const QuietHdf5 quiet;
    const Handle access = checked(Handle(H5Pcreate(H5P_FILE_ACCESS), H5Pclose), "a file");
    require(H5Pset_fapl_core(access.id(), block_bytes, false) >= 0, "a file");
    const Handle creation = timeless(H5P_FILE_CREATE);
    const Handle file = checked(
        Handle(H5Fcreate("matrices.omx", H5F_ACC_TRUNC, creation.id(), access.id()), H5Fclose),
        "a file");
    write_text(file.id(), "OMX_VERSION", "0.2");
    write_shape(file.id(), zones);
    write_lookup(file.id(), matrices.origins);
    {
        const Handle data = group(file.id(), "data");
        for (const io::DemandMatrices::Matrix& matrix : matrices.matrices) {
            write_matrix(data.id(), matrix, zones);
        }
    }
    require(H5Fflush(file.id(), H5F_SCOPE_GLOBAL) >= 0, "a file");
    const ssize_t size = H5Fget_file_image(file.id(), nullptr, 0);
    require(size > 0, "a file");
    std::string bytes(static_cast<std::size_t>(size), '\0');
    require(H5Fget_file_image(file.id(), bytes.data(), bytes.size()) == size, "a file");
    return bytes;
}

}  // namespace corridor::omx
