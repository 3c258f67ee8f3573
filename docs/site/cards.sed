# The cards of the headers, "Returns      what", as paragraphs with a title.
1i /// \\file
s,^( *)/// (Model|Requires|Returns|Certificate|Complexity|Determinism|Source|Throws|Memory|Limits|Guarantee|Units|Reads|Writes)  +(.*)$,\1/// \\par \2\n\1/// \3,
s,^( *)///  {4\,},\1/// ,
