#include "fuzz/target.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <sys/resource.h>
#include <vector>

/// usage: fuzz_TARGET CORPUS WORDS [MUTATIONS]: runs the target on each file of the folder CORPUS,
/// then on so many texts made of them by changing, losing, doubling and mixing bytes and words. The
/// same texts on every machine. Exit code 1 at the first finding, whose text is left in a file.

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::size_t longest = 4096;
constexpr double longest_seconds = 1.0;
constexpr long most_kilobytes = 1L << 20;

/// SplitMix64 (Steele, Lea & Flood 2014): the same numbers everywhere.
class Random {
  public:
    std::size_t below(std::size_t bound) {
        state_ += 0x9E3779B97F4A7C15U;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return static_cast<std::size_t>((z ^ (z >> 31U)) % bound);
    }

  private:
    std::uint64_t state_ = 8;
};

std::string read_text(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> read_folder(const fs::path& folder) {
    std::set<fs::path> paths;
    for (const auto& entry : fs::directory_iterator(folder)) {
        paths.insert(entry.path());
    }
    std::vector<std::string> texts;
    for (const fs::path& path : paths) {
        texts.push_back(read_text(path));
    }
    return texts;
}

/// A dictionary as libFuzzer reads it: a word in quotes on each line, bytes as \xNN.
std::vector<std::string> read_words(const fs::path& path) {
    std::vector<std::string> words;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        const std::size_t open = line.find('"');
        const std::size_t close = line.rfind('"');
        if (line.starts_with('#') || open == close) {
            continue;
        }
        std::string& word = words.emplace_back();
        for (std::size_t i = open + 1; i < close; ++i) {
            if (line[i] == '\\' && line[i + 1] == 'x') {
                unsigned byte = 0;
                std::from_chars(line.data() + i + 2, line.data() + i + 4, byte, 16);
                word += static_cast<char>(byte);
                i += 3;
            } else {
                i += line[i] == '\\' ? 1U : 0U;
                word += line[i];
            }
        }
    }
    return words;
}

void change(std::string& text, const std::vector<std::string>& corpus,
            const std::vector<std::string>& words, Random& random) {
    const std::size_t at = random.below(text.size() + 1);
    const std::size_t length = 1 + random.below(16);
    const std::string& other = corpus[random.below(corpus.size())];
    switch (random.below(8)) {
        case 0:
            text.insert(at, 1, static_cast<char>(random.below(256)));
            break;
        case 1:
            text.erase(at, length);
            break;
        case 2:
            text.insert(at, text.substr(random.below(text.size() + 1), 4 * length));
            break;
        case 3:
            text.insert(at, words[random.below(words.size())]);
            break;
        case 4:
            text.replace(at, length, words[random.below(words.size())]);
            break;
        case 5:
            text.insert(at, other.substr(random.below(other.size() + 1), 8 * length));
            break;
        case 6:
            text.replace(at, 1, 1, "0123456789-+.e,;:\"'[]{}<>()~ \n\r\t"[random.below(33)]);
            break;
        default:
            if (at < text.size()) {
                text[at] = static_cast<char>(text[at] ^ (1 << random.below(8)));
            }
    }
}

bool passes(const std::string& text, double& slowest) {
    const auto start = Clock::now();
    try {
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
    } catch (const std::exception& finding) {
        fmt::print(stderr, "finding: {}\n", finding.what());
        return false;
    }
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    slowest = std::max(slowest, seconds);
    if (seconds > longest_seconds) {
        fmt::print(stderr, "finding: {:.2f} s for {} bytes\n", seconds, text.size());
        return false;
    }
    return true;
}

long peak_kilobytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

int replay(const std::vector<std::string>& corpus, const std::vector<std::string>& words,
           std::size_t mutations) {
    Random random;
    double slowest = 0.0;
    const auto start = Clock::now();
    for (std::size_t run = 0; run < corpus.size() + mutations; ++run) {
        std::string text = corpus[run < corpus.size() ? run : random.below(corpus.size())];
        for (std::size_t i = run < corpus.size() ? 0 : 1 + random.below(5); i > 0; --i) {
            change(text, corpus, words, random);
        }
        text.resize(std::min(text.size(), longest));
        if (!passes(text, slowest)) {
            std::ofstream("finding.bin", std::ios::binary) << text;
            fmt::print(stderr, "run {}; the text is in finding.bin\n", run);
            return 1;
        }
    }
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    fmt::print("{} runs in {:.1f} s, the slowest {:.1f} ms, {} MB at most\n",
               corpus.size() + mutations, seconds, slowest * 1e3, peak_kilobytes() >> 10);
    if (peak_kilobytes() > most_kilobytes) {
        fmt::print(stderr, "finding: more than {} MB for texts of {} bytes\n", most_kilobytes >> 10,
                   longest);
        return 1;
    }
    return 0;
}

}  // namespace

int main(int argc, char* argv[]) {
    if (argc < 3) {
        fmt::print(stderr, "usage: {} CORPUS WORDS [MUTATIONS]\n", argv[0]);
        return 2;
    }
    const std::vector<std::string> corpus = read_folder(argv[1]);
    const std::vector<std::string> words = read_words(argv[2]);
    if (corpus.empty() || words.empty()) {
        fmt::print(stderr, "{}: no corpus or no words\n", argv[0]);
        return 2;
    }
    return replay(corpus, words, argc > 3 ? std::stoul(argv[3]) : 0);
}
