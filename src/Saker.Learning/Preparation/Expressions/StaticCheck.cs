using Saker.Learning.Preparation.Expressions.Functions;
using Saker.Learning.Preparation.Expressions.Syntax;

namespace Saker.Learning.Preparation.Expressions;

/// <summary>What can be checked before the columns are known: that functions exist and have as many arguments as they take, and what lists hold.</summary>
internal static class StaticCheck
{
    public static void Check(Node node, ExpressionProblems problems)
    {
        switch (node)
        {
            case Call call: CheckCall(call, problems); break;
            case Membership membership: CheckItems(membership, problems); break;
        }
        foreach (var part in node.Parts)
            Check(part, problems);
    }

    private static void CheckCall(Call call, ExpressionProblems problems)
    {
        if (FunctionCatalogue.Find(call.Function) is not { } function)
        {
            problems.Add(call.Position, $"there is no function '{call.Function}'.{NearNames.Advise(call.Function, FunctionCatalogue.Names)}");
        }
        else if (call.Arguments.Count < function.MinCount || call.Arguments.Count > function.MaxCount)
        {
            var taken = function.MinCount == function.MaxCount ? $"{function.MinCount}"
                : function.MaxCount == int.MaxValue ? $"at least {function.MinCount}"
                : $"{function.MinCount} to {function.MaxCount}";
            problems.Add(call.Position, $"'{call.Function}' takes {taken} argument{(taken == "1" ? "" : "s")}, not {call.Arguments.Count}; write {function.Usage}.");
        }
    }

    private static void CheckItems(Membership membership, ExpressionProblems problems)
    {
        var isText = membership.Items[0] is TextLiteral;
        foreach (var item in membership.Items)
        {
            if (item is not (TextLiteral or NumberLiteral))
                problems.Add(item.Position, "the list after 'in' holds 'texts' or numbers only.");
            else if (item is TextLiteral != isText)
                problems.Add(item.Position, "the list after 'in' holds either texts or numbers, not both.");
        }
    }
}
