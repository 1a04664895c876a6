// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <new>
#include <utility>

// Memory that is kept hides from the address sanitizer that something is used after its end.
#if defined(__SANITIZE_ADDRESS__)
#define POOLSCOPE_SEES_USE_AFTER_END true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define POOLSCOPE_SEES_USE_AFTER_END true
#endif
#endif
#if !defined(POOLSCOPE_SEES_USE_AFTER_END)
#define POOLSCOPE_SEES_USE_AFTER_END false
#endif

namespace poolscope::base {

/// Memory for objects of one kind, all of one size, that come and go by the million: what is given back is kept for the next one, as
/// fresh memory costs a page fault for every few of them. Each thread has some pieces at hand; the others lie where every thread finds
/// them, until release(). Any thread.
template <class Kind>
class KeptMemory {
public:
    /// Throws std::bad_alloc.
    [[nodiscard]] static void* take(std::size_t bytes) {
        if (kKeeps && !is_over) {
            Chain& chain = at_hand.now.count > 0 ? at_hand.now : at_hand.refill();
            if (chain.count > 0) return chain.pop();
        }
        return ::operator new(bytes);
    }
    static void give_back(void* memory) noexcept {
        if (!kKeeps || is_over) return ::operator delete(memory);
        if (at_hand.now.count == kChain) at_hand.put_aside();
        at_hand.now.push(static_cast<Piece*>(memory));
    }
    /// Gives some of what no thread has at hand back to the system. False: nothing of it is left.
    static bool release() noexcept {
        for (std::size_t i = 0; i < kReleasedAtOnce; ++i) {
            Chain chain = take_shared();
            if (chain.count == 0) return false;
            chain.clear();
        }
        return true;
    }

private:
    struct Piece {
        Piece* next = nullptr;
        Piece* next_chain = nullptr;  ///< of the first one of a chain
    };
    struct Chain {
        Piece* first = nullptr;
        std::size_t count = 0;
        [[nodiscard]] void* pop() noexcept {
            --count;
            return std::exchange(first, first->next);
        }
        void push(Piece* piece) noexcept {
            first = ::new (piece) Piece{first, nullptr};
            ++count;
        }
        void clear() noexcept {
            while (count > 0) ::operator delete(pop());
        }
    };
    struct AtHand {
        Chain now, aside;  ///< aside: whole, or empty
        Chain& refill() noexcept {
            now = aside.count > 0 ? std::exchange(aside, {}) : take_shared();
            return now;
        }
        void put_aside() noexcept {
            if (aside.count > 0) put_shared(aside);
            aside = std::exchange(now, {});
        }
        ~AtHand() {
            now.clear();
            aside.clear();
            is_over = true;
        }
    };
    // Whoever finds the mutex held goes without: in a process that was forked meanwhile it is held for ever.
    [[nodiscard]] static Chain take_shared() noexcept {
        const std::unique_lock lock(mutex, std::try_to_lock);
        if (!lock || shared == nullptr) return {};
        return {std::exchange(shared, shared->next_chain), kChain};
    }
    static void put_shared(Chain chain) noexcept {
        const std::unique_lock lock(mutex, std::try_to_lock);
        if (!lock) return chain.clear();
        chain.first->next_chain = shared;
        shared = chain.first;
    }

    static constexpr std::size_t kChain = 64;
    static constexpr std::size_t kReleasedAtOnce = 64;
    static constexpr bool kKeeps = !POOLSCOPE_SEES_USE_AFTER_END;
    static inline std::mutex mutex;
    static inline Piece* shared = nullptr;  ///< whole chains
    static inline thread_local AtHand at_hand{};
    static inline thread_local bool is_over = false;  ///< the thread ends, and has nothing at hand any more
};

/// For std::allocate_shared: the object and its count in one piece of the memory of its kind.
template <class T, class Kind>
class KeptAllocator {
public:
    using value_type = T;
    template <class Other> struct rebind {
        using other = KeptAllocator<Other, Kind>;
    };
    KeptAllocator() = default;
    template <class Other> KeptAllocator(const KeptAllocator<Other, Kind>&) noexcept {}  // NOLINT: as allocators are converted

    [[nodiscard]] T* allocate(std::size_t) {
        static_assert(sizeof(T) >= 2 * sizeof(void*) && alignof(T) <= __STDCPP_DEFAULT_NEW_ALIGNMENT__);
        return static_cast<T*>(KeptMemory<Kind>::take(sizeof(T)));
    }
    void deallocate(T* memory, std::size_t) noexcept { KeptMemory<Kind>::give_back(memory); }
    friend bool operator==(const KeptAllocator&, const KeptAllocator&) noexcept { return true; }
};

/// One of these at a time, no arrays; always of the same T for one Kind.
template <class T, class... Arguments>
[[nodiscard]] std::shared_ptr<T> make_kept(Arguments&&... arguments) {
    return std::allocate_shared<T>(KeptAllocator<T, T>(), std::forward<Arguments>(arguments)...);
}

}  // namespace poolscope::base
