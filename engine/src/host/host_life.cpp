// SPDX-License-Identifier: MIT
#include "host/host_life.h"

namespace poolscope::host {

namespace {

LifeDecision end_in_order(PoolStage pool) {
    return {pool == PoolStage::Alive ? LifeStep::EndPool : LifeStep::Leave, {}};
}

}  // namespace

LifeDecision decide_life(const LifeFacts& facts, base::SteadyTime now) {
    if (facts.told_to_end) return end_in_order(facts.pool);
    if (facts.clients > 0) return {};
    if (facts.had_client && facts.when_alone == WhenAlone::Terminate) return end_in_order(facts.pool);
    if (facts.pool == PoolStage::Alive) return {};  // told to go on
    if (facts.pool == PoolStage::Ended) return {LifeStep::Leave, {}};
    const base::SteadyTime patience_ends = facts.alone_since + kWaitForClient;
    if (now >= patience_ends) return {LifeStep::Leave, {}};
    return {LifeStep::Stay, patience_ends};
}

}  // namespace poolscope::host
