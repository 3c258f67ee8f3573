#include "io/dataset_tables.hpp"

#include <fmt/format.h>

#include <map>
#include <string>
#include <utility>

namespace corridor::io {
namespace {

class EquipmentReader {
  public:
    EquipmentReader(const Table& table, Diagnostics& diagnostics)
        : table_(table),
          diagnostics_(diagnostics),
          id_(table.column("equipment_id")),
          name_(table.column("name")),
          tonnes_(table.column("tonnes_per_unit")),
          commodities_(table.column("commodities")),
          modes_(table.column("facility_types")),
          per_km_(table.column("empty_cost_usd_per_km")),
          tariff_(table.column("empty_tariff_share")),
          capacity_(table.column("empty_capacity_share")),
          note_(table.column("note")),
          provenance_(table) {}

    EquipmentType read(std::size_t row) {
        EquipmentType type;
        type.id = table_.text(row, id_);
        type.name = table_.given(row, name_) ? table_.text(row, name_) : type.id;
        type.tonnes_per_unit = table_.decimal(row, tonnes_).value_or(Decimal());
        type.commodities = table_.list(row, commodities_);
        for (const std::string& word : table_.list(row, modes_)) {
            if (const auto mode = parse_mode(word)) {
                type.modes.push_back(*mode);
            } else {
                add_fault(diagnostics_, table_, row, modes_, "modes of links, separated by ;",
                          fmt::format("'{}'", word), "such as rail;rail_ferry");
            }
        }
        type.empty_usd_per_km = table_.decimal(row, per_km_).value_or(Decimal());
        type.empty_tariff_share = share(row, tariff_);
        type.empty_capacity_share = share(row, capacity_);
        type.provenance = provenance_.read(table_, row);
        type.note = table_.text(row, note_);
        if (!(Decimal() < type.tonnes_per_unit)) {
            add_fault(diagnostics_, table_, row, tonnes_, "more than 0 tonnes",
                      type.tonnes_per_unit.text(), "what a full unit holds");
        }
        refuse_twice(type, row);
        return type;
    }

  private:
    [[nodiscard]] Decimal share(std::size_t row, const Table::Column& column) {
        const Decimal value = table_.decimal(row, column).value_or(Decimal(1));
        if (Decimal(1) < value) {
            add_fault(diagnostics_, table_, row, column, "a share from 0 to 1", value.text(),
                      "empty takes no more than loaded");
        }
        return value;
    }

    void refuse_twice(const EquipmentType& type, std::size_t row) {
        for (const std::string& commodity : type.commodities) {
            for (const Mode mode : type.modes) {
                const auto [found, is_new] = holder_.try_emplace({commodity, mode}, type.id);
                if (!is_new) {
                    add_fault(diagnostics_, table_, row, commodities_,
                              "each commodity in one kind of equipment on a mode",
                              fmt::format("{} on {} in {} and {}", commodity, to_string(mode),
                                          found->second, type.id),
                              "leave it out of one of them");
                }
            }
        }
    }

    const Table& table_;
    Diagnostics& diagnostics_;
    Table::Column id_, name_, tonnes_, commodities_, modes_, per_km_, tariff_, capacity_, note_;
    ProvenanceColumns provenance_;
    std::map<std::pair<std::string, Mode>, std::string> holder_;
};

}  // namespace

std::vector<EquipmentType> read_equipment(const Table& table, Diagnostics& diagnostics) {
    EquipmentReader reader(table, diagnostics);
    std::vector<EquipmentType> result;
    result.reserve(table.row_count());
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        result.push_back(reader.read(row));
    }
    return result;
}

}  // namespace corridor::io
