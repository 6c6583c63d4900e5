namespace Saker.Learning.Preparation.Expressions.Syntax;

/// <summary>
/// Reads tokens into a tree by recursive descent. From loosest to tightest: or, and, not, comparison and in, + and -, * / and %,
/// unary minus, ^ (from the right).
/// </summary>
internal sealed class Parser(IReadOnlyList<Token> tokens)
{
    private static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">="];

    private int _at;
    private int _depth;

    private Token Now => tokens[_at];

    /// <exception cref="SyntaxException">The tokens are no expression.</exception>
    public Node Read()
    {
        var node = Or();
        return Now.Kind == TokenKind.End ? node : throw Unexpected("an operator or the end");
    }

    private Node Or() => LeftToRight(And, "or");

    private Node And() => LeftToRight(Not, "and");

    private Node Not()
    {
        if (!Now.Is("not"))
            return Comparison();
        var position = Next().Position;
        return Nested(() => new Unary(position, "not", Not()));
    }

    private Node Comparison()
    {
        var left = Sum();
        if (Now.Is("in"))
            return In(left);
        if (Now.Is("not") && tokens[_at + 1].Is("in"))
        {
            var position = Next().Position;
            return new Unary(position, "not", In(left));
        }
        if (!IsComparison(Now))
            return left;
        var comparison = Next();
        var node = new Binary(comparison.Position, comparison.Text, left, Sum());
        return IsComparison(Now) || Now.Is("in")
            ? throw new SyntaxException(Now.Position, "comparisons cannot be chained; write a < b and b < c.")
            : node;
    }

    private static bool IsComparison(Token token) => token.Kind == TokenKind.Symbol && Comparisons.Contains(token.Text);

    private Membership In(Node operand)
    {
        var position = Next().Position;
        Expect("(", "a list such as ('a', 'b')");
        var items = List();
        return items.Count > 0 ? new Membership(position, operand, items) : throw new SyntaxException(position, "the list after 'in' is empty.");
    }

    private Node Sum() => LeftToRight(Product, "+", "-");

    private Node Product() => LeftToRight(Minus, "*", "/", "%");

    private Node Minus()
    {
        if (!Now.Is("-") && !Now.Is("+"))
            return Power();
        var sign = Next();
        return Nested(() => (sign.Text, Minus()) switch
        {
            ("+", var operand) => operand,
            (_, NumberLiteral literal) => new NumberLiteral(sign.Position, -literal.Number),
            (_, var operand) => new Unary(sign.Position, "-", operand),
        });
    }

    private Node Power()
    {
        var left = Primary();
        if (!Now.Is("^"))
            return left;
        var position = Next().Position;
        return Nested(() => new Binary(position, "^", left, Minus()));
    }

    private Node Primary()
    {
        var token = Next();
        switch (token.Kind)
        {
            case TokenKind.Number:
                return new NumberLiteral(token.Position, token.Number);
            case TokenKind.Text:
                return new TextLiteral(token.Position, token.Text);
            case TokenKind.QuotedName:
                return new ColumnReference(token.Position, token.Text);
            case TokenKind.Name when Now.Is("("):
                _at++;
                return Nested(() => new Call(token.Position, token.Text.ToLowerInvariant(), List()));
            case TokenKind.Name:
                return new ColumnReference(token.Position, token.Text);
            case TokenKind.Symbol when token.Text == "(":
                var inner = Nested(Or);
                Expect(")", $"a ')' for the '(' at character {token.Position}");
                return inner;
            default:
                _at--;
                throw Unexpected("a number, a 'text', a column, a function or '('");
        }
    }

    // What follows an opened bracket, to the closing one.
    private List<Node> List()
    {
        var items = new List<Node>();
        if (Now.Is(")"))
        {
            _at++;
            return items;
        }
        while (true)
        {
            items.Add(Or());
            if (Now.Is(")"))
            {
                _at++;
                return items;
            }
            Expect(",", "',' or ')'");
        }
    }

    private Node LeftToRight(Func<Node> operand, params ReadOnlySpan<string> operators)
    {
        var left = operand();
        while (Now.Kind == TokenKind.Symbol && operators.Contains(Now.Text))
        {
            var symbol = Next();
            left = NotTooDeep(new Binary(symbol.Position, symbol.Text, left, operand()));
        }
        return left;
    }

    private Node Nested(Func<Node> read)
    {
        if (++_depth > Expression.MaxDepth)
            throw TooDeep(Now.Position);
        var node = NotTooDeep(read());
        _depth--;
        return node;
    }

    private static Node NotTooDeep(Node node) => node.Depth <= Expression.MaxDepth ? node : throw TooDeep(node.Position);

    private static SyntaxException TooDeep(int position) =>
        new(position, $"the expression is nested deeper than {Expression.MaxDepth} levels; derive parts of it as columns first.");

    private void Expect(string symbol, string wanted)
    {
        if (!Now.Is(symbol))
            throw Unexpected(wanted);
        _at++;
    }

    private Token Next() => tokens[_at++];

    private SyntaxException Unexpected(string wanted) => new(Now.Position, $"{wanted} is needed here, not {Now}.");
}
