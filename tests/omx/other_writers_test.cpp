#include "omx/small_network.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <corridor/omx/omx.hpp>

#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#if CORRIDOR_HAS_OMX

namespace {

using corridor::test::cells_of;

const char* const python = "/usr/bin/python3";

bool has_h5py() {
    const std::string command = std::string(python) + " -c 'import h5py' 2>/dev/null";
    return std::system(command.c_str()) == 0;  // NOLINT(concurrency-mt-unsafe): one thread
}

/// What h5py writes with a program in which `f` is the open file and `np` is numpy.
std::string written_by_python(const std::string& program) {
    const corridor::test::TemporaryFolder folder;
    const auto file = folder.path() / "x.omx";
    corridor::test::write_text(folder.path() / "write.py",
                               "import h5py\nimport numpy as np\nf = h5py.File('" + file.string() +
                                   "', 'w')\n" + program + "f.close()\n");
    const std::string command =
        std::string(python) + " " + (folder.path() / "write.py").string() + " 2>&1";
    REQUIRE(std::system(command.c_str()) == 0);  // NOLINT(concurrency-mt-unsafe): one thread
    return corridor::test::read_text(file);
}

std::string told(const corridor::Diagnostics& diagnostics) {
    return corridor::render(diagnostics);
}

}  // namespace

TEST_CASE("files that h5py writes are read as the specification says") {
    if (!has_h5py()) {
        std::cout << "SKIPPED: python3-h5py is not installed\n";
        return;
    }
    const std::string head =
        "f.attrs['OMX_VERSION'] = np.string_('0.2')\n"
        "f.attrs['SHAPE'] = np.array([3, 3], dtype='int32')\n";

    SECTION("packed integers, a missing value, and a lookup of numbers beside one of node ids") {
        const corridor::Dataset data = corridor::test::small_network();
        const auto read = corridor::omx::parse(
            "x.omx",
            written_by_python(
                head + "d = f.create_dataset('data/ore', data=np.array([[0, 5, -1], [0, 0, "
                       "7], [2, 0, 0]], dtype='int16'), chunks=(1, 3), compression=1, "
                       "shuffle=True)\n"
                       "d.attrs['NA'] = -1\n"
                       "d.attrs['unit'] = 'kt/yr'\n"
                       "f['lookup/a_number'] = np.array([101, 102, 103])\n"
                       "f['lookup/zone'] = np.array(['port', 'mine', 'town'], dtype='S8')\n"),
            &data.network);
        INFO(told(read.diagnostics()));
        REQUIRE(read.ok());
        CHECK(cells_of(*read) == std::vector<std::string>{"ore port mine 5.000000 kt/yr",
                                                          "ore mine town 7.000000 kt/yr",
                                                          "ore town port 2.000000 kt/yr"});
        CHECK(told(read.diagnostics()).find("1 cells without one") != std::string::npos);
    }

    SECTION("zones of rows and of columns, texts of any length, and no unit") {
        const auto read = corridor::omx::parse(
            "x.omx",
            written_by_python(
                "f.attrs['SHAPE'] = np.array([1, 2], dtype='int64')\n"
                "f['data/all'] = np.array([[1.5, np.nan]], dtype='float32')\n"
                "t = h5py.string_dtype()\n"
                "r = f.create_dataset('lookup/from', data=['mine'], dtype=t)\n"
                "r.attrs['DIM'] = 0\n"
                "c = f.create_dataset('lookup/to', data=['port', 'a longer name'], dtype=t)\n"
                "c.attrs['DIM'] = 1\n"));
        INFO(told(read.diagnostics()));
        REQUIRE(read.ok());
        CHECK(cells_of(*read) == std::vector<std::string>{"all mine port 1.500000 t/yr"});
        CHECK(read->destinations.back() == "a longer name");
        CHECK(told(read.diagnostics()).find("t/yr is assumed") != std::string::npos);
    }

    SECTION("without a lookup zones are numbered") {
        const auto read = corridor::omx::parse(
            "x.omx", written_by_python(head + "f['data/m'] = np.eye(3, k=1)\n"));
        REQUIRE(read.ok());
        CHECK(cells_of(*read).front() == "m 1 2 1.000000 t/yr");
        CHECK(told(read.diagnostics()).find("numbered from 1") != std::string::npos);
    }

    SECTION("what the specification does not allow is refused with its place") {
        const std::vector<std::pair<std::string, std::string>> cases = {
            {"f['data/m'] = np.array([[0, -3.0], [0, 0]])\n", "data/m: expected amounts"},
            {"f['data/m'] = np.array([[0, np.inf], [0, 0]])\n", "inf in row 1, column 2"},
            {"f['data/m'] = np.zeros(4)\n", "1 dimensions"},
            {"f['data/m'] = np.array([[b'a']])\n", "cells of another kind"},
            {"f['data/m'] = np.zeros((2, 2))\nf['data/n'] = np.zeros((3, 3))\n", "3 × 3"},
            {"f['data/m'] = np.zeros((2, 2))\nf.attrs['SHAPE'] = np.array([2, 4])\n", "2 and 4"},
            {"f['data/m'] = np.zeros((2, 2))\nf['lookup/z'] = np.zeros(5)\n", "lookup/z"},
            {"f['data/m'] = np.zeros((2, 2))\nf['lookup/z'] = np.array([7, 7])\n", "'7' twice"},
            {"f['other'] = np.zeros((2, 2))\n", "data: expected a group"},
            {"f['data'] = np.zeros((2, 2))\n", "data: expected a group"},
            {"f.create_group('data')\n", "data: expected a matrix"},
            {"f.create_group('data/m')\n", "data: expected a matrix"},
            {"f.create_group('data')\nf['data/m'] = h5py.ExternalLink('o.h5', '/x')\n",
             "leads elsewhere"},
            {"f.create_dataset('data/m', (20000, 20000), dtype='i1', chunks=(10, 10))\n",
             "20000 × 20000"},
            {"f.create_dataset('data/m', (4, 4), maxshape=(None, None), dtype='i1', chunks=(9000, "
             "9000))\n",
             "chunks of at most"}};
        for (const auto& [program, expected] : cases) {
            const auto read = corridor::omx::parse("x.omx", written_by_python(program));
            INFO(program << told(read.diagnostics()));
            CHECK_FALSE(read.ok());
            CHECK(told(read.diagnostics()).find(expected) != std::string::npos);
        }
    }
}

TEST_CASE("h5py reads what is written here") {
    if (!has_h5py()) {
        std::cout << "SKIPPED: python3-h5py is not installed\n";
        return;
    }
    const corridor::Dataset data = corridor::test::small_network();
    const corridor::test::TemporaryFolder folder;
    const auto file = folder.path() / "x.omx";
    corridor::test::write_text(
        file, corridor::omx::render(corridor::io::matrices_of("x", data.demand)->matrices));
    corridor::test::write_text(
        folder.path() / "read.py",
        "import h5py\nf = h5py.File('" + file.string() +
            "', 'r')\n"
            "assert f.attrs['OMX_VERSION'] == b'0.2', f.attrs['OMX_VERSION']\n"
            "assert list(f.attrs['SHAPE']) == [3, 3]\n"
            "assert [z.decode() for z in f['lookup/node_id']] == ['mine', 'town', 'port']\n"
            "assert sorted(f['data']) == ['grain', 'ore']\n"
            "assert f['data/ore'][0, 1] == 1750000 and f['data/ore'][()].sum() == 1750000\n"
            "assert f['data/ore'].compression == 'gzip'\n"
            "assert f['data/ore'].attrs['unit'] in (b't/yr', 't/yr')\n");
    const std::string command = std::string(python) + " " + (folder.path() / "read.py").string();
    CHECK(std::system(command.c_str()) == 0);  // NOLINT(concurrency-mt-unsafe): one thread
}

#else

TEST_CASE("without HDF5 no file of another program is read") {
    CHECK_FALSE(corridor::omx::parse("x.omx", "").ok());
}

#endif
