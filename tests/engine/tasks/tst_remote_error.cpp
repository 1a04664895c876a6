// SPDX-License-Identifier: MIT
#include <any>
#include <filesystem>
#include <functional>
#include <future>
#include <ios>
#include <memory>
#include <new>
#include <optional>
#include <regex>
#include <sstream>
#include <system_error>
#include <typeinfo>
#include <variant>

#include <QtTest>

#include <poolscope/function.h>
#include <poolscope/remote_error.h>

using namespace poolscope;

namespace shop {

class SoldOut : public std::runtime_error {
public:
    explicit SoldOut(const std::string& what) : std::runtime_error("sold out: " + what) {}
};
struct Closed : std::exception {};
class OutOf : public std::runtime_error {
public:
    explicit OutOf(const std::string& pieces) : std::runtime_error(std::to_string(std::stoi(pieces))) {}
};

}  // namespace shop

namespace {

template <class E>
CaughtError caught(const E& error) {
    try {
        throw error;
    } catch (...) {
        return describe_current_exception();
    }
}

ErrorOrigin origin_of_item(std::uint64_t item) {
    ErrorOrigin origin;
    origin.item = item;
    origin.worker_name = "PoolWorker-3";
    return origin;
}

/// Sends an error over and catches it as its own type and as a remote one.
template <class E>
void comesBackAsItself(const E& error, const char* type, const char* message) {
    const CaughtError sent = decode_error(encode_error(caught(error)));
    QCOMPARE(sent.type, std::string(type));
    QCOMPARE(sent.message, std::string(message));
    try {
        rethrow(sent.type, sent.message, origin_of_item(4));
    } catch (const E& back) {
        QCOMPARE(back.what(), message);
        const auto* remote = dynamic_cast<const RemoteError*>(&back);
        QVERIFY(remote != nullptr);
        QCOMPARE(remote->type(), std::string(type));
        QVERIFY(remote->origin().item == 4U);
        QCOMPARE(remote->origin().worker_name, std::string("PoolWorker-3"));
        QVERIFY(describe_current_exception() == sent);
        return;
    } catch (...) {
    }
    QFAIL("came back as another type");
}

void isATaskError(const char* type) {
    try {
        rethrow(type, "words", origin_of_item(1));
    } catch (const TaskError& error) {
        QCOMPARE(error.what(), "words");
        QCOMPARE(error.type(), std::string(type));
        QVERIFY(error.origin().item == 1U);
        return;
    }
    QFAIL("nothing caught");
}

}  // namespace

class TestRemoteError : public QObject {
    Q_OBJECT
private slots:
    void standardErrors_comeBackAsThemselves() {
        comesBackAsItself(std::runtime_error("a"), "std::runtime_error", "a");
        comesBackAsItself(std::logic_error("a"), "std::logic_error", "a");
        comesBackAsItself(std::invalid_argument("a"), "std::invalid_argument", "a");
        comesBackAsItself(std::out_of_range(""), "std::out_of_range", "");
        comesBackAsItself(std::domain_error("a"), "std::domain_error", "a");
        comesBackAsItself(std::length_error("a"), "std::length_error", "a");
        comesBackAsItself(std::range_error("a"), "std::range_error", "a");
        comesBackAsItself(std::overflow_error("a"), "std::overflow_error", "a");
        comesBackAsItself(std::underflow_error("a"), "std::underflow_error", "a");
        comesBackAsItself(std::bad_alloc(), "std::bad_alloc", "std::bad_alloc");
        const std::system_error missing(std::make_error_code(std::errc::no_such_file_or_directory), "open");
        comesBackAsItself(missing, "std::system_error", "open: No such file or directory");
    }

    void standardErrorsWithoutAMessage_comeBackAsThemselves() {
        const auto both = [](const auto& error, const char* type) { comesBackAsItself(error, type, error.what()); };
        both(std::bad_array_new_length(), "std::bad_array_new_length");
        both(std::bad_exception(), "std::bad_exception");
        both(std::bad_cast(), "std::bad_cast");
        both(std::bad_any_cast(), "std::bad_any_cast");
        both(std::bad_typeid(), "std::bad_typeid");
        both(std::bad_function_call(), "std::bad_function_call");
        both(std::bad_optional_access(), "std::bad_optional_access");
        both(std::bad_variant_access(), "std::bad_variant_access");
        both(std::bad_weak_ptr(), "std::bad_weak_ptr");
    }

    void standardErrorsWithACode_comeBackAsThemselvesWithTheMessage() {
        const auto both = [](const auto& error, const char* type) { comesBackAsItself(error, type, error.what()); };
        const std::error_code missing = std::make_error_code(std::errc::no_such_file_or_directory);
        both(std::filesystem::filesystem_error("open", "/a", missing), "std::filesystem::__cxx11::filesystem_error");
        both(std::future_error(std::future_errc::broken_promise), "std::future_error");
        both(std::regex_error(std::regex_constants::error_brack), "std::regex_error");
        both(std::ios_base::failure("read"), "std::ios_base::failure[abi:cxx11]");
    }

    void streamError_asTheLibraryThrowsIt_comesBackAsAFailure() {
        std::istringstream stream;
        stream.exceptions(std::ios_base::badbit);
        CaughtError sent;
        try {
            stream.setstate(std::ios_base::badbit);
        } catch (...) {
            sent = describe_current_exception();
        }
        QVERIFY_THROWS_EXCEPTION(std::ios_base::failure, rethrow(sent.type, sent.message, {}));
    }

    void poolErrors_comeBackAsThemselves() {
        comesBackAsItself(ValueError("a"), "poolscope::ValueError", "a");
        comesBackAsItself(TypeError("a"), "poolscope::TypeError", "a");
        comesBackAsItself(RuntimeError("a"), "poolscope::RuntimeError", "a");
        comesBackAsItself(TimeoutError("a"), "poolscope::TimeoutError", "a");
        comesBackAsItself(SystemError("a", 5), "poolscope::SystemError", "a");
    }

    void poolError_isKnownByItsShortNameToo() {
        QVERIFY_THROWS_EXCEPTION(TypeError, rethrow("TypeError", "a", {}));
    }

    void registeredError_comesBackAsItselfWithItsMessageOnce() {
        register_error<shop::SoldOut>("shop::SoldOut");
        comesBackAsItself(shop::SoldOut("apples"), "shop::SoldOut", "sold out: apples");
        register_error<shop::Closed>("shop::Closed");
        comesBackAsItself(shop::Closed(), "shop::Closed", "std::exception");
    }

    void unknownError_isATaskError() { isATaskError("other::Thing"); }

    void registeredErrorThatRefusesTheMessage_isATaskError() {
        register_error<shop::OutOf>("shop::OutOf");
        QVERIFY_THROWS_EXCEPTION(shop::OutOf, rethrow("shop::OutOf", "12", {}));
        isATaskError("shop::OutOf");
    }

    void unsendableResult_isAMaybeEncodingError() {
        const CaughtError error = caught(UnsendableResult("Error sending result: '<X>'. Reason: 'no'"));
        QVERIFY_THROWS_EXCEPTION(MaybeEncodingError, rethrow(error.type, error.message, {}));
    }

    void thrownThings_thatAreNoErrors_sayWhatTheyAre() {
        QVERIFY(caught(5) == (CaughtError{"int", "a thrown int, no std::exception"}));
        QVERIFY(caught(std::string("x")) == (CaughtError{"std::string", "a thrown string, no std::exception: x"}));
        const char* text = "x";
        QVERIFY(caught(text) == (CaughtError{"const char*", "a thrown string, no std::exception: x"}));
    }

    void damagedError_isRefused() {
        const std::vector<std::byte> bytes(3, std::byte{9});
        QVERIFY_THROWS_EXCEPTION(DecodingError, static_cast<void>(decode_error(bytes)));
    }
};

QTEST_GUILESS_MAIN(TestRemoteError)
#include "tst_remote_error.moc"
