// SPDX-License-Identifier: MIT
#include "trace/sqlite_file.h"

#include <cerrno>
#include <cstring>
#include <stdexcept>

#include <sqlite3.h>

#include <poolscope/errors.h>

namespace poolscope::trace {

SqliteFile::SqliteFile(const std::string& path) : path_(path) {
    if (sqlite3_open_v2(path.c_str(), &database_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr) != SQLITE_OK) {
        const std::string why = database_ ? sqlite3_errmsg(database_) : "no memory";
        sqlite3_close(database_);
        throw std::runtime_error(path + " cannot be written: " + why);
    }
    try {
        // Nobody sees the file before it is whole: it needs no journal and no flushes.
        run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN");
    } catch (...) {
        sqlite3_close(database_);
        throw;
    }
}

SqliteFile::~SqliteFile() {
    if (database_) sqlite3_close(database_);
}

void SqliteFile::fail() const {
    // sqlite3_system_errno() has forgotten the number by the time a statement ends.
    const int error = errno;
    const std::string why = path_ + " cannot be written: " + sqlite3_errmsg(database_);
    switch (sqlite3_errcode(database_)) {  // without extended codes
    case SQLITE_FULL: throw SystemError(why, ENOSPC);
    case SQLITE_IOERR: throw SystemError(why + (error != 0 ? std::string(" (") + std::strerror(error) + ")" : ""), error != 0 ? error : EIO);
    default: throw std::runtime_error(why);
    }
}

void SqliteFile::run(const char* statements) {
    if (sqlite3_exec(database_, statements, nullptr, nullptr, nullptr) != SQLITE_OK) fail();
}

void SqliteFile::finish() {
    run("COMMIT");
    if (sqlite3_close(database_) != SQLITE_OK) fail();
    database_ = nullptr;
}

SqliteRow::SqliteRow(SqliteFile& file, const char* table, int columns) : file_(&file) {
    std::string text = std::string("INSERT INTO ") + table + " VALUES (?";
    for (int column = 1; column < columns; ++column) text += ",?";
    text += ')';
    check(sqlite3_prepare_v2(file.database_, text.c_str(), -1, &statement_, nullptr));
}

SqliteRow::~SqliteRow() {
    sqlite3_finalize(statement_);
}

void SqliteRow::check(int code) const {
    if (code != SQLITE_OK) file_->fail();
}

SqliteRow& SqliteRow::add(std::int64_t number) {
    check(sqlite3_bind_int64(statement_, next_++, number));
    return *this;
}

SqliteRow& SqliteRow::add(double number) {
    check(sqlite3_bind_double(statement_, next_++, number));
    return *this;
}

SqliteRow& SqliteRow::add(std::string_view text) {
    check(sqlite3_bind_text64(statement_, next_++, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
    return *this;
}

SqliteRow& SqliteRow::add_null() {
    check(sqlite3_bind_null(statement_, next_++));
    return *this;
}

void SqliteRow::write() {
    if (sqlite3_step(statement_) != SQLITE_DONE) file_->fail();
    check(sqlite3_reset(statement_));
    next_ = 1;
}

}  // namespace poolscope::trace
