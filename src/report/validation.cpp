#include "report/json_parts.hpp"

#include <corridor/report/csv.hpp>
#include <corridor/report/validation.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace corridor::report {
namespace {

using Json = nlohmann::ordered_json;

const char* severity(const Diagnostic& diagnostic) {
    return diagnostic.severity == Severity::error ? "error" : "warning";
}

std::string counted(std::size_t count, const char* thing) {
    return fmt::format("{} {}{}", count, thing, count == 1 ? "" : "s");
}

}  // namespace

std::string render_json(std::span<const CheckedInput> inputs) {
    Json document = Json::object();
    document["schema"] = "corridor/validate/1";
    bool all_valid = true;
    Json list = Json::array();
    for (const CheckedInput& input : inputs) {
        all_valid = all_valid && input.valid;
        Json entry = Json::object();
        entry["path"] = input.path;
        entry["kind"] = input.kind;
        entry["valid"] = input.valid;
        entry["content"] = input.content;
        entry["errors"] = input.diagnostics.error_count();
        entry["warnings"] = input.diagnostics.warning_count();
        Json diagnostics = Json::array();
        for (const Diagnostic& diagnostic : input.diagnostics.kept()) {
            Json fault = Json::object();
            fault["severity"] = severity(diagnostic);
            fault["file"] = diagnostic.place.file;
            fault["line"] = diagnostic.place.line;
            fault["column"] = diagnostic.place.column;
            fault["field"] = diagnostic.field;
            fault["expected"] = diagnostic.expected;
            fault["found"] = diagnostic.found;
            fault["advice"] = diagnostic.advice;
            diagnostics.push_back(std::move(fault));
        }
        entry["diagnostics"] = std::move(diagnostics);
        list.push_back(std::move(entry));
    }
    document["valid"] = all_valid;
    document["inputs"] = std::move(list);
    return dumped(document);
}

std::string render_csv(std::span<const CheckedInput> inputs) {
    CsvText csv(
        {"path", "severity", "file", "line", "column", "field", "expected", "found", "advice"});
    for (const CheckedInput& input : inputs) {
        for (const Diagnostic& diagnostic : input.diagnostics.kept()) {
            csv.add_row({input.path, severity(diagnostic), diagnostic.place.file,
                         fmt::format("{}", diagnostic.place.line),
                         fmt::format("{}", diagnostic.place.column), diagnostic.field,
                         diagnostic.expected, diagnostic.found, diagnostic.advice});
        }
    }
    return csv.text();
}

std::string verdict(const CheckedInput& input) {
    std::string text = input.path + ": ";
    text += input.valid ? fmt::format("valid {}: {}", input.kind, input.content)
                        : "not valid: " + counted(input.diagnostics.error_count(), "error");
    if (input.diagnostics.warning_count() > 0) {
        text += ", " + counted(input.diagnostics.warning_count(), "warning");
    }
    return text;
}

}  // namespace corridor::report
