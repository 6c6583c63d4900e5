using Saker.Data.Expressions;

namespace Saker.Data.Checks;

/// <summary>Reads conditions in SQL; what can be told of them without the data is told when the suite is read.</summary>
internal static class ConditionText
{
    public static string? Read(Settings settings, string key, bool hasAggregates = false)
    {
        if (settings.OptionalText(key) is not { } condition)
            return null;
        foreach (var problem in ColumnExpression.Check(condition, hasAggregates))
            settings.Report(key, problem);
        return condition;
    }

    public static string Require(Settings settings, string key, bool hasAggregates = false)
    {
        if (!settings.Has(key))
            settings.Report(key, hasAggregates ? "write a condition over all rows in SQL, such as sum(paid) <= sum(owed)." : "write a condition over the columns of a row in SQL, such as paid <= owed.");
        return Read(settings, key, hasAggregates) ?? "";
    }
}
