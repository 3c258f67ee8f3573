#include "support/catch.hpp"

#include <corridor/base/names.hpp>

#include <string>

using namespace corridor;

TEST_CASE("patterns match whole names") {
    CHECK(matches_glob("ocean_suez_mersin", "ocean_*"));
    CHECK(matches_glob("ocean_suez_mersin", "*suez*"));
    CHECK(matches_glob("ocean_suez_mersin", "ocean_?uez_m*n"));
    CHECK(matches_glob("", "*"));
    CHECK(matches_glob("", ""));
    CHECK_FALSE(matches_glob("ocean_suez_mersin", "ocean"));
    CHECK_FALSE(matches_glob("ocean_suez_mersin", "Ocean_*"));
    CHECK_FALSE(matches_glob("abc", "?"));
    CHECK_FALSE(matches_glob("", "?"));
}

TEST_CASE("a pattern full of stars does not take for ever") {
    const std::string text(10'000, 'a');
    CHECK_FALSE(matches_glob(text, "*a*a*a*a*a*a*a*a*a*a*b"));
}

TEST_CASE("distances count insertions, deletions, replacements and swaps") {
    CHECK(edit_distance("alat", "alat") == 0);
    CHECK(edit_distance("Alat", "alat") == 0);
    CHECK(edit_distance("alat", "aalt") == 1);
    CHECK(edit_distance("alat", "alt") == 1);
    CHECK(edit_distance("", "abc") == 3);
    CHECK(edit_distance("kitten", "sitting") == 3);
}

TEST_CASE("the nearest names are offered, best first, and nothing far away") {
    const std::vector<std::string> ports = {"alat_port", "aktau_port", "baku", "poti_port"};
    CHECK(nearest_names("alat_prot", ports).front() == "alat_port");
    CHECK(nearest_names("alat", ports).front() == "alat_port");
    CHECK(nearest_names("alta_*", ports).front() == "alat_port");
    CHECK(nearest_names("*", ports).empty());
    CHECK(nearest_names("zzzzzzzz", ports).empty());
    CHECK(did_you_mean("aktau_pot", {"aktau_port", "x"}) == "did you mean aktau_port?");
    CHECK(did_you_mean("zzzzzzzz", ports).empty());
    CHECK(nearest_names(std::string(100'000, 'x'), ports).empty());
}
