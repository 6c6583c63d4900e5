using Saker.Learning.Preparation.Expressions.Functions;
using Saker.Learning.Preparation.Expressions.Syntax;
using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Preparation.Expressions;

/// <summary>Turns a checked expression into nodes.</summary>
/// <param name="columns">The columns at hand.</param>
/// <param name="column">One column that the expression names.</param>
internal sealed class Emitter(GraphColumns columns, string column)
{
    private static readonly Dictionary<string, (string True, string False)> Comparisons = new(StringComparer.Ordinal)
    {
        ["<"] = ("Less", "GreaterOrEqual"),
        ["<="] = ("LessOrEqual", "Greater"),
        [">"] = ("Greater", "LessOrEqual"),
        [">="] = ("GreaterOrEqual", "Less"),
    };

    public GraphBuilder Graph => columns.Graph;

    public Emitted Emit(Node node)
    {
        var emitted = EmitNode(node);
        return emitted is PlainValue { Value.Type: ElementType.Float64 } number && IsAwkward(node) ? number with { Value = PerRow(number.Value) } : emitted;
    }

    // The engine removes x + c where c is 0 and x * c where c is 1, but looks at c as a float32, so that 1e-300 passes for 0 and
    // 1.00000001 for 1. Such constants are hidden from it, as are those it would compute from others.
    private static bool IsAwkward(Node node) => node switch
    {
        NumberLiteral literal => literal.Number is not (0 or 1) && (float)literal.Number is 0 or 1,
        ColumnReference => false,
        _ => !node.NamesColumn,
    };

    private Value PerRow(Value constant) => Graph.Where(Graph.IsMissing(columns.Column(column)), constant, constant);

    private Emitted EmitNode(Node node) => node switch
    {
        NumberLiteral literal => new PlainValue(Graph.Number(literal.Number)) { IsPresent = true },
        TextLiteral literal => new PlainValue(Graph.Text(literal.Text)),
        ColumnReference reference => new PlainValue(columns.Column(reference.Name)),
        Unary { Operator: "-" } minus => new PlainValue(Graph.Arithmetic("Neg", Plain(minus.Operand))),
        Unary not => Truth(not.Operand).Not(),
        Binary { Operator: "and" } both => And(Truth(both.Left), Truth(both.Right)),
        Binary { Operator: "or" } either => And(Truth(either.Left).Not(), Truth(either.Right).Not()).Not(),
        Binary { Operator: "==" } equality => Equality(equality.Left, equality.Right),
        Binary { Operator: "!=" } inequality => Equality(inequality.Left, inequality.Right).Not(),
        Binary binary when Comparisons.TryGetValue(binary.Operator, out var tests) => Compare(tests, Plain(binary.Left), Plain(binary.Right)),
        Binary arithmetic => new PlainValue(Arithmetic(arithmetic.Operator, Plain(arithmetic.Left), Plain(arithmetic.Right))),
        Membership membership => Member(Plain(membership.Operand), membership.Items),
        Call call => FunctionCatalogue.Find(call.Function)!.Emit(this, [.. call.Arguments.Select(Emit)]),
        _ => throw new InvalidOperationException($"A part of the unknown kind {node.GetType().Name}."),
    };

    // False needs one of them false, whatever the other is; true needs both.
    public TruthValue And(TruthValue left, TruthValue right) =>
        new(() => Graph.Test("And", left.True, right.True), () => Graph.Test("Or", left.False, right.False));

    private Value Plain(Node node) => ((PlainValue)Emit(node)).Value;

    private TruthValue Truth(Node node) => (TruthValue)Emit(node);

    private TruthValue Compare((string True, string False) tests, Value left, Value right) =>
        new(() => Graph.Test(tests.True, left, right), () => Graph.Test(tests.False, left, right));

    private Value Arithmetic(string symbol, Value left, Value right) => symbol switch
    {
        "+" => Graph.FiniteOrMissing(Graph.Arithmetic("Add", left, right)),
        "-" => Graph.FiniteOrMissing(Graph.Arithmetic("Sub", left, right)),
        "*" => Graph.FiniteOrMissing(Graph.Arithmetic("Mul", left, right)),
        "/" => Graph.FiniteOrMissing(Graph.Arithmetic("Div", left, right)),
        "%" => Graph.Node("Mod", [left, right], ElementType.Float64, [NodeAttribute.Of("fmod", 1)]),
        // 1 ^ missing and missing ^ 0 are 1 to the C library.
        "^" => Graph.Where(Graph.Test("Or", Graph.IsMissing(left), Graph.IsMissing(right)), Graph.Number(double.NaN), Graph.FiniteOrMissing(Graph.Arithmetic("Pow", left, right))),
        _ => throw new InvalidOperationException($"An unknown operator {symbol}."),
    };

    private TruthValue Equality(Node left, Node right) => (Emit(left), Emit(right)) switch
    {
        (TruthValue first, TruthValue second) => SameTruth(first, second),
        (PlainValue { Value.Type: ElementType.Text } first, _) when right is TextLiteral literal => Member(first.Value, [literal]),
        (_, PlainValue { Value.Type: ElementType.Text } second) => Member(second.Value, [left]),
        (PlainValue first, PlainValue second) => SameNumber(first.Value, second.Value),
        _ => throw new InvalidOperationException("The sides of a comparison differ in type."),
    };

    private TruthValue SameTruth(TruthValue left, TruthValue right) => new(
        () => Graph.Test("Or", Graph.Test("And", left.True, right.True), Graph.Test("And", left.False, right.False)),
        () => Graph.Test("Or", Graph.Test("And", left.True, right.False), Graph.Test("And", left.False, right.True)));

    private TruthValue SameNumber(Value left, Value right) => new(
        () => Graph.Test("Equal", left, right),
        () => Graph.Test("Or", Graph.Test("Less", left, right), Graph.Test("Greater", left, right)));

    private TruthValue Member(Value value, IReadOnlyList<Node> items)
    {
        if (value.Type == ElementType.Text)
        {
            // One look-up tells the three cases: 1 in the list, 0 not, -1 missing.
            string[] texts = [.. items.Cast<TextLiteral>().Select(item => item.Text).Distinct(StringComparer.Ordinal)];
            var code = Graph.TextCodes(value, [.. texts, ""], [.. texts.Select(_ => 1L), -1L], otherwise: 0);
            return new TruthValue(() => Graph.Test("Equal", code, Graph.WholeNumber(1)), () => Graph.Test("Equal", code, Graph.WholeNumber(0)));
        }
        return items.Cast<NumberLiteral>().Select(item => SameNumber(value, Graph.Number(item.Number)))
            .Aggregate((left, right) => And(left.Not(), right.Not()).Not());
    }
}
