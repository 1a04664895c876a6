// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace poolscope::trace {

/// A new SQLite database that is filled once, in one transaction. Every failure is an exception: SystemError when the disk
/// is full, std::runtime_error with SQLite's words otherwise.
class SqliteFile {
public:
    explicit SqliteFile(const std::string& path);
    SqliteFile(const SqliteFile&) = delete;
    SqliteFile& operator=(const SqliteFile&) = delete;
    ~SqliteFile();

    void run(const char* statements);
    /// Ends the transaction and closes the file.
    void finish();

private:
    friend class SqliteRow;
    [[noreturn]] void fail() const;

    std::string path_;
    sqlite3* database_ = nullptr;
};

/// Rows for one table: values are given in the order of its columns. Texts are copied.
class SqliteRow {
public:
    /// Borrows the file. `columns` is how many the table has.
    SqliteRow(SqliteFile& file, const char* table, int columns);
    SqliteRow(const SqliteRow&) = delete;
    SqliteRow& operator=(const SqliteRow&) = delete;
    ~SqliteRow();

    SqliteRow& add(std::int64_t number);
    SqliteRow& add(std::uint64_t number) { return add(static_cast<std::int64_t>(number)); }
    SqliteRow& add(std::uint32_t number) { return add(std::int64_t{number}); }
    SqliteRow& add(std::int32_t number) { return add(std::int64_t{number}); }
    SqliteRow& add(double number);
    SqliteRow& add(std::string_view text);
    SqliteRow& add(const char* text) { return add(std::string_view(text)); }
    SqliteRow& add_null();
    template <class Value> SqliteRow& add(const std::optional<Value>& value) { return value ? add(*value) : add_null(); }
    void write();

private:
    void check(int code) const;
    SqliteFile* file_;
    sqlite3_stmt* statement_ = nullptr;
    int next_ = 1;
};

}  // namespace poolscope::trace
