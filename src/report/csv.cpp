#include <corridor/base/contract.hpp>
#include <corridor/report/csv.hpp>

#include <fmt/format.h>

namespace corridor::report {
namespace {

bool needs_quotes(std::string_view field) {
    return field.find_first_of(",\"\r\n") != std::string_view::npos ||
           (!field.empty() && (field.front() == ' ' || field.back() == ' '));
}

}  // namespace

CsvText::CsvText(const std::vector<std::string>& header) : columns_(header.size()) {
    append(header);
}

void CsvText::add_row(const std::vector<std::string>& fields) {
    expects(fields.size() == columns_, "a row has one field for each column");
    append(fields);
}

void CsvText::append(const std::vector<std::string>& fields) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (i > 0) {
            text_ += ',';
        }
        if (!needs_quotes(fields[i])) {
            text_ += fields[i];
            continue;
        }
        text_ += '"';
        for (const char c : fields[i]) {
            text_ += c;
            if (c == '"') {
                text_ += '"';
            }
        }
        text_ += '"';
    }
    text_ += '\n';
}

std::string decimal_text(double value) {
    std::string text = fmt::format("{:.6f}", value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') {
        text.pop_back();
    }
    return text == "-0" ? "0" : text;
}

}  // namespace corridor::report
