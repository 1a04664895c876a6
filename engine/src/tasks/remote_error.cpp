// SPDX-License-Identifier: MIT
#include <poolscope/remote_error.h>

#include <any>
#include <atomic>
#include <filesystem>
#include <functional>
#include <future>
#include <ios>
#include <iterator>
#include <memory>
#include <new>
#include <optional>
#include <regex>
#include <system_error>
#include <typeinfo>
#include <variant>

#include <cxxabi.h>

#include <poolscope/function.h>
#include <poolscope/value.h>

namespace poolscope {
namespace {

struct KnownType {
    std::string_view type;
    detail::ErrorMaker maker;
};

/// poolscope::SystemError wants a number, which does not travel.
class RemoteSystemError final : public SystemError, public RemoteError {
public:
    RemoteSystemError(const CaughtError& error, ErrorOrigin origin)
        : SystemError(error.message, 0), RemoteError(error.type, std::move(origin)) {}
};

/// std::system_error adds its code's text to the message, which has it already.
class StandardSystemError : public std::system_error {
public:
    StandardSystemError() : std::system_error(std::error_code()) {}
};

// What is made from a code, which does not travel; the message comes from the worker.
class StandardFilesystemError : public std::filesystem::filesystem_error {
public:
    StandardFilesystemError() : filesystem_error(std::string(), std::error_code()) {}
};
class StandardFutureError : public std::future_error {
public:
    StandardFutureError() : future_error(std::future_errc{}) {}
};
class StandardRegexError : public std::regex_error {
public:
    StandardRegexError() : regex_error(std::regex_constants::error_type{}) {}
};

template <class E>
std::exception_ptr make(const CaughtError& error, ErrorOrigin origin) {
    return std::make_exception_ptr(E(error, std::move(origin)));
}

std::exception_ptr make_encoding_error(const CaughtError& error, ErrorOrigin origin) {
    return std::make_exception_ptr(MaybeEncodingError(error.message, std::move(origin)));
}

constexpr KnownType kKnownTypes[] = {
    {"std::exception", &detail::make_error_as<std::exception>},
    {"std::runtime_error", &detail::make_error_as<std::runtime_error>},
    {"std::range_error", &detail::make_error_as<std::range_error>},
    {"std::overflow_error", &detail::make_error_as<std::overflow_error>},
    {"std::underflow_error", &detail::make_error_as<std::underflow_error>},
    {"std::logic_error", &detail::make_error_as<std::logic_error>},
    {"std::invalid_argument", &detail::make_error_as<std::invalid_argument>},
    {"std::out_of_range", &detail::make_error_as<std::out_of_range>},
    {"std::domain_error", &detail::make_error_as<std::domain_error>},
    {"std::length_error", &detail::make_error_as<std::length_error>},
    {"std::bad_alloc", &detail::make_error_as<std::bad_alloc>},
    {"std::bad_array_new_length", &detail::make_error_as<std::bad_array_new_length>},
    {"std::bad_exception", &detail::make_error_as<std::bad_exception>},
    {"std::bad_cast", &detail::make_error_as<std::bad_cast>},
    {"std::bad_any_cast", &detail::make_error_as<std::bad_any_cast>},
    {"std::bad_typeid", &detail::make_error_as<std::bad_typeid>},
    {"std::bad_function_call", &detail::make_error_as<std::bad_function_call>},
    {"std::bad_optional_access", &detail::make_error_as<std::bad_optional_access>},
    {"std::bad_variant_access", &detail::make_error_as<std::bad_variant_access>},
    {"std::bad_weak_ptr", &detail::make_error_as<std::bad_weak_ptr>},
    {"std::system_error", &detail::make_error_as<StandardSystemError>},
    {"std::filesystem::__cxx11::filesystem_error", &detail::make_error_as<StandardFilesystemError>},
    {"std::future_error", &detail::make_error_as<StandardFutureError>},
    {"std::regex_error", &detail::make_error_as<StandardRegexError>},
    // As the compiler names it, and as libstdc++ names what its streams throw.
    {"std::ios_base::failure[abi:cxx11]", &detail::make_error_as<std::ios_base::failure>},
    {"std::__ios_failure", &detail::make_error_as<std::ios_base::failure>},
    {"poolscope::ValueError", &detail::make_error_as<ValueError>},
    {"poolscope::TypeError", &detail::make_error_as<TypeError>},
    {"poolscope::RuntimeError", &detail::make_error_as<RuntimeError>},
    {"poolscope::TimeoutError", &detail::make_error_as<TimeoutError>},
    {"poolscope::StopIteration", &detail::make_error_as<StopIteration>},
    {"poolscope::CancelledError", &detail::make_error_as<CancelledError>},
    {"poolscope::BrokenPoolError", &detail::make_error_as<BrokenPoolError>},
    {"poolscope::EncodingError", &detail::make_error_as<EncodingError>},
    {"poolscope::SystemError", &make<RemoteSystemError>},
    {"poolscope::MaybeEncodingError", &make_encoding_error},
};

struct AddedType {
    std::string type;
    detail::ErrorMaker maker;
    const AddedType* next;
};
// Grows at its front and is never freed: readers need no lock, and what a forked worker inherits is never locked.
std::atomic<const AddedType*> added_types{nullptr};

detail::ErrorMaker maker_of(std::string_view type) {
    for (const AddedType* added = added_types.load(std::memory_order_acquire); added != nullptr; added = added->next)
        if (added->type == type) return added->maker;
    for (const KnownType& known : kKnownTypes) {
        if (known.type == type) return known.maker;
        // The pool's own errors are also known by CPython's names.
        if (known.type.substr(0, 11) == "poolscope::" && known.type.substr(11) == type) return known.maker;
    }
    return nullptr;
}

std::string message_of(const RemoteError& error) {
    const auto* standard = dynamic_cast<const std::exception*>(&error);
    return standard != nullptr ? standard->what() : "";
}

std::string thrown_type() {
    const std::type_info* type = abi::__cxa_current_exception_type();
    return type != nullptr ? detail::readable_type(type->name()) : "an exception of another language";
}

}  // namespace

namespace detail {

void add_error_type(std::string_view type, ErrorMaker maker) {
    auto* added = new AddedType{std::string(type), maker, added_types.load(std::memory_order_relaxed)};
    // Release: who finds the entry sees what is in it.
    while (!added_types.compare_exchange_weak(added->next, added, std::memory_order_release, std::memory_order_relaxed)) {
    }
}

}  // namespace detail

CaughtError describe_current_exception() {
    try {
        throw;
    } catch (const RemoteError& error) {
        return {error.type(), message_of(error)};
    } catch (const UnsendableResult& error) {
        return {"poolscope::MaybeEncodingError", error.what()};
    } catch (const std::exception& error) {
        return {detail::readable_type(typeid(error).name()), error.what()};
    } catch (const std::string& text) {
        return {"std::string", "a thrown string, no std::exception: " + text};
    } catch (const char* text) {
        return {"const char*", std::string("a thrown string, no std::exception: ") + (text != nullptr ? text : "")};
    } catch (...) {
        const std::string type = thrown_type();
        return {type, "a thrown " + type + ", no std::exception"};
    }
}

std::vector<std::byte> encode_error(const CaughtError& error) {
    std::vector<std::byte> bytes;
    ValueWriter writer(bytes);
    encode_arguments(writer, error.type, error.message);
    return bytes;
}

CaughtError decode_error(std::span<const std::byte> bytes) {
    auto [type, message] = decode_value<std::pair<std::string, std::string>>(bytes);
    return {std::move(type), std::move(message)};
}

std::exception_ptr make_remote_error(const CaughtError& error, ErrorOrigin origin) {
    if (const detail::ErrorMaker maker = maker_of(error.type)) {
        try {
            return maker(error, origin);
        } catch (...) {  // a registered type need not take every message, and who asks here may be the pool's own thread
        }
    }
    return std::make_exception_ptr(TaskError(error.type, error.message, std::move(origin)));
}

void rethrow(const std::string& type, const std::string& message, ErrorOrigin origin) {
    std::rethrow_exception(make_remote_error({type, message}, std::move(origin)));
}

}  // namespace poolscope
