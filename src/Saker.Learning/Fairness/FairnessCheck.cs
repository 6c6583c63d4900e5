using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Preparation;

namespace Saker.Learning.Fairness;

/// <summary>Tells before anything is trained whether a plan fits the rows it will be asked about.</summary>
public static class FairnessCheck
{
    /// <summary>Everything that is wrong, each with its place below <paramref name="place"/>.</summary>
    /// <param name="plan">What is to be looked at.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="labels">The classes.</param>
    /// <param name="place">Where the plan stands, such as <c>fairness</c>.</param>
    /// <param name="target">The column with the answers, which is no attribute of people; null where nobody knows it.</param>
    public static IReadOnlyList<Problem> Check(FairnessPlan plan, Table rows, ClassLabels labels, string place, string? target = null)
    {
        var problems = new List<Problem>();
        for (var i = 0; i < plan.Protected.Count; i++)
            problems.AddRange(Check(plan.Protected[i], rows, plan.MaxGroups, $"{place}.protected[{i}]", target));
        if (plan.Protected.Count == 0)
            problems.Add(new Problem($"{place}.protected", "name at least one protected attribute."));
        if (plan.Favourable is { } favourable && favourable != labels.Positive && favourable != labels.Negative)
            problems.Add(new Problem($"{place}.favourable", $"'{favourable}' is no label of the target; it has '{labels.Negative}' and '{labels.Positive}'."));
        foreach (var name in plan.Limits.Keys.Where(name => !MeasureName.All.Contains(name)))
            problems.Add(new Problem($"{place}.limits.{name}", $"this is no measure of fairness.{NearNames.Advise(name, MeasureName.All)}"));
        return problems;
    }

    /// <summary>As the other, of one attribute.</summary>
    public static IReadOnlyList<Problem> Check(ProtectedAttribute attribute, Table rows, int maxGroups, string place, string? target = null)
    {
        var problems = new List<Problem>();
        foreach (var column in attribute.Columns)
        {
            if (column.Column == target)
                problems.Add(new Problem(place, $"'{target}' is the target: its groups are the answers themselves. Name a column that says who people are."));
            else
                CheckColumn(column, rows, maxGroups, place, problems);
        }
        if (problems.Count > 0 || rows.RowCount == 0)
            return problems;
        var groups = ProtectedGroups.Of(rows, attribute);
        if (groups.Names.Count < 2)
            problems.Add(new Problem(place, $"all rows are in one group of {attribute.Name}, '{groups.Names[0]}'; there is nothing to compare."));
        if (attribute.Privileged is { } stated && !groups.Names.Contains(stated))
            problems.Add(new Problem($"{place}.privileged", $"{attribute.Name} has no group '{stated}'.{NearNames.Advise(stated, groups.Names)}"));
        return problems;
    }

    /// <exception cref="SakerException">Something is wrong; all of it is told.</exception>
    internal static void Require(FairnessPlan plan, Table rows, ClassLabels labels, string? target)
    {
        if (Check(plan, rows, labels, "fairness", target) is { Count: > 0 } problems)
            throw new SakerException(ErrorKind.InvalidInput, "The fairness cannot be told as it is asked for.", problems);
    }

    private static void CheckColumn(ProtectedColumn column, Table rows, int maxGroups, string place, List<Problem> problems)
    {
        if (rows.Find(column.Column) is not { } found)
        {
            problems.Add(new Problem(place, $"the protected attribute '{column.Column}' is not in the data.{NearNames.Advise(column.Column, [.. rows.Schema.Select(known => known.Name)])}"));
            return;
        }
        if (column.IsBinned)
        {
            if (!found.Type.IsNumeric())
                problems.Add(new Problem(place, $"'{column.Column}' is {found.Type.Name()}; only numbers can be put into groups by 'over' or 'edges'."));
            return;
        }
        if (column.Read(found).Distinct(StringComparer.Ordinal).Take(maxGroups + 1).Count() > maxGroups)
        {
            problems.Add(new Problem(place, $"'{column.Column}' has more than {maxGroups} groups. " + (found.Type.IsNumeric()
                ? "Make a few of its numbers: {column: " + column.Column + ", over: 25} or {column: " + column.Column + ", edges: [25, 45]}."
                : "Derive a coarser column from it, or raise max_groups.")));
        }
    }
}
