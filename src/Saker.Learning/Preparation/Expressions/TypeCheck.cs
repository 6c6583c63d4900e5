using Saker.Data;
using Saker.Learning.Preparation.Expressions.Functions;
using Saker.Learning.Preparation.Expressions.Syntax;

namespace Saker.Learning.Preparation.Expressions;

/// <summary>Finds the type of every part of an expression over given columns. A part that is wrong has no type, and nothing is said about what holds it.</summary>
internal sealed class TypeCheck(IReadOnlyDictionary<string, ColumnType> columns, ExpressionProblems problems)
{
    public ExpressionType? Check(Node node) => node switch
    {
        NumberLiteral => ExpressionType.Number,
        TextLiteral text => CheckText(text),
        ColumnReference column => CheckColumn(column),
        Unary { Operator: "-" } minus => Operand(minus, minus.Operand, ExpressionType.Number) ? ExpressionType.Number : null,
        Unary not => Operand(not, not.Operand, ExpressionType.Truth) ? ExpressionType.Truth : null,
        Binary { Operator: "and" or "or" } logic => Operands(logic, ExpressionType.Truth) ? ExpressionType.Truth : null,
        Binary { Operator: "+" or "-" or "*" or "/" or "%" or "^" } arithmetic => Operands(arithmetic, ExpressionType.Number) ? ExpressionType.Number : null,
        Binary { Operator: "==" or "!=" } equality => CheckEquality(equality),
        Binary comparison => Operands(comparison, ExpressionType.Number) ? ExpressionType.Truth : null,
        Membership membership => CheckMembership(membership),
        Call call => FunctionCatalogue.Find(call.Function)!.Check(this, call),
        _ => throw new InvalidOperationException($"A part of the unknown kind {node.GetType().Name}."),
    };

    /// <summary>Whether a part has a type that fits; reports it if not.</summary>
    public bool Fits(Node part, ExpressionType wanted, string place)
    {
        if (Check(part) is not { } type)
            return false;
        if (type == wanted)
            return true;
        problems.Add(part.Position, $"{place} needs {Name(wanted)}, not {Name(type)}.{Advise(type, wanted)}");
        return false;
    }

    /// <summary>The one type of all parts, or null; reports parts that differ from the first.</summary>
    public ExpressionType? Same(IReadOnlyList<Node> parts, string place)
    {
        ExpressionType? first = null;
        var fits = true;
        foreach (var part in parts)
        {
            var type = Check(part);
            first ??= type;
            fits &= type == first && type is not null;
            if (type is not null && type != first)
                problems.Add(part.Position, $"{place} must all be of one kind; this is {Name(type.Value)} and the first is {Name(first!.Value)}.");
        }
        return fits ? first : null;
    }

    private static string Name(ExpressionType type) => type switch
    {
        ExpressionType.Number => "a number",
        ExpressionType.Text => "a text",
        _ => "a condition",
    };

    private static string Advise(ExpressionType type, ExpressionType wanted) => (type, wanted) switch
    {
        (ExpressionType.Truth, ExpressionType.Number) => " Write if(condition, 1, 0).",
        (ExpressionType.Number, ExpressionType.Truth) => " Compare it with something, as in x == 1.",
        (ExpressionType.Text, ExpressionType.Truth) => " Compare it with something, as in x == 'Yes'.",
        _ => "",
    };

    private bool Operand(Node whole, Node operand, ExpressionType wanted) => Fits(operand, wanted, $"'{((Unary)whole).Operator}'");

    private bool Operands(Binary binary, ExpressionType wanted) =>
        Fits(binary.Left, wanted, $"'{binary.Operator}'") & Fits(binary.Right, wanted, $"'{binary.Operator}'");

    private ExpressionType? CheckText(TextLiteral text)
    {
        if (text.Text.Length > 0)
            return ExpressionType.Text;
        problems.Add(text.Position, "'' stands for a missing text, with which nothing can be compared; use is_missing(x).");
        return null;
    }

    private ExpressionType? CheckColumn(ColumnReference column)
    {
        if (!columns.TryGetValue(column.Name, out var type))
            problems.Add(column.Position, ColumnSelector.UnknownColumn(column.Name, [.. columns.Keys]));
        else if (type.IsNumeric())
            return ExpressionType.Number;
        else if (type == ColumnType.Text)
            return ExpressionType.Text;
        else
            problems.Add(column.Position, $"column '{column.Name}' is a {type.Name()}; expressions take numbers and texts.");
        return null;
    }

    private ExpressionType? CheckEquality(Binary equality)
    {
        if (Same([equality.Left, equality.Right], $"Both sides of '{equality.Operator}'") is not { } type)
            return null;
        // ONNX up to opset 18 cannot compare two text tensors; it can look texts up in a list of constants.
        if (type != ExpressionType.Text || equality.Left is TextLiteral || equality.Right is TextLiteral)
            return ExpressionType.Truth;
        problems.Add(equality.Position, "one side of a comparison of texts must be a 'text'; two text columns cannot be compared.");
        return null;
    }

    private ExpressionType? CheckMembership(Membership membership) =>
        Same([membership.Operand, .. membership.Items], "The left side of 'in' and its list") is null ? null : ExpressionType.Truth;
}
