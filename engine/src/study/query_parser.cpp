// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>

#include "host/closest_name.h"
#include "study/query_node.h"
#include "study/query_tokens.h"

namespace poolscope {

namespace {

using study::Token;
using study::Tokens;
using Node = TraceQuery::Node;
using NodePointer = std::shared_ptr<const Node>;

// A query is a line in a file; one nested deeper was made to hurt.
constexpr int kDeepest = 50;
constexpr std::size_t kLongest = 2000;

const QueryName* find_name(std::string_view name) {
    for (const QueryName& known : query_names())
        if (known.name == name) return &known;
    return nullptr;
}

struct Aggregate {
    const char* name;
    Node::Kind kind;
};
constexpr Aggregate kAggregates[] = {{"max", Node::Kind::Maximum}, {"min", Node::Kind::Minimum}, {"mean", Node::Kind::Mean},
                                     {"sum", Node::Kind::Sum},     {"count", Node::Kind::Count}, {"percentile", Node::Kind::Percentile}};

std::vector<std::string> all_words() {
    std::vector<std::string> words{"seconds_running", "results_equal", "abs", "variant", "not"};
    for (const Aggregate& aggregate : kAggregates) words.emplace_back(aggregate.name);
    for (const QueryName& name : query_names()) words.emplace_back(name.name);
    return words;
}

std::vector<std::string> columns() {
    std::vector<std::string> words;
    for (const QueryName& name : query_names())
        if (name.kind == QueryName::Kind::Column) words.emplace_back(name.name);
    return words;
}

class Parser {
public:
    Parser(std::string_view text, std::span<const std::string> variants) : tokens_(text), variants_(variants) {}

    NodePointer whole() {
        if (tokens_.peek().kind == Token::Kind::End) throw QueryError(1, "is empty: it must ask something, as in wall_seconds < 2");
        NodePointer node = either();
        if (tokens_.peek().kind != Token::Kind::End) throw unexpected(tokens_.peek());
        return node;
    }

private:
    static QueryError unexpected(const Token& token) {
        if (token.kind == Token::Kind::End) return {token.column, "something is missing at the end"};
        return {token.column, "'" + token.text + "' cannot stand here"};
    }

    static NodePointer make(Node::Kind kind, bool truth, std::vector<NodePointer> children) {
        Node node;
        node.kind = kind;
        node.truth = truth;
        node.children = std::move(children);
        return std::make_shared<const Node>(std::move(node));
    }

    static NodePointer as_truth(NodePointer node, std::size_t column) {
        if (!node->truth) throw QueryError(column, "is a number; compare it with something to get yes or no");
        return node;
    }
    static NodePointer as_number(NodePointer node, std::size_t column) {
        if (node->truth) throw QueryError(column, "is yes or no, and no number");
        return node;
    }

    NodePointer either() {
        if (++depth_ > kDeepest) throw QueryError(tokens_.peek().column, "is nested too deeply");
        std::size_t column = tokens_.peek().column;
        NodePointer left = both();
        while (tokens_.take_word("or")) {
            left = as_truth(std::move(left), column);
            column = tokens_.peek().column;
            left = make(Node::Kind::Or, true, {std::move(left), as_truth(both(), column)});
        }
        --depth_;
        return left;
    }

    NodePointer both() {
        std::size_t column = tokens_.peek().column;
        NodePointer left = negation();
        while (tokens_.take_word("and")) {
            left = as_truth(std::move(left), column);
            column = tokens_.peek().column;
            left = make(Node::Kind::And, true, {std::move(left), as_truth(negation(), column)});
        }
        return left;
    }

    NodePointer negation() {
        bool odd = false;
        bool any = false;
        while (tokens_.take_word("not")) {
            odd = !odd;
            any = true;
        }
        const std::size_t column = tokens_.peek().column;
        NodePointer node = comparison();
        if (any) node = as_truth(std::move(node), column);
        return odd ? make(Node::Kind::Not, true, {std::move(node)}) : node;
    }

    /// `1 < x < 2` is `1 < x and x < 2`, as in Python.
    NodePointer comparison() {
        std::size_t column = tokens_.peek().column;
        NodePointer left = sum();
        NodePointer all;
        while (tokens_.peek().kind == Token::Kind::Comparison) {
            const std::string sign = tokens_.take().text;
            left = as_number(std::move(left), column);
            column = tokens_.peek().column;
            NodePointer right = as_number(sum(), column);
            NodePointer one = compared(sign, left, right);
            all = all ? make(Node::Kind::And, true, {std::move(all), std::move(one)}) : std::move(one);
            left = std::move(right);
        }
        return all ? all : left;
    }

    static NodePointer compared(const std::string& sign, const NodePointer& left, const NodePointer& right) {
        if (sign == "<") return make(Node::Kind::Less, true, {left, right});
        if (sign == "<=") return make(Node::Kind::LessOrEqual, true, {left, right});
        if (sign == ">") return make(Node::Kind::Less, true, {right, left});
        if (sign == ">=") return make(Node::Kind::LessOrEqual, true, {right, left});
        return make(sign == "==" ? Node::Kind::Equal : Node::Kind::NotEqual, true, {left, right});
    }

    NodePointer sum() {
        std::size_t column = tokens_.peek().column;
        NodePointer left = product();
        while (true) {
            const bool plus = tokens_.take_sign("+");
            if (!plus && !tokens_.take_sign("-")) return left;
            left = as_number(std::move(left), column);
            column = tokens_.peek().column;
            left = make(plus ? Node::Kind::Add : Node::Kind::Subtract, false, {std::move(left), as_number(product(), column)});
        }
    }

    NodePointer product() {
        std::size_t column = tokens_.peek().column;
        NodePointer left = negative();
        while (true) {
            const bool times = tokens_.take_sign("*");
            if (!times && !tokens_.take_sign("/")) return left;
            left = as_number(std::move(left), column);
            column = tokens_.peek().column;
            left = make(times ? Node::Kind::Multiply : Node::Kind::Divide, false, {std::move(left), as_number(negative(), column)});
        }
    }

    NodePointer negative() {
        bool odd = false;
        bool any = false;
        while (tokens_.take_sign("-")) {
            odd = !odd;
            any = true;
        }
        const std::size_t column = tokens_.peek().column;
        NodePointer node = primary();
        if (any) node = as_number(std::move(node), column);
        return odd ? make(Node::Kind::Negative, false, {std::move(node)}) : node;
    }

    NodePointer primary() {
        const Token token = tokens_.take();
        if (token.kind == Token::Kind::Number) {
            Node node;
            node.number = token.number;
            return std::make_shared<const Node>(std::move(node));
        }
        if (token.kind == Token::Kind::Sign && token.text == "(") {
            NodePointer node = either();
            tokens_.require(")");
            return node;
        }
        if (token.kind == Token::Kind::Word) return named(token);
        throw unexpected(token);
    }

    NodePointer named(const Token& word) {
        if (word.text == "variant") return of_variant();
        if (tokens_.peek().text == "(" && tokens_.peek().kind == Token::Kind::Sign) return call(word);
        const QueryName* const name = find_name(word.text);
        if (name == nullptr)
            throw QueryError(word.column, "there is no '" + word.text + "'; " + host::name_advice(word.text, all_words()));
        if (name->kind == QueryName::Kind::Column)
            throw QueryError(word.column, "'" + word.text + "' has many values: say which, as in max(" + word.text + ")");
        Node node;
        node.kind = Node::Kind::Name;
        node.truth = name->kind == QueryName::Kind::Truth;
        node.text = word.text;
        return std::make_shared<const Node>(std::move(node));
    }

    NodePointer of_variant() {
        tokens_.require("(");
        const Token name = tokens_.take();
        if (name.kind != Token::Kind::Text) throw QueryError(name.column, "variant(\"name\") needs a name in quotes");
        if (std::find(variants_.begin(), variants_.end(), name.text) == variants_.end())
            throw QueryError(name.column, "there is no variant '" + name.text + "'; " +
                                              host::name_advice(name.text, {variants_.begin(), variants_.end()}));
        tokens_.require(")");
        tokens_.require(".");
        const Token word = tokens_.take();
        if (word.kind != Token::Kind::Word) throw unexpected(word);
        if (word.text == "variant") throw QueryError(word.column, "a variant has no variants");
        Node node;
        node.kind = Node::Kind::Variant;
        node.text = name.text;
        node.children.push_back(named(word));
        node.truth = node.children.front()->truth;
        return std::make_shared<const Node>(std::move(node));
    }

    NodePointer call(const Token& word) {
        tokens_.require("(");
        Node node;
        const auto* const aggregate = std::find_if(std::begin(kAggregates), std::end(kAggregates),
                                                   [&](const Aggregate& known) { return known.name == word.text; });
        if (aggregate != std::end(kAggregates)) {
            node.kind = aggregate->kind;
            const Token column = tokens_.take();
            const QueryName* const name = column.kind == Token::Kind::Word ? find_name(column.text) : nullptr;
            if (name == nullptr || name->kind != QueryName::Kind::Column)
                throw QueryError(column.column, word.text + "() needs a column; " + host::name_advice(column.text, columns()));
            node.text = column.text;
            if (node.kind == Node::Kind::Percentile) {
                tokens_.require(",");
                node.children.push_back(argument());
            }
        } else if (word.text == "seconds_running" || word.text == "abs") {
            node.kind = word.text == "abs" ? Node::Kind::Absolute : Node::Kind::SecondsRunning;
            node.children.push_back(argument());
        } else if (word.text == "results_equal") {
            node.kind = Node::Kind::ResultsEqual;
            const Token value = tokens_.take();
            if (value.kind != Token::Kind::Text) throw QueryError(value.column, "results_equal('value') needs JSON in quotes");
            node.text = value.text;
        } else {
            throw QueryError(word.column, "there is no '" + word.text + "()'; " + host::name_advice(word.text, all_words()));
        }
        tokens_.require(")");
        return std::make_shared<const Node>(std::move(node));
    }

    NodePointer argument() {
        const std::size_t column = tokens_.peek().column;
        return as_number(either(), column);
    }

    Tokens tokens_;
    std::span<const std::string> variants_;
    int depth_ = 0;
};

}  // namespace

TraceQuery TraceQuery::parse(std::string_view text, std::span<const std::string> variants) {
    if (text.size() > kLongest) throw QueryError(kLongest, "is longer than a query may be");
    TraceQuery query;
    query.text_ = text;
    query.root_ = Parser(query.text_, variants).whole();
    return query;
}

}  // namespace poolscope
