// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <poolscope/ids.h>

#include "supervise/batch.h"

namespace poolscope::host {

/// What a turn queue needs of a pool.
class TurnTaker {
public:
    virtual ~TurnTaker() = default;
    /// Throws what Supervisor::submit throws.
    virtual BatchId submit(supervise::BatchRequest request) = 0;
    virtual void close_pool() = 0;
    /// Asks for TurnQueue::advance() to be called soon, but not from within this call.
    virtual void come_back() = 0;
};

/// Gives batches their turn, as a Python program would that calls the methods one after another: a blocking batch
/// holds back what was accepted after it until it has ended, and so does close(). Nothing else is held back.
class TurnQueue {
public:
    enum class Holds { Nothing, WhatFollows };
    /// Whether a batch counts against kMostWaiting. Those of a scenario are in memory already.
    enum class Bound { Most, None };
    /// How a turn came about: the batch's number, or the error that met it instead.
    struct Turn {
        std::optional<BatchId> batch;
        std::exception_ptr error;
    };
    using OnTurn = std::function<void(const Turn&)>;
    /// More waiting batches than this are refused.
    static constexpr std::size_t kMostWaiting = 10'000;

    explicit TurnQueue(TurnTaker& pool) : pool_(pool) {}
    TurnQueue(const TurnQueue&) = delete;
    TurnQueue& operator=(const TurnQueue&) = delete;
    ~TurnQueue();

    /// Throws ValueError "Pool not running" after close() or drop(), or when too many wait. on_turn is called once,
    /// perhaps at once.
    void add(supervise::BatchRequest request, Holds holds, OnTurn on_turn, Bound bound = Bound::Most);
    /// Has its turn behind what was added before.
    void close();
    /// What has had no turn never has one; each is told `error`. Nothing more is accepted. Returns how many there were.
    std::size_t drop(std::exception_ptr error);
    /// Goes on after a blocking batch ended.
    void advance();

    [[nodiscard]] std::size_t waiting() const noexcept { return waiting_.size(); }
    /// What came now would have its turn at once.
    [[nodiscard]] bool is_free() const noexcept { return !closing_ && !advancing_ && !holding_ && waiting_.empty(); }
    [[nodiscard]] bool closing() const noexcept { return closing_; }

private:
    class EndWatch;
    struct Waiting {
        supervise::BatchRequest request;
        Holds holds = Holds::Nothing;
        OnTurn on_turn;
    };
    void give_turn(Waiting next);

    TurnTaker& pool_;
    std::deque<Waiting> waiting_;
    std::shared_ptr<EndWatch> holding_;  ///< of the blocking batch that runs
    bool closing_ = false;
    bool close_was_passed_on_ = false;
    bool advancing_ = false;
};

}  // namespace poolscope::host
