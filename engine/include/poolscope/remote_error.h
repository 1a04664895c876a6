// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <exception>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <poolscope/errors.h>

namespace poolscope {

/// An exception as it travels between processes: encoded it is the list [type, message].
struct CaughtError {
    std::string type;     ///< "std::invalid_argument", "poolscope::ValueError", "MyError"
    std::string message;  ///< what()
    bool operator==(const CaughtError&) const = default;
};

/// What is being caught, called inside a catch block. An error that came from another process keeps the type it had there;
/// what is no std::exception says so. Carries type and message only: a code, a path or a cause does not travel.
[[nodiscard]] CaughtError describe_current_exception();

[[nodiscard]] std::vector<std::byte> encode_error(const CaughtError& error);
/// Throws DecodingError.
[[nodiscard]] CaughtError decode_error(std::span<const std::byte> bytes);

/// An exception that is at once the type it was in the worker and a RemoteError. Such types are
/// - of the standard library: exception, logic_error, invalid_argument, domain_error, length_error, out_of_range, runtime_error,
///   range_error, overflow_error, underflow_error, bad_alloc, bad_array_new_length, bad_exception, bad_cast, bad_any_cast, bad_typeid,
///   bad_function_call, bad_optional_access, bad_variant_access, bad_weak_ptr, and without their code or paths, but with the message
///   that had them: system_error, ios_base::failure, filesystem_error, future_error, regex_error (code() is 0 or nothing to go by);
/// - those of errors.h, EncodingError and MaybeEncodingError;
/// - what register_error() made known.
/// Of any other type it is a TaskError.
[[nodiscard]] std::exception_ptr make_remote_error(const CaughtError& error, ErrorOrigin origin);
/// Throws it.
[[noreturn]] void rethrow(const std::string& type, const std::string& message, ErrorOrigin origin);

/// An E that came from another process. Catch it as `const E&` or as `const RemoteError&`.
template <class E>
class RemoteAs final : public E, public RemoteError {
    static_assert(std::is_base_of_v<std::exception, E>, "only types derived from std::exception travel as themselves");
    static_assert(!std::is_final_v<E>, "a final type cannot carry its origin");
    static_assert(std::is_constructible_v<E, const std::string&> || std::is_default_constructible_v<E>,
                  "an error that travels is made again from its message, or from nothing");

public:
    RemoteAs(const CaughtError& error, ErrorOrigin origin)
        : E(base(error.message)), RemoteError(error.type, std::move(origin)), message_(error.message) {}
    /// The message as it was in the worker, also when E would decorate it a second time.
    [[nodiscard]] const char* what() const noexcept override { return message_.c_str(); }

private:
    static E base(const std::string& message) {
        if constexpr (std::is_constructible_v<E, const std::string&>) return E(message);
        else return static_cast<void>(message), E();
    }
    std::string message_;
};

namespace detail {

using ErrorMaker = std::exception_ptr (*)(const CaughtError&, ErrorOrigin);
void add_error_type(std::string_view type, ErrorMaker maker);

template <class E>
std::exception_ptr make_error_as(const CaughtError& error, ErrorOrigin origin) {
    return std::make_exception_ptr(RemoteAs<E>(error, std::move(origin)));
}

}  // namespace detail

/// Makes an error type of your own come back from workers as itself. `type` is its name with its namespaces, as
/// RemoteError::type() shows it: register_error<my::ParseError>("my::ParseError"). It must be constructible from its
/// message or from nothing, and not final. Any thread; known from then on, the last registration of a name counts.
template <class E>
void register_error(std::string_view type) {
    detail::add_error_type(type, &detail::make_error_as<E>);
}

}  // namespace poolscope
