using Saker.Data;
using Saker.Learning.Preparation.Expressions.Syntax;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Preparation.Expressions;

/// <summary>
/// A formula over the columns of one row, such as <c>TotalCharges / max(tenure, 1)</c>, which becomes nodes of an ONNX graph.
/// </summary>
/// <remarks>
/// Missing values follow these rules. Arithmetic and functions on a missing number give missing; so does a result that is no finite number
/// (division by zero, the logarithm of zero, overflow). A comparison with a missing value is missing. <c>and</c>, <c>or</c> and
/// <c>not</c> reckon with missing as SQL does: <c>false and missing</c> is false, <c>true or missing</c> is true. A missing condition
/// of <c>if</c> counts as false. <c>round</c> rounds halves to the even neighbour; <c>%</c> has the sign of the dividend.
/// </remarks>
public sealed class Expression
{
    /// <summary>The longest text, in characters.</summary>
    public const int MaxLength = 10_000;

    /// <summary>The deepest nesting; each operator of a chain counts.</summary>
    public const int MaxDepth = 200;

    private Expression(string text, Node root)
    {
        Text = text;
        Root = root;
        Columns = [.. Walk(root).OfType<ColumnReference>().Select(column => column.Name).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The formula as written.</summary>
    public string Text { get; }

    /// <summary>The columns it names, in the order of their first mention.</summary>
    public IReadOnlyList<string> Columns { get; }

    internal Node Root { get; }

    /// <exception cref="SakerException">The text is no expression; every problem is reported with its position.</exception>
    public static Expression Parse(string text)
    {
        var problems = new List<Problem>();
        return Parse(text, problems) ?? throw Wrong(text, problems);
    }

    /// <summary>Reads an expression; what is wrong goes to <paramref name="problems"/>, and then the result is null.</summary>
    public static Expression? Parse(string text, ICollection<Problem> problems)
    {
        var found = new ExpressionProblems(problems);
        if (text.Length > MaxLength)
        {
            found.Add(MaxLength + 1, $"the expression has {text.Length} characters; at most {MaxLength} are taken.");
            return null;
        }
        var tokens = new Lexer(text, found).Read();
        if (found.Count > 0)
            return null;
        try
        {
            var root = new Parser(tokens).Read();
            StaticCheck.Check(root, found);
            return found.Count == 0 ? new Expression(text, root) : null;
        }
        catch (SyntaxException exception)
        {
            found.Add(exception.Position, exception.Message);
            return null;
        }
    }

    /// <summary>The type of the result over the given columns; null when there are problems, which are all reported.</summary>
    public ExpressionType? Check(IReadOnlyDictionary<string, ColumnType> columns, ICollection<Problem> problems)
    {
        var found = new ExpressionProblems(problems);
        var type = new TypeCheck(columns, found).Check(Root);
        if (Columns.Count == 0)
            found.Add(1, "the expression names no column, so every row would get the same value.");
        return found.Count == 0 ? type : null;
    }

    /// <summary>The type of the result over the given columns.</summary>
    /// <exception cref="SakerException">The expression does not fit the columns; every problem is reported with its position.</exception>
    public ExpressionType Require(IReadOnlyDictionary<string, ColumnType> columns)
    {
        var problems = new List<Problem>();
        return Check(columns, problems) ?? throw Wrong(Text, problems);
    }

    public override string ToString() => Text;

    /// <summary>Adds the nodes that compute it: float64 or text of shape [N, 1]. The columns must have been checked.</summary>
    internal Value Emit(GraphColumns columns) => new Emitter(columns, Columns[0]).Emit(Root).Result(columns.Graph);

    private static SakerException Wrong(string text, IReadOnlyList<Problem> problems) =>
        new(ErrorKind.InvalidInput, $"The expression \"{text[..Math.Min(text.Length, 200)]}\" cannot be used.", problems);

    private static IEnumerable<Node> Walk(Node node) => node.Parts.SelectMany(Walk).Prepend(node);
}
