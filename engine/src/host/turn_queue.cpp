// SPDX-License-Identifier: MIT
#include "host/turn_queue.h"

#include <exception>
#include <utility>

#include <poolscope/errors.h>

namespace poolscope::host {

/// Learns that a blocking batch has ended. The pool may keep it for longer than the queue lives.
class TurnQueue::EndWatch final : public supervise::BatchObserver {
public:
    explicit EndWatch(TurnTaker& pool) : pool_(&pool) {}
    void item_settled(const supervise::SettledItem&) override {}
    void batch_ended(const supervise::BatchEnd&) override {
        if (!std::exchange(ended_, true) && pool_ != nullptr) pool_->come_back();
    }
    void forget_pool() noexcept { pool_ = nullptr; }
    [[nodiscard]] bool ended() const noexcept { return ended_; }

private:
    TurnTaker* pool_;
    bool ended_ = false;
};

TurnQueue::~TurnQueue() {
    if (holding_) holding_->forget_pool();
}

void TurnQueue::add(supervise::BatchRequest request, Holds holds, OnTurn on_turn, Bound bound) {
    if (closing_) throw ValueError("Pool not running");
    if (bound == Bound::Most && waiting_.size() >= kMostWaiting) {
        throw ValueError("too many batches wait for their turn (" + std::to_string(waiting_.size()) + ")");
    }
    waiting_.push_back({std::move(request), holds, std::move(on_turn)});
    advance();
}

void TurnQueue::close() {
    closing_ = true;
    advance();
}

std::size_t TurnQueue::drop(std::exception_ptr error) {
    closing_ = true;
    close_was_passed_on_ = true;
    std::deque<Waiting> dropped = std::exchange(waiting_, {});
    for (Waiting& one : dropped) {
        if (one.on_turn) one.on_turn({{}, error});
    }
    return dropped.size();
}

void TurnQueue::advance() {
    if (std::exchange(advancing_, true)) return;  // a batch that ends within its own submit comes back here
    while (!holding_ || holding_->ended()) {
        holding_.reset();
        if (!waiting_.empty()) {
            Waiting next = std::move(waiting_.front());
            waiting_.pop_front();
            give_turn(std::move(next));
        } else {
            if (closing_ && !std::exchange(close_was_passed_on_, true)) pool_.close_pool();
            break;
        }
    }
    advancing_ = false;
}

void TurnQueue::give_turn(Waiting next) {
    Turn turn;
    std::shared_ptr<EndWatch> watch;
    if (next.holds == Holds::WhatFollows) {
        watch = std::make_shared<EndWatch>(pool_);
        next.request.observer = watch;
    }
    try {
        turn.batch = pool_.submit(std::move(next.request));
        holding_ = std::move(watch);
    } catch (const std::exception&) {
        turn.error = std::current_exception();
    }
    if (next.on_turn) next.on_turn(turn);
}

}  // namespace poolscope::host
