# Run by corridor_embed at build time: writes FILES as string literals. Compilers limit the length of
# one literal and the characters in it, so each file is written in adjacent pieces that end with a line.
string(REPLACE "|" ";" files "${FILES}")
set(entries "")
foreach(file IN LISTS files)
    file(SIZE "${ROOT}/${file}" size)
    file(READ "${ROOT}/${file}" text)
    string(LENGTH "${text}" characters)
    if(NOT characters EQUAL size)
        message(FATAL_ERROR "${file}: not a text file that can be embedded")
    endif()
    set(pieces "")
    set(begin 0)
    while(begin LESS characters)
        string(SUBSTRING "${text}" ${begin} 6000 piece)
        string(FIND "${piece}" "\n" last_line_end REVERSE)
        if(last_line_end GREATER 0)
            math(EXPR taken "${last_line_end} + 1")
            string(SUBSTRING "${piece}" 0 ${taken} piece)
        endif()
        string(LENGTH "${piece}" taken)
        math(EXPR begin "${begin} + ${taken}")
        string(APPEND pieces "\n        R\"embedded(${piece})embedded\"")
    endwhile()
    if(pieces STREQUAL "")
        set(pieces " \"\"")
    endif()
    string(APPEND entries "    {\"${file}\",${pieces},\n        ${size}},\n")
endforeach()
file(WRITE "${OUTPUT}.new" "#include \"base/embedded.hpp\"

namespace ${NAMESPACE} {

extern const corridor::EmbeddedFile embedded_files[];
extern const std::size_t embedded_file_count;

const corridor::EmbeddedFile embedded_files[] = {
${entries}    {\"\", \"\", 0}};

const std::size_t embedded_file_count =
    sizeof(embedded_files) / sizeof(embedded_files[0]) - 1;

}  // namespace ${NAMESPACE}
")
file(RENAME "${OUTPUT}.new" "${OUTPUT}")
